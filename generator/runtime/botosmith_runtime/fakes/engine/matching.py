"""Compares the conditions of a rule with the parameters of a call, and shows them in messages.

A condition is a value, which must be equal; ``ANY``, for any value; ``ABSENT``; a compiled regular
expression, which must match the whole string; or a predicate. A dict only requires the members that
it names, at any depth, unless the rule is strict. A list requires every item, in order.

A condition may match the value that was passed or the one that was sent, since botocore's handlers
rewrite some values, such as ``UserData`` of EC2. A strict rule and ``ABSENT`` ignore the members
that botocore adds, such as an idempotency token, or ``ChecksumMode`` of S3.
"""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from re import Pattern
from typing import Any, NamedTuple, TypeVar, Union

from botocore.utils import parse_timestamp

from botosmith_runtime.fakes.engine.values import content_of, isa, recorded

ValueT = TypeVar("ValueT")

Matching = Union[ValueT, Callable[[ValueT], bool], Pattern[str]]  # noqa: UP007  # | cannot hold ValueT on Python 3.10
"""The type of a condition for one member: a value, a predicate or a regular expression."""


class _ANY:
    """Equal to everything. botocore and ``unittest.mock`` have classes of this name, too."""

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    def __repr__(self) -> str:
        return "<ANY>"


ANY: Any = _ANY()
"""Matches any value, like ``botocore.stub.ANY`` and ``unittest.mock.ANY``, which work as well."""


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Any = _Absent()
"""Matches if the member is missing."""


class _Nothing:
    def __repr__(self) -> str:
        return "-"


_NOTHING = _Nothing()

_shown = reprlib.Repr()
_shown.maxstring = _shown.maxother = 50
_shown.maxdict = _shown.maxlist = 4


def matches(expected: Any, actual: Any, *, strict: bool = False) -> bool:
    """Whether a value of a request matches a condition. Raises what a predicate raises."""
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
    """Whether two values of different types are the same for botocore."""
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
    except Exception:  # dateutil raises errors of many classes
        return None


def has_matcher(condition: Any) -> bool:
    """Whether a condition is a matcher, or contains one."""
    if type(condition) is str:  # most conditions
        return False
    if isa(condition, dict):
        return any(has_matcher(item) for item in condition.values())
    if isa(condition, list | tuple):
        return any(has_matcher(item) for item in condition)
    return is_any(condition) or condition is ABSENT or _is_matcher(condition)


def without_matchers(conditions: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values among conditions, at any depth; a list with a matcher is left out."""
    plain: dict[str, Any] = {}
    for name, condition in conditions.items():
        if isa(condition, dict):
            plain[name] = without_matchers(condition)
        elif not has_matcher(condition):
            plain[name] = condition
    return plain


def specificity(condition: Any) -> tuple[int, int, int]:
    """How many values, matchers and ``ANY`` a condition contains, in this order of importance."""
    values = matchers = anything = 0
    pending = [condition]
    while pending:
        one = pending.pop()
        if type(one) is str:  # most conditions
            values += 1
        elif isa(one, dict):
            pending += one.values()
        elif isa(one, list | tuple):
            pending += one
        elif is_any(one):
            anything += 1
        elif one is ABSENT or _is_matcher(one):
            matchers += 1
        else:
            values += 1
    return values, matchers, anything


def shown(value: Any) -> str:
    """A short text for a value or condition."""
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


def _calls_code(condition: Any) -> bool:
    """Whether a condition is a predicate, or contains one."""
    if isa(condition, dict):
        return any(_calls_code(item) for item in condition.values())
    if isa(condition, list | tuple):
        return any(_calls_code(item) for item in condition)
    return callable(condition) and not is_any(condition)


def _is_matcher(condition: Any) -> bool:
    return isa(condition, Pattern) or callable(condition)


def identical(one: Any, other: Any) -> bool:
    """Whether two conditions are the same; ``==`` is true for anything and ``ANY``."""
    if type(one) is not type(other):
        return False
    if isa(one, dict):
        return one.keys() == other.keys() and all(identical(one[k], other[k]) for k in one)
    if isa(one, list | tuple):
        return len(one) == len(other) and all(map(identical, one, other))
    return one is other or is_any(one) or bool(one == other)


class CallParameters(NamedTuple):
    """A call's parameters: as the caller ``passed`` them, and as botocore would have ``sent`` them.

    ``added`` names the passed parameters that a library added for its caller, such as the number of
    a part in an upload. Strict rules ignore them.
    """

    passed: dict[str, Any]
    sent: dict[str, Any]
    added: Collection[str] = ()

    def recorded(self) -> CallParameters:
        """Copies for the record; a file is read once."""
        sent: dict[str, Any] = recorded(self.sent)
        passed = {
            name: sent[name] if name in sent and self.sent[name] is value else recorded(value)
            for name, value in self.passed.items()
        }
        return CallParameters(passed, sent, self.added)

    def written(self, method: str, hide: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> str:
        """The call as source code, shortened; ``hide`` replaces secrets in the members."""
        members = hide(self.passed).items()
        return f"{method}({', '.join(f'{name}={shown(value)}' for name, value in members)})"


class Conditions:
    """The conditions of one rule, by member; a ``strict`` rule accepts no other members.

    ``tokens`` are members that a strict rule accepts as well: those that request one of its pages.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        strict: bool,
        said: str = "",
        hide: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict,
        read: Mapping[str, Callable[[Any], Any]] | None = None,
    ) -> None:
        """``said`` is the rule's own ``strict`` option as source code, for messages.

        ``hide`` replaces secrets in members. ``read`` has, for members that a client takes as a
        string or as a dict, the function that parses the string.
        """
        self.values = dict(values)
        self.hide = hide
        self._read = read or {}
        self.strict = strict
        self.tokens: Collection[str] = ()
        self._said = said
        self.specificity = specificity(self.values)
        self.call_code = _calls_code(self.values)
        names = sorted(name for name, value in self.values.items() if type(value) is str)
        self.texts = tuple(names), tuple(self.values[name] for name in names)

    def __repr__(self) -> str:
        values = self.hide(self.values)
        shown_ones = [f"{name}={shown(value)}" for name, value in values.items()]
        return ", ".join([*shown_ones, *([self._said] if self._said else [])])

    def accept(self, call: CallParameters) -> bool:
        """Whether a call matches the conditions. Raises what a predicate raises."""
        for name, condition in self.values.items():
            if not self._accepts(name, condition, call):
                return False
        return not self.strict or all(
            name in self.values or name in self.tokens or name in call.added for name in call.passed
        )

    def differ_in_additions(self, call: CallParameters) -> bool:
        """Whether a call has further members, and would match the conditions without them."""
        return self.strict and all(
            self._fits(name, condition, call) for name, condition in self.values.items()
        )

    def are_like(self, other: Conditions) -> bool:
        """Whether two rules have the same conditions."""
        return identical(self.values, other.values)

    def compared(self, call: CallParameters) -> tuple[int, list[str]]:
        """How many members of a call differ, and a table of conditions and parameters, by line."""
        rows = [("", "the rule", "", "the call")]
        conditions, passed, sent = map(self.hide, (self.values, call.passed, call.sent))
        differing = 0
        for name in [*self.values, *(name for name in call.passed if name not in self.values)]:
            condition = self.values.get(name, _NOTHING)
            value = passed.get(name, _NOTHING)
            fits = self._fits(name, condition, call)
            if value is _NOTHING and condition is not ABSENT:
                value = sent.get(name, _NOTHING)
            differing += not fits
            wanted = conditions.get(name, _NOTHING)
            rows.append((name, shown(wanted), "  " if fits else "!=", shown(value)))
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
        return differing, [
            f"  {name:<{widths[0]}}  {condition:<{widths[1]}}  {sign:<2}  {value}".rstrip()
            for name, condition, sign, value in rows
        ]

    def _accepts(self, name: str, condition: Any, call: CallParameters) -> bool:
        passed = call.passed.get(name, _NOTHING)
        if condition is ABSENT:
            return passed is _NOTHING or name in call.added
        sent = call.sent.get(name, _NOTHING)
        if sent is not _NOTHING and matches(condition, sent, strict=self.strict):
            return True
        read = self._read.get(name)
        if read is not None:
            whole = self.strict or isinstance(condition, str)
            if matches(read(condition), read(sent), strict=whole):
                return True
        if passed is _NOTHING or passed is sent:
            return False
        try:
            return matches(condition, passed, strict=self.strict)
        except Exception:
            if sent is _NOTHING:
                raise
            return False  # the predicate expects what the model defines; a caller may pass more

    def _fits(self, name: str, condition: Any, call: CallParameters) -> bool:
        if condition is _NOTHING:
            return not self.strict or name in self.tokens or name in call.added
        try:
            return self._accepts(name, condition, call)
        except Exception:  # from a predicate; it is reported when the rule is matched
            return False
