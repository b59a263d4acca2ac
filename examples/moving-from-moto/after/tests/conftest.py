"""A table for the tests that query it: moto evaluates their conditions."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from photos.places import REGION, TABLE


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """moto's table."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
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
        yield
