"""A response -> what travels: the counterpart of botocore's parsers, for every protocol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.model import OperationModel

from botosmith_runtime.protocols import formats, xml
from botosmith_runtime.protocols.bodies import encoded
from botosmith_runtime.protocols.envelope import Envelope, Response
from botosmith_runtime.protocols.events import EventWriter
from botosmith_runtime.protocols.headers import headers_of

_EVENT_STREAM = "application/vnd.amazon.eventstream"


def response(
    operation: OperationModel,
    value: Mapping[str, Any],
    *,
    status: int | None = None,
    request_id: str = "",
) -> Response:
    """The response that a client parses to ``value``: an event stream is a list of events there.

    ``status`` is the model's own, unless a member says what it is.
    """
    return _ResponseWriter(operation, request_id).response(value, status)


class _ResponseWriter:
    def __init__(self, operation: OperationModel, request_id: str) -> None:
        model: Any = operation
        self._name: str = model.name
        self._shape: Any = model.output_shape
        self._status = int(model.http.get("responseCode", 200))
        self._envelope = Envelope(operation, request_id)

    def response(self, value: Mapping[str, Any], status: int | None) -> Response:
        headers = self._envelope.headers()
        found = self._status if status is None else status
        stream: str = self._shape.event_stream_name if self._shape else ""
        if self._envelope.is_rest and self._shape:
            for key, member in self._shape.members.items():
                location = member.serialization.get("location")
                if location == "statusCode" and key in value:
                    found = int(value[key])
                elif location in ("header", "headers") and value.get(key) is not None:
                    headers.update(headers_of(key, member, value[key]))
        if stream:
            body, kind = self._events(stream, value), _EVENT_STREAM
        else:
            body, kind = self._body(value)
        if body or not self._envelope.is_rest:
            headers = {"Content-Type": kind} | headers if kind else headers
        return Response(status=found, headers=headers, body=body)

    def _body(self, value: Mapping[str, Any]) -> tuple[bytes, str]:
        """The body and its media type."""
        shape, envelope = self._shape, self._envelope
        kind = envelope.content_type()
        payload = shape.serialization.get("payload") if shape and envelope.is_rest else None
        if payload:
            return self._payload(shape.members[payload], value.get(payload))
        match envelope.protocol:
            case "rest-json" if not _has_body(shape):
                return b"", ""
            case "json" | "rest-json":
                return encoded(envelope.protocol, shape, value) if shape else b"{}", kind
            case "smithy-rpc-v2-cbor":
                return (encoded(envelope.protocol, shape, value), kind) if shape else (b"", "")
            case "rest-xml":
                return self._rest_xml(value), kind
            case _:
                return self._wrapped_xml(value), kind

    def _payload(self, member: Any, value: Any) -> tuple[bytes, str]:
        """The one member that is the body."""
        if value is None:
            return b"", ""
        if member.type_name in ("string", "blob"):
            return formats.content(value), ""
        return encoded(self._envelope.protocol, member, value), self._envelope.content_type()

    def _rest_xml(self, value: Mapping[str, Any]) -> bytes:
        if not _has_body(self._shape):
            return b""
        given = self._shape.serialization
        service_namespace = xml.namespace(self._envelope.metadata.get("xmlNamespace"))
        namespace = "" if "xmlNamespace" in given else service_namespace
        name = given.get("name", self._shape.name)
        return xml.wrapped(name, xml.members(self._shape, value), namespace).encode()

    def _wrapped_xml(self, value: Mapping[str, Any]) -> bytes:
        """The protocols query, whose result stands in an element of its own, and ec2."""
        inside = xml.members(self._shape, value) if self._shape else ""
        wrapper = self._shape.serialization.get("resultWrapper") if self._shape else None
        if wrapper:
            inside = xml.wrapped(wrapper, inside)
        if self._envelope.protocol == "ec2":
            inside = self._envelope.id_element("requestId") + inside
        elif self._envelope.request_id:
            inside += xml.wrapped("ResponseMetadata", self._envelope.id_element("RequestId"))
        namespace = xml.namespace(self._envelope.metadata.get("xmlNamespace"))
        return xml.wrapped(f"{self._name}Response", inside, namespace).encode()

    def _events(self, stream: str, value: Mapping[str, Any]) -> bytes:
        """The events of a stream, after the other members in a message of their own."""
        writer = EventWriter(self._envelope.protocol, self._envelope.content_type())
        found = writer.events(self._shape.members[stream], value.get(stream, ()))
        if self._envelope.is_rest:
            return found
        rest = {key: item for key, item in value.items() if key != stream}
        return writer.opening(self._shape, rest) + found


def _has_body(shape: Any) -> bool:
    """Whether a REST response has members that travel in its body."""
    known = ("header", "headers", "statusCode")
    members = shape.members.values() if shape else ()
    return any(member.serialization.get("location") not in known for member in members)
