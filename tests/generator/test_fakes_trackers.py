"""What users asked of Stubber on services that only AWS has; the numbers are its trackers'."""

from __future__ import annotations

import importlib
import io
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError, EventStreamError
from botocore.session import Session
from botosmith_runtime.fakes import RuleError, UnexpectedCallError

boto3: Any = importlib.import_module("boto3")  # which has no types


def answered(caught: pytest.ExceptionInfo[Any]) -> Any:
    """The error response that was raised."""
    return caught.value.response


@pytest.fixture
def s3(fakes: dict[str, Any]) -> Iterator[Any]:
    with fakes["s3"]() as fake:
        yield fake


@pytest.fixture
def dynamodb(fakes: dict[str, Any]) -> Iterator[Any]:
    with fakes["dynamodb"]() as fake:
        yield fake


def test_upload_file(s3: Any, tmp_path: Path) -> None:
    """botocore#974."""
    file = tmp_path / "file"
    file.write_bytes(b"content")
    rule = s3.put_object(Bucket="bucket", Key="key", Body=b"content").returns()
    s3.client.upload_file(str(file), "bucket", "key")
    s3.boto3_client.upload_fileobj(io.BytesIO(b"content"), "bucket", "key")
    assert [call["Body"] for call in rule.calls] == [b"content", b"content"]


def test_members_that_do_not_exist(s3: Any) -> None:
    with pytest.raises(RuleError, match=r": PutObject takes no Bodyy; did you mean Body\?$"):
        s3.put_object(Bodyy=b"")
    with pytest.raises(
        RuleError, match=r"takes no Zebra: expected ACL, .* and \d\d others$"
    ) as far:
        s3.put_object(Zebra=b"")
    assert str(far.value).rpartition("expected")[2].count(",") == 11


def test_download_file(s3: Any, tmp_path: Path) -> None:
    """botocore#2561."""
    s3.head_object(Bucket="bucket").returns(ContentLength=7, ETag='"1"')
    s3.get_object(Key="key").returns(Body="content", ContentLength=7, ETag='"1"')
    s3.client.download_file("bucket", "key", str(tmp_path / "file"))
    assert (tmp_path / "file").read_bytes() == b"content"


def _thrice(request: dict[str, str]) -> dict[str, str]:
    return {"Body": request["Key"] * 3}


def test_streaming_bodies(s3: Any) -> None:
    """boto3#1374: from bytes, text and files; each answer has its own."""
    s3.get_object(Key="a").returns(Body=b"bytes")
    s3.get_object(Key="b").returns(Body=io.BytesIO(b"a file"))
    s3.get_object(Key="c").responds(_thrice)
    for _ in range(2):
        bodies = [s3.client.get_object(Bucket="bucket", Key=key)["Body"] for key in "abc"]
        assert [body.read() for body in bodies] == [b"bytes", b"a file", b"ccc"]
    body = s3.client.get_object(Bucket="bucket", Key="b")["Body"]
    assert [*body.iter_chunks(4)] == [b"a fi", b"le"]
    with pytest.raises(RuleError, match="Body: expected bytes, text or a file, got 3"):
        s3.get_object().returns(Body=3)


def test_pages_with_tokens(s3: Any, dynamodb: Any) -> None:
    """boto3#1346: a token of text, and one that is a map."""
    keys: Any = [{"Key": "1"}], [{"Key": "2"}], [{"Key": "3"}]
    s3.list_objects_v2(Bucket="bucket").pages([{"Contents": page} for page in keys])
    found = [item["Key"] for item in s3.client.iter_list_objects_v2(Bucket="bucket")]
    assert found == ["1", "2", "3"]
    dynamodb.scan().pages([{"Items": [{"N": {"N": "1"}}]}, {"Items": [{"N": {"N": "2"}}]}])
    pages = dynamodb.boto3_client.get_paginator("scan").paginate(TableName="table")
    assert [page["Items"][0]["N"]["N"] for page in pages] == ["1", "2"]


def test_resources(s3: Any, dynamodb: Any) -> None:
    """botocore#1125, boto3#2869."""
    moment = datetime(2020, 1, 1, tzinfo=timezone.utc)
    dynamodb.get_item(TableName="table").returns(Item={"N": {"N": "1"}})
    s3.list_objects(Bucket="bucket").returns(Contents=[{"Key": "k", "LastModified": moment}])
    with s3.patch(boto3), dynamodb.patch(boto3):
        table = boto3.resource("dynamodb", region_name="eu-west-1").Table("table")
        assert int(table.get_item(Key={"Id": "a"})["Item"]["N"]) == 1
        bucket = boto3.resource("s3").Bucket("bucket")
        assert [item.key for item in bucket.objects.all()] == ["k"]


def test_what_botocore_makes_of_responses(fakes: dict[str, Any]) -> None:
    """What it makes a dict of is text in the model, and checked as such."""
    with fakes["cloudformation"]() as fake:
        fake.get_template().returns(TemplateBody='{"Resources": {}}')
        assert fake.client.get_template(StackName="s")["TemplateBody"] == {"Resources": {}}


def test_presigned_urls(s3: Any) -> None:
    """botocore#1666: they need no rule, and count as no call."""
    params = {"Bucket": "bucket", "Key": "key"}
    assert "/key?" in s3.client.generate_presigned_url("get_object", params)
    assert s3.boto3_client.generate_presigned_post("bucket", "key")["fields"]["key"] == "key"
    assert s3.call_count == 0


def test_modelled_fields_and_metadata_of_errors(dynamodb: Any) -> None:
    """boto3#3178, botocore#1375."""
    reasons: Any = [{"Code": "ConditionalCheckFailed", "Message": "no"}]
    rule = dynamodb.transact_write_items()
    rule.raises("TransactionCanceledException", message="cancelled", CancellationReasons=reasons)
    with pytest.raises(ClientError) as caught:
        dynamodb.client.transact_write_items(
            TransactItems=[{"Delete": {"TableName": "t", "Key": {}}}]
        )
    assert answered(caught)["CancellationReasons"] == reasons
    assert answered(caught)["Message"] == "cancelled"
    assert answered(caught)["ResponseMetadata"]["RequestId"]
    for wrong, message in (
        ("no", "CancellationReasons: type: expected a list"),
        (reasons * 101, "CancellationReasons: size: expected 1 to 100 items"),  # botocore lets pass
        ([{"Why": "no"}], r"CancellationReasons\[0\].Why: unknown"),
    ):
        with pytest.raises(RuleError, match=message):
            rule.raises("TransactionCanceledException", CancellationReasons=wrong)


def test_fields_that_errors_must_have(fakes: dict[str, Any]) -> None:
    with fakes["codeguru-security"]() as fake:
        rule = fake.get_scan().raises("AccessDeniedException", errorCode="denied")
        with pytest.raises(RuleError) as caught:
            rule.raises("ValidationException", reason="none")
        assert str(caught.value).partition(": ")[2].splitlines()[:3] == [
            "the fields of ValidationException are wrong:",
            "  errorCode: required: expected a value: this member is required",
            '  reason: enum: expected one of "cannotParse", "fieldValidationFailed", '
            '"lambdaCodeShaMisMatch", "other", "unknownOperation", got \'none\'',
        ]
        with pytest.raises(ClientError) as raised:
            fake.client.get_scan(scanName="s")
        assert answered(raised)["errorCode"] == "denied"
        fake.get_scan(scanName="t").raises(raised.value)  # with its fields
        with pytest.raises(type(raised.value)) as again:
            fake.client.get_scan(scanName="t")
        assert answered(again) == answered(raised)


def test_waiters(dynamodb: Any) -> None:
    """One that waits for an error, one for a value."""
    table: Any = {"TableName": "table", "TableStatus": "CREATING"}
    rule = dynamodb.describe_table().raises("ResourceNotFoundException")
    rule.returns(Table=table).returns(Table={**table, "TableStatus": "ACTIVE"})
    dynamodb.client.get_waiter("table_exists").wait(TableName="table")
    assert dynamodb.elapsed == 2 * 20


def test_matchers_within_structures(dynamodb: Any) -> None:
    """botocore#931, #939; boto3#4844: what a library adds does not matter."""
    rule = dynamodb.put_item(Item={"Id": {"S": str.isdigit}}).returns()
    dynamodb.client.put_item(TableName="t", Item={"Id": {"S": "7"}, "At": {"N": "1"}})
    with pytest.raises(UnexpectedCallError):
        dynamodb.client.put_item(TableName="t", Item={"Id": {"S": "x"}})
    assert rule.call_count == 1
    dynamodb.reset()


@pytest.mark.parametrize("service", ["s3", "dynamodb", "bedrock-runtime"])
def test_faults_in_other_protocols(fakes: dict[str, Any], service: str) -> None:
    """rest-xml, json and rest-json: what comes behind a fault is whole."""
    calls: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
        "s3": ("get_object", {"Bucket": "b", "Key": "k"}, {"Body": b"1", "ContentLength": 1}),
        "dynamodb": ("get_item", {"TableName": "t", "Key": {}}, {"Item": {"A": {"B": b"1"}}}),
        "bedrock-runtime": (
            "converse_stream",
            {"modelId": "m"},
            {"stream": [{"messageStart": {"role": "assistant"}}]},
        ),
    }
    method, request, response = calls[service]
    with fakes[service]() as fake:
        getattr(fake, method)().throttles(times=1).fails_connection(times=1).returns(**response)
        answer = getattr(fake.client, method)(**request)
    assert answer.pop("ResponseMetadata")["RetryAttempts"] == 2
    if service == "s3":
        answer["Body"] = answer["Body"].read()
        response["Metadata"] = {}  # what botocore finds in the headers
    if service == "bedrock-runtime":
        answer["stream"] = [*answer["stream"]]
    assert answer == response


def test_event_streams(fakes: dict[str, Any]) -> None:
    with fakes["bedrock-runtime"]() as fake:
        start: Any = {"messageStart": {"role": "assistant"}}
        delta: Any = {"contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": "hello"}}}
        trouble: Any = {"throttlingException": {"message": "slow down"}}
        fake.converse_stream().returns(stream=[start, delta]).returns(stream=[start, trouble])
        assert [*fake.client.converse_stream(modelId="m")["stream"]] == [start, delta]
        with closing(fake.client.converse_stream(modelId="m")["stream"]) as stream:
            assert next(iter(stream)) == start
            with pytest.raises(EventStreamError, match="slow down"):
                next(iter(stream))
        wrong_events: list[tuple[Any, str]] = [
            ({"nonsense": {}}, ".nonsense: unknown: expected one of the members messageStart, "),
            ({**start, **delta}, ": union: expected exactly one member, got 'messageStart', "),
            ({"messageStart": {"role": "admin"}}, ".messageStart.role: enum"),
            ({"contentBlockDelta": {"delta": 1}}, ".contentBlockDelta.delta: type"),
            ("hello", ": type: expected a dict"),
        ]
        for wrong, message in wrong_events:
            with pytest.raises(RuleError, match="break the shape of ConverseStream:") as caught:
                fake.converse_stream().returns(stream=[start, wrong])
            assert f"\n  stream[1]{message}" in str(caught.value)
        with pytest.raises(RuleError, match=r"expected events \(dicts\), got 3"):
            fake.converse_stream().returns(stream=3)


def test_what_botocore_adds_to_a_response_is_no_unknown_member(s3: Any) -> None:
    """``ExpiresString``, which is in no model, stands beside a header that may be no date."""

    class Raw(io.BytesIO):
        def stream(self) -> Iterator[bytes]:
            yield self.read()

    def answer(request: Any, **_: Any) -> AWSResponse:
        headers: Any = {"Expires": "soon"}
        return AWSResponse(request.url, 200, headers, Raw(b"content"))

    keys: Any = {"aws_access_key_id": "a", "aws_secret_access_key": "b"}
    plain: Any = Session().create_client("s3", region_name="us-east-1", **keys)
    plain.meta.events.register("before-send.s3", answer)
    client = type(s3.client)(plain)
    with client.checks(response="strict"):
        assert client.get_object(Bucket="bucket", Key="key")["ExpiresString"] == "soon"
