"""The archive of orders, in S3."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from botosmith_s3 import S3Client

    from orders.inbox import Order

FOLDER = "orders/"


def store(s3: S3Client, bucket: str, order: Order) -> None:
    """Write an order, unless it is there already."""
    if contains(s3, bucket, order.number):
        return
    content = json.dumps({"customer": order.customer, "total": order.total})
    s3.put_object(Bucket=bucket, Key=f"{FOLDER}{order.number}", Body=content.encode())


def contains(s3: S3Client, bucket: str, number: str) -> bool:
    """Whether the archive has an order."""
    try:
        s3.head_object(Bucket=bucket, Key=f"{FOLDER}{number}")
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") == "404":
            return False
        raise
    return True


def numbers(s3: S3Client, bucket: str) -> list[str]:
    """The numbers of all orders in the archive."""
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=FOLDER)
    return [
        content.get("Key", "").removeprefix(FOLDER)
        for page in pages
        for content in page.get("Contents", [])
    ]
