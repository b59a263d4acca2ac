"""Does one pattern allow more than another? Decided on automata, where they stay small."""

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
    Look,
    Node,
    Reference,
    descendants,
)

Order = Literal["same", "tightened", "loosened", "changed"]

_MOST_POSITIONS = 600
_MOST_STATES = 3000


def order(old: str, new: str) -> Order:
    """How the new pattern stands to the old; ``changed`` if neither holds the other's texts.

    Where the automata grow too large, or a pattern cannot be parsed, that is the answer, too.
    """
    try:
        trees = [normalise(without_outer_anchors(parse(pattern))) for pattern in (old, new)]
    except PatternError:
        return "changed"
    if not all(map(_is_regular, trees)) or sum(map(positions, trees)) > _MOST_POSITIONS:
        return "changed"
    lost = gained = False
    for in_old, in_new in _accepted(*trees):
        lost |= in_old and not in_new
        gained |= in_new and not in_old
        if lost and gained:
            return "changed"
    return "tightened" if lost else "loosened" if gained else "same"


def _is_regular(tree: Node) -> bool:
    return not any(
        isinstance(node, Look | Boundary | Reference | Atomic) for node in descendants(tree)
    )


def _accepted(old: Node, new: Node) -> Iterator[tuple[bool, bool]]:
    """For every class of texts whether the two accept it; both at the end if there are too many."""
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
