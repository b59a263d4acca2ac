"""The results of checks: violations, and the errors and warnings that contain them.

::

    botocore.exceptions.BotoCoreError
    `-- ShapeError                            a payload breaks its shape
        |-- RequestShapeError                 ... a request: also a ParamValidationError
        `-- ResponseShapeError                ... a response: has the parsed response
    UserWarning
    `-- ShapeWarning                          the same, if the mode only warns
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from botocore.exceptions import BotoCoreError, ParamValidationError

from botosmith_runtime.constraints import CONSTRAINTS
from botosmith_runtime.findings import RESPONSE, EnoughError, Found, Path
from botosmith_runtime.wording import UnknownMember, jmespath

STRUCTURAL = frozenset({"type", "null", "union", "depth", "limit"})
"""The rules that protect typed code: a violation means that such code may fail."""

LIKELY_IN_REQUESTS = frozenset(
    {"enum", "pattern", "length", "size", "range"} | {one.rule for one in CONSTRAINTS.values()}
)
"""The rules that a service may relax; a request that breaks any other rule is wrong."""

CERTAIN_IN_RESPONSES = frozenset({"type", "depth", "limit"})
"""The rules for responses that no service relaxes: botocore's parser returns no other types."""

Tier = Literal["certain", "likely"]
Direction = Literal["request", "response"]

_INDEX = re.compile(r"\[\d+\]")
_SHOWN = 20  # causes in one message
_NEWER = 'a value that is newer than the model passes with request_checks="certain", the default'
_LONGEST_PATH = 250  # in a message; ``Violation.path`` is whole


@dataclass(frozen=True)
class Violation:
    """One way in which a payload breaks its shape.

    ``path`` is the place, in JMESPath's notation (``Jobs[3].JobId``); empty for the payload itself.
    A step that is a secret, such as a sensitive map's key, is ``*``.

    ``rule`` is one of type, null, required, unknown, length, size, range, enum, pattern, union,
    presence, label (a value that would change the path of the URI), depth and limit (too large to
    check), or one of ``constraints``, such as unique.

    ``expected`` is what the model allows. ``message`` says everything in one line; ``str`` adds a
    suggestion for an unknown member. ``tier`` says how certain it is that the payload is wrong, and
    not the model: ``certain`` or ``likely``.
    """

    path: str
    rule: str
    expected: str
    message: str
    tier: Tier = "certain"

    def __str__(self) -> str:
        # Not in the message: to compare names takes time, and is only needed to show the text.
        expected = self.expected
        return self.message + (expected.meant() if isinstance(expected, UnknownMember) else "")


UNKNOWN_MEMBER = "SDK_UNKNOWN_MEMBER"
"""The key in which botocore's parser returns a union member that is not in its model."""


def is_newer_union(violation: Violation) -> bool:
    """Whether the violation is a union member that is not in botocore's model."""
    return violation.rule == "unknown" and violation.path.endswith(UNKNOWN_MEMBER)


Check = Callable[[Any, Found, Path], None]
"""A generated function that checks one structure."""


def check(
    function: Check, value: Any, path: Path = (), *, words: Callable[[str], str] | None = None
) -> list[Violation]:
    """Run a generated check over a payload. An empty list means that the payload is valid.

    ``path`` is ``RESPONSE`` if the payload is a response as botocore returns it. ``words`` replaces
    Python's words in expectations and values, for example by those of JSON.
    """
    found = Found()
    try:
        function(value, found, path)
    except EnoughError as enough:
        found.end("limit", str(enough))
    except RecursionError:
        found.end("depth", "a payload that is not nested so deeply")
    except Exception as error:  # a key whose own __eq__ or __hash__ raises
        found.end("type", f"values that can be read; one raised {type(error).__name__}")
    if not found:
        return []
    direction: Direction = "response" if path is RESPONSE else "request"
    if words is not None:
        found[:] = [_reworded(*finding, words) for finding in found]
    return [_violation(*finding, tier_of(finding[1], direction)) for finding in found]


def _reworded(
    path: Path, rule: str, expected: str, came: str, words: Callable[[str], str]
) -> tuple[Path, str, str, str]:
    # An UnknownMember must stay one: it makes the suggestion of member names.
    return (
        path,
        rule,
        expected if isinstance(expected, UnknownMember) else words(expected),
        words(came),
    )


def tier_of(rule: str, direction: Direction) -> Tier:
    """How certain it is that a payload which breaks this rule is wrong."""
    if direction == "request":
        return "likely" if rule in LIKELY_IN_REQUESTS else "certain"
    return "certain" if rule in CERTAIN_IN_RESPONSES else "likely"


def _violation(path: Path, rule: str, expected: str, came: str, tier: Tier) -> Violation:
    where = jmespath(path)
    what = f"expected {expected}{came and f', got {came}'}"
    short = where if len(where) <= _LONGEST_PATH else f"{where[:100]} ... {where[-100:]}"
    message = f"{short or 'the payload'}: {rule}: {what}"
    return Violation(path=where, rule=rule, expected=expected, message=message, tier=tier)


class ShapeError(BotoCoreError):
    """A payload of ``operation`` breaks its shape: ``violations`` says how."""

    fmt = "{report}"
    direction: Direction

    def __init__(self, operation: str, violations: tuple[Violation, ...], **more: Any) -> None:
        self.operation = operation
        self.violations = violations
        super().__init__(report=report(self.direction, operation, violations), **more)

    def __reduce__(self) -> Any:
        return type(self), (self.operation, self.violations)


class RequestShapeError(ShapeError, ParamValidationError):
    """A request breaks its shape; it was not sent."""

    direction = "request"

    def __str__(self) -> str:
        report = readable_report("request", self.operation, self.violations)
        newer = all(violation.tier == "likely" for violation in self.violations)
        return f"{report}\n  ({_NEWER})" if newer else report


class ResponseShapeError(ShapeError):
    """A response breaks its shape. The call was executed; ``response`` is the parsed response."""

    direction = "response"

    def __init__(
        self,
        operation: str,
        violations: tuple[Violation, ...],
        response: Mapping[str, Any],
    ) -> None:
        self.response = response
        super().__init__(operation, violations)

    def __reduce__(self) -> Any:
        return type(self), (self.operation, self.violations, self.response)


class ShapeWarning(UserWarning):
    """A payload breaks its shape, and the mode only warns: ``violations`` says how."""

    def __init__(
        self,
        direction: Direction,
        operation: str,
        violations: tuple[Violation, ...],
    ) -> None:
        self.direction = direction
        self.operation = operation
        self.violations = violations
        super().__init__(report(direction, operation, violations))

    def __str__(self) -> str:
        return readable_report(self.direction, self.operation, self.violations)

    def __reduce__(self) -> Any:
        return type(self), (self.direction, self.operation, self.violations)


def report(
    direction: str,
    operation: str,
    violations: tuple[Violation, ...],
    line: Callable[[Violation], str] = lambda violation: violation.message,
) -> str:
    """The message of an error or warning: a line for each of the first twenty causes.

    Violations of one rule by one member count as one cause, even in many items of a list.
    """
    causes: dict[tuple[str, str, str], list[Violation]] = {}
    for one in violations:
        causes.setdefault((without_indices(one.path), one.rule, one.expected), []).append(one)
    lines = [f"the {direction} of {operation} breaks its shape:"]
    for same in [*causes.values()][:_SHOWN]:
        more = f" (and {len(same) - 1:,} more like it)" if len(same) > 1 else ""
        lines.append(f"  {line(same[0])}{more}")
    if len(causes) > _SHOWN:
        lines.append(f"  ... and {len(causes) - _SHOWN} more")
    return "\n".join(lines)


def without_indices(path: str) -> str:
    """A path without list indices: ``Images.Platform`` for ``Images[3].Platform``."""
    return _INDEX.sub("", path)


def readable_report(direction: str, operation: str, violations: tuple[Violation, ...]) -> str:
    """The message, for requests with suggestions for unknown members.

    The members of a response come from the service, so they are not misspelt.
    """
    if direction != "request":
        return report(direction, operation, violations)
    return report(direction, operation, violations, str)
