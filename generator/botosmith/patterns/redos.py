"""Patterns that cannot take too long to match.

A backtracking matcher can take exponential time to reject a text. `danger` predicts this time, and
`safe_pattern` avoids it: it returns the pattern unchanged if no text within the limits is a threat,
else an equal pattern without the threat, else the pattern for shorter texts only.
"""

from __future__ import annotations

from functools import cache

from botosmith.patterns.ambiguity import Ambiguity, ambiguity, at_worst, is_within
from botosmith.patterns.emit import emit
from botosmith.patterns.normalise import normalise, without_outer_anchors
from botosmith.patterns.parser import parse
from botosmith.patterns.results import LONGEST_CHECKED, Danger, Outcome, SafePattern
from botosmith.patterns.syntax import Node, shortest
from botosmith.patterns.untangle import untangle

SHORTEST_CAP = 16
"""A pattern that is only safe on shorter texts than this is not checked."""

_MOST_STEPS = 1_200_000  # measured, by tests/benchmarks/redos.py: far less than 50 ms
_MOST_SOURCE = 40_000  # characters; a longer pattern takes too long to compile


def danger(pattern: str, max_length: int | None) -> Danger:
    """How the time to match a text of at most `max_length` characters can grow."""
    return _danger(ambiguity(parse(pattern)), _bounded(max_length))


@cache
def safe_pattern(pattern: str, max_length: int | None) -> SafePattern:
    """The pattern made safe for texts of at most `max_length` characters (None: of any length).

    Raises PatternError for a pattern that cannot be translated.
    """
    length = _bounded(max_length)
    tree = parse(pattern)
    if _is_safe(tree, length):
        return _checked(tree, "as is", length, max_length, "")
    threat = _danger(ambiguity(tree), length)
    equals = _equal_trees(tree, length)
    for equal in equals:
        if _is_safe(equal, length):
            reason = f"Rewritten: the original can take {threat} time."
            return _checked(equal, "rewritten", length, max_length, reason)
    safe_length = max(_safe_length(equal, length) for equal in equals)
    if safe_length < max(SHORTEST_CAP, shortest(tree)):
        reason = f"Not checked: it can take {threat} time, even on short texts."
        return SafePattern(source=None, outcome="unchecked", longest=None, reason=reason)
    best = next(equal for equal in equals if _safe_length(equal, length) == safe_length)
    reason = f"Not checked beyond {safe_length:,} characters: it can take {threat} time."
    return _checked(best, "capped", safe_length, max_length, reason)


def _equal_trees(tree: Node, length: int) -> list[Node]:
    """Trees of the same language, the simplest first."""
    plain = normalise(without_outer_anchors(tree))
    straight = normalise(untangle(plain, lambda node: _is_safe(node, length)))
    most_source = max(_MOST_SOURCE, len(emit(tree)))
    return [one for one in (tree, plain, straight) if len(emit(one)) <= most_source]


def _checked(
    tree: Node, outcome: Outcome, length: int, max_length: int | None, reason: str
) -> SafePattern:
    longest = None if length == max_length else length
    return SafePattern(source=emit(tree), outcome=outcome, longest=longest, reason=reason)


def _bounded(max_length: int | None) -> int:
    return LONGEST_CHECKED if max_length is None else min(max_length, LONGEST_CHECKED)


def _danger(found: Ambiguity, length: int) -> Danger:
    if found.steps(length) <= _MOST_STEPS:
        return "safe"
    return "exponential" if found.exponential else "polynomial"


def _is_safe(tree: Node, length: int) -> bool:
    most = at_worst(tree)
    if most and most.steps(length) <= _MOST_STEPS:
        return True
    return is_within(tree, length, _MOST_STEPS)


def _safe_length(tree: Node, length: int) -> int:
    """The greatest length, up to `length`, at which the tree is safe."""
    found = ambiguity(tree)
    low, high = 0, length
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if found.steps(middle) <= _MOST_STEPS else (low, middle - 1)
    return low
