"""What a check finds: violations, and the errors and warnings that carry them.

::

    botocore.exceptions.BotoCoreError
    `-- ShapeError                            a payload breaks its shape
        |-- RequestShapeError                 ... a request: also a ParamValidationError
        `-- ResponseShapeError                ... a response: carries the parsed response
    UserWarning
    `-- ShapeWarning                          the same, where the mode only warns
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
"""The rules whose violation means that code which trusts the types would break."""

LIKELY_IN_REQUESTS = frozenset(
    {"enum", "pattern", "length", "size", "range"} | {one.rule for one in CONSTRAINTS.values()}
)
"""The rules that a service of today may have widened; a request that breaks another is wrong."""

CERTAIN_IN_RESPONSES = frozenset({"type", "depth", "limit"})
"""The rules of responses that no service widens: botocore gives no other types."""

Tier = Literal["certain", "likely"]
Direction = Literal["request", "response"]

_INDEX = re.compile(r"\[\d+\]")
_SHOWN = 20  # causes in one message
_NEWER = 'a value that is newer than the model passes with request_checks="certain", the default'
_LONGEST_PATH = 250  # in a message; ``Violation.path`` is whole


@dataclass(frozen=True)
class Violation:
    """One way in which a payload breaks its shape.

    ``path`` says where, in JMESPath's notation (``Jobs[3].JobId``), empty for the payload itself.
    A step that is a secret, such as a sensitive map's key, is ``*``. ``rule`` is one of type, null,
    required, unknown, length, size, range, enum, pattern, union, presence, label (a value that
    would leave its place in the path of the URI), depth and limit (too much to look at), or one of
    ``constraints``, such as unique.
    ``expected`` is what the model allows; ``message`` says it all in a line, to which ``str`` adds
    what an unknown member may be meant for. ``tier`` says how certain it is that the payload is at
    fault, and not the model: ``certain`` or ``likely``.
    """

    path: str
    rule: str
    expected: str
    message: str
    tier: Tier = "certain"

    def __str__(self) -> str:
        # Not in the message: names are only compared where somebody reads it.
        expected = self.expected
        return self.message + (expected.meant() if isinstance(expected, UnknownMember) else "")


UNKNOWN_MEMBER = "SDK_UNKNOWN_MEMBER"
"""What botocore gives of a union whose member its model does not know."""


def is_newer_union(violation: Violation) -> bool:
    """Whether this is about a union's member that botocore's model does not know."""
    return violation.rule == "unknown" and violation.path.endswith(UNKNOWN_MEMBER)


Check = Callable[[Any, Found, Path], None]
"""A generated function that checks one structure."""


def check(
    function: Check, value: Any, path: Path = (), *, words: Callable[[str], str] | None = None
) -> list[Violation]:
    """Run a generated check over a payload. An empty list means that the payload is valid.

    ``path`` is ``RESPONSE`` where the payload is a response as botocore gives it. ``words`` puts
    expectations and values into the words of another language than Python.
    """
    found = Found()
    try:
        function(value, found, path)
    except EnoughError as enough:
        found.end("limit", str(enough))
    except RecursionError:
        found.end("depth", "a payload that is not nested so deeply")
    except Exception as error:  # a key whose own __eq__ or __hash__ raises
        found.end("type", f"values that can be looked at; one raised {type(error).__name__}")
    if not found:
        return []
    direction: Direction = "response" if path is RESPONSE else "request"
    if words is not None:
        found[:] = [_reworded(*finding, words) for finding in found]
    return [_violation(*finding, tier_of(finding[1], direction)) for finding in found]


def _reworded(
    path: Path, rule: str, expected: str, came: str, words: Callable[[str], str]
) -> tuple[Path, str, str, str]:
    # The names that an unknown member may be meant for are not text of its own.
    return (
        path,
        rule,
        expected if isinstance(expected, UnknownMember) else words(expected),
        words(came),
    )


def tier_of(rule: str, direction: Direction) -> Tier:
    """How certain it is that a payload which breaks a rule is at fault."""
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
    """A payload breaks its shape: ``violations`` says how, ``operation`` whose payload it is."""

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
    """A response breaks its shape. The service has done its work: ``response`` is the response."""

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
    """The message of an error or warning: a line for each cause, the first twenty of them.

    Violations of one rule by one member have one cause, however many items of a list they are in.
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
    """A path that names the members alone: ``Images.Platform`` for ``Images[3].Platform``."""
    return _INDEX.sub("", path)


def readable_report(direction: str, operation: str, violations: tuple[Violation, ...]) -> str:
    """The message with suggestions for unknown members, where the caller may have misspelt them.

    The members of a response are the service's own, so they get none.
    """
    if direction != "request":
        return report(direction, operation, violations)
    return report(direction, operation, violations, str)
