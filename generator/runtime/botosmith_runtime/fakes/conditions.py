"""What a call has to look like for a rule to answer it.

A value has to be what was sent or what was passed: handlers of botocore's rewrite some, such as the
``UserData`` of EC2. A strict rule and ``ABSENT`` go by what the caller passed alone: what botocore
adds, such as an idempotency token or the ``ChecksumMode`` of S3, does not count.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from botosmith_runtime.fakes.matching import ABSENT, identical, matches, shown, specificity

if TYPE_CHECKING:
    from botosmith_runtime.fakes.calls import Request


class _Nothing:
    def __repr__(self) -> str:
        return "-"


_NOTHING = _Nothing()


class Conditions:
    """The conditions of one rule, by member; a ``strict`` rule takes no other members.

    ``tokens`` are members that it takes all the same: those that ask for one of its pages.
    """

    def __init__(self, values: Mapping[str, Any], *, strict: bool, said: str = "") -> None:
        """``said`` is what the rule itself says about that, for messages."""
        self.values = dict(values)
        self.strict = strict
        self.tokens: Collection[str] = ()
        self._said = said
        self.specificity = specificity(self.values)
        names = sorted(name for name, value in self.values.items() if type(value) is str)
        self.texts = tuple(names), tuple(self.values[name] for name in names)

    def __repr__(self) -> str:
        shown_ones = [f"{name}={shown(value)}" for name, value in self.values.items()]
        return ", ".join([*shown_ones, *([self._said] if self._said else [])])

    def accept(self, request: Request) -> bool:
        """Whether a call is as they say. What a predicate raises gets out."""
        for name, condition in self.values.items():
            if not self._accepts(name, condition, request):
                return False
        return not self.strict or all(
            name in self.values or name in self.tokens for name in request.passed
        )

    def are_like(self, other: Conditions) -> bool:
        """Whether these are the very same."""
        return identical(self.values, other.values)

    def compared(self, request: Request) -> tuple[int, list[str]]:
        """How many members of a call differ, and a line for each: the condition, what came."""
        rows = [("", "the rule", "", "the call")]
        differing = 0
        for name in [*self.values, *(name for name in request.passed if name not in self.values)]:
            condition = self.values.get(name, _NOTHING)
            value = request.passed.get(name, _NOTHING)
            fits = self._fits(name, condition, request)
            if value is _NOTHING and condition is not ABSENT:
                value = request.sent.get(name, _NOTHING)
            differing += not fits
            rows.append((name, shown(condition), "  " if fits else "!=", shown(value)))
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
        return differing, [
            f"  {name:<{widths[0]}}  {condition:<{widths[1]}}  {sign:<2}  {value}".rstrip()
            for name, condition, sign, value in rows
        ]

    def _accepts(self, name: str, condition: Any, request: Request) -> bool:
        passed = request.passed.get(name, _NOTHING)
        if condition is ABSENT:
            return passed is _NOTHING
        sent = request.sent.get(name, _NOTHING)
        if sent is not _NOTHING and matches(condition, sent, strict=self.strict):
            return True
        if passed is _NOTHING or passed is sent:
            return False
        try:
            return matches(condition, passed, strict=self.strict)
        except Exception:
            if sent is _NOTHING:
                raise
            return False  # a predicate for what the model says, which what was passed need not be

    def _fits(self, name: str, condition: Any, request: Request) -> bool:
        if condition is _NOTHING:
            return not self.strict or name in self.tokens
        try:
            return self._accepts(name, condition, request)
        except Exception:  # a predicate's own; it is reported where it decides
            return False
