"""A place in a pattern, and the moves from it."""

from __future__ import annotations

import re
from typing import NoReturn

from botosmith.patterns.results import PatternError


class Cursor:
    """Reads a pattern from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    @property
    def at_end(self) -> bool:
        return self.position >= len(self.text)

    def peek(self, length: int = 1, skip: int = 0) -> str:
        """The next characters, fewer (or none) near the end."""
        start = self.position + skip
        return self.text[start : start + length]

    def next(self) -> str:
        """Consume one character."""
        if self.at_end:
            self.fail("the pattern ends too early")
        self.position += 1
        return self.text[self.position - 1]

    def accept(self, literal: str) -> bool:
        """Consume `literal` if it comes next."""
        found = self.text.startswith(literal, self.position)
        self.position += len(literal) if found else 0
        return found

    def match(self, expression: re.Pattern[str]) -> re.Match[str] | None:
        """Consume what `expression` matches here, if it does."""
        found = expression.match(self.text, self.position)
        if found:
            self.position = found.end()
        return found

    def fail(self, reason: str, position: int | None = None) -> NoReturn:
        """Raise PatternError for a place in the pattern."""
        raise PatternError(self.text, self.position if position is None else position, reason)
