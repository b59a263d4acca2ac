"""Errors in ``raises``: those that a service answers with, by name, code, class or instance.

Those that botocore raises itself, where it gets no answer, strike in its HTTP stage instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, overload

from botocore import exceptions
from botocore.exceptions import ClientError

from botosmith_runtime.errors import ServiceError
from botosmith_runtime.fakes.answered_errors import answered, known
from botosmith_runtime.fakes.answers import Answer, CodedError
from botosmith_runtime.fakes.error_options import check_names
from botosmith_runtime.fakes.failures import RuleError
from botosmith_runtime.fakes.matching import shown
from botosmith_runtime.fakes.wire import Fault

if TYPE_CHECKING:
    from botosmith_runtime.fakes.operations import Operation

ErrorT = TypeVar("ErrorT", bound=ServiceError)

_HTTP_FAILURES = (exceptions.HTTPClientError, exceptions.ConnectionError)
"""What botocore's HTTP session raises: the bases of its timeouts and lost connections."""


@overload
def error(error_class: type[ErrorT], message: str = "", /, **fields: Any) -> ErrorT: ...


@overload
def error(code: str, message: str | None = None, /, **fields: Any) -> ClientError: ...


def error(
    error: type[ServiceError] | str, message: str | None = None, /, **fields: Any
) -> ClientError:
    """An error of a service's, for ``raises``, or for a responder to return or raise.

    ``responds(lambda request: error(InvalidJobIdException, "no such job"))``

    By its code it is what ``raises`` makes of that code, where the fake answers with it: a common
    one, ``error("404")`` for a HEAD request, ``error("Odd", unmodelled=True, http_status=418)``.
    """
    if isinstance(error, str):
        return CodedError(error, message, fields)
    if not _is_class(error, ServiceError):
        raise TypeError(f"error() wants a class of the package's errors, or a code, not {error!r}")
    return error({"Error": {"Code": error.code, "Message": message or ""}, **fields}, "")


class HTTPFailed(Fault):
    """botocore's own error, in the place of an HTTP response, so that retries see it."""

    def __init__(self, error: Any) -> None:
        """``error`` is an instance, or a class, which is made with the address of the request."""
        self._error = error

    def strike(self, model: Any, url: str) -> Any:  # noqa: ARG002
        """Raise what botocore's HTTP session would."""
        if isinstance(self._error, type):
            raise _made(self._error, url)
        raise self._error.with_traceback(None)


def raised(
    operation: Operation, client_exceptions: Any, error: Any, given: dict[str, Any]
) -> Answer | Fault:
    """What ``raises`` stands for; ``given`` are its options and the error's fields.

    RuleError if it is no error that the operation or its connection can have.
    """
    if isinstance(error, _HTTP_FAILURES) or _is_class(error, _HTTP_FAILURES):
        return _http_failed(error, given)
    if isinstance(error, CodedError):
        error, given = error.code, error.given | given
    check_names(given, operation.errors)
    message = given.pop("message", None)
    metadata: Mapping[str, Any] = {}
    if isinstance(error, ClientError):
        response: Any = error.response
        told: Mapping[str, Any] = response.get("Error", {})
        error = told.get("QueryErrorCode", told.get("Code", ""))
        message = told.get("Message") if message is None else message
        metadata = response.get("ResponseMetadata", {})
        given = _fields(response) | given
    elif not isinstance(error, str) and not _is_class(error, ServiceError):
        raise _cannot_be_raised(operation, error)
    return answered(operation, client_exceptions, error, message, given, metadata)


def _is_class(error: Any, base: Any) -> bool:
    return isinstance(error, type) and issubclass(error, base)


def _fields(response: Mapping[str, Any]) -> dict[str, Any]:
    """An error's own members; its code and its text are filled in again from ``Error``."""
    return {
        name: value
        for name, value in response.items()
        if name not in ("Error", "ResponseMetadata")
        and not (name.lower() in ("code", "message") and isinstance(value, str))
    }


def _http_failed(error: Any, given: Mapping[str, Any]) -> HTTPFailed:
    if given:
        raise RuleError(f"{shown(error)} comes as botocore makes it, without {', '.join(given)}")
    if isinstance(error, type):
        try:
            _made(error, "")
        except Exception as problem:  # an __init__ of its own
            raise RuleError(f"{error.__name__} cannot be made: {problem!r}; give one") from None
    return HTTPFailed(error)


def _made(error: Any, url: str) -> Any:
    # These are all that the messages of botocore's own want to know.
    return error(endpoint_url=url, proxy_url=url, error="says the fake")


def _cannot_be_raised(operation: Operation, error: Any) -> RuleError:
    named = error.__name__ if isinstance(error, type) else shown(error)
    return RuleError(
        f"raises() cannot raise {named}: expected an error that {operation.name} declares, by "
        f"name, class or instance ({known(operation)}), or botocore's own where no answer comes "
        "(ReadTimeoutError, ConnectTimeoutError, EndpointConnectionError, ...); "
        "responds(lambda request: ...) may raise anything"
    )
