"""Requests that botocore itself writes, from samples, for services of all protocols.

A server takes each of them for the operation that it is, finds nothing wrong with it, and answers
with a sample that botocore parses to a valid response.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.awsrequest import HeadersDict
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.samples import NoSample, Sampler
from botosmith.tools.serve.services import Services
from botosmith_runtime.fakes.adapters.server.answering import Answering
from botosmith_runtime.fakes.engine.engine import Engine
from botosmith_runtime.fakes.engine.operations import FakedService
from botosmith_runtime.findings import RESPONSE
from botosmith_runtime.protocols.messages import Request
from botosmith_runtime.protocols.requests import Requests
from botosmith_runtime.violations import check

FOUND = Services(())
SERVICES = (
    *("bedrock-runtime", "cloudwatch", "dynamodb", "iam", "importexport", "kinesis", "lambda"),
    *("route53", "s3", "sns", "sqs", "sts", "ssm"),
)
FIXED = {"AccountId": "123456789012", "Bucket": "my-bucket"}
_create_parser: Any = create_parser


def sent(service: FakedService) -> Iterator[tuple[str, Request]]:
    """A request of each operation that has a sample and that botocore sends."""
    loaded = build(Library(()).load(service.package))
    sampler = Sampler(loaded)
    # botocore's handlers change the model: it must not be the server's.
    read = Library(()).load(service.package)
    model = ServiceModel(read.document("service-2"), service.package)
    writer = Requests(model, endpoint_rules=read.document("endpoint-rule-set-1"))
    for name in model.operation_names:
        called = model.operation_model(name)
        if called.has_event_stream_input or called.deprecated:
            continue  # botocore cannot write the first, and S3 has newer ones at the same paths
        try:
            parameters = sampler.request(name)
        except NoSample:
            continue
        given = {key: FIXED.get(key, value) for key, value in parameters.items() if is_true(key)}
        found = writer.request(called, given)
        scope = f"AKID/20260102/us-east-1/{found.signing_name}/aws4_request"
        signature = f"Credential={scope}, SignedHeaders=host, Signature=ab"
        headers = (*found.headers, ("Host", found.host))
        headers += (("Authorization", f"AWS4-HMAC-SHA256 {signature}"),)
        yield (
            name,
            Request(method=found.method, path=found.path, headers=headers, body=found.body),
        )


def is_true(member: str) -> bool:
    """Whether a sample of a member is as good as any other: a checksum is not."""
    return member != "ContentMD5" and not member.startswith("Checksum")


@pytest.mark.parametrize("name", SERVICES)
def test_sampled_requests(name: str) -> None:
    service = FOUND.service(name)
    engine = Engine(name, service, auto=True, keep_calls=0)
    answering = Answering([engine])
    wrong: list[str] = []
    count = 0
    for operation, request in sent(service):
        count += 1
        reply = answering.reply(request)
        record = reply.record
        if (record.operation, record.verdict) != (operation, "sampled"):
            wrong.append(f"{operation}: {record.operation} {record.verdict} {record.message}")
        elif problem := unlike_botocore(service, operation, reply.response):
            wrong.append(f"{operation}: {problem}")
    assert wrong == []
    assert count


def unlike_botocore(service: FakedService, operation: str, response: Any) -> str:
    """What is wrong with a response as botocore's parser returns it; empty if nothing is."""
    model = service.model.operation_model(operation)
    if model.output_shape is None or model.has_streaming_output or model.has_event_stream_output:
        return ""
    parser = _create_parser(service.model.resolved_protocol)
    headers = HeadersDict(response.headers)
    parts = {"status_code": response.status, "headers": headers, "body": response.body}
    parsed = parser.parse(parts, model.output_shape)
    function = service.generated.checks(operation).RESPONSES.get(operation)
    found = check(function, parsed, RESPONSE) if function is not None else []
    return "; ".join(map(str, found[:3]))


def test_a_failure_of_the_server() -> None:
    """It is an error of the service, too, and the fake fails."""
    service = FOUND.service("sts")

    def checks(operation: str) -> Any:
        raise LookupError(f"no checks of {operation}")

    service.generated.checks = checks  # type: ignore[method-assign]
    engine = Engine("sts", service, auto=True)
    body = b"Action=GetSessionToken&Version=2011-06-15"
    reply = Answering([engine]).reply(Request(method="POST", path="/", body=body))
    assert (reply.record.verdict, reply.record.status) == ("failed", 500)
    assert reply.response is not None
    assert b"<Code>InternalFailure<" in reply.response.body
    assert "LookupError: no checks of GetSessionToken" in engine.unexpected[0]
