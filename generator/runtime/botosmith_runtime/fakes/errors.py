"""Errors that fakes answer with: declared by the operation, with the model's status and fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from botosmith_runtime.errors import ServiceError
from botosmith_runtime.fakes.answers import Error
from botosmith_runtime.fakes.failures import RuleError
from botosmith_runtime.fakes.values import prepared

if TYPE_CHECKING:
    from botosmith_runtime.fakes.operations import Operation

ErrorT = TypeVar("ErrorT", bound=ServiceError)


def error(error_class: type[ErrorT], message: str = "", /, **fields: Any) -> ErrorT:
    """An error of a service's, for a responder to return or raise.

    ``responds(lambda request: error(InvalidJobIdException, "no such job"))``
    """
    response = {"Error": {"Code": error_class.code, "Message": message}, **fields}
    return error_class(response, "")


def modelled(
    operation: Operation,
    exceptions: Any,
    error: str | type[ServiceError],
    message: str | None,
    fields: Mapping[str, Any],
) -> Error:
    """An error that the operation declares. RuleError for any other, or for wrong fields."""
    shape = _declared(operation, error)
    if "http_status" in fields and "http_status" not in shape.members:
        raise RuleError("http_status is for unmodelled errors: the model says that of others")
    error_class: Any = exceptions.from_code(shape.error_code)
    text = f"{shape.error_code}, says the fake" if message is None else message
    given = {name: prepared(value, shape.members.get(name)) for name, value in fields.items()}
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
    status = getattr(error_class, "http_status", 400)
    return Error(status, {"Error": {"Message": text, "Code": shape.error_code}, **given})


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
    known = ", ".join(sorted(shape.name for shape in operation.errors)) or "none"
    raise RuleError(
        f"{operation.name} declares no error {name}, only {known}; "
        "unmodelled=True raises one that the model does not have"
    )
