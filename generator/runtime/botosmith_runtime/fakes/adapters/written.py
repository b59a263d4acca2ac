"""Answers as bytes in the protocol of their service: what a server would send."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from botosmith_runtime.fakes.engine.values import Events
from botosmith_runtime.fakes.failures import RuleError
from botosmith_runtime.protocols.calls import serialise_response
from botosmith_runtime.protocols.errors import ErrorAnswer

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.answers import Answer
    from botosmith_runtime.protocols.messages import Request, Response


def response_of(answer: Answer, request: Request | None = None) -> Response:
    """The HTTP response of an answer, if there is one to a certain ``request``.

    Raises RuleError for an answer that has no place in the protocol.
    """
    try:
        return _response(answer, request)
    except Exception as error:  # whatever comes of an answer that no check has seen
        model = answer.operation.model
        protocol = model.service_model.resolved_protocol
        message = f"{model.name}: the answer cannot be written in {protocol}: {error}"
        raise RuleError(message) from error


def _response(answer: Answer, request: Request | None) -> Response:
    model, status = answer.operation.model, answer.status
    service = model.service_model
    if answer.error is None:
        members = {
            name: value.events if isinstance(value, Events) else value
            for name, value in answer.members.items()
        }
        return serialise_response(
            service, model, members, status=status, request_id=answer.request_id, request=request
        )
    code = answer.error.get("QueryErrorCode", answer.error["Code"])
    error = ErrorAnswer(
        code=code, message=answer.error["Message"], status=status, fields=answer.members
    )
    response = serialise_response(
        service, model, error, request_id=answer.request_id, request=request
    )
    if code == str(status) and service.resolved_protocol == "rest-xml":
        return replace(response, body=b"")  # all that there is of a bare status
    return response
