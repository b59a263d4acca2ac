"""Patterns that nobody writes: to look for explosions in them would take time and depth itself."""

from __future__ import annotations

_LONGEST = 4000  # characters; AWS's longest pattern has 1,195
_MOST_REPEATS = 100  # AWS's most have 61
_DEEPEST = 50  # brackets one inside the other; AWS's deepest have 9


def repeats(pattern: str) -> int:
    """How many parts a pattern repeats."""
    return sum(map(pattern.count, "*+{"))


def excess(pattern: str) -> str:
    """Why a pattern is not looked at any closer; empty if it is. Escaped characters count, too."""
    if len(pattern) > _LONGEST:
        return f"the pattern is longer than {_LONGEST} characters"
    if repeats(pattern) > _MOST_REPEATS:
        return f"the pattern repeats more than {_MOST_REPEATS} parts"
    depth = 0
    for char in pattern:
        depth = depth + 1 if char in "([" else max(0, depth - (char in ")]"))
        if depth > _DEEPEST:
            return f"the pattern is nested deeper than {_DEEPEST} levels"
    return ""
