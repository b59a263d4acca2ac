"""Errors that fakes answer with: declared by the operation, with the model's status and fields.

Those that botocore raises itself, where it gets no answer, strike in its HTTP stage instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from botocore import exceptions
from botocore.exceptions import ClientError

from botosmith_runtime.errors import ServiceError
from botosmith_runtime.fakes.answers import Answer, Error
from botosmith_runtime.fakes.failures import RuleError
from botosmith_runtime.fakes.matching import shown
from botosmith_runtime.fakes.values import prepared
from botosmith_runtime.fakes.wire import Fault, query_error

if TYPE_CHECKING:
    from botosmith_runtime.fakes.operations import Operation

ErrorT = TypeVar("ErrorT", bound=ServiceError)

_HTTP_FAILURES = (exceptions.HTTPClientError, exceptions.ConnectionError)
"""What botocore's HTTP session raises: the bases of its timeouts and lost connections."""


def error(error_class: type[ErrorT], message: str = "", /, **fields: Any) -> ErrorT:
    """An error of a service's, for ``raises``, or for a responder to return or raise.

    ``responds(lambda request: error(InvalidJobIdException, "no such job"))``
    """
    response = {"Error": {"Code": error_class.code, "Message": message}, **fields}
    return error_class(response, "")


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
    if given.pop("unmodelled", False):
        status = given.pop("http_status", metadata.get("HTTPStatusCode"))
        return unmodelled(error, message, status, given)
    return modelled(operation, client_exceptions, error, message, given, metadata)


def modelled(
    operation: Operation,
    client_exceptions: Any,
    error: str | type[ServiceError],
    message: str | None,
    fields: Mapping[str, Any],
    metadata: Mapping[str, Any],
) -> Error:
    """An error that the operation declares. RuleError for any other, or for wrong fields."""
    shape = _declared(operation, error)
    if "http_status" in fields and "http_status" not in shape.members:
        raise RuleError("http_status is for unmodelled errors: the model says that of others")
    error_class: Any = client_exceptions.from_code(shape.error_code)
    text = f"{shape.error_code}, says the fake" if message is None else message
    epoch, members = operation.epoch, shape.members
    given = {name: prepared(item, members.get(name), epoch=epoch) for name, item in fields.items()}
    filled_in: dict[str, str] = {}
    for name, member in shape.members.items():
        # An error's text is a member, too, under one of two spellings.
        if name.lower() == "message" and member.type_name == "string":
            filled_in[name] = text
        elif name.lower() == "code" and member.type_name == "string":
            filled_in[name] = shape.error_code
    filled_in = {name: value for name, value in filled_in.items() if name not in given}
    given |= filled_in
    operation.check_error(shape, given, filled_in)
    status = metadata.get("HTTPStatusCode", getattr(error_class, "http_status", 400))
    told = query_error(operation.model, shape.name, status)
    parsed = {"Error": {"Message": text, "Code": shape.error_code, **told}, **given}
    return Error(status, parsed | ({"ResponseMetadata": metadata} if metadata else {}))


def unmodelled(
    code: str | type[ServiceError],
    message: str | None,
    http_status: int | None,
    fields: Mapping[str, Any],
) -> Error:
    """An error that the model does not know."""
    name = code if isinstance(code, str) else code.code
    status = http_status if http_status is not None else getattr(code, "http_status", 400)
    if not 300 <= status <= 599:
        raise RuleError(f"http_status={status}: expected 300 to 599, the statuses of errors")
    text = f"{name}, says the fake" if message is None else message
    return Error(status, {"Error": {"Message": text, "Code": name}, **fields})


def _declared(operation: Operation, error: str | type[ServiceError]) -> Any:
    for shape in operation.errors:
        if error in (shape.name, shape.error_code):
            return shape
        if isinstance(error, type) and getattr(error, "code", None) == shape.error_code:
            return shape
    name = error if isinstance(error, str) else error.__name__
    raise RuleError(
        f"{operation.name} declares no error {name}, only {_known(operation)}; "
        "unmodelled=True raises one that the model does not have"
    )


def _known(operation: Operation) -> str:
    return ", ".join(sorted(shape.name for shape in operation.errors)) or "none"


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
        f"name, class or instance ({_known(operation)}), or botocore's own where no answer comes "
        "(ReadTimeoutError, ConnectTimeoutError, EndpointConnectionError, ...); "
        "responds(lambda request: ...) may raise anything"
    )
