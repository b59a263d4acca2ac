"""Answers and faults of the engine in the form that botocore expects.

An answer is the pair that botocore's Stubber returns: an HTTP response and the parsed response.
After a fault, an answer goes through botocore's own parsing instead, like an error that botocore
retries. These need HTTP responses with content. The content is only what botocore's parser
requires: the code of an error, or an empty document. The answer's members are added after parsing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from botocore.awsrequest import AWSResponse
from botocore.eventstream import EventStream
from botocore.exceptions import EndpointConnectionError, EventStreamError
from botocore.response import StreamingBody

from botosmith_runtime.fakes.engine.answers import NoAnswer, NoConnection, Throttled
from botosmith_runtime.fakes.engine.values import copied
from botosmith_runtime.protocols import cbor
from botosmith_runtime.protocols.query_errors import query_error
from botosmith_runtime.service_facts import handled_members

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.answers import Answer, Fault
    from botosmith_runtime.fakes.engine.values import Body, Events

_AWSResponse: Any = AWSResponse  # takes more types than its type stubs say


class Streams(NamedTuple):
    """How a client reads streams: the classes of HTTP responses, of bodies and of event streams."""

    response: Any
    body: Callable[[Body], Any]
    events: Callable[[Events, str], Any]


def stubbed(answer: Answer, streams: Streams) -> tuple[AWSResponse, dict[str, Any]]:
    """An answer as the Stubber returns it; members that botocore always sets are added."""
    status, parsed, operation = answer.status, answer.members, answer.operation
    if answer.error is not None:
        parsed = {"Error": answer.error, **parsed}
    else:
        if operation.body is not None:
            parsed[operation.body] = streams.body(parsed[operation.body])
        if operation.events in parsed:
            parsed[operation.events] = streams.events(parsed[operation.events], operation.name)
        for member in operation.status_members:
            parsed.setdefault(member, status)
        for member in operation.header_maps:
            parsed.setdefault(member, {})
        if operation.payload is not None:
            member, empty = operation.payload
            parsed.setdefault(member, empty())
        if operation.none_member is not None:
            parsed.setdefault(operation.none_member, None)
    parsed["ResponseMetadata"] = {
        "RequestId": answer.request_id,
        "HTTPStatusCode": status,
        "HTTPHeaders": {"x-amzn-requestid": answer.request_id},
        "RetryAttempts": 0,
        **answer.metadata,
    }
    return streams.response(None, status, {}, None), parsed


def opened_body(body: Body) -> StreamingBody:
    """A body as the client returns it."""
    raw: Any = BytesIO(body.content)
    return StreamingBody(raw, len(body.content))


def opened_events(events: Events, operation: str = "") -> EventStream[Any]:
    """An event stream as the client returns it."""
    return _OpenedEvents(events, operation)


STREAMS = Streams(_AWSResponse, opened_body, opened_events)
"""Those of botocore's own clients."""


class _OpenedEvents(EventStream):  # type: ignore[type-arg]  # generic in the stubs alone
    """A botocore event stream whose events are in memory."""

    def __init__(self, source: Events, operation: str) -> None:
        self._events = each_event(source, operation)
        self._raw_stream: Any = BytesIO()

    def __iter__(self) -> Iterator[Any]:
        return self._events

    def get_initial_response(self) -> Any:
        """None: a fake has no initial message."""


def each_event(source: Events, operation: str) -> Iterator[Any]:
    """A copy of each event; raises EventStreamError for an event that is an error."""
    for event in source.events:
        for name in source.errors.intersection(event):
            fields: Mapping[str, Any] = event[name]
            message = next((v for k, v in fields.items() if k.lower() == "message"), "")
            raise EventStreamError({"Error": {"Code": name, "Message": message}}, operation)
        yield copied(event)


def failed(fault: Fault, model: Any, url: str) -> AWSResponse:
    """Raise the fault's botocore error, or return the HTTP response of a throttling error."""
    match fault:
        case NoConnection():
            raise EndpointConnectionError(endpoint_url=url)
        case NoAnswer():
            raise fault.at(url)
        case Throttled():
            return _error_response(model, url, fault.http_status, fault.code, fault.message)
        case _:
            raise TypeError(f"botocore has no equivalent of {type(fault).__name__}")


def parsable(model: Any, url: str, status: int, parsed: Mapping[str, Any]) -> AWSResponse:
    """An HTTP response that botocore can parse; for an error it contains the code."""
    if status >= 300:
        error = parsed["Error"]
        code = error.get("QueryErrorCode", error["Code"])
        # No message: the member for it depends on the model, and is added after parsing.
        return _error_response(model, url, status, code, None)
    wrapper = model.output_shape.serialization.get("resultWrapper") if model.output_shape else None
    match _format(model):
        case "json":
            content = b"{}"
        case "cbor":
            content = b"\xa0"
        case _ if member := _read_by_handler(model):
            content = f"<r>{escape(parsed.get(member) or '')}</r>".encode()
        case _:
            content = f"<r><{wrapper}/></r>".encode() if wrapper else b"<r/>"
    if model.has_streaming_output:
        content = b""
    return _http(url, status, {}, content)


def _read_by_handler(model: Any) -> str:
    """The member that a botocore handler reads from the response's text, or ""."""
    service_id: str = model.service_model.service_id
    return handled_members(service_id, "gives-none").get(model.name, "")


def _error_response(
    model: Any, url: str, status: int, code: str, message: str | None
) -> AWSResponse:
    """An error response in the service's protocol, without a body if a real one has none."""
    body = {"__type": code, "code": code} | ({} if message is None else {"message": message})
    match _format(model):
        case "json":
            content, headers = json.dumps(body).encode(), {"x-amzn-errortype": code}
        case "cbor":
            content, headers = cbor.encode(body), {}
        case _:
            text = "" if message is None else f"<Message>{escape(message)}</Message>"
            error = f"<Error><Code>{escape(code)}</Code>{text}</Error>"
            if model.service_model.resolved_protocol == "ec2":
                content = f"<Response><Errors>{error}</Errors></Response>".encode()
            else:
                content = f"<ErrorResponse>{error}</ErrorResponse>".encode()
            headers = {}
    protocol: str = model.service_model.resolved_protocol
    if model.http["method"] == "HEAD" or (code == str(status) and protocol == "rest-xml"):
        content = b""
    if query_fields := query_error(model.service_model, code, status):
        headers["x-amzn-query-error"] = f"{query_fields['Code']};{query_fields['Type']}"
    return _http(url, status, headers, content)


class _RawContent:
    """The raw response from which botocore reads the content."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self._content

    def read(self, *_: Any) -> bytes:
        return self._content


def _http(url: str, status: int, headers: dict[str, str], content: bytes) -> AWSResponse:
    response: AWSResponse = _AWSResponse(url, status, headers, _RawContent(content))
    return response


def _format(model: Any) -> str:
    protocol: str = model.service_model.resolved_protocol
    if "cbor" in protocol:
        return "cbor"
    return "json" if "json" in protocol else "xml"
