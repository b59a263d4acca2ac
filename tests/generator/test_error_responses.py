"""What the type of ``error.response`` requires is what botocore parses, whatever the protocol."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botosmith.models.load import SERVICE_MODEL, Library
from botosmith_runtime.type_defs import ClientErrorDetailTypeDef, ErrorResponseTypeDef
from canned_answers import error

OPERATIONS = [
    ("sqs", "SendMessage"),
    ("lambda", "Invoke"),
    ("s3", "GetObject"),
    ("iam", "GetUser"),
    ("ec2", "DescribeInstances"),
    ("cloudwatch", "GetDashboard"),
]


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_keys_that_every_error_has(service: str, operation: str) -> None:
    model = ServiceModel(Library().load(service).document(SERVICE_MODEL), service)
    found: Any = model.operation_model(operation)
    sent = error(found)
    answer = {"status_code": sent.status, "headers": sent.headers, "body": sent.body}
    parsed: Any = create_parser(found.service_model.resolved_protocol).parse(
        answer, found.output_shape
    )
    assert set(ErrorResponseTypeDef.__required_keys__) <= parsed.keys()
    assert set(ClientErrorDetailTypeDef.__annotations__) - {"Type"} <= parsed["Error"].keys()
    assert parsed["ResponseMetadata"]["HTTPStatusCode"] == sent.status
