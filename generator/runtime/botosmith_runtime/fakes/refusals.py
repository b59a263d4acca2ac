"""What is said of a call that no rule answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botosmith_runtime.fakes.matching import shown
from botosmith_runtime.fakes.steps import UNFINISHED

if TYPE_CHECKING:
    from botosmith_runtime.fakes.calls import Request
    from botosmith_runtime.fakes.rules import Rule

_USED_UP = "has no answer left"
_OPEN = "  (in a strict fake a rule says strict=False where any parameters will do)"
_USED_ONCE = "has no answer left; .times(n) lets a rule of a strict fake answer more than one call"


def called(method: str, request: Request) -> str:
    """A call as it was written, more or less."""
    passed = ", ".join(f"{name}={shown(value)}" for name, value in request.passed.items())
    return f"{method}({passed})"


def closest(operation: str, method: str, request: Request, rules: list[Rule[Any, Any]]) -> str:
    """The rule that a call is most like, member by member."""
    lines = [f"{called(method, request)} was not expected"]
    # Of those that would match, the one that its author forgot to finish tells most.
    compared = sorted(
        (differing, rule.has_answer, table, rule.explain())
        for rule in rules
        if rule.operation == operation
        for differing, table in [rule.conditions.compared(request)]
    )
    if not compared:
        lines[0] += f": there is no rule for {method}"
        others = sorted({rule.method for rule in rules})
        lines += [f"  (there are some for {', '.join(others)})"] if others else []
    else:
        differing, has_answer, table, explained = compared[0]
        if differing:
            lines.append(f"the closest rule is {explained}")
            lines += table
        else:
            lines.append(f"{explained}, would match, but {_USED_UP if has_answer else UNFINISHED}")
    return "\n".join(lines)


def out_of_turn(
    operation: str,
    method: str,
    request: Request,
    rules: list[Rule[Any, Any]],
    expected: Rule[Any, Any] | None,
) -> str:
    """What a strict fake expected in a call's place, member by member if it is the same operation.

    And the rule that would match, if it were its turn.
    """
    lines = [f"{called(method, request)} was not expected"]
    if expected is not None:
        lines.append(f"expected next is {expected.explain()}")
        if expected.operation == operation:
            lines += expected.conditions.compared(request)[1]
            lines += [] if expected.conditions.values else [_OPEN]
    else:
        lines[0] += ": no rule has an answer left" if rules else ": there is no rule"
    others = [rule for rule in rules if rule is not expected and rule.operation == operation]
    would_match = [rule for rule in others if not rule.conditions.compared(request)[0]]
    # One that waits tells more than one that had its turn.
    for rule in sorted(would_match, key=lambda rule: rule.next_step() is None)[:1]:
        lines.append(f"{rule.explain()}, would match, but {_reason(rule)}")
    return "\n".join(lines)


def _reason(rule: Rule[Any, Any]) -> str:
    if not rule.has_answer:
        return UNFINISHED
    return _USED_ONCE if rule.next_step() is None else "its turn comes later"
