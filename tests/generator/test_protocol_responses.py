"""Responses and errors as bytes: their envelopes, and what botocore's parsers make of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.awsrequest import HeadersDict
from botocore.parsers import create_parser
from botosmith_runtime.protocols import (
    ErrorAnswer,
    Request,
    RequestError,
    Response,
    serialise_response,
)
from botosmith_runtime.protocols.ranges import asked_range
from protocol_models import model


def parsed(service: str, operation: str, response: Response, protocol: str = "") -> Any:
    parser: Any = create_parser
    shape = model(service).operation_model(operation).output_shape
    return parser(protocol or model(service).resolved_protocol).parse(
        {
            "status_code": response.status,
            "headers": HeadersDict(response.headers),
            "body": response.body,
            "context": {"operation_name": operation},
        },
        shape,
    )


QUEUE = "QueueDoesNotExist"


@pytest.mark.parametrize(
    ("service", "operation", "code", "protocol", "body", "headers"),
    [
        ("dynamodb", "GetItem", "ResourceNotFoundException", "json",
         b'{"__type": "ResourceNotFoundException", "message": "no <&>"}',
         {"Content-Type": "application/x-amz-json-1.0", "x-amzn-requestid": "r"}),
        ("sqs", "GetQueueUrl", QUEUE, "",
         b'{"__type": "QueueDoesNotExist", "message": "no <&>"}',
         {"x-amzn-query-error": "AWS.SimpleQueueService.NonExistentQueue;Sender"}),
        ("cloudwatch", "GetDashboard", "DashboardNotFoundError", "smithy-rpc-v2-cbor", None,
         {"Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}),
        ("lambda", "GetFunction", "ResourceNotFoundException", "", None,
         {"x-amzn-errortype": "ResourceNotFoundException"}),
        ("iam", "GetUser", "NoSuchEntity", "",
         b'<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error>'
         b"<Type>Sender</Type><Code>NoSuchEntity</Code><Message>no &lt;&amp;&gt;</Message></Error>"
         b"<RequestId>r</RequestId></ErrorResponse>", {"Content-Type": "text/xml"}),
        ("ec2", "DescribeInstances", "InvalidInstanceID.NotFound", "",
         b"<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code>"
         b"<Message>no &lt;&amp;&gt;</Message></Error></Errors><RequestID>r</RequestID></Response>",
         {}),
        ("s3", "GetObject", "NoSuchKey", "",
         b"<Error><Code>NoSuchKey</Code><Message>no &lt;&amp;&gt;</Message><RequestId>r</RequestId>"
         b"<HostId>r</HostId></Error>", {"x-amz-request-id": "r", "x-amz-id-2": "r"}),
        ("route53", "GetHostedZone", "NoSuchHostedZone", "", None, {"Content-Type": "text/xml"}),
    ],
)  # fmt: skip
def test_errors(
    service: str, operation: str, code: str, protocol: str, body: bytes | None, headers: Any
) -> None:
    answer = ErrorAnswer(code=code, message="no <&>")
    written = serialise_response(
        model(service), operation, answer, protocol=protocol, request_id="r"
    )
    assert body is None or written.body == body
    assert headers.items() <= written.headers.items()
    found = parsed(service, operation, written, protocol)
    assert found["Error"]["Message"] == "no <&>"
    assert code in (found["Error"]["Code"], found["Error"].get("QueryErrorCode"))
    assert found["ResponseMetadata"]["RequestId"] == "r"


def test_an_error_of_a_request_without_an_operation() -> None:
    error = RequestError("SerializationException", "not JSON", where="body")
    written = serialise_response(model("dynamodb"), None, error)
    assert (written.status, json.loads(written.body)) == (
        400,
        {"__type": "SerializationException", "message": "body: not JSON"},
    )
    with pytest.raises(ValueError, match="a response needs its operation"):
        serialise_response(model("dynamodb"), None, {})


def test_a_protocol_that_the_service_does_not_have() -> None:
    with pytest.raises(ValueError, match="s3 has no protocol 'json', only rest-xml"):
        serialise_response(model("s3"), "ListBuckets", {}, protocol="json")


def test_the_protocol_of_the_request() -> None:
    request = Request(method="GET", path="/?Action=ListDashboards&Version=2010-08-01")
    written = serialise_response(model("cloudwatch"), "ListDashboards", {}, request=request)
    assert written.body.startswith(b"<ListDashboardsResponse")


def test_statuses() -> None:
    """The error's own, the model's, the service's fault."""
    own = ErrorAnswer(code="NoSuchKey", status=404)
    assert serialise_response(model("s3"), "GetObject", own).status == 404
    for code, status in (("TooManyRequestsException", 429), ("ServiceException", 500), ("X", 400)):
        assert (
            serialise_response(model("lambda"), "Invoke", ErrorAnswer(code=code)).status == status
        )


def test_head_has_no_body() -> None:
    request = Request(method="HEAD", path="/b/k")
    found = serialise_response(
        model("s3"), "HeadObject", {"ContentLength": 5, "ETag": '"e"'}, request=request
    )
    assert (found.body, found.headers["Content-Length"]) == (b"", "5")
    error = serialise_response(model("s3"), "HeadObject", ErrorAnswer(code="404", status=404))
    assert (error.status, error.body) == (404, b"")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("bytes=0-1", range(2)),
        ("bytes=2-", range(2, 5)),
        ("bytes=-2", range(3, 5)),
        ("bytes=-9", range(5)),
        ("bytes=4-9", range(4, 5)),
        ("bytes=5-", range(0)),
        ("bytes=-0", range(0)),
        ("bytes=3-2", None),
        ("bytes=0-1,3-4", None),
        ("lines=1-2", None),
        ("bytes=" + "9" * 30 + "-", None),
    ],
)
def test_ranges(asked: str, found: range | None) -> None:
    part = asked_range(asked, 5)
    assert (None if part is None else [*part]) == (None if found is None else [*found])
    request = Request(method="GET", path="/b/k", headers=(("Range", asked),))
    written = serialise_response(model("s3"), "GetObject", {"Body": b"abcde"}, request=request)
    if found is None:
        assert (written.status, written.body) == (200, b"abcde")
    elif found:
        assert (written.status, written.body) == (206, b"abcde"[found.start : found.stop])
        assert written.headers["Content-Range"] == f"bytes {found.start}-{found.stop - 1}/5"
    else:
        assert (written.status, written.headers["Content-Range"]) == (416, "bytes */5")


def test_a_range_that_the_response_has() -> None:
    written = serialise_response(
        model("s3"), "GetObject", {"Body": b"b", "ContentRange": "bytes 1-1/3"}
    )
    assert (written.status, written.body) == (206, b"b")


def test_a_union_member_that_no_model_has() -> None:
    """Written as a newer service would, so that botocore parses it to what was given."""
    content = [{"SDK_UNKNOWN_MEMBER": {"name": "hologram"}}]
    given = {"output": {"message": {"role": "assistant", "content": content}}}
    written = serialise_response(model("bedrock-runtime"), "Converse", given)
    assert json.loads(written.body)["output"]["message"]["content"] == [{"hologram": {}}]
    assert parsed("bedrock-runtime", "Converse", written)["output"] == given["output"]


def test_numbers_that_json_does_not_have() -> None:
    written = serialise_response(model("cloudwatch"), "GetMetricData", {
        "MetricDataResults": [{"Id": "a", "Values": [float("nan"), float("-inf"), 1.5]}],
    }, protocol="json")  # fmt: skip
    values = json.loads(written.body)["MetricDataResults"][0]["Values"]
    assert values == ["NaN", "-Infinity", 1.5]
