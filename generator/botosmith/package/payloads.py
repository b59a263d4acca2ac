"""Checks a payload from a file: runs the generated checks of one operation on JSON."""

from __future__ import annotations

import base64
import difflib
import json
import re
from pathlib import Path
from typing import Any, Literal

from botosmith_runtime.findings import RESPONSE, Found
from botosmith_runtime.findings import Path as Steps
from botosmith_runtime.rules import Blob
from botosmith_runtime.violations import Check, Violation, check

from botosmith import ir
from botosmith.build.service import build
from botosmith.models.documents import is_list, is_object
from botosmith.models.load import Library
from botosmith.package.json_words import in_json
from botosmith.package.render import render_module
from botosmith.problems import BotosmithError, did_you_mean

Side = Literal["request", "response"]

_DEEPEST = 500  # levels of objects and lists; Python's own limit depends on its version
_TOO_DEEP = (
    f"the payload is nested too deeply to be read: more than {_DEEPEST} nested objects and arrays"
)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
# What else `b64decode` accepts depends on Python's version. The length shows whether the padding is
# right.
_BASE64 = re.compile("[A-Za-z0-9+/]*={0,2}")


def check_payload(
    service: str, operation: str, side: Side, content: str, *, models: tuple[Path, ...]
) -> list[Violation]:
    """The violations in a JSON payload; empty if it is valid.

    ``operation`` is the name of the operation or of its method. Blobs are Base64 in JSON; their
    limits apply to the decoded bytes. Raises BotosmithError for an unknown service or operation,
    and for content that is not JSON.
    """
    built = build(Library(models).load(service))
    found = _operation(built, operation)
    violations = PayloadChecker(built).violations(found, side, parse(content))
    if violations is None:
        raise BotosmithError(
            f"{found.name} of {service} has no {side} to check: its model is empty"
        )
    return violations


class PayloadChecker:
    """The generated checks of a service, for values from JSON.

    Blobs are Base64. With ``plain_bytes``, other strings are accepted as UTF-8 text, as in AWS's
    examples.
    """

    def __init__(self, service: ir.Service, *, plain_bytes: bool = False) -> None:
        self._checks = _checks(service, plain_bytes=plain_bytes)
        self._shapes = {shape.name: shape for shape in service.shapes}

    def violations(self, operation: ir.Operation, side: Side, value: Any) -> list[Violation] | None:
        """The violations in a request or a response; None if the model has nothing to check."""
        function = self._checks[side].get(operation.name)
        if function is None:
            return None
        root = self._shapes[operation.input if side == "request" else operation.output]
        path = () if side == "request" else RESPONSE  # ResponseMetadata is allowed there
        payload = _with_bytes(value, root, self._shapes)
        return check(function, payload, path, words=in_json)


def _operation(service: ir.Service, name: str) -> ir.Operation:
    names = {key: o for o in service.operations for key in (o.name, o.method)}
    if name in names:
        return names[name]
    near = difflib.get_close_matches(name, [o.name for o in service.operations], n=3)
    raise BotosmithError(f"{service.name} has no operation {name!r}{did_you_mean(near)}")


class _Base64(Blob):
    """The rule of a blob whose Base64 was decoded; a value that is still a string is invalid."""

    __slots__ = ()

    def explain(self, value: Any, found: Found, path: Steps) -> None:
        """Add a violation for a value that is not Base64, or is too short or too long."""
        if type(value) is bytes:
            super().explain(value, found, path)
        else:
            self.mistyped(found, path, "Base64 text", value)


def _checks(service: ir.Service, *, plain_bytes: bool) -> dict[Side, dict[str, Check]]:
    """The functions of the service's ``checks.py``, which is only kept in memory."""
    module: dict[str, Any] = {"__name__": f"{service.package}.checks"}
    exec(compile(render_module(service, "checks"), "checks.py", "exec"), module)
    if not plain_bytes:
        for name, rule in module.items():
            if isinstance(rule, Blob):
                module[name] = _Base64(
                    minimum=rule.minimum, maximum=rule.maximum, sensitive=rule.sensitive
                )
    return {"request": module["REQUESTS"], "response": module["RESPONSES"]}


def parse(content: str) -> Any:
    """The value of a JSON text; raises BotosmithError if it is not valid or nested too deeply."""
    try:
        payload = json.loads(content)
    except RecursionError as error:
        raise BotosmithError(_TOO_DEEP) from error
    except json.JSONDecodeError as error:
        if _depth(content[: error.pos]) > _DEEPEST:  # some versions of Python report that first
            raise BotosmithError(_TOO_DEEP) from error
        raise BotosmithError(f"the payload is not JSON: {error}") from error
    except ValueError as error:
        raise BotosmithError("the payload has a number of more than 4,300 digits") from error
    level = [payload]
    for _ in range(_DEEPEST):
        level = [part for value in level for part in _parts(value)]
        if not level:
            return payload
    raise BotosmithError(_TOO_DEEP)


def _depth(text: str) -> int:
    """The largest number of open objects and lists in the beginning of a JSON text."""
    deepest = depth = 0
    for bracket in re.findall(r"[][{}]", _STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _parts(value: Any) -> list[Any]:
    """The objects and lists directly inside a value; none for scalars."""
    inside: Any = value.values() if is_object(value) else value if is_list(value) else ()
    return [part for part in inside if is_object(part) or is_list(part)]


def _with_bytes(value: Any, shape: ir.Shape, shapes: dict[str, ir.Shape]) -> Any:
    """The payload with its Base64 text decoded where the model has a blob."""
    # Loops, not comprehensions, which are calls: the stack is half as deep.
    match shape.kind:
        case "structure" if is_object(value) and shape.structured:
            kinds = {m.name: shapes[m.shape] for m in shape.members if m.form != "json"}
            members = dict(value)
            for name, item in value.items():
                if name in kinds:
                    members[name] = _with_bytes(item, kinds[name], shapes)
            return members
        case "list" if is_list(value):
            items = list(value)
            for index, item in enumerate(value):
                items[index] = _with_bytes(item, shapes[shape.element], shapes)
            return items
        case "map" if is_object(value):
            entries = dict(value)
            for key, item in value.items():
                entries[key] = _with_bytes(item, shapes[shape.element], shapes)
            return entries
        case "blob" if type(value) is str and len(value) % 4 == 0 and _BASE64.fullmatch(value):
            return base64.b64decode(value)
        case _:
            return value
