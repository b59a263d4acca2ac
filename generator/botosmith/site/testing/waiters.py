"""The answers of a fake that let a waiter poll twice and then succeed."""

from __future__ import annotations

import json
import re
from typing import Any

from botosmith_runtime.error_codes import status_of

from botosmith import ir, text
from botosmith.samples import NoSample
from botosmith.site.context import Context
from botosmith.site.snippets.layout import Item
from botosmith.site.snippets.literals import Arguments
from botosmith.site.testing.operations import SPOKEN, WHY

_PATH = re.compile(r"\w+(\[\])?(\.\w+(\[\])?)*")
_LONG = 200


def answers(waiter: ir.Waiter, operation: ir.Operation, context: Context) -> list[Item] | None:
    """Calls such as ``rule.returns(...)``: the last makes the waiter succeed.

    None if the code for every acceptor is too long.
    """
    found: dict[str, Item] = {}
    for acceptor in waiter.acceptors:
        if acceptor.state not in found and (one := _answer(acceptor, operation, context)):
            found[acceptor.state] = one
    if "success" not in found:
        return None
    if "retry" not in found and _tells_nothing(waiter, operation, context):
        found["retry"] = "rule.returns()"
    return [found[state] for state in ("retry", "success") if state in found]


def _tells_nothing(waiter: ir.Waiter, operation: ir.Operation, context: Context) -> bool:
    """Whether an empty response is valid, and matches none of a waiter's acceptors."""
    members = context.shapes[operation.output].members if operation.output else ()
    return not any(member.required for member in members) and all(
        acceptor.matcher == "error"
        or (acceptor.matcher.startswith("path") and _PATH.fullmatch(acceptor.argument))
        for acceptor in waiter.acceptors
    )


def _answer(acceptor: ir.Acceptor, operation: ir.Operation, context: Context) -> Item | None:
    expected = json.loads(acceptor.expected)
    match acceptor.matcher:
        case "error" | "status" if operation.error_code_in == "status" and _is_status(expected):
            return _raised(str(expected), {})
        case "error" if isinstance(expected, str):
            return _error(expected, operation, context)
        case "status" if isinstance(expected, int) and expected < 300:
            return "rule.returns_sample()"
        case "status" if isinstance(expected, int):
            return _raised(str(expected), {"unmodelled": True})
        case "path" | "pathAll" | "pathAny" if _PATH.fullmatch(acceptor.argument):
            return _returned(acceptor.argument, expected, operation, context)
        case _:
            return None


def _is_status(code: Any) -> bool:
    return status_of(str(code)) is not None


def _raised(code: str, options: dict[str, Any]) -> Item:
    return Arguments(options, text.literal(code)).call("rule.raises")


def _error(code: str, operation: ir.Operation, context: Context) -> Item | None:
    errors = [context.errors[name] for name in operation.errors]
    declared = next((error for error in errors if code in (error.code, error.name)), None)
    if operation.error_code_in == "status":
        return None  # it never arrives
    if declared is None:
        common = any(error.code == code for error in context.service.common_errors)
        return _raised(code, {} if common else {"unmodelled": True})
    members = context.shapes[declared.name].members
    if any(member.required and member.name.lower() not in SPOKEN for member in members):
        return None
    return _raised(code, {"message": WHY})


def _returned(path: str, expected: Any, operation: ir.Operation, context: Context) -> Item | None:
    if not operation.output:
        return None
    steps = re.findall(r"\w+|\[\]", path)
    try:
        response = _holding(context.shapes[operation.output], steps, expected, context)
    except (NoSample, StopIteration, LookupError):
        return None
    arguments = Arguments(response)
    call = arguments.call("rule.returns")
    return None if arguments.moments or len(call.flat) > _LONG else call


def _holding(shape: ir.Shape, steps: list[str], expected: Any, context: Context) -> Any:
    """The smallest value that has ``expected`` at the end of a path."""
    if not steps:
        return expected
    step, *rest = steps
    if step == "[]":
        return [_holding(context.shapes[shape.element], rest, expected, context)]
    value = context.examples.sampler.value(shape.name, "output", full=False)
    member = next(member for member in shape.members if member.name == step)
    value[step] = _holding(context.shapes[member.shape], rest, expected, context)
    for other in shape.members:
        for rule in other.presence:
            if rule.present and rule.applies(value.get(rule.sibling)):
                sample = context.examples.sampler.value(other.shape, "output", full=False)
                value.setdefault(other.name, sample)
    return value
