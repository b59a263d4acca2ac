"""How a condition of a rule's is compared with a value, and how it is shown.

A condition is a value, which has to be equal; ``ANY``, for whatever is given; ``ABSENT``; a
compiled regular expression, which has to match the whole text; or a predicate. A dict asks only for
what it names, at any depth, unless the rule is strict; a list asks for every item in order.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from re import Pattern
from typing import Any, TypeVar, Union

from botocore import stub
from botocore.utils import parse_timestamp

from botosmith_runtime.fakes.values import content_of, isa

ValueT = TypeVar("ValueT")

Matching = Union[ValueT, Callable[[ValueT], bool], Pattern[str]]  # noqa: UP007  # | cannot hold ValueT on Python 3.10
"""What a rule takes for a member: a value, a predicate or a regular expression."""

ANY: Any = stub.ANY
"""Matches whatever is given; so does ``unittest.mock.ANY``."""


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Any = _Absent()
"""Matches a member that is left out."""

_shown = reprlib.Repr()
_shown.maxstring = _shown.maxother = 50
_shown.maxdict = _shown.maxlist = 4


def matches(expected: Any, actual: Any, *, strict: bool = False) -> bool:
    """Whether a value of a request is as a condition says. What a predicate raises gets out."""
    if isa(expected, dict):
        return isa(actual, Mapping) and _members_match(expected, actual, strict)
    if isa(expected, list | tuple):
        return (
            isa(actual, list | tuple)
            and len(expected) == len(actual)
            and all(matches(e, a, strict=strict) for e, a in zip(expected, actual, strict=True))
        )
    if isa(expected, Pattern):
        return isinstance(actual, str) and expected.fullmatch(actual) is not None
    if callable(expected):
        return bool(expected(actual))
    return bool(expected == actual) or _same(expected, actual)


def _members_match(expected: Mapping[Any, Any], actual: Mapping[Any, Any], strict: bool) -> bool:
    for name, condition in expected.items():
        if condition is ABSENT:
            if name in actual:
                return False
        elif name not in actual or not matches(condition, actual[name], strict=strict):
            return False
    return not strict or all(name in expected for name in actual)


def _same(expected: Any, actual: Any) -> bool:
    """Whether two values of different types mean the same to botocore."""
    if isinstance(expected, datetime) or isinstance(actual, datetime):
        return bool(_moment(expected) == _moment(actual))
    if isinstance(expected, str | bytes | bytearray) and hasattr(actual, "read"):
        actual = content_of(actual)
    if isinstance(expected, str) and isinstance(actual, bytes | bytearray):
        return expected.encode() == actual
    if isinstance(actual, str) and isinstance(expected, bytes | bytearray):
        return bytes(expected) == actual.encode()
    return bool(expected == actual)


def _moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value
    try:
        return parse_timestamp(value)
    except Exception:  # dateutil raises what it likes
        return None


def has_matcher(condition: Any) -> bool:
    """Whether a condition is, or holds, anything but plain values."""
    if isa(condition, dict):
        return any(has_matcher(item) for item in condition.values())
    if isa(condition, list | tuple):
        return any(has_matcher(item) for item in condition)
    return is_any(condition) or condition is ABSENT or _is_matcher(condition)


def without_matchers(conditions: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values among conditions, at any depth; a list with a matcher in it goes whole."""
    plain: dict[str, Any] = {}
    for name, condition in conditions.items():
        if isa(condition, dict):
            plain[name] = without_matchers(condition)
        elif not has_matcher(condition):
            plain[name] = condition
    return plain


def specificity(condition: Any) -> tuple[int, int, int]:
    """How many values, matchers and ``ANY`` a condition holds; more values are more specific."""
    parts: Iterator[Any]
    if isa(condition, dict):
        parts = iter(condition.values())
    elif isa(condition, list | tuple):
        parts = iter(condition)
    elif is_any(condition):
        return 0, 0, 1
    else:
        return (0, 1, 0) if condition is ABSENT or _is_matcher(condition) else (1, 0, 0)
    counts = [specificity(part) for part in parts]
    return sum(c[0] for c in counts), sum(c[1] for c in counts), sum(c[2] for c in counts)


def shown(value: Any) -> str:
    """A value or condition in a few words."""
    if isa(value, Pattern):
        return f"/{value.pattern}/"
    if is_any(value):
        return "ANY"
    if _is_matcher(value):
        return f"{getattr(value, '__name__', type(value).__name__)}(...)"
    try:
        return _shown.repr(value)
    except Exception:  # the value's own __repr__
        return f"a {type(value).__name__}"


def is_any(condition: Any) -> bool:
    """Whether this is ``ANY``, botocore's or ``unittest.mock``'s."""
    return type(condition).__name__ == "_ANY"


def _is_matcher(condition: Any) -> bool:
    return isa(condition, Pattern) or callable(condition)


def identical(one: Any, other: Any) -> bool:
    """Whether two conditions are the same, which ``==`` cannot say of ``ANY``."""
    if type(one) is not type(other):
        return False
    if isa(one, dict):
        return one.keys() == other.keys() and all(identical(one[k], other[k]) for k in one)
    if isa(one, list | tuple):
        return len(one) == len(other) and all(map(identical, one, other))
    return one is other or is_any(one) or bool(one == other)
