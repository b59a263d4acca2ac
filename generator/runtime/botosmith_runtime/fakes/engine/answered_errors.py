"""Errors that a service answers with: declared, common to all, of a bare status, or unheard of.

What arrives of one is what botocore's parsers make of a real answer, which may have no body.
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
_LONGEST = 100  # characters of a name that is compared with others


def answered(
    operation: FakedOperation,
    client_exceptions: Any,
    error: str | type[ServiceError],
    message: str | None,
    given: dict[str, Any],
    metadata: Mapping[str, Any],
) -> FixedError:
    """An error by its name, code or class; ``given`` are the error's fields, and options."""
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
    """What refuses an attempt; RuleError for a code where only a status arrives."""
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
    """The shape of an error that the operation declares, or has in common with all others.

    None if it has that without the model; RuleError if the operation cannot have it.
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
    """The errors that an operation can raise."""
    names = ", ".join(sorted(shape.name for shape in operation.errors)) or "none"
    if operation.code_in == "status":
        return 'statuses, such as "404", as the answer to HEAD has no body'
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
        raise RuleError("http_status is for unmodelled errors: the model says that of others")
    bodiless = operation.code_in == "header"
    if bodiless:
        _check_headers(operation, shape.name, shape, message, fields)
    error_class: Any = client_exceptions.from_code(shape.error_code)
    text = _text(shape.error_code, None if bodiless else message)
    reading, members = operation.reading, shape.members
    given = {name: prepared(item, members.get(name), reading) for name, item in fields.items()}
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
    if bodiless:
        text, given = "", {name: given[name] for name in fields}
    status = metadata.get("HTTPStatusCode", getattr(error_class, "http_status", 400))
    told = query_error(operation.model.service_model, shape.name, status)
    parsed = {"Error": {"Message": text, "Code": shape.error_code, **told}, **given}
    return _error(operation, status, parsed, metadata)


def _check_headers(
    operation: FakedOperation,
    error: str,
    shape: Any,
    message: str | None,
    fields: Mapping[str, Any],
) -> None:
    """Raise RuleError for what only a body could bring."""
    names = ["message"] if message else []
    for name, member in shape.members.items() if shape is not None else ():
        if name in fields and not member.serialization.get("location", "").startswith("header"):
            names.append(name)
    if names:
        what = ", ".join(names)
        raise RuleError(f'{operation.without_body(what)}; write raises("{error}") alone')


def _common(
    operation: FakedOperation,
    code: str,
    message: str | None,
    fields: Mapping[str, Any],
    metadata: Mapping[str, Any],
) -> FixedError:
    """An error that any operation may meet, and that the service's model leaves out."""
    if fields:
        raise RuleError(
            f"{code} is a common error, of which no model says more; "
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
    """What botocore makes of a status alone."""
    status = int(code)
    text = responses.get(status, "")
    more = [*([] if message in (None, text) else ["message"]), *fields]
    if more:
        what = operation.without_body(", ".join(more))
        raise RuleError(f'{what}; write raises("{code}") alone, whose text is "{text}"')
    return _error(operation, status, {"Error": {"Code": code, "Message": text}}, metadata)


def _check_arrives(operation: FakedOperation, client_exceptions: Any, error: Any) -> None:
    """Raise RuleError for an error of which only its status arrives."""
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
    """An error that the model does not know."""
    name = code if isinstance(code, str) else code.code
    status = _status(operation, code, name) if http_status is None else _checked_status(http_status)
    text = _text(name, message)
    if message is None and name == str(status) and _is_rest_xml(operation):
        text = responses.get(status, "")  # as botocore's parser has it where there is no body
    return FixedError(operation, status, {"Error": {"Message": text, "Code": name}, **fields})


def _text(code: str, message: str | None) -> str:
    """An error's message, where a test has none for it."""
    return f"{code}, says the fake" if message is None else message


def _error(
    operation: FakedOperation, status: int, parsed: dict[str, Any], metadata: Mapping[str, Any]
) -> FixedError:
    """The error as botocore parses it, with the ``metadata`` of one that was caught."""
    more = {"ResponseMetadata": metadata} if metadata else {}
    return FixedError(operation, status, parsed | more)


def _status(operation: FakedOperation, code: str | type[ServiceError], name: str) -> int:
    """The HTTP status of an error of which nothing else is said."""
    if (status := status_of(name)) is not None:
        return status
    if name in operation.common:
        return operation.common[name].http_status
    return int(getattr(code, "http_status", 400))


def _is_rest_xml(operation: FakedOperation) -> bool:
    protocol: str = operation.model.service_model.resolved_protocol
    return protocol == "rest-xml"


def _stem(name: str) -> str:
    """A name without what most end with, in which all of them would be alike."""
    return name[:_LONGEST].removesuffix("Exception").removesuffix("Error").lower()


def _name(error: str | type[ServiceError]) -> str:
    return error if isinstance(error, str) else error.__name__


def _checked_status(status: Any) -> int:
    """An error's HTTP status; RuleError if it is none."""
    if type(status) is not int or status not in _STATUSES:
        expected = "expected 300 to 599, the statuses of errors"
        raise RuleError(f"http_status={shown(status)}: {expected}")
    return status
