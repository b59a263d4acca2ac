"""The words about the body of a request or a response."""

from __future__ import annotations

from typing import Any

from botosmith import ir

_FORMATS = {
    "json": "JSON",
    "rest-json": "JSON",
    "rest-xml": "XML",
    "query": "a form",
    "ec2": "a form",
    "smithy-rpc-v2-cbor": "CBOR",
}


def body(model: Any, side: ir.Direction) -> str:
    """``JSON``, ``bytes``, ``none``: the body of a request or a response of botocore's model."""
    shape = model.input_shape if side == "input" else model.output_shape
    protocol = str(model.service_model.resolved_protocol)
    name = shape.serialization.get("payload") if shape else None
    if name:
        return _payload(shape.members[name], protocol)
    if protocol.startswith("rest") and (shape is None or all(map(_elsewhere, _members(shape)))):
        return "none"
    if shape is not None and any(map(_is_stream, _members(shape))):
        return "a stream of events"
    if protocol in ("query", "ec2") and side == "output":
        return "XML"
    return _FORMATS.get(protocol, protocol)


def _payload(shape: Any, protocol: str) -> str:
    if _is_stream(shape):
        return "a stream of events"
    if shape.type_name == "blob":
        return "bytes"
    return "text" if shape.type_name == "string" else _FORMATS.get(protocol, protocol)


def _members(shape: Any) -> list[Any]:
    return list(shape.members.values())


def _elsewhere(member: Any) -> bool:
    """Whether a member is in the path, the query or the headers, or is the status."""
    return "location" in member.serialization


def _is_stream(shape: Any) -> bool:
    return bool(shape.serialization.get("eventstream"))
