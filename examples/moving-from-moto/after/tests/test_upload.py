"""An upload is stored, listed and announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest

from photos.places import TOPIC
from photos.upload import upload

if TYPE_CHECKING:
    from botosmith_dynamodb.fakes import FakeDynamoDB
    from botosmith_s3.fakes import FakeS3
    from botosmith_sns.fakes import FakeSNS


@pytest.fixture(autouse=True)
def patched(fake_s3: FakeS3, fake_dynamodb: FakeDynamoDB, fake_sns: FakeSNS) -> None:
    """Let the app's own clients be those of the fakes."""
    for fake in (fake_s3, fake_dynamodb, fake_sns):
        fake.patch(boto3)


def test_an_upload_is_stored_listed_and_announced(
    fake_s3: FakeS3, fake_dynamodb: FakeDynamoDB, fake_sns: FakeSNS
) -> None:
    fake_dynamodb.put_item(Item={"Album": {"S": "sea"}, "Name": {"S": "a.jpg"}}).returns()
    fake_s3.put_object(Key="sea/a.jpg", Body=b"an image").returns()
    fake_sns.publish(TopicArn=TOPIC, Message="sea/a.jpg").returns()

    assert upload("sea", "a.jpg", b"an image")


def test_a_second_upload_changes_nothing(fake_dynamodb: FakeDynamoDB) -> None:
    fake_dynamodb.put_item().raises("ConditionalCheckFailedException")

    assert not upload("sea", "a.jpg", b"another image")


def test_an_upload_survives_a_busy_bucket(
    fake_s3: FakeS3, fake_dynamodb: FakeDynamoDB, fake_sns: FakeSNS
) -> None:
    fake_dynamodb.put_item().returns()
    fake_s3.put_object().throttles("SlowDown", http_status=503, times=2).returns()
    fake_sns.publish().returns()

    assert upload("sea", "a.jpg", b"an image")
