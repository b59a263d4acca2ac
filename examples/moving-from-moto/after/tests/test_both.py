"""Fakes, typed clients and moto in one test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest
from botosmith_dynamodb import connect

from photos import catalog
from photos.places import REGION, TABLE
from photos.upload import upload

if TYPE_CHECKING:
    from botosmith_s3.fakes import FakeS3
    from botosmith_sns.fakes import FakeSNS

pytestmark = pytest.mark.usefixtures("table")


def test_an_upload_is_listed(fake_s3: FakeS3, fake_sns: FakeSNS) -> None:
    fake_s3.patch(boto3)
    fake_s3.put_object(Key="sea/a.jpg").returns()
    fake_sns.patch(boto3)
    fake_sns.publish().returns()

    assert upload("sea", "a.jpg", b"an image")
    assert catalog.names("sea") == ["a.jpg"]


def test_a_typed_client_checks_what_moto_answers() -> None:
    dynamodb = connect(region_name=REGION, response_checks="strict")
    catalog.add("sea", "a.jpg")

    found = dynamodb.get_item(TableName=TABLE, Key={"Album": {"S": "sea"}, "Name": {"S": "a.jpg"}})

    assert "Item" in found
