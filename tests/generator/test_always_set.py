"""What botocore puts into every response: the model's members that it sets of an empty answer."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from aws_services import ALL, CROSS_SECTION, few_or_all
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botocore.response import StreamingBody
from botosmith.build.shapes import reachable_shapes
from botosmith.models import extras
from botosmith.models.load import SERVICE_MODEL, Library
from botosmith_runtime.fakes.engine.operations import FakedOperation
from botosmith_runtime.protocols.events import message

OPENING = {":message-type": "event", ":event-type": "initial-response"}
NO_CHECKS = SimpleNamespace(REQUESTS={}, RESPONSES={}, EVENTS={}, ERRORS={})


class Stream:
    """What botocore reads the messages of an event stream from."""

    def stream(self) -> Iterator[bytes]:
        yield message(OPENING, b"")


def empty(operation: Any, protocol: str) -> Any:
    """An answer's body with nothing in it."""
    output = operation.output_shape
    if output.event_stream_name:
        return Stream()
    if operation.has_streaming_output:
        return StreamingBody(BytesIO(), 0)
    if protocol in ("query", "ec2"):
        wrapper = output.serialization.get("resultWrapper")
        return f"<r><{wrapper}/></r>".encode() if wrapper else b"<r/>"
    return b"\xa0" if "cbor" in protocol else b""


def parsed(operation: Any, protocol: str) -> set[str]:
    """The members that botocore finds in an empty answer."""
    answer = {
        "status_code": 200,
        "headers": {},
        "body": empty(operation, protocol),
        "context": {"operation_name": operation.name},
    }
    output = operation.output_shape
    return set(create_parser(protocol).parse(answer, output)) & set(output.members)


def operations(service: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every operation with an output, with the IR's shapes of the service."""
    model = Library().load(service)
    document = model.document(SERVICE_MODEL)
    found = ServiceModel(document, service)
    shapes = reachable_shapes(found, document["shapes"], extras.parse(model))
    for name in found.operation_names:
        operation = found.operation_model(name)
        if operation.output_shape is not None:
            yield operation, shapes


def faked(operation: Any) -> set[str]:
    """The members that a fake adds to an answer which has none."""
    known = FakedOperation(operation, "method", NO_CHECKS, {})
    payload = [known.payload[0]] if known.payload else []
    added = {known.body, known.events, *known.status_members, *known.header_maps, *payload}
    return {name for name in added if name is not None}


@pytest.mark.parametrize("service", few_or_all(CROSS_SECTION))
def test_what_parsers_set_of_an_empty_answer(service: str) -> None:
    assert list(disagreements(service)) == []


@pytest.mark.aws
@pytest.mark.parametrize("service", ALL)
def test_every_service(service: str) -> None:
    assert list(disagreements(service)) == []


def disagreements(service: str) -> Iterator[str]:
    """The operations for which the rule, botocore's parser and a fake do not agree."""
    for operation, shapes in operations(service):
        protocol = operation.service_model.resolved_protocol
        members = shapes[operation.output_shape.name].members
        said = {member.name for member in members if member.always_set}
        if not said == parsed(operation, protocol) == faked(operation):
            yield f"{operation.name}: {said}, {parsed(operation, protocol)}, {faked(operation)}"
