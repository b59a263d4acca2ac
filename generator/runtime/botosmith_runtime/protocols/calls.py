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
    """What a request asks for: the operation's name, and parameters as botocore's users give them.

    Moments are aware datetimes in UTC, blobs and streams are bytes, event streams lists of events.
    """

    operation: str
    parameters: dict[str, Any]


def parse_request(service_model: ServiceModel, request: Request) -> ParsedRequest:
    """Read a request of a service, in whichever of its protocols it is.

    Raises RequestError, whose ``answer`` is the error to send back; Unrouted (which is one) where
    the service has no such operation. Whether parameters obey the model beyond their types is for
    the checks of a package to say.
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
        operation: None for the error of a request that no operation was found for.
        response: members as botocore gives them, where an event stream is a list of events. An
            error's ``status`` and ``fields`` are members of its own.
        protocol: one of those in the model's ``metadata.protocols``. Without it, that of
            ``request``, or else the one that botocore chooses.
        status: instead of the model's own.
        request_id: for the places where the protocol has one.
        request: what is answered, as far as it says how: a HEAD request gets no body, and a
            ``Range`` the part of a streaming body that it asks for, unless the response has one.

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
    """The protocol that a request is in; botocore's choice where it does not show."""
    known = registry.names(service_model)
    protocols = [
        registry.protocol(service_model, one) for one in registry.PROTOCOLS if one in known
    ]
    if len(protocols) > 1:
        with suppress(RequestError):  # one that cannot be read says nothing
            received = Received(request)
            return next((one.name for one in protocols if one.asks(received) is not None), known[0])
    return known[0]
