"""The bytes of photos, in S3."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3

from photos.places import BUCKET, REGION

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


def save(key: str, image: bytes) -> None:
    """Write a photo."""
    s3: S3Client = boto3.client("s3", region_name=REGION)
    s3.put_object(Bucket=BUCKET, Key=key, Body=image, ContentType="image/jpeg")


def load(key: str) -> bytes | None:
    """Read a photo; return None if there is none."""
    s3: S3Client = boto3.client("s3", region_name=REGION)
    try:
        return s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
    except s3.exceptions.NoSuchKey:
        return None
