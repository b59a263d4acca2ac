"""Does one pattern allow more than another?

It compares the trees if these differ only in comparable parts, such as the bounds of a repeat. Else
it compares automata, if they are small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from botosmith.patterns.automaton import Automaton, alphabet, positions
from botosmith.patterns.normalise import normalise, without_outer_anchors
from botosmith.patterns.parser import parse
from botosmith.patterns.results import PatternError
from botosmith.patterns.syntax import (
    Atomic,
    Boundary,
    Characters,
    Choice,
    Look,
    Node,
    Reference,
    Repeat,
    Sequence,
    descendants,
)

Order = Literal["same", "tightened", "loosened", "changed"]

_MOST_POSITIONS = 600
_MOST_OPTIONAL = 60  # optional copies of a repeat: each is nested in the one before
_MOST_STATES = 3000


def order(old: str, new: str) -> Order:
    """The order of the new pattern and the old one; ``changed`` if neither includes the other.

    It is also ``changed`` if the automata are too large, or if a pattern cannot be parsed.
    """
    try:
        trees = [normalise(without_outer_anchors(parse(pattern))) for pattern in (old, new)]
    except PatternError:
        return "changed"
    found = _from_trees(*trees)
    if found is not None:
        return found
    if not all(map(_is_small, trees)):
        return "changed"
    lost = gained = False
    for in_old, in_new in _accepted(*trees):
        lost |= in_old and not in_new
        gained |= in_new and not in_old
        if lost and gained:
            return "changed"
    return "tightened" if lost else "loosened" if gained else "same"


def _from_trees(old: Node, new: Node) -> Order | None:
    """The order from the trees: every part is tighter or the same, or every part is looser."""
    if old == new:
        return "same"
    match old, new:
        case Characters(before), Characters(after):
            if before.covers(after):
                return "tightened"
            return "loosened" if after.covers(before) else None
        case Repeat(), Repeat():
            body = _from_trees(old.body, new.body)
            return _together([body, _bounds((old.least, old.most), (new.least, new.most))])
        case (Sequence(before), Sequence(after)) | (Choice(before), Choice(after)):
            if len(before) == len(after):
                return _together([_from_trees(*pair) for pair in zip(before, after, strict=True)])
        case _:
            pass
    return None


def _bounds(old: tuple[int, int | None], new: tuple[int, int | None]) -> Order | None:
    ends = [float("inf") if most is None else most for _, most in (old, new)]
    if old == new:
        return "same"
    if old[0] <= new[0] and ends[1] <= ends[0]:
        return "tightened"
    return "loosened" if new[0] <= old[0] and ends[0] <= ends[1] else None


def _together(parts: list[Order | None]) -> Order | None:
    different = set(parts) - {"same"}
    return different.pop() if len(different) == 1 else None if different else "same"


def _is_small(tree: Node) -> bool:
    """Whether the tree has an automaton, and a small one."""
    optional = 0
    for node in descendants(tree):
        if isinstance(node, Look | Boundary | Reference | Atomic):
            return False
        if isinstance(node, Repeat) and node.most is not None:
            optional += node.most - node.least
    return optional <= _MOST_OPTIONAL and positions(tree) <= _MOST_POSITIONS


def _accepted(old: Node, new: Node) -> Iterator[tuple[bool, bool]]:
    """For every class of strings, whether each pattern accepts it.

    If there are too many, the result is the same as for patterns of which neither includes the
    other.
    """
    automaton = Automaton(exact=True)
    parts = automaton.add(old), automaton.add(new)
    follow = [_bits(targets) for targets in automaton.follow]
    enabled = list(alphabet(automaton.members))
    last = [_bits(part.last) for part in parts]
    yield parts[0].empty, parts[1].empty
    first = _bits(parts[0].first) | _bits(parts[1].first)
    seen = {first & letters for letters in enabled}
    pending = list(seen)
    while pending:
        state = pending.pop()
        yield bool(state & last[0]), bool(state & last[1])
        if len(seen) > _MOST_STATES:
            yield True, False
            yield False, True
            return
        reachable = 0
        for position in _members(state):
            reachable |= follow[position]
        for letters in enabled:
            target = reachable & letters
            if target not in seen:
                seen.add(target)
                pending.append(target)


def _bits(members: Iterable[int]) -> int:
    return sum(1 << member for member in members)


def _members(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
