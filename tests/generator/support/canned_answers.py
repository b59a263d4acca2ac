"""What a service would answer over HTTP: a sample of an operation's response, as bytes.

botocore's own serialisers write it, with the operation's output in the place of an input.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.model import OperationModel, ServiceModel
from botocore.serialize import create_serializer

Serializer = Callable[..., Any]
_WRITERS = {"query": "rest-xml", "ec2": "rest-xml", "json": "rest-json"}


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP response."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict[str, str])


def answer(operation: OperationModel, value: dict[str, Any]) -> Answer:
    """The response that says ``value``, in the operation's protocol."""
    model: Any = operation.service_model
    protocol = model.resolved_protocol
    output: Any = operation.output_shape
    status = int(operation.http.get("responseCode", 200))
    if output is None:
        return Answer(status, b"<R/>" if protocol == "query" else b"")
    name = f"{operation.name}Response"
    as_request = {
        "name": operation.name,
        "http": {"method": "POST", "requestUri": "/"},
        "input": {"shape": output.name, "locationName": name},
    }
    shapes = dict(model._service_description["shapes"])
    if payload := output.serialization.get("payload"):
        members = dict(shapes[output.name]["members"])
        members[payload] = {"locationName": members[payload]["shape"], **members[payload]}
        shapes[output.name] = {**shapes[output.name], "members": members}
    document = {
        **model._service_description,
        "shapes": shapes,
        "operations": {operation.name: as_request},
        "metadata": {**model.metadata, "protocol": protocol, "protocols": [protocol]},
    }
    writing = ServiceModel(document, model.service_name).operation_model(operation.name)
    create: Serializer = create_serializer
    serializer: Any = create(_WRITERS.get(protocol, protocol), include_validation=False)
    plain = {key: _bytes(item) for key, item in value.items() if not _is_stream(output, key)}
    written = serializer.serialize_to_request(plain, writing)
    body = written["body"] or b""
    body = body.encode() if isinstance(body, str) else bytes(body)
    if protocol == "query":
        wrapper = output.serialization.get("resultWrapper", f"{operation.name}Result")
        inner = body.removeprefix(f"<{name}>".encode()).removesuffix(f"</{name}>".encode())
        inner = b"" if inner.startswith(b"<") and inner.endswith(b"/>") and not plain else inner
        body = b"<R><%b>%b</%b></R>" % (wrapper.encode(), inner, wrapper.encode())
    headers = {str(key): str(item) for key, item in written["headers"].items()}
    return Answer(status, body, headers)


def error(operation: OperationModel) -> Answer:
    """An error of the operation's, the last that its model names."""
    shapes: Any = operation.error_shapes
    code = shapes[-1].error_code if shapes else "Unmodelled"
    protocol = operation.service_model.resolved_protocol
    if protocol == "smithy-rpc-v2-cbor":
        return Answer(400, b"\xa2" + b"".join(map(_cbor_text, ("__type", code, "message", "no"))))
    if protocol in ("query", "ec2", "rest-xml"):
        body = f"<E><Error><Code>{code}</Code><Message>no</Message></Error></E>"
        return Answer(400, body.encode())
    return Answer(400, b'{"message": "no"}', {"x-amzn-errortype": code})


def _cbor_text(text: str) -> bytes:
    return b"\x78" + bytes([len(text)]) + text.encode()


def _is_stream(output: Any, member: str) -> bool:
    return bool(output.members[member].serialization.get("eventstream"))


def _bytes(value: Any) -> Any:
    return value.read() if hasattr(value, "read") else value
