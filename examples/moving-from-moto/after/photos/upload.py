"""Takes a photo in, and tells the subscribers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3

from photos import catalog, store
from photos.places import REGION, TOPIC

if TYPE_CHECKING:
    from types_boto3_sns import SNSClient


def upload(album: str, name: str, image: bytes) -> bool:
    """Store and announce a photo; return False if the album has one of that name."""
    if not catalog.add(album, name):
        return False
    store.save(f"{album}/{name}", image)
    sns: SNSClient = boto3.client("sns", region_name=REGION)
    sns.publish(TopicArn=TOPIC, Subject="New photo", Message=f"{album}/{name}")
    return True
