"""The clients of fakes of AWS's own services: kept by code under test, and in other regions."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from botosmith_runtime.fakes import FakeClosedError

boto3: Any = importlib.import_module("boto3")  # which has no types


def test_kept_resources_never_meet_the_next_fake(fakes: dict[str, Any]) -> None:
    """As code under test keeps them at the top of a module."""
    row = {"Item": {"Id": {"S": "a"}}}
    with fakes["dynamodb"]() as fake, fake.patch(boto3):
        table = boto3.resource("dynamodb").Table("table")
        fake.get_item().returns(**row)
        assert table.get_item(Key={"Id": "a"})["Item"] == {"Id": "a"}
    with fakes["dynamodb"]() as following, following.patch(boto3):
        following.get_item().returns(**row)
        with pytest.raises(FakeClosedError, match="GetItem was called, but this FakeDynamoDB was"):
            table.get_item(Key={"Id": "a"})
        following.batch_write_item().returns().optional()
        with pytest.raises(FakeClosedError), table.batch_writer() as batch:
            batch.put_item(Item={"Id": "a"})
        assert following.call_count == 0
        again = boto3.resource("dynamodb").Table("table")
        assert again.get_item(Key={"Id": "a"})["Item"] == {"Id": "a"}


def test_resources_are_in_the_region_that_they_are_asked_for(fakes: dict[str, Any]) -> None:
    with fakes["s3"]() as fake, fake.patch():
        bucket = boto3.resource("s3", region_name="eu-west-1").Bucket("b")
        assert bucket.meta.client.meta.endpoint_url == "https://s3.eu-west-1.amazonaws.com"
        fake.head_bucket(Bucket="b").returns(BucketRegion="eu-west-1")
        bucket.wait_until_exists()
    with fakes["sqs"]() as fake, fake.patch():
        sqs = boto3.resource("sqs", region_name="cn-north-1").meta.client
        assert (sqs.meta.region_name, sqs.meta.partition) == ("cn-north-1", "aws-cn")


def test_calls_that_botocore_makes_of_its_own_accord(fakes: dict[str, Any]) -> None:
    """S3's redirects ask for a bucket's region by a client that nobody was given."""
    fake: Any = fakes["s3"]()
    with fake:
        moved = fake.get_object(Bucket="b", Key="k")
        moved.throttles("PermanentRedirect", http_status=301, times=1).returns(Body=b"moved")
        headers = {"HTTPHeaders": {"x-amz-bucket-region": "eu-west-1"}}
        head = fake.head_bucket(Bucket="b").returns(ResponseMetadata=headers)
        with fakes["s3"]() as other:
            other.head_bucket().returns().optional()
            _ = other.client
            assert fake.client.get_object(Bucket="b", Key="k")["Body"].read() == b"moved"
        assert (moved.call_count, head.call_count) == (1, 1)
