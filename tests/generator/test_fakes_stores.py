"""Stores: put, get, delete and list, on services of several kinds."""

from __future__ import annotations

import importlib
import io
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botosmith_runtime.fakes import RuleError, UnexpectedCallError

boto3: Any = importlib.import_module("boto3")  # which has no types
PLACE: Any = {"Bucket": "b", "Key": "k"}


@pytest.fixture
def s3(fakes: dict[str, Any]) -> Iterator[Any]:
    with fakes["s3"]() as fake:
        yield fake
        fake.reset()


def size(item: Any) -> Any:
    return {"ContentLength": len(item["Body"])}


def objects_of(fake: Any) -> Any:
    objects = fake.store("Bucket", "Key")
    objects.puts(fake.put_object()).optional()
    objects.gets(fake.get_object(), missing="NoSuchKey").optional()
    objects.gets(fake.head_object(), missing="404", answer=size).optional()
    objects.deletes(fake.delete_object()).optional()
    objects.lists(fake.list_objects_v2(), "Contents").optional()
    return objects


def test_objects_of_s3(s3: Any) -> None:
    objects = objects_of(s3)
    client = s3.client
    with pytest.raises(client.exceptions.NoSuchKey):
        client.get_object(**PLACE)
    with pytest.raises(ClientError, match="404"):
        client.head_object(**PLACE)
    for content in (b"one", "two", io.BytesIO(b"three")):
        client.put_object(Body=content, Metadata={"a": "b"}, **PLACE)
    for _ in range(2):
        found = client.get_object(**PLACE)
        assert (found["Body"].read(), found["Metadata"]) == (b"three", {"a": "b"})
    assert client.head_object(**PLACE)["ContentLength"] == 5
    client.put_object(Bucket="b", Key="l")
    client.put_object(Bucket="c", Key="m")
    assert [one["Key"] for one in client.list_objects_v2(Bucket="b")["Contents"]] == ["k", "l"]
    assert "Contents" not in client.list_objects_v2(Bucket="d")
    assert [*objects] == [("b", "k"), ("b", "l"), ("c", "m")]
    assert objects["b", "k"]["Body"] == b"three"
    client.delete_object(**PLACE)
    client.delete_object(**PLACE)
    assert ("b", "k") not in objects
    with pytest.raises(client.exceptions.NoSuchKey):
        client.get_object(**PLACE)


def test_objects_of_resources_and_transfers(s3: Any) -> None:
    objects_of(s3)
    with s3.patch(boto3):
        bucket = boto3.resource("s3", region_name="eu-west-1").Bucket("b")
        bucket.upload_fileobj(io.BytesIO(b"content"), "k")
        target = io.BytesIO()
        bucket.download_fileobj("k", target)
        assert target.getvalue() == b"content"


def test_items_of_dynamodb(fakes: dict[str, Any]) -> None:
    with fakes["dynamodb"]() as fake, fake.patch(boto3):
        rows = fake.store("TableName", "Id")
        rows.puts(fake.put_item(), item="Item")
        rows.gets(fake.get_item(), item="Item", key={"Id": "Key.Id"}, missing=None)
        rows.deletes(fake.delete_item(), key={"Id": "Key.Id"})
        rows.lists(fake.scan(), "Items", answer={"Items": []}).optional()
        table = boto3.resource("dynamodb", region_name="eu-west-1").Table("t")
        assert "Item" not in table.get_item(Key={"Id": 1})
        table.put_item(Item={"Id": 1, "Name": "one"})
        table.put_item(Item={"Id": 2, "Name": "two"})
        table.put_item(Item={"Id": 1, "Name": "first"})
        assert table.get_item(Key={"Id": 1})["Item"] == {"Id": 1, "Name": "first"}
        assert [row["Name"] for row in table.scan()["Items"]] == ["first", "two"]
        assert rows["t", {"N": "2"}]["Name"] == {"S": "two"}
        table.delete_item(Key={"Id": 1})
        assert len(rows) == 1
        assert boto3.resource("dynamodb", region_name="eu-west-1").Table("u").scan()["Items"] == []


def test_messages_of_sqs(fakes: dict[str, Any]) -> None:
    with fakes["sqs"]() as fake:
        messages = fake.store("QueueUrl", "MessageId")
        messages.puts(fake.send_message(), new="MessageId", names={"MessageBody": "Body"})
        ignored = ("MaxNumberOfMessages", "WaitTimeSeconds")
        handles = {"ReceiptHandle": "MessageId"}
        messages.lists(fake.receive_message(), "Messages", names=handles, ignores=ignored)
        messages.deletes(fake.delete_message(), key={"MessageId": "ReceiptHandle"})
        client = fake.client
        sent = client.send_message(QueueUrl="q", MessageBody="hello")["MessageId"]
        client.send_message(QueueUrl="other", MessageBody="else")
        found: Any = []
        for _ in range(2):  # there is no visibility
            found = client.receive_message(QueueUrl="q", WaitTimeSeconds=20)["Messages"]
            assert found == [{"MessageId": sent, "ReceiptHandle": sent, "Body": "hello"}]
        client.delete_message(QueueUrl="q", ReceiptHandle=found[0]["ReceiptHandle"])
        assert "Messages" not in client.receive_message(QueueUrl="q")


def test_parameters_of_ssm(fakes: dict[str, Any]) -> None:
    with fakes["ssm"]() as fake:
        parameters = fake.store("Name")
        parameters.puts(fake.put_parameter(), ignores="Overwrite", answer={"Version": 1})
        missing = "ParameterNotFound"
        parameters.gets(fake.get_parameter(), item="Parameter", missing=missing)
        parameters.deletes(fake.delete_parameter(), missing=missing)
        client = fake.client
        client.put_parameter(Name="/p", Value="v", Type="String", Overwrite=True)
        assert client.get_parameter(Name="/p")["Parameter"] == {
            "Name": "/p", "Value": "v", "Type": "String",
        }  # fmt: skip
        client.delete_parameter(Name="/p")
        for call in (client.get_parameter, client.delete_parameter):
            with pytest.raises(client.exceptions.ParameterNotFound):
                call(Name="/p")


IGNORED: list[tuple[str, str, Any, str]] = [
    ("s3", "put_object", {"IfNoneMatch": "*", **PLACE}, "IfNoneMatch"),
    ("s3", "put_object", {"ACL": "private", "Tagging": "a=b", **PLACE}, "ACL, Tagging"),
    ("s3", "get_object", {"Range": "bytes=0-1", **PLACE}, "Range"),
    ("s3", "delete_object", {"VersionId": "1", **PLACE}, "VersionId"),
    ("s3", "list_objects_v2", {"Bucket": "b", "Prefix": "p"}, "Prefix"),
]


@pytest.mark.parametrize(("service", "method", "request_", "names"), IGNORED)
def test_parameters_that_a_store_would_ignore(
    fakes: dict[str, Any], service: str, method: str, request_: Any, names: str
) -> None:
    with fakes[service]() as fake:
        objects_of(fake)
        with pytest.raises(
            UnexpectedCallError, match=f"{method}: a store does nothing with {names}[,;]"
        ):
            getattr(fake.client, method)(**request_)
        with pytest.raises(UnexpectedCallError, match="caught this error"):
            fake.assert_used()
        fake.reset()


def test_conditions_of_dynamodb_are_not_ignored(fakes: dict[str, Any]) -> None:
    with fakes["dynamodb"]() as fake:
        rows = fake.store("TableName", "Id")
        rows.puts(fake.put_item(), item="Item").optional()
        item: Any = {"TableName": "t", "Item": {"Id": {"S": "1"}}}
        with pytest.raises(UnexpectedCallError, match="nothing with ConditionExpression"):
            fake.client.put_item(ConditionExpression="attribute_not_exists(Id)", **item)
        with pytest.raises(UnexpectedCallError, match="the key has no Id"):
            fake.client.put_item(TableName="t", Item={"Name": {"S": "1"}})
        fake.reset()


WRONG: list[tuple[Callable[[Any, Any], Any], str]] = [
    (
        lambda s, f: s.puts(f.put_object(), key={"Kee": "Key"}),
        "Kee is not a part of this store's key",
    ),
    (lambda s, f: s.puts(f.put_object(), key={"Key": "Kee"}), r"takes no Kee; did you mean Key\?"),
    (lambda s, f: s.puts(f.put_object(), item="Itm"), "PutObject takes no Itm"),
    (lambda s, f: s.puts(f.list_buckets()), "ListBuckets takes no Bucket"),
    (lambda s, f: s.puts(f.put_object(), new="Id"), "Id is not a part"),
    (
        lambda s, f: s.gets(f.get_object(), missing="NoSuchKee"),
        "does not declare the error NoSuchKee",
    ),
    (lambda s, f: s.gets(f.get_object(), missing=None, item="Bdy"), "answers with no Bdy"),
    (lambda s, f: s.gets(f.get_object(), missing=None, ignores="Rnge"), "takes no Rnge"),
    (lambda s, f: s.lists(f.list_objects_v2(), "Content"), r"no Content; did you mean Contents"),
    (lambda s, f: s.lists(f.list_objects_v2(), "KeyCount"), "KeyCount is not a list of items"),
    (lambda s, f: s.deletes(f.delete_objects()), "DeleteObjects takes no Key"),
    (lambda _, f: f.store(), "a store has a key"),
]


@pytest.mark.parametrize(("write", "message"), WRONG)
def test_stores_are_checked_when_they_are_written(s3: Any, write: Any, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        write(s3.store("Bucket", "Key"), s3)


def test_stores_among_other_answers_and_rules(s3: Any) -> None:
    objects = s3.store("Bucket", "Key")
    put = objects.puts(s3.put_object(Bucket="b").throttles(times=1))
    s3.put_object(Bucket="locked").raises("AccessDenied")
    objects.gets(s3.get_object(), missing="NoSuchKey").optional()
    s3.client.put_object(Body=b"x", **PLACE)
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.client.put_object(Bucket="locked", Key="k")
    assert s3.client.get_object(**PLACE)["Body"].read() == b"x"
    assert (put.call_count, len(objects)) == (1, 1)


def test_stores_in_threads(s3: Any) -> None:
    objects = objects_of(s3)
    client = s3.client

    def work(number: int) -> None:
        for turn in range(20):
            client.put_object(Bucket="b", Key=f"{number}-{turn}", Body=b"x")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(objects) == 80
