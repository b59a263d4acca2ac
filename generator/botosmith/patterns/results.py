"""The results and the exception of the package's functions. Fast to import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LONGEST_CHECKED = 65_536
"""Longer texts are not matched at all: even one step for each character takes too long."""

Danger = Literal["safe", "polynomial", "exponential"]
Outcome = Literal["as is", "rewritten", "capped", "unchecked"]


class PatternError(ValueError):
    """A pattern that cannot be translated: not valid Java, or without a counterpart in Python.

    `position` counts characters from the start of `pattern`; `reason` describes the problem.
    """

    def __init__(self, pattern: str, position: int, reason: str) -> None:
        shown = pattern if len(pattern) <= 200 else f"{pattern[:200]}..."
        super().__init__(f"{reason} at position {position} of pattern {shown!r}")
        self.pattern = pattern
        self.position = position
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class SafePattern:
    """A pattern in the form that a check may use.

    `source` is for `re.compile(source, re.ASCII).fullmatch`, and None for a pattern that is not
    checked. `longest`: longer texts must not be matched (None: the shape's own limit excludes
    such texts). `reason` is a sentence for the docs, empty for an unchanged pattern.
    """

    source: str | None
    outcome: Outcome
    longest: int | None
    reason: str
