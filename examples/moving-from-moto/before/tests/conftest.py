"""An account with a bucket, a table and a topic."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws
from photos.places import BUCKET, REGION, TABLE


@pytest.fixture(autouse=True)
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """moto's account, for every test."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        boto3.client("s3", region_name=REGION).create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        boto3.client("dynamodb", region_name=REGION).create_table(
            TableName=TABLE,
            KeySchema=[
                {"AttributeName": "Album", "KeyType": "HASH"},
                {"AttributeName": "Name", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": "Album", "AttributeType": "S"},
                {"AttributeName": "Name", "AttributeType": "S"},
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        boto3.client("sns", region_name=REGION).create_topic(Name="photos")
        yield
