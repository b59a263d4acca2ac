"""Limits for patterns: the analysis of larger ones would take too much time and recursion."""

from __future__ import annotations

PATTERN_LENGTH = 4000  # characters
PATTERN_REPEATS = 100
_DEEPEST = 50  # nested brackets


def repeats(pattern: str) -> int:
    """The number of repeats in a pattern."""
    return sum(map(pattern.count, "*+{"))


def excess(pattern: str) -> str:
    """Why a pattern is not analysed; empty if it is. Escaped characters count, too."""
    if len(pattern) > PATTERN_LENGTH:
        return f"the pattern is longer than {PATTERN_LENGTH} characters"
    if repeats(pattern) > PATTERN_REPEATS:
        return f"the pattern repeats more than {PATTERN_REPEATS} parts"
    depth = 0
    for char in pattern:
        depth = depth + 1 if char in "([" else max(0, depth - (char in ")]"))
        if depth > _DEEPEST:
            return f"the pattern is nested deeper than {_DEEPEST} levels"
    return ""
