"""Photos are stored, and read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3

from photos import store

if TYPE_CHECKING:
    from botosmith_s3.fakes import FakeS3


def test_a_photo_is_written(fake_s3: FakeS3) -> None:
    fake_s3.patch(boto3)
    fake_s3.put_object(Bucket="photos", Key="sea/a.jpg", Body=b"an image").returns()

    store.save("sea/a.jpg", b"an image")


def test_a_photo_is_read(fake_s3: FakeS3) -> None:
    fake_s3.patch(boto3)
    fake_s3.get_object(Bucket="photos", Key="sea/a.jpg").returns(Body=b"an image")

    assert store.load("sea/a.jpg") == b"an image"


def test_a_photo_may_be_missing(fake_s3: FakeS3) -> None:
    fake_s3.patch(boto3)
    fake_s3.get_object().raises("NoSuchKey")

    assert store.load("sea/a.jpg") is None
