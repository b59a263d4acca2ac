"""Check a payload from a file: the generated checks of one operation, run on JSON."""

from __future__ import annotations

import base64
import binascii
import difflib
import json
from pathlib import Path
from typing import Any, Literal

from botosmith_runtime.violations import Check, Violation, check

from botosmith import ir
from botosmith.build import build
from botosmith.documents import is_list, is_object
from botosmith.load import Library
from botosmith.problems import BotosmithError, did_you_mean
from botosmith.render import render_module

Side = Literal["request", "response"]


def check_payload(
    service: str, operation: str, side: Side, content: str, *, models: tuple[Path, ...]
) -> list[Violation]:
    """What is wrong with a JSON payload; empty if nothing is.

    ``operation`` may be named as in the model or as its method is. Blobs are Base64 in JSON and are
    measured as what they stand for. Raises BotosmithError for an unknown service or operation, and
    for content that is not JSON.
    """
    built = build(Library(models).load(service))
    found = _operation(built, operation)
    violations = Checker(built).violations(found, side, _parse(content))
    if violations is None:
        raise BotosmithError(
            f"{found.name} of {service} has no {side} to check: its model is empty"
        )
    return violations


class Checker:
    """The generated checks of a service, for values as JSON has them."""

    def __init__(self, service: ir.Service) -> None:
        self._checks = _checks(service)
        self._shapes = {shape.name: shape for shape in service.shapes}

    def violations(self, operation: ir.Operation, side: Side, value: Any) -> list[Violation] | None:
        """What is wrong with a request or a response; None where the model has nothing to check."""
        function = self._checks[side].get(operation.name)
        if function is None:
            return None
        root = self._shapes[operation.input if side == "request" else operation.output]
        return check(function, _with_bytes(value, root, self._shapes))


def _operation(service: ir.Service, name: str) -> ir.Operation:
    names = {key: o for o in service.operations for key in (o.name, o.method)}
    if name in names:
        return names[name]
    near = difflib.get_close_matches(name, [o.name for o in service.operations], n=3)
    raise BotosmithError(f"{service.name} has no operation {name!r}{did_you_mean(near)}")


def _checks(service: ir.Service) -> dict[Side, dict[str, Check]]:
    """The functions of the service's ``checks.py``, without writing it anywhere."""
    module: dict[str, Any] = {"__name__": f"{service.package}.checks"}
    exec(compile(render_module(service, "checks"), "checks.py", "exec"), module)
    return {"request": module["REQUESTS"], "response": module["RESPONSES"]}


def _parse(content: str) -> Any:
    try:
        return json.loads(content)
    except RecursionError as error:
        raise BotosmithError("the payload is nested too deeply to be read") from error
    except ValueError as error:
        raise BotosmithError(f"the payload is not JSON: {error}") from error


def _with_bytes(value: Any, shape: ir.Shape, shapes: dict[str, ir.Shape]) -> Any:
    """The payload with its Base64 text decoded where the model has a blob."""
    match shape.kind:
        case "structure" if is_object(value) and not shape.document:
            kinds = {m.name: shapes[m.shape] for m in shape.members if not m.json_value}
            return {
                name: _with_bytes(item, kinds[name], shapes) if name in kinds else item
                for name, item in value.items()
            }
        case "list" if is_list(value):
            return [_with_bytes(item, shapes[shape.element], shapes) for item in value]
        case "map" if is_object(value):
            element = shapes[shape.element]
            return {key: _with_bytes(item, element, shapes) for key, item in value.items()}
        case "blob" if type(value) is str:
            try:
                return base64.b64decode(value, validate=True)
            except (binascii.Error, ValueError):
                return value
        case _:
            return value
