"""Labels of parcels, one object each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from types_aiobotocore_s3 import S3Client

FOLDER = "labels/"


async def keep(s3: S3Client, bucket: str, number: str, label: bytes) -> None:
    """Store the label of a parcel."""
    await s3.put_object(Bucket=bucket, Key=f"{FOLDER}{number}", Body=label)


async def read(s3: S3Client, bucket: str, number: str) -> bytes | None:
    """The label of a parcel; None if there is none."""
    try:
        response = await s3.get_object(Bucket=bucket, Key=f"{FOLDER}{number}")
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") == "NoSuchKey":
            return None
        raise
    async with response["Body"] as body:
        return await body.read()


async def numbers(s3: S3Client, bucket: str) -> list[str]:
    """The numbers of all parcels that have a label."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=FOLDER)
    return [
        found["Key"].removeprefix(FOLDER)
        async for page in pages
        for found in page.get("Contents", [])
        if "Key" in found
    ]
