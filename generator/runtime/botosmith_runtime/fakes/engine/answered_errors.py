"""Errors in a service's response: declared, common, only a status, or not in the model.

An error has the fields that botocore's parsers return for a real response, which may have no body.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from http.client import responses
from typing import TYPE_CHECKING, Any

from botosmith_runtime.error_codes import status_of
from botosmith_runtime.errors import ServiceError
from botosmith_runtime.fakes.engine.answers import FixedError, Throttled
from botosmith_runtime.fakes.engine.values import prepared
from botosmith_runtime.fakes.failures import RuleError
from botosmith_runtime.protocols.query_errors import query_error
from botosmith_runtime.wording import did_you_mean, shown

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.operations import FakedOperation

_STATUSES = range(300, 600)
_LONGEST = 100  # the most characters of a name that are compared


def answered(
    operation: FakedOperation,
    client_exceptions: Any,
    error: str | type[ServiceError],
    message: str | None,
    given: dict[str, Any],
    metadata: Mapping[str, Any],
) -> FixedError:
    """The source for an error by its name, code or class.

    ``given`` are the error's fields and the options of ``raises``. ``metadata`` is the
    ``ResponseMetadata`` of the error instance, if there is one. Raises RuleError if the operation
    cannot have the error, or if a field is not valid.
    """
    if given.pop("unmodelled", False):
        status = given.pop("http_status", metadata.get("HTTPStatusCode"))
        return _unmodelled(operation, error, message, status, given)
    if operation.code_in == "status":
        _check_arrives(operation, client_exceptions, error)
        return _bare(operation, _name(error), message, given, metadata)
    shape = declared(operation, error)
    if shape is None:
        return _common(operation, _name(error), message, given, metadata)
    return _modelled(operation, client_exceptions, shape, message, given, metadata)


def throttled(
    operation: FakedOperation, code: str | None, http_status: int | None, message: str
) -> Throttled:
    """The fault that refuses an attempt; RuleError for a code if only a status arrives."""
    if http_status is not None:
        _checked_status(http_status)
    if operation.code_in == "status":
        status = 503 if http_status is None else http_status
        if code not in (None, str(status)):
            what = operation.without_body(str(code))
            raise RuleError(f"{what}; write throttles(http_status={status})")
        return Throttled(str(status), status, message)
    name = "ThrottlingException" if code is None else code
    known_one = operation.common.get(name)
    status = 400 if known_one is None else known_one.http_status
    return Throttled(name, status if http_status is None else http_status, message)


def declared(operation: FakedOperation, error: str | type[ServiceError]) -> Any:
    """The shape of an error that the operation declares, or that is common to all operations.

    None for a common error without a shape in the model; RuleError if the operation cannot have it.
    """
    by_code = getattr(error, "code", error)
    for shape in operation.errors:
        if error in (shape.name, shape.error_code) or by_code == shape.error_code:
            return shape
    if by_code in operation.common:
        return operation.model.service_model.shape_for_error_code(by_code)
    name = _name(error)
    by_stem = {_stem(one): one for one in operation.common}
    by_stem |= {_stem(shape.name): shape.name for shape in operation.errors}
    near = [by_stem[one] for one in difflib.get_close_matches(_stem(name), by_stem)]
    raise RuleError(
        f"{operation.name} does not declare the error {name}, only "
        f"{known(operation)}{did_you_mean(near)}; "
        "unmodelled=True raises one that the model does not have"
    )


def known(operation: FakedOperation) -> str:
    """A list of the errors that an operation can raise, for messages."""
    names = ", ".join(sorted(shape.name for shape in operation.errors)) or "none"
    if operation.code_in == "status":
        return 'statuses, such as "404", since a response to HEAD has no body'
    return names + (" and the common ones" if operation.common else "")


def _modelled(
    operation: FakedOperation,
    client_exceptions: Any,
    shape: Any,
    message: str | None,
    fields: Mapping[str, Any],
    metadata: Mapping[str, Any],
) -> FixedError:
    if "http_status" in fields and "http_status" not in shape.members:
        raise RuleError("http_status is for unmodelled errors: the model states it for others")
    bodiless = operation.code_in == "header"
    if bodiless:
        _check_headers(operation, shape.name, shape, message, fields)
    error_class: Any = client_exceptions.from_code(shape.error_code)
    text = _text(shape.error_code, None if bodiless else message)
    reading, members = operation.reading, shape.members
    given = {name: prepared(item, members.get(name), reading) for name, item in fields.items()}
    filled_in: dict[str, str] = {}
    for name, member in shape.members.items():
        # Many error shapes have the message as a member, spelled Message or message.
        if name.lower() == "message" and member.type_name == "string":
            filled_in[name] = text
        elif name.lower() == "code" and member.type_name == "string":
            filled_in[name] = shape.error_code
    filled_in = {name: value for name, value in filled_in.items() if name not in given}
    given |= filled_in
    operation.check_error(shape, given, filled_in)
    if bodiless:
        text, given = "", {name: given[name] for name in fields}
    status = metadata.get("HTTPStatusCode", getattr(error_class, "http_status", 400))
    query_fields = query_error(operation.model.service_model, shape.name, status)
    parsed = {"Error": {"Message": text, "Code": shape.error_code, **query_fields}, **given}
    return _error(operation, status, parsed, metadata)


def _check_headers(
    operation: FakedOperation,
    error: str,
    shape: Any,
    message: str | None,
    fields: Mapping[str, Any],
) -> None:
    """Raise RuleError for a message or a field that could only arrive in a body."""
    names = ["message"] if message else []
    for name, member in shape.members.items() if shape is not None else ():
        if name in fields and not member.serialization.get("location", "").startswith("header"):
            names.append(name)
    if names:
        what = ", ".join(names)
        raise RuleError(f'{operation.without_body(what)}; write only raises("{error}")')


def _common(
    operation: FakedOperation,
    code: str,
    message: str | None,
    fields: Mapping[str, Any],
    metadata: Mapping[str, Any],
) -> FixedError:
    """An error that any operation may return, and that the service's model does not define."""
    if fields:
        raise RuleError(
            f"{code} is a common error, which has no fields; "
            f"{', '.join(fields)}=... goes with unmodelled=True"
        )
    text = _text(code, message)
    if operation.code_in == "header":
        _check_headers(operation, code, None, message, fields)
        text = ""
    status = metadata.get("HTTPStatusCode", operation.common[code].http_status)
    return _error(operation, status, {"Error": {"Message": text, "Code": code}}, metadata)


def _bare(
    operation: FakedOperation,
    code: str,
    message: str | None,
    fields: Mapping[str, Any],
    metadata: Mapping[str, Any],
) -> FixedError:
    """The error that botocore makes from a response with only a status."""
    status = int(code)
    text = responses.get(status, "")
    more = [*([] if message in (None, text) else ["message"]), *fields]
    if more:
        what = operation.without_body(", ".join(more))
        raise RuleError(f'{what}; write only raises("{code}"), whose text is "{text}"')
    return _error(operation, status, {"Error": {"Code": code, "Message": text}}, metadata)


def _check_arrives(operation: FakedOperation, client_exceptions: Any, error: Any) -> None:
    """Raise RuleError for a named error if only its status would arrive."""
    name, code = _name(error), getattr(error, "code", error)
    if status_of(name) is not None:
        return
    status = 404
    for shape in operation.errors:
        if name == shape.name or code == shape.error_code:
            status = getattr(client_exceptions.from_code(shape.error_code), "http_status", status)
    if code in operation.common:
        status = operation.common[code].http_status
    raise RuleError(f'{operation.without_body(name)}; write raises("{status}")')


def _unmodelled(
    operation: FakedOperation,
    code: str | type[ServiceError],
    message: str | None,
    http_status: Any,
    fields: Mapping[str, Any],
) -> FixedError:
    """An error that the model does not have."""
    name = code if isinstance(code, str) else code.code
    status = _status(operation, code, name) if http_status is None else _checked_status(http_status)
    text = _text(name, message)
    if message is None and name == str(status) and _is_rest_xml(operation):
        text = responses.get(status, "")  # as botocore's parser sets it if there is no body
    return FixedError(operation, status, {"Error": {"Message": text, "Code": name}, **fields})


def _text(code: str, message: str | None) -> str:
    """An error's message, with a default."""
    return f"{code}, says the fake" if message is None else message


def _error(
    operation: FakedOperation, status: int, parsed: dict[str, Any], metadata: Mapping[str, Any]
) -> FixedError:
    """The source for an error as botocore parses it, with its ``metadata`` if there is any."""
    more = {"ResponseMetadata": metadata} if metadata else {}
    return FixedError(operation, status, parsed | more)


def _status(operation: FakedOperation, code: str | type[ServiceError], name: str) -> int:
    """The default HTTP status of an error."""
    if (status := status_of(name)) is not None:
        return status
    if name in operation.common:
        return operation.common[name].http_status
    return int(getattr(code, "http_status", 400))


def _is_rest_xml(operation: FakedOperation) -> bool:
    protocol: str = operation.model.service_model.resolved_protocol
    return protocol == "rest-xml"


def _stem(name: str) -> str:
    """A name without the usual ending, which would make all names similar."""
    return name[:_LONGEST].removesuffix("Exception").removesuffix("Error").lower()


def _name(error: str | type[ServiceError]) -> str:
    return error if isinstance(error, str) else error.__name__


def _checked_status(status: Any) -> int:
    """An error's HTTP status; RuleError if it is not one."""
    if type(status) is not int or status not in _STATUSES:
        expected = "expected 300 to 599, the statuses of errors"
        raise RuleError(f"http_status={shown(status)}: {expected}")
    return status
