"""What rules compare and record: what the caller passed, not what botocore makes of it."""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from typing import Any

import pytest
from botosmith_runtime.fakes import ABSENT, ANY, UnexpectedCallError

boto3: Any = importlib.import_module("boto3")  # which has no types


@pytest.fixture
def s3(fakes: dict[str, Any]) -> Iterator[Any]:
    with fakes["s3"]() as fake:
        yield fake


def test_rules_go_by_what_was_passed(s3: Any) -> None:
    """botocore adds a ChecksumMode and an EncodingType, and makes text of a CopySource."""
    rule = s3.get_object(strict=True, Bucket="b", Key="k", ChecksumMode=ABSENT).returns()
    s3.client.get_object(Bucket="b", Key="k")
    assert rule.calls == ({"Bucket": "b", "Key": "k"},)
    assert s3.calls[0].request == {"Bucket": "b", "Key": "k", "ChecksumMode": "ENABLED"}
    copied = s3.copy_object(strict=True, Bucket="b", Key="k", CopySource="b/old").returns()
    source = {"Bucket": "b", "Key": "old"}
    s3.client.copy_object(Bucket="b", Key="k", CopySource=source)
    source.clear()
    assert copied.calls[0]["CopySource"] == {"Bucket": "b", "Key": "old"}
    with pytest.raises(UnexpectedCallError) as caught:
        s3.client.get_object(Bucket="b", Key="other")
    assert "ChecksumMode='ENABLED'" not in str(caught.value)
    s3.reset()


def test_what_others_add_is_sent(s3: Any) -> None:
    """A test that registers a handler can still require what the handler does."""

    def add_owner(params: dict[str, Any], **_: Any) -> None:
        params["ExpectedBucketOwner"] = "1"

    s3.boto3_client.meta.events.register("provide-client-params.s3.GetObject", add_owner)
    rule = s3.get_object(Bucket="b", Key="k", ExpectedBucketOwner="1", strict=True).returns()
    s3.client.get_object(Bucket="b", Key="k")
    assert rule.calls == ({"Bucket": "b", "Key": "k"},)


def test_tokens_that_botocore_makes_up_are_nobodys(fakes: dict[str, Any]) -> None:
    put = {"Put": {"TableName": "t", "Item": {"Id": {"S": "1"}}}}
    with fakes["dynamodb"]() as fake:
        rule = fake.transact_write_items(strict=True, TransactItems=[ANY]).returns()
        fake.client.transact_write_items(TransactItems=[put])
        assert rule.calls == ({"TransactItems": [put]},)
        put["Put"].clear()
        assert rule.calls[0]["TransactItems"][0]["Put"]["TableName"] == "t"
        assert fake.calls[0].request.keys() == {"TransactItems", "ClientRequestToken"}


class Once(io.BytesIO):
    """A file that counts how often it is read."""

    reads = 0

    def read(self, *size: Any) -> bytes:
        self.reads += 1
        return super().read(*size)


def test_streams_are_read_for_the_record_alone(s3: Any) -> None:
    rule = s3.put_object(strict=True, Bucket="b", Key="k", Body=ANY).returns()
    file = Once(b"content")
    s3.client.put_object(Bucket="b", Key="k", Body=file)
    assert (rule.calls[0]["Body"], file.reads, file.tell()) == (b"content", 1, 0)


def test_what_resources_pass(fakes: dict[str, Any]) -> None:
    """Rules are written in the model's terms, which is what boto3 makes of Python's values."""
    with fakes["dynamodb"]() as fake, fake.patch(boto3):

        def is_a(key: dict[str, dict[str, str]]) -> bool:
            return key["Id"]["S"] == "a"

        rule = fake.get_item(Key={"Id": {"S": "a"}}, TableName="table", strict=True).returns()
        other = fake.get_item(Key=is_a, TableName="other").returns()
        resource = boto3.resource("dynamodb", region_name="eu-west-1")
        for table in ("table", "other"):
            resource.Table(table).get_item(Key={"Id": "a"})
            with pytest.raises(UnexpectedCallError):
                resource.Table(table).get_item(Key={"Id": "b"})
        assert rule.calls == ({"TableName": "table", "Key": {"Id": "a"}},)
        assert other.call_count == 1
        assert fake.calls[0].request == {"TableName": "table", "Key": {"Id": {"S": "a"}}}
        fake.reset()
