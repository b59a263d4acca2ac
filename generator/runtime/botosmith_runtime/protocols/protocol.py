"""The base of the protocols: reads a service's requests, writes its responses and errors."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, NamedTuple

from botosmith_runtime.protocols import transfer
from botosmith_runtime.protocols.errors import ErrorAnswer, RequestError, Wrong
from botosmith_runtime.protocols.event_reading import EventReader
from botosmith_runtime.protocols.events import EventWriter
from botosmith_runtime.protocols.messages import Response
from botosmith_runtime.protocols.query_errors import named_error
from botosmith_runtime.protocols.received import Received

EVENT_STREAM = "application/vnd.amazon.eventstream"
_TOO_DEEP = "too many values inside one another"


class WireError(NamedTuple):
    """An error, ready to be written: ``members`` are those of its shape, with the message.

    ``shape`` is None for an error that the model does not have.
    """

    code: str
    shape: Any
    members: dict[str, Any]
    status: int
    request_id: str

    @property
    def receiver(self) -> bool:
        """Whether the service is at fault, not the caller."""
        fault = self.shape is not None and bool(self.shape.metadata.get("fault", False))
        return fault or self.status >= 500


class Protocol(ABC):
    """One protocol of one service; its readers are made when a request first needs them."""

    name: ClassVar[str]
    malformed: ClassVar[str] = "SerializationException"
    """The code of the error for a request that cannot be read."""
    invalid: ClassVar[str] = "ValidationException"
    """The code of the error for a request that breaks its shape."""
    unknown: ClassVar[str] = "UnknownOperationException"
    """The code of the error for an unknown operation."""
    unknown_status: ClassVar[int] = 404
    is_rest: ClassVar[bool] = False
    """Whether only path and method identify the operation."""
    is_form: ClassVar[bool] = False
    """Whether a form names the operation."""
    media_type: str
    """The media type of bodies."""

    def __init__(self, service: Any) -> None:
        """``service`` is botocore's ``ServiceModel``."""
        self.service = service

    # Requests

    def asks(self, received: Received) -> str | None:  # noqa: ARG002  # REST only has paths
        """The operation that a request names, of any service; None if it is in another protocol."""
        return None

    def target(self, received: Received) -> str:  # noqa: ARG002  # some have none
        """The request's name for the service; empty if the protocol has none."""
        return ""

    def parameters(self, operation: Any, received: Received) -> dict[str, Any]:
        """The parameters of a request. Raises RequestError."""
        if transfer.is_encoded(received):
            received = received.changed()  # decoding changes the headers of this copy
        try:
            content = transfer.content(received, operation)
            return self.read(operation, received, content)
        except Wrong as wrong:
            raise RequestError(self.malformed, str(wrong), where=wrong.where()) from None
        except RecursionError:
            raise RequestError(self.malformed, _TOO_DEEP, where="body") from None

    @abstractmethod
    def read(self, operation: Any, received: Received, content: bytes) -> dict[str, Any]:
        """The parameters; raises Wrong, or RequestError for another code than ``malformed``."""

    @abstractmethod
    def value(self, shape: Any, content: bytes) -> Any:
        """The value of a shape from a body, or from a part of one; raises Wrong."""

    def events(self, operation: Any, content: bytes) -> dict[str, Any]:
        """A request's events, under their member, with the members of the initial request."""
        shape = operation.input_shape
        name: str = shape.event_stream_name
        found, initial = EventReader(self.value).events(shape.members[name], content)
        return {**(self.value(shape, initial) if initial else {}), name: found}

    # Responses

    @abstractmethod
    def encoded(self, shape: Any, value: Any) -> bytes:
        """A value of a shape as a body or a part of one, without an envelope."""

    @abstractmethod
    def body(self, operation: Any, value: Mapping[str, Any]) -> bytes:
        """The body of a response, other than an event stream."""

    @abstractmethod
    def error_body(self, error: WireError) -> bytes:
        """The body of an error."""

    def response(
        self, operation: Any, value: Mapping[str, Any], status: int | None, request_id: str
    ) -> Response:
        """The response that a client parses to ``value``."""
        shape = operation.output_shape
        found = int(operation.http.get("responseCode", 200)) if status is None else status
        kind = self.media_type
        if shape is not None and shape.event_stream_name:
            kind = EVENT_STREAM
            content = self._events(shape, value)
        else:
            content = self.body(operation, value)
        headers = {"Content-Type": kind} if content else {}
        return Response(status=found, headers=headers | self.headers(request_id), body=content)

    def headers(self, request_id: str) -> dict[str, str]:
        """The headers that every response has."""
        return {"x-amzn-requestid": request_id} if request_id else {}

    def _events(self, shape: Any, value: Mapping[str, Any]) -> bytes:
        """The events of a stream, after a message with the other members."""
        stream: str = shape.event_stream_name
        rest = {key: item for key, item in value.items() if key != stream}
        writer = EventWriter(self.encoded, self.media_type)
        events = writer.events(shape.members[stream], value.get(stream, ()))
        return writer.opening(shape, rest) + events

    # Errors

    def error(self, operation: Any, answer: ErrorAnswer, request_id: str) -> Response:
        """An error; ``operation`` is None if the request names no operation."""
        shape = self.error_shape(operation, answer.code)
        status = _status(shape) if answer.status is None else answer.status
        given = dict(answer.fields)
        name = text_member(shape)
        member = shape.members.get(name) if shape is not None else None
        if member is None or member.type_name == "string":
            given.setdefault(name, answer.message)
        elif answer.message and member.type_name == "structure" and "value" in member.members:
            given.setdefault(name, {"value": answer.message})  # OData's form: {lang, value}
        code = self.wire_code(shape, answer.code)
        error = WireError(code, shape, given, status, request_id)
        headers = self.error_headers(error)
        content = self.error_body(error)
        if operation is not None and operation.http.get("method", "POST").upper() == "HEAD":
            content = b""
        kind = {"Content-Type": self.media_type} if content else {}
        headers = kind | self.headers(request_id) | headers
        return Response(status=status, headers=headers, body=content)

    def error_shape(self, operation: Any, code: str) -> Any:
        """The shape of an error by its code or name, if the model has one."""
        shapes: list[Any] = [] if operation is None else operation.error_shapes
        for shape in shapes:
            if code in (shape.error_code, shape.name):
                return shape
        return named_error(self.service, code)

    def wire_code(self, shape: Any, code: str) -> str:
        """The code of an error in the response."""
        return code if shape is None else str(shape.error_code)

    def error_headers(self, error: WireError) -> dict[str, str]:  # noqa: ARG002  # some have none
        """Headers of an error. Removes the members in headers from ``error.members``."""
        return {}


def text_member(shape: Any) -> str:
    """The member with an error's text: ``message``, in the case that its shape uses."""
    members = shape.members if shape is not None else ()
    return next((key for key in members if key.lower() == "message"), "message")


def _status(shape: Any) -> int:
    if shape is None:
        return 400
    stated: Mapping[str, Any] = shape.metadata.get("error", {})
    return int(stated.get("httpStatusCode", 500 if shape.metadata.get("fault") else 400))
