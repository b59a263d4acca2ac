"""Requests of real clients and of hand, read; what is wrong with bad ones, and where."""

from __future__ import annotations

import gzip
import zlib
from base64 import b64encode
from datetime import datetime, timezone
from typing import Any

import pytest
from botocore.config import Config
from botosmith_runtime.protocols import (
    Request,
    RequestError,
    Router,
    Unrouted,
    interim_response,
    parse_request,
    serialise_response,
)
from botosmith_runtime.protocols.checksums import checksum
from botosmith_runtime.protocols.events import message
from botosmith_runtime.protocols.received import Received
from botosmith_runtime.protocols.transfer import content
from protocol_models import client, model, sent

TARGET = ("X-Amz-Target", "DynamoDB_20120810.PutItem")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
CBOR = ("Smithy-Protocol", "rpc-v2-cbor")
UNKNOWN = "UnknownOperationException"
ALARM = "/service/GraniteServiceVersion20100801/operation/PutMetricAlarm"


@pytest.mark.parametrize(
    ("service", "method", "operation", "params"),
    [
        ("s3", "put_object", "PutObject", {
            "Bucket": "my-bucket", "Key": "a/b c+ü", "Body": b"\x00x", "Metadata": {"a": "1"},
            "Expires": datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc),
        }),
        ("s3", "upload_part", "UploadPart",
         {"Bucket": "my-bucket", "Key": "k", "PartNumber": 3, "UploadId": "u", "Body": b"x"}),
        ("s3", "delete_objects", "DeleteObjects",
         {"Bucket": "my-bucket", "Delete": {"Objects": [{"Key": "a&<"}, {"Key": "b"}]}}),
        ("s3", "get_object_attributes", "GetObjectAttributes",
         {"Bucket": "my-bucket", "Key": "k", "ObjectAttributes": ["ETag", "ObjectSize"]}),
        ("dynamodb", "put_item", "PutItem", {
            "TableName": "t", "Item": {"a": {"B": b"\xff"}, "m": {"M": {"n": {"NULL": True}}}},
        }),
        ("sqs", "send_message", "SendMessage",
         {"QueueUrl": "https://q/1/2", "MessageBody": "é", "DelaySeconds": 1}),
        ("cloudwatch", "put_metric_data", "PutMetricData", {
            "Namespace": "n", "MetricData": [{"MetricName": "m", "Value": 1.5, "Timestamp":
                datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)}],
        }),
        ("ec2", "describe_instances", "DescribeInstances",
         {"Filters": [{"Name": "tag:a", "Values": ["x", "y"]}], "MaxResults": 5}),
        ("iam", "create_user", "CreateUser",
         {"UserName": "u", "Tags": [{"Key": "a", "Value": "b=&"}]}),
        ("lambda", "invoke", "Invoke", {"FunctionName": "f", "Payload": b"{}"}),
        ("route53", "change_tags_for_resource", "ChangeTagsForResource",
         {"ResourceType": "hostedzone", "ResourceId": "Z1", "RemoveTagKeys": ["a", "b"]}),
    ],
)  # fmt: skip
def test_what_a_real_client_sends(
    service: str, method: str, operation: str, params: dict[str, Any]
) -> None:
    parsed = parse_request(model(service), sent(client(service), method, **params))
    assert parsed.operation == operation
    assert {name: parsed.parameters.get(name) for name in params} == params


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_chunks_with_a_trailer(algorithm: str, scheme: str) -> None:
    """As botocore uploads a file: over TLS in chunks, with the checksum after them."""
    s3 = client("s3", endpoint_url=f"{scheme}://localhost", config=Config(s3={}))
    request = sent(
        s3, "put_object", Bucket="b-1", Key="k", Body=b"x" * 100_000, ChecksumAlgorithm=algorithm
    )
    chunked = any(value == "aws-chunked" for _, value in request.headers)
    assert chunked == (scheme == "https")
    parsed = parse_request(model("s3"), request)
    expected = checksum(algorithm.lower(), b"x" * 100_000)
    assert parsed.parameters["Body"] == b"x" * 100_000
    assert parsed.parameters[f"Checksum{algorithm}"] == expected
    assert "ContentEncoding" not in parsed.parameters


def put(body: bytes, *headers: tuple[str, str]) -> Request:
    return Request(method="PUT", path="/b/k", headers=headers, body=body)


def chunked(*headers: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (("Content-Encoding", "aws-chunked,gzip"), *headers)


SIGNED = (
    b"5;chunk-signature=aa\r\nhello\r\n1;chunk-signature=bb\r\n!\r\n0;chunk-signature=cc\r\n\r\n"
)


def test_chunks_that_are_signed() -> None:
    parsed = parse_request(
        model("s3"), put(SIGNED, *chunked(("x-amz-decoded-content-length", "6")))
    )
    assert parsed.parameters["Body"] == b"hello!"
    assert parsed.parameters["ContentEncoding"] == "gzip"  # it is stored as it is


def test_parameters_can_be_asked_for_twice() -> None:
    request = put(SIGNED, *chunked(("x-amz-decoded-content-length", "6")))
    route = Router([model("s3")]).route(request)
    assert route.parameters() == route.parameters()
    assert route.parameters()["Body"] == b"hello!"


def test_gzip_is_undone_where_the_service_does_not_store_it() -> None:
    body = b"Action=PutMetricData&Version=2010-08-01&Namespace=n"
    request = Request(
        method="POST", path="/", headers=(FORM, ("Content-Encoding", "gzip")),
        body=gzip.compress(body),
    )  # fmt: skip
    plain = Request(method="POST", path="/", headers=(FORM,), body=body)
    # What names the operation is inside, so a server says which it is.
    operation = model("cloudwatch").operation_model("PutMetricData")
    assert content(Received(request), operation) == body
    assert parse_request(model("cloudwatch"), plain).parameters == {"Namespace": "n"}


def test_trailers_are_parameters() -> None:
    body = (
        b"1\r\nx\r\n0\r\nx-amz-checksum-crc32c:" + checksum("crc32c", b"x").encode() + b"\r\n\r\n"
    )
    request = put(
        body, ("Content-Encoding", "aws-chunked"), ("X-Amz-Trailer", "x-amz-checksum-crc32c")
    )
    assert parse_request(model("s3"), request).parameters["ChecksumCRC32C"] == "qTxfkw=="


def test_checksums_of_the_standards() -> None:
    """The values of RFC 3720 and of the NVMe specification, for ``123456789``."""
    known = {"crc32": "y/Q5Jg==", "crc32c": "4waSgw==", "crc64nvme": "rosUhgp5mIg="}
    assert {name: checksum(name, b"123456789") for name in known} == known
    assert zlib.crc32(b"123456789") == 0xCBF43926


@pytest.mark.parametrize(
    ("request_", "code", "where", "said"),
    [
        (put(b"x", ("Content-MD5", "AAAA")), "BadDigest", "header Content-MD5",
         "does not match the body, whose checksum is ndTkYSaMgDT1yFZOFVxnpg=="),
        (put(b"x", ("x-amz-checksum-sha1", "AAAA")), "BadDigest", "header x-amz-checksum-sha1", ""),
        (put(b"x", ("x-amz-content-sha256", "0" * 64)), "XAmzContentSHA256Mismatch",
         "header x-amz-content-sha256", ""),
        (put(SIGNED[:20], *chunked()), "IncompleteBody", "body in aws-chunked",
         "expected the size of a chunk at byte 0"),
        (put(SIGNED[:24], *chunked()), "IncompleteBody", "body in aws-chunked",
         "a chunk of 5 bytes at byte 22 ends after 2"),
        (put(SIGNED, *chunked(("x-amz-decoded-content-length", "7"))), "IncompleteBody",
         "body in aws-chunked", "expected 7 bytes in the chunks, got 6"),
        (put(b"ffffffffffff\r\nx", *chunked()), "IncompleteBody", "body in aws-chunked", ""),
        (put(b"0\r\n\r\n", *chunked(("X-Amz-Trailer", "x-amz-checksum-crc32"))),
         "MalformedTrailerError", "trailers", "announced but missing: x-amz-checksum-crc32"),
        (put(b"", ("Expires", "tomorrow")), "InvalidArgument", "Expires",
         "expected a date like Sat, 31 Jan 2026 23:59:59 GMT, got 'tomorrow'"),
        (put(b"", *(("x-a", "y" * 100) for _ in range(700))), "RequestHeaderSectionTooLarge",
         "headers", "longer than 65,536 characters"),
        (put(b"", *(("x", "y") for _ in range(1001))), "RequestHeaderSectionTooLarge",
         "headers", "more than 1,000 lines"),
    ],
)  # fmt: skip
def test_what_s3_refuses(request_: Request, code: str, where: str, said: str) -> None:
    with pytest.raises(RequestError) as caught:
        parse_request(model("s3"), request_)
    assert (caught.value.code, caught.value.where) == (code, where)
    assert said in caught.value.message


def bad(service: str, body: bytes, *headers: tuple[str, str], path: str = "/") -> RequestError:
    request = Request(method="POST", path=path, headers=headers, body=body)
    with pytest.raises(RequestError) as caught:
        parse_request(model(service), request)
    return caught.value


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"Item": {"a": {"B": "%"}}}', "Item.a.B: expected Base64, got '%'"),
        (b'{"Item": 1}', "Item: expected an object, got 1"),
        (b'{"Item": {}, "Item": {}}', "the key 'Item' occurs twice in one object"),
        (b'{"Item": NaN}', "not JSON: NaN"),
        (b'{"Item": ', "not JSON: Expecting value at line 1, column 10"),
        (b'{"Item": \xff}', "not UTF-8: byte 0xff at 9"),
        (b'{"Item": ' + b"9" * 5000 + b"}", "Item: expected an object, got"),
        (b"[" * 100_000, "more than 250 values inside one another"),
        (b'{"Item": ' + b"[" * 400 + b"]" * 400 + b"}", "more than 250 values"),
        (b'{"ReturnValues": ["' + b"x" * 10_000 + b'"]}', "ReturnValues: expected text, got a lis"),
    ],
)  # fmt: skip
def test_bad_json(body: bytes, said: str) -> None:
    error = bad("dynamodb", body, TARGET)
    assert error.code == "SerializationException"
    assert said in error.message or "too many digits" in error.message
    assert len(error.message) < 200


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"\xa1", "expected 1 items, but only 0 bytes are left"),
        (b"\xbb" + b"\xff" * 8, "items, but only 0 bytes are left"),
        (b"\xa1\x69AlarmName\x7b" + b"\xff" * 8, "expected 18446744073709551615 bytes at"),
        (b"\xa2\x69AlarmName\x61a\x69AlarmName\x61b", "the key 'AlarmName' occurs twice"),
        (b"\xa1\x69AlarmName\x01", "AlarmName: expected text, got 1"),
        (b"\x9f" * 100_000, "more than 250 values"),
        (b"\xbf\x69AlarmName\x7f\x61a\x61b\xff\xff\x00", "1 bytes follow the value"),
        (b"\xa1\x61x\xc2\x41\x01", "the tag 2"),
        (b"\xa1\x69AlarmName\x61\xff", "is not UTF-8"),
        (b"\xa1\x01\x01", "expected text for a key"),
        (b"\xa1\x61x\xf8", "unknown simple value 24"),
    ],
)
def test_bad_cbor(body: bytes, said: str) -> None:
    error = bad("cloudwatch", body, CBOR, path=ALARM)
    assert error.code == "SerializationException"
    assert said in error.message


def test_cbor_of_an_indefinite_length() -> None:
    body = b"\xbf\x69AlarmName\x7f\x61a\x61b\xff\x6aDimensions\x9f\xff\xff"
    request = Request(method="POST", path=ALARM, headers=(CBOR,), body=body)
    parsed = parse_request(model("cloudwatch"), request)
    assert parsed.parameters == {"AlarmName": "ab", "Dimensions": []}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "a document type"),
        (b"<a>&b;</a>", "not XML: undefined entity"),
        (b"<Delete>" * 100_000, "more than 250 elements"),
        (b"<Delete><Object>", "not XML: no element found"),
        (b"<Delete>" * 1000 + b"</Delete>" * 1000, "more than 250 elements"),
        (b"<Delete><Quiet>yes</Quiet></Delete>", "Delete.Quiet: expected true or false, got"),
        (b"<Delete><Quiet>true</Quiet><Quiet>true</Quiet></Delete>", "Delete.Quiet: the element"),
        (b"<Delete><Object><Key><b/></Key></Object></Delete>", "Delete.Objects[0].Key: expected"),
        (b'<?xml version="1.0" encoding="latin-1"?><Delete>\xe9</Delete>', "not UTF-8: byte 0xe9"),
        (b"<Delete><Object><Size>" + b"1" * 50 + b"</Size></Object></Delete>", "a whole number"),
        (b"<Delete>\x00</Delete>", "not XML"),
    ],
)  # fmt: skip
def test_bad_xml(body: bytes, said: str) -> None:
    request = Request(method="POST", path="/b?delete", body=body)
    with pytest.raises(RequestError) as caught:
        parse_request(model("s3"), request)
    assert caught.value.code == "MalformedXML"
    assert said in caught.value.message


def test_a_doctype_in_a_comment_is_none() -> None:
    body = b"<Delete><!-- <!DOCTYPE x> --><Object><Key>a</Key></Object></Delete>"
    request = Request(method="POST", path="/b?delete", body=body)
    parsed = parse_request(model("s3"), request)
    assert parsed.parameters["Delete"] == {"Objects": [{"Key": "a"}]}


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        (b"Version=2010-05-08&Action=CreateUser&Tags=x", "MalformedInput",
         "Tags: expected items with numbers, got 'x'"),
        (b"Version=2010-05-08&Action=CreateUser&Tags.member.x.Key=1", "MalformedInput",
         "Tags: expected the number of an item, got 'x'"),
        (b"Version=2010-05-08&Action=CreateUser&Tags.1.Key=1", "MalformedInput",
         "Tags: expected .member.1 and so on, got '1'"),
        (b"Version=2010-05-08&Action=CreateUser&UserName=a&UserName=b", "MalformedInput",
         "'UserName' occurs twice"),
        (b"Version=2010-05-08&Action=CreateUser&UserName=%ff", "MalformedInput", "not UTF-8"),
        (b"Version=2010-05-08&Action=CreateUser&UserName.a=b", "MalformedInput",
         "UserName: expected one value, got more: 'a'"),
        (b"Version=2010-05-08&Action=CreateUser&" + b"a." * 500 + b"b=c", "MalformedInput",
         "more than 250 names joined by dots"),
        (b"Version=2010-05-08&Action=CreateUser" + b"&a=" * 100_000, "MalformedInput",
         "more than 100,000 parameters"),
        (b"Version=2010-05-08&Action=Nothing", "InvalidAction", "iam has no operation 'Nothing'"),
        (b"Version=1999-01-01&Action=CreateUser", "NoSuchVersion",
         "iam has the version 2010-05-08, not '1999-01-01'"),
    ],
)  # fmt: skip
def test_bad_forms(body: bytes, code: str, said: str) -> None:
    error = bad("iam", body, FORM)
    assert error.code == code
    assert said in error.message


def test_a_wrong_charset() -> None:
    headers = (("Content-Type", f"{FORM[1]}; charset=iso-8859-1"),)
    error = bad("iam", b"Version=2010-05-08&Action=CreateUser", *headers)
    assert (error.status, error.message) == (
        415,
        "header Content-Type: expected charset=utf-8, got iso-8859-1",
    )


@pytest.mark.parametrize(
    ("service", "headers", "path", "code", "status"),
    [
        ("dynamodb", (("X-Amz-Target", "DynamoDB_20120810.Nope"),), "/", UNKNOWN, 400),
        ("dynamodb", (("X-Amz-Target", "Kinesis_20131202.PutItem"),), "/", UNKNOWN, 400),
        ("cloudwatch", (CBOR,), "/service/X/operation/PutMetricAlarm", UNKNOWN, 404),
        ("lambda", (), "/nowhere", UNKNOWN, 404),
    ],
)  # fmt: skip
def test_no_such_operation(service: str, headers: Any, path: str, code: str, status: int) -> None:
    error = bad(service, b"", *headers, path=path)
    assert isinstance(error, Unrouted)
    assert (error.code, error.status) == (code, status)
    written = serialise_response(model(service), None, error, request_id="1")
    assert written.status == status
    assert error.message.encode() in written.body or b"message" in written.body


def stream(*messages: bytes) -> RequestError | dict[str, Any]:
    request = Request(
        method="POST", path="/bots/b/botAliases/a/botLocales/l/sessions/s/conversation",
        headers=(("x-amz-lex-conversation-mode", "AUDIO"),), body=b"".join(messages),
    )  # fmt: skip
    try:
        return parse_request(model("lexv2-runtime"), request).parameters
    except RequestError as error:
        return error


def event(name: str, payload: bytes = b"{}") -> bytes:
    return message({":message-type": "event", ":event-type": name}, payload)


def test_events_of_a_request() -> None:
    audio = (
        b'{"audioChunk": "' + b64encode(b"x") + b'", "eventId": "e", "clientTimestampMillis": 5}'
    )
    signed = message({":chunk-signature": b"s"}, event("AudioInputEvent", audio))
    end = message({":chunk-signature": b"s"}, b"")
    found = stream(signed, event("TextInputEvent", b'{"text": "hi"}'), end)
    assert isinstance(found, dict)
    assert found["conversationMode"] == "AUDIO"
    assert found["requestEventStream"] == [
        {"AudioInputEvent": {"audioChunk": b"x", "eventId": "e", "clientTimestampMillis": 5}},
        {"TextInputEvent": {"text": "hi"}},
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (event("TextInputEvent")[:-1], "the message at byte 0 is incomplete"),
        (event("TextInputEvent")[:5], "the message at byte 0 is incomplete"),
        (event("TextInputEvent")[:-1] + b"x", "does not match its checksum"),
        (b"\x00" * 16, "the prelude at byte 0 does not match its checksum"),
        (event("Nope"), "unknown event 'Nope'"),
        (event("TextInputEvent", b'{"text": 1}'), "TextInputEvent.text: expected text, got 1"),
    ],
)
def test_bad_events(content: bytes, said: str) -> None:
    error = stream(content)
    assert isinstance(error, RequestError)
    assert said in error.message


def test_expect() -> None:
    asks = put(b"", ("Expect", "100-continue"))
    answer = interim_response(asks)
    assert answer is not None
    assert answer.status == 100
    assert interim_response(put(b"")) is None
    with pytest.raises(RequestError) as caught:
        interim_response(put(b"", ("Expect", "a miracle")))
    assert caught.value.status == 417
