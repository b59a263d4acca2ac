"""What the package's functions return and raise. Cheap to import, unlike what they need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LONGEST_CHECKED = 65_536
"""Longer texts are not matched at all: even one step a character adds up."""

Danger = Literal["safe", "polynomial", "exponential"]
Outcome = Literal["as is", "rewritten", "capped", "unchecked"]


class PatternError(ValueError):
    """A pattern that cannot be translated: not valid Java, or without a counterpart in Python.

    `position` counts characters from the start of `pattern`; `reason` says what is wrong there.
    """

    def __init__(self, pattern: str, position: int, reason: str) -> None:
        shown = pattern if len(pattern) <= 200 else f"{pattern[:200]}..."
        super().__init__(f"{reason} at position {position} of pattern {shown!r}")
        self.pattern = pattern
        self.position = position
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class SafePattern:
    """A pattern as a check may use it.

    `source` is for `re.compile(source, re.ASCII).fullmatch`, and None for a pattern that is not
    checked. `longest`: texts of more characters must not be matched (None: none can come up within
    the shape's own limit). `reason` is a sentence for the docs, empty for a pattern as it is.
    """

    source: str | None
    outcome: Outcome
    longest: int | None
    reason: str
