"""Bytes of any kind in every protocol: parameters, or the protocol's own error; nothing else."""

from __future__ import annotations

import json
import os
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from botosmith_runtime.protocols import (
    Request,
    RequestError,
    Router,
    parse_request,
    serialise_response,
)
from botosmith_runtime.protocols.cbor import encode
from hypothesis import given, settings
from hypothesis import strategies as st
from protocol_models import model

settings.register_profile(
    "fuzz", parent=settings.get_profile("any machine"),
    max_examples=3000 if os.environ.get("BOTOSMITH_TESTS_COMPLETE") else 60,
)  # fmt: skip
FUZZ = settings.get_profile("fuzz")
NAMES = st.sampled_from(
    ["Item", "TableName", "AlarmName", "Dimensions", "Tags", "member", "1", "Key", "S", "M", "L",
     "NULL", "B", "Value", "Threshold", "Timestamp", "Filter", "Delete", "Object", "Quiet", "x"]
)  # fmt: skip
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(["NaN", "2026-01-01T00:00:00Z", "eA==", "-1", "1e999", "true", ""])
)  # fmt: skip
TREES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(NAMES, below, max_size=4),
    max_leaves=12,
)


def _cut(content: bytes, at: int, junk: bytes) -> bytes:
    """Content that may end early, and may have something else in it."""
    return content[: at % (len(content) + 1)] + junk


DAMAGE = st.tuples(st.integers(0, 10_000), st.binary(max_size=8)) | st.none()


def damaged(content: bytes, damage: tuple[int, bytes] | None) -> bytes:
    return content if damage is None else _cut(content, *damage)


def read(service: str, request: Request) -> None:
    """Read a request; an error has to be one that can be sent back."""
    error = refusal(lambda: parse_request(model(service), request))
    if error is not None:
        written = serialise_response(model(service), None, error, request_id="r", request=request)
        assert written.status == error.status


def refusal(reading: Callable[[], object]) -> RequestError | None:
    """The error of a request that cannot be read; whatever else comes fails the test."""
    try:
        reading()
    except RequestError as error:
        found = error
    else:
        return None
    assert 400 <= found.status < 500
    assert len(found.message) < 1000
    return found


@FUZZ
@given(TREES, DAMAGE)
def test_json(tree: Any, damage: Any) -> None:
    headers = (("X-Amz-Target", "DynamoDB_20120810.PutItem"),)
    body = damaged(json.dumps(tree).encode(), damage)
    read("dynamodb", Request(method="POST", path="/", headers=headers, body=body))


@FUZZ
@given(st.dictionaries(NAMES, TREES, max_size=4) | TREES, DAMAGE)
def test_cbor(tree: Any, damage: Any) -> None:
    try:
        content = encode(tree)
    except ValueError:  # a number or text that CBOR has no place for
        content = b"\xa1\x69Threshold\xfb"
    path = "/service/GraniteServiceVersion20100801/operation/PutMetricAlarm"
    headers = (("smithy-protocol", "rpc-v2-cbor"),)
    body = damaged(content, damage)
    read("cloudwatch", Request(method="POST", path=path, headers=headers, body=body))


NAMED = st.lists(NAMES | st.text(max_size=3), min_size=1, max_size=5).map(".".join)
PAIRS = st.lists(st.tuples(NAMED, st.text(max_size=6)).map("=".join), max_size=8).map("&".join)


@pytest.mark.parametrize(
    ("service", "start"),
    [
        ("cloudwatch", "Action=PutMetricAlarm&Version=2010-08-01&"),
        ("ec2", "Action=DescribeInstances&Version=2016-11-15&"),
    ],
)
@FUZZ
@given(pairs=PAIRS, damage=DAMAGE)
def test_forms(service: str, start: str, pairs: str, damage: Any) -> None:
    body = damaged((start + pairs).encode("utf-8", "replace"), damage)
    headers = (("Content-Type", "application/x-www-form-urlencoded"),)
    read(service, Request(method="POST", path="/", headers=headers, body=body))


isa: Callable[[Any, Any], bool] = isinstance  # without a type checker's narrowing


def _xml(tree: Any) -> str:
    if isa(tree, dict):
        pairs: dict[str, Any] = tree
        return "".join(
            f"<{name}>{_xml(one)}</{name}>" for name, one in pairs.items() if name != "1"
        )
    if isa(tree, list):
        items: list[Any] = tree
        return "".join(f"<Object>{_xml(one)}</Object>" for one in items)
    return str(tree).replace("<", "&lt;")


@FUZZ
@given(TREES, DAMAGE)
def test_xml(tree: Any, damage: Any) -> None:
    body = damaged(f"<Delete>{_xml(tree)}</Delete>".encode("utf-8", "replace"), damage)
    read("s3", Request(method="POST", path="/b?delete", body=body))


HEADERS = st.sampled_from(
    ["Expires", "x-amz-meta-a", "Content-MD5", "Content-Encoding", "x-amz-content-sha256", "Host",
     "x-amz-trailer", "x-amz-decoded-content-length", "Content-Type", "Range", "Authorization",
     "x-amz-target", "smithy-protocol", "x-amz-checksum-crc32", "Content-Length", "x"]
)  # fmt: skip
VALUES = st.text(max_size=20) | st.sampled_from(
    ["aws-chunked", "gzip", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "multipart/form-data; boundary=x",
     "application/x-www-form-urlencoded", "Sat, 31 Jan 2026 23:59:59 GMT", "b.localhost",
     "rpc-v2-cbor", "AWS4-HMAC-SHA256 Credential=A/20261129/us-east-1/s3/aws4_request", "0" * 64]
)  # fmt: skip
PATHS = st.sampled_from(["/", "/b", "/b/k", "/v20180820/jobs", "/2015-03-31/functions"]) | st.text(
    max_size=12
).map("/".__add__)
QUERIES = PAIRS | st.sampled_from(["delete", "uploads", "X-Amz-Credential=a", "list-type=2", "%ff"])
BODIES = st.binary(max_size=30) | st.sampled_from(
    [b"0\r\n\r\n", b"1\r\nx\r\n0\r\nx-amz-checksum-crc32:AA\r\n\r\n", b"<a/>", b"{}", b"\x1f\x8b",
     b'--x\r\nx; name="key"\r\n\r\nk\r\n--x\r\nx; name="file"\r\n\r\nk\r\n--x--\r\n']
)  # fmt: skip
ROUTER_OF = ("s3", "s3control", "lambda", "dynamodb", "cloudwatch", "iam", "sqs", "apigateway")


@FUZZ
@given(
    st.sampled_from(["GET", "PUT", "POST", "HEAD", "DELETE", "PATCH", "X"]),
    PATHS,
    QUERIES,
    st.lists(st.tuples(HEADERS, VALUES), max_size=5).map(tuple),
    BODIES,
)
def test_everything(
    method: str, path: str, query: str, headers: tuple[tuple[str, str], ...], body: bytes
) -> None:
    request = Request(method=method, path=f"{path}?{query}", headers=headers, body=body)
    router = Router(model(service) for service in ROUTER_OF)
    refusal(lambda: router.route(request).parameters())
    for service in ROUTER_OF:
        read(service, request)


@pytest.mark.parametrize(
    ("path", "headers", "body"),
    [
        ("/b/k", (("Content-Encoding", "aws-chunked"),), b"fffffffffff\r\nx"),
        ("/b/k", (("Content-Encoding", "aws-chunked"),), b"0;" + b"x" * 1_000_000),
        ("/b?delete", (), b"<a>" * 300_000),
        ("/b?" + "&".join("a" * 60_000), (), b""),
        ("/b", (("Content-Type", "multipart/form-data; boundary=x"),), b"--x\r\n" * 200_000),
    ],
)
def test_memory_is_bounded(path: str, headers: Any, body: bytes) -> None:
    model("s3").operation_model("DeleteObjects")
    tracemalloc.start()
    try:
        with pytest.raises(RequestError):
            parse_request(
                model("s3"), Request(method="POST", path=path, headers=headers, body=body)
            )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000
