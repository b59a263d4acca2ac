"""A response -> what travels: the counterpart of botocore's parsers, for every protocol."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.model import OperationModel

from botosmith.wire import cbor, events, formats, xml

_EVENT_STREAM = "application/vnd.amazon.eventstream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An HTTP response."""

    status: int
    headers: dict[str, str]
    body: bytes


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
    return _Writer(operation, request_id).response(value, status)


def error_response(
    operation: OperationModel,
    code: str,
    message: str,
    *,
    status: int,
    shape: Any = None,
    fields: Mapping[str, Any] | None = None,
    request_id: str = "",
) -> Response:
    """An error; ``shape`` is the modelled one, ``fields`` what else it holds beside its message."""
    return _Writer(operation, request_id).error(code, message, status, shape, fields or {})


class _Writer:
    def __init__(self, operation: OperationModel, request_id: str) -> None:
        model: Any = operation
        self._name: str = model.name
        self._shape: Any = model.output_shape
        self._status = int(model.http.get("responseCode", 200))
        self._metadata: Mapping[str, Any] = model.metadata
        self._protocol: str = model.service_model.resolved_protocol
        self._request_id = request_id
        self._is_rest = self._protocol.startswith("rest-")

    def response(self, value: Mapping[str, Any], status: int | None) -> Response:
        headers = self._standard_headers()
        found = self._status if status is None else status
        stream: str = self._shape.event_stream_name if self._shape else ""
        if self._is_rest and self._shape:
            for key, member in self._shape.members.items():
                location = member.serialization.get("location")
                if location == "statusCode" and key in value:
                    found = int(value[key])
                elif location in ("header", "headers") and value.get(key) is not None:
                    headers.update(_header(key, member, value[key]))
        if stream:
            body, kind = self._events(stream, value), _EVENT_STREAM
        else:
            body, kind = self._body(value)
        if body or not self._is_rest:
            headers = {"Content-Type": kind} | headers if kind else headers
        return Response(status=found, headers=headers, body=body)

    def error(
        self, code: str, message: str, status: int, shape: Any, fields: Mapping[str, Any]
    ) -> Response:
        headers = {"Content-Type": self._content_type(), **self._standard_headers()}
        given = dict(fields)
        text = "message"
        for key, member in shape.members.items() if shape else ():
            if key.lower() == "message":
                text = key
            elif (
                self._is_rest and member.serialization.get("location") == "header" and key in given
            ):
                headers.update(_header(key, member, given.pop(key)))
        member = shape.members.get(text) if shape else None
        if member is None or member.type_name == "string":
            given.setdefault(text, message)
        match self._protocol:
            case "json" | "rest-json":
                if self._is_rest:
                    modelled = (name for name in headers if name.lower() == "x-amzn-errortype")
                    headers[next(modelled, "x-amzn-errortype")] = code
                    data = {}
                else:
                    data = {"__type": code}
                data |= {text: given[text]} if member is None else {}
                data |= _json(shape, given) if shape else given
                return Response(status=status, headers=headers, body=_dumped(data))
            case "smithy-rpc-v2-cbor":
                body = cbor.encode({"__type": code, **given})
                return Response(status=status, headers=headers, body=body)
            case _:
                return Response(
                    status=status, headers=headers, body=self._xml_error(code, text, shape, given)
                )

    def _xml_error(self, code: str, text: str, shape: Any, given: dict[str, Any]) -> bytes:
        message = xml.wrapped("Message", xml.text(given.pop(text, "")))
        inside = xml.members(shape, given) if shape else ""
        error = xml.wrapped("Error", f"<Code>{xml.text(code)}</Code>{message}{inside}")
        if self._protocol == "ec2":
            number = self._id("RequestID")
            return f"<Response><Errors>{error}</Errors>{number}</Response>".encode()
        return f"<ErrorResponse>{error}{self._id('RequestId')}</ErrorResponse>".encode()

    def _body(self, value: Mapping[str, Any]) -> tuple[bytes, str]:
        """The body and its media type."""
        shape = self._shape
        kind = self._content_type()
        payload = shape.serialization.get("payload") if shape and self._is_rest else None
        if payload:
            member = shape.members[payload]
            if value.get(payload) is None:
                return b"", ""
            if member.type_name in ("string", "blob"):
                return formats.content(value[payload]), ""
            if self._protocol == "rest-json":
                return _dumped(_json(member, value[payload])), kind
            name = member.serialization.get("name", member.name)
            return xml.element(name, member, value[payload]).encode(), kind
        match self._protocol:
            case "json" | "rest-json":
                if self._is_rest and not _has_body(shape):
                    return b"", ""
                return _dumped(_json(shape, value) if shape else {}), kind
            case "smithy-rpc-v2-cbor":
                return cbor.encode(_cbor(shape, value)) if shape else b"", kind if shape else ""
            case "rest-xml":
                return self._rest_xml(value), kind
            case _:
                return self._wrapped_xml(value), kind

    def _rest_xml(self, value: Mapping[str, Any]) -> bytes:
        if not _has_body(self._shape):
            return b""
        given = self._shape.serialization
        namespace = (
            "" if "xmlNamespace" in given else xml.namespace(self._metadata.get("xmlNamespace"))
        )
        name = given.get("name", self._shape.name)
        return xml.wrapped(name, xml.members(self._shape, value), namespace).encode()

    def _wrapped_xml(self, value: Mapping[str, Any]) -> bytes:
        """The protocols query, whose result stands in an element of its own, and ec2."""
        inside = xml.members(self._shape, value) if self._shape else ""
        wrapper = self._shape.serialization.get("resultWrapper") if self._shape else None
        if wrapper:
            inside = xml.wrapped(wrapper, inside)
        if self._protocol == "ec2":
            inside = self._id("requestId") + inside
        elif self._request_id:
            inside += xml.wrapped("ResponseMetadata", self._id("RequestId"))
        namespace = xml.namespace(self._metadata.get("xmlNamespace"))
        return xml.wrapped(f"{self._name}Response", inside, namespace).encode()

    def _events(self, stream: str, value: Mapping[str, Any]) -> bytes:
        """The events of a stream, after the other members in a message of their own."""
        shape = self._shape.members[stream]
        written: list[bytes] = []
        if not self._is_rest:
            rest = {key: item for key, item in value.items() if key != stream}
            written.append(
                events.message(_event_headers("initial-response", self._content_type()),
                self._encoded(self._shape, rest))
            )  # fmt: skip
        for event in value.get(stream, ()):
            for name, content in event.items():
                written.append(self._event(name, shape.members[name], content))
        return b"".join(written)

    def _event(self, name: str, shape: Any, value: Mapping[str, Any]) -> bytes:
        headers = _event_headers(name, "")
        rest = dict(value)
        payload: bytes | None = None
        for key, member in shape.members.items():
            if key in rest and member.serialization.get("eventheader"):
                headers[key] = rest.pop(key)
            elif key in rest and member.serialization.get("eventpayload"):
                given = rest.pop(key)
                if member.type_name in ("blob", "string"):
                    payload = formats.content(given)
                else:
                    payload, headers[":content-type"] = (
                        self._encoded(member, given),
                        self._inner_type(),
                    )
        if payload is None:
            payload = self._encoded(shape, rest)
            headers[":content-type"] = self._inner_type()
        if not headers[":content-type"]:
            del headers[":content-type"]
        return events.message(headers, payload)

    def _encoded(self, shape: Any, value: Mapping[str, Any]) -> bytes:
        match self._protocol:
            case "json" | "rest-json":
                return _dumped(_json(shape, value))
            case "smithy-rpc-v2-cbor":
                return cbor.encode(_cbor(shape, value))
            case _:
                return xml.element(
                    shape.serialization.get("name", shape.name), shape, value
                ).encode()

    def _inner_type(self) -> str:
        return "application/json" if "json" in self._protocol else self._content_type()

    def _content_type(self) -> str:
        match self._protocol:
            case "json":
                return f"application/x-amz-json-{self._metadata.get('jsonVersion', '1.0')}"
            case "rest-json":
                return "application/json"
            case "smithy-rpc-v2-cbor":
                return "application/cbor"
            case _:
                return "text/xml"

    def _standard_headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        if "cbor" in self._protocol:
            headers["smithy-protocol"] = "rpc-v2-cbor"
        if self._request_id and self._protocol not in ("query", "ec2"):
            headers["x-amzn-requestid"] = self._request_id
        return headers

    def _id(self, name: str) -> str:
        return xml.wrapped(name, xml.text(self._request_id)) if self._request_id else ""


def _has_body(shape: Any) -> bool:
    """Whether a REST response has members that travel in its body."""
    known = ("header", "headers", "statusCode")
    members = shape.members.values() if shape else ()
    return any(member.serialization.get("location") not in known for member in members)


def _event_headers(name: str, content_type: str) -> dict[str, Any]:
    return {":message-type": "event", ":event-type": name, ":content-type": content_type}


def _header(key: str, shape: Any, value: Any) -> dict[str, str]:
    name = shape.serialization.get("name", key)
    if shape.serialization.get("location") == "headers":
        return {
            f"{name if 'name' in shape.serialization else ''}{k}": str(v) for k, v in value.items()
        }
    return {name: _header_value(shape, value)}


def _header_value(shape: Any, value: Any) -> str:
    if shape.serialization.get("jsonvalue"):
        return base64.b64encode(_dumped(value)).decode("ascii")
    match shape.type_name:
        case "timestamp":
            return str(formats.moment(value, shape.serialization.get("timestampFormat", "rfc822")))
        case "list":
            return ",".join(_header_value(shape.member, item) for item in value)
        case "blob":
            return formats.encoded(value)
        case _:
            return formats.scalar(value)


def _json(shape: Any, value: Any) -> Any:
    """What ``json.dumps`` takes."""
    if value is None:
        return None
    match shape.type_name:
        case "structure" if not shape.is_document_type:
            return {
                member.serialization.get("name", key): _json(member, value[key])
                for key, member in shape.members.items()
                if value.get(key) is not None
                and not member.serialization.get("eventheader")
                and member.serialization.get("location") not in ("header", "headers", "statusCode")
            }
        case "list":
            return [_json(shape.member, item) for item in value]
        case "map":
            return {key: _json(shape.value, item) for key, item in value.items()}
        case "blob":
            return formats.encoded(value)
        case "timestamp":
            return formats.moment(
                value, shape.serialization.get("timestampFormat", "unixtimestamp")
            )
        case _:
            return value


def _cbor(shape: Any, value: Any) -> Any:
    """What ``cbor.encode`` takes: CBOR has moments and bytes, but a float stays a float."""
    match shape.type_name:
        case "structure" if not shape.is_document_type:
            members = shape.members
            return {key: _cbor(members[key], item) for key, item in value.items() if key in members}
        case "list":
            return [_cbor(shape.member, item) for item in value]
        case "map":
            return {key: _cbor(shape.value, item) for key, item in value.items()}
        case "blob":
            return formats.content(value)
        case _:
            return value


def _dumped(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half of a surrogate pair, for which JSON has an escape
        return json.dumps(value).encode()
