"""The library's two functions: a request -> a call, and its outcome -> a response."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

from botocore.model import OperationModel, ServiceModel

from botosmith_runtime.protocols import registry
from botosmith_runtime.protocols.errors import ErrorAnswer, RequestError
from botosmith_runtime.protocols.messages import Request, Response
from botosmith_runtime.protocols.ranges import ranged
from botosmith_runtime.protocols.received import Received
from botosmith_runtime.protocols.routes import routes


class ParsedRequest(NamedTuple):
    """A request's content: the operation's name, and parameters as users of botocore pass them.

    Timestamps are aware datetimes in UTC; blobs and streams are bytes; event streams are
    lists of events.
    """

    operation: str
    parameters: dict[str, Any]


def parse_request(service_model: ServiceModel, request: Request) -> ParsedRequest:
    """Read a request in any protocol of the service.

    Raises RequestError, whose ``answer`` is the error to send back; Unrouted, its subclass, if
    the service has no such operation. Only the types of parameters are checked; the checks of a
    generated package compare them with the rest of the model.
    """
    route = routes(service_model).route(Received(request))
    return ParsedRequest(route.operation.name, route.parameters())


def serialise_response(
    service_model: ServiceModel,
    operation: OperationModel | str | None,
    response: Mapping[str, Any] | ErrorAnswer | RequestError,
    *,
    protocol: str = "",
    status: int | None = None,
    request_id: str = "",
    request: Request | None = None,
) -> Response:
    """The response that a client of the service parses to ``response``, or an error.

    Parameters:
        operation: None for an error, if the operation of the request is unknown.
        response: members as botocore returns them; an event stream is a list of events. An
            ``ErrorAnswer`` has its own ``status`` and ``fields``.
        protocol: one of the model's ``metadata.protocols``. The default is the protocol of
            ``request``, or else the one that botocore chooses.
        status: replaces the model's status.
        request_id: written where the protocol has a place for it.
        request: the request to answer. A HEAD request gets no body; a ``Range`` gets that part of
            a streaming body, unless the response has a range already.

    Raises ValueError for a protocol that the service does not have.
    """
    model = operation
    if isinstance(operation, str):
        model = service_model.operation_model(operation)
    if not protocol and request is not None:
        protocol = asked_protocol(service_model, request)
    writer = registry.protocol(service_model, protocol)
    if isinstance(response, RequestError):
        response = response.answer
    if isinstance(response, ErrorAnswer):
        written = writer.error(model, response, request_id)
    elif model is None:
        raise ValueError("operation=None is for errors: a response needs its operation")
    else:
        written = writer.response(model, response, status, request_id)
        if request is not None:
            written = ranged(model, written, request)
    if request is not None and request.method == "HEAD":
        written = replace(written, body=b"")
    return written


def asked_protocol(service_model: ServiceModel, request: Request) -> str:
    """The protocol of a request; if the request does not show it, the one that botocore chooses."""
    known = registry.names(service_model)
    protocols = [
        registry.protocol(service_model, one) for one in registry.PROTOCOLS if one in known
    ]
    if len(protocols) > 1:
        with suppress(RequestError):  # an invalid request does not show its protocol
            received = Received(request)
            return next((one.name for one in protocols if one.asks(received) is not None), known[0])
    return known[0]
