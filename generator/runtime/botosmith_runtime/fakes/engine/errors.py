"""What ``raises`` takes: an error of the service, by name, code, class or instance.

botocore's own errors, which it raises when no response arrives, become faults of an attempt.

An error that the model does not have takes any field. So a misspelled option would become a field,
and the test would use a status or a message that nobody meant. Such names are refused.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from botocore import exceptions
from botocore.exceptions import ClientError

from botosmith_runtime.errors import ServiceError
from botosmith_runtime.fakes.engine.answered_errors import answered, known
from botosmith_runtime.fakes.engine.answers import CodedError, NoAnswer, botocore_error
from botosmith_runtime.fakes.engine.matching import shown
from botosmith_runtime.fakes.failures import RuleError
from botosmith_runtime.wording import did_you_mean

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.answers import AnswerSource, Fault
    from botosmith_runtime.fakes.engine.operations import FakedOperation

ErrorT = TypeVar("ErrorT", bound=ServiceError)

_HTTP_FAILURES = (exceptions.HTTPClientError, exceptions.ConnectionError)
"""The base classes of what botocore's HTTP session raises: timeouts and lost connections."""

_OPTIONS = ("http_status", "message", "unmodelled")
_NEAR = 0.85  # similar but for a letter or two; a real field's name may end with "Message"
_MEANT = {
    "errormessage": "message",
    "httpcode": "http_status",
    "httpstatuscode": "http_status",
    "msg": "message",
    "responsecode": "http_status",
    "status": "http_status",
    "statuscode": "http_status",
}
"""Other libraries' names of the options, in lower case and without underscores."""

_STUBBERS = {
    "expected_params": "pass the expected parameters to the rule: fake.operation(Name=...)",
    "http_status_code": 'write http_status=... with unmodelled=True, or raises("404")',
    "modeled_fields": "write the error's fields by name",
    "response_meta": "raise a ClientError that has it: raises(ClientError({...}, ...))",
    "service_error_code": "pass it as the first argument: raises(code)",
    "service_error_meta": "raise a ClientError that has it: raises(ClientError({...}, ...))",
    "service_message": "write message=...",
}
"""The keywords of botocore's Stubber, and what to write instead."""


@overload
def error(error_class: type[ErrorT], message: str = "", /, **fields: Any) -> ErrorT: ...


@overload
def error(code: str, message: str | None = None, /, **fields: Any) -> ClientError: ...


def error(
    error: type[ServiceError] | str, message: str | None = None, /, **fields: Any
) -> ClientError:
    """An error of a service, for ``raises``, or for a responder to return or raise.

    ``responds(lambda request: error(InvalidJobIdException, "no such job"))``

    With a code, it becomes the same error as in ``raises``: a common error, ``error("404")`` for a
    HEAD request, or ``error("Odd", unmodelled=True, http_status=418)``. The fake validates it when
    it answers with it.

    Raises TypeError if ``error`` is neither an error class nor a code.
    """
    if isinstance(error, str):
        return CodedError(error, message, fields)
    if not _is_class(error, ServiceError):
        raise TypeError(f"error() needs a class of the package's errors, or a code, not {error!r}")
    return error({"Error": {"Code": error.code, "Message": message or ""}, **fields}, "")


def raised(
    operation: FakedOperation, client_exceptions: Any, error: Any, given: dict[str, Any]
) -> AnswerSource | Fault:
    """The source of answers, or the fault, for the arguments of ``raises``.

    ``given`` are its options and the error's fields. Raises RuleError if the operation, or its
    connection, cannot have the error.
    """
    if isinstance(error, _HTTP_FAILURES) or _is_class(error, _HTTP_FAILURES):
        return _no_answer(error, given)
    if isinstance(error, CodedError):
        error, given = error.code, error.given | given
    _check_names(given, operation.errors)
    message = given.pop("message", None)
    metadata: Mapping[str, Any] = {}
    if isinstance(error, ClientError):
        response: Any = error.response
        parsed: Mapping[str, Any] = response.get("Error", {})
        error = parsed.get("QueryErrorCode", parsed.get("Code", ""))
        message = parsed.get("Message") if message is None else message
        metadata = response.get("ResponseMetadata", {})
        given = _fields(response) | given
    elif not isinstance(error, str) and not _is_class(error, ServiceError):
        raise _cannot_be_raised(operation, error)
    return answered(operation, client_exceptions, error, message, given, metadata)


def _is_class(error: Any, base: Any) -> bool:
    return isinstance(error, type) and issubclass(error, base)


def _fields(response: Mapping[str, Any]) -> dict[str, Any]:
    """The error's own members, without code and message, which come from ``Error`` again."""
    return {
        name: value
        for name, value in response.items()
        if name not in ("Error", "ResponseMetadata")
        and not (name.lower() in ("code", "message") and isinstance(value, str))
    }


def _no_answer(error: Any, given: Mapping[str, Any]) -> NoAnswer:
    if given:
        raise RuleError(f"{shown(error)} is made by botocore and takes no {', '.join(given)}")
    if isinstance(error, type):
        try:
            botocore_error(error, "")
        except Exception as problem:  # an __init__ of its own
            raise RuleError(
                f"{error.__name__} cannot be made: {problem!r}; pass an instance"
            ) from None
    return NoAnswer(error)


def _cannot_be_raised(operation: FakedOperation, error: Any) -> RuleError:
    named = error.__name__ if isinstance(error, type) else shown(error)
    return RuleError(
        f"raises() cannot raise {named}: expected an error that {operation.name} declares, by "
        f"name, class or instance ({known(operation)}), or a botocore error for a missing response "
        "(ReadTimeoutError, ConnectTimeoutError, EndpointConnectionError, ...); "
        "responds(lambda request: ...) may raise anything"
    )


def _check_names(given: Mapping[str, Any], shapes: Iterable[Any]) -> None:
    """Raise RuleError for a keyword of Stubber, or for a misspelled option.

    ``given`` is what the test wrote. Members of the error ``shapes`` are always accepted.
    """
    members = {member for shape in shapes for member in shape.members}
    for name in given.keys() - members - {*_OPTIONS}:
        if name in _STUBBERS:
            raise RuleError(f"{name} is a keyword of botocore's Stubber: {_STUBBERS[name]}")
        if given.get("unmodelled") and (meant := _meant(name)):
            raise RuleError(
                f"{name} would be a field of the error{did_you_mean([meant])} "
                "For a field of that name, write raises(ClientError({...}))"
            )


def _meant(name: str) -> str:
    """The option that a name probably means; empty if it is the name of a field."""
    folded = name.replace("_", "").lower()
    near = difflib.get_close_matches(folded, _OPTIONS, n=1, cutoff=_NEAR)
    return _MEANT.get(folded) or "".join(near)
