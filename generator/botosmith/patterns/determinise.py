"""An expression with one way to match a text, for a part of a tree that has many.

By way of the deterministic automaton: what state elimination makes of one is unambiguous, so that
a backtracking matcher has at most one live attempt for each place in the expression. It is a last
resort: automata of counted repeats grow large, and the outcome is not what anyone would write.
"""

from __future__ import annotations

from dataclasses import dataclass

from botosmith.patterns.automaton import Automaton, alphabet, positions
from botosmith.patterns.character_sets import NOTHING, CharacterSet
from botosmith.patterns.syntax import (
    EMPTY,
    Atomic,
    Boundary,
    Characters,
    Look,
    Node,
    Reference,
    Repeat,
    choice,
    descendants,
    sequence,
)

_MOST_POSITIONS = 120
_MOST_STATES = 60
_MOST_NODES = 1500

_Moves = list[dict[int, CharacterSet]]  # by state: the states it leads to, and on what


@dataclass(slots=True)
class _Deterministic:
    moves: _Moves
    accepting: list[bool]


def determinise(node: Node) -> Node | None:
    """An unambiguous node for the same language, or None if that would be too large."""
    if any(isinstance(one, Look | Boundary | Reference | Atomic) for one in descendants(node)):
        return None
    if positions(node) > _MOST_POSITIONS:
        return None
    automaton = _subsets(node)
    return _eliminate(_minimised(automaton)) if automaton else None


def _subsets(node: Node) -> _Deterministic | None:
    """The subset construction; a state is a set of positions, as bits of an int."""
    positional = Automaton(exact=True)
    whole = positional.add(node)
    follow = [_bits(targets) for targets in positional.follow]
    last = _bits(whole.last)
    letters = alphabet(positional.members)
    start = 1 << len(follow)  # before the first character; no position has this bit
    numbers = {start: 0}
    result = _Deterministic([{}], [whole.empty])
    pending = [start]
    while pending:
        state = pending.pop()
        reachable = _bits(whole.first) if state == start else _union(follow, state)
        for enabled, members in letters.items():
            target = reachable & enabled
            if not target:
                continue
            if target not in numbers:
                if len(numbers) == _MOST_STATES:
                    return None
                numbers[target] = len(numbers)
                result.moves.append({})
                result.accepting.append(bool(target & last))
                pending.append(target)
            moves = result.moves[numbers[state]]
            moves[numbers[target]] = moves.get(numbers[target], NOTHING) | members
    return result


def _bits(members: dict[int, int]) -> int:
    return sum(1 << member for member in members)


def _union(follow: list[int], state: int) -> int:
    union = 0
    for position, targets in enumerate(follow):
        if state >> position & 1:
            union |= targets
    return union


def _minimised(automaton: _Deterministic) -> _Deterministic:
    """Merge the states that no text tells apart (Moore's algorithm)."""
    block = [int(accepting) for accepting in automaton.accepting]
    while True:
        signatures: dict[tuple[object, ...], int] = {}
        refined: list[int] = []
        for state, moves in enumerate(automaton.moves):
            merged = sorted((to, some.ranges) for to, some in _by_block(moves, block).items())
            refined.append(signatures.setdefault((block[state], *merged), len(signatures)))
        stable = len(set(refined)) == len(set(block))
        block = refined
        if stable:
            break
    result = _Deterministic([{}] * len(signatures), [False] * len(signatures))
    for state, moves in enumerate(automaton.moves):
        result.moves[block[state]] = _by_block(moves, block)
        result.accepting[block[state]] = automaton.accepting[state]
    return result


def _by_block(moves: dict[int, CharacterSet], block: list[int]) -> dict[int, CharacterSet]:
    merged: dict[int, CharacterSet] = {}
    for target, members in moves.items():
        merged[block[target]] = merged.get(block[target], NOTHING) | members
    return merged


def _eliminate(automaton: _Deterministic) -> Node | None:
    """State elimination: paths through a state become direct paths, until no state is left."""
    start, end = -1, -2
    paths: dict[tuple[int, int], Node] = {(start, 0): EMPTY}
    for state, moves in enumerate(automaton.moves):
        for target, members in moves.items():
            paths[state, target] = Characters(members)
        if automaton.accepting[state]:
            paths[state, end] = EMPTY
    remaining = set(range(len(automaton.moves)))
    while remaining:
        state = min(remaining, key=lambda one: (_detours(paths, one), one))
        remaining.discard(state)
        loop = paths.pop((state, state), None)
        around = [Repeat(loop, 0, None)] if loop else []
        into = {source: path for (source, to), path in paths.items() if to == state}
        out = {to: path for (source, to), path in paths.items() if source == state}
        paths = {ends: path for ends, path in paths.items() if state not in ends}
        for source, before in into.items():
            for target, after in out.items():
                detour = sequence([before, *around, after])
                known = paths.get((source, target))
                paths[source, target] = choice([known, detour]) if known else detour
        if sum(_size(path) for path in paths.values()) > _MOST_NODES:
            return None
    return paths.get((start, end))


def _detours(paths: dict[tuple[int, int], Node], state: int) -> int:
    """What eliminating the state would add to the paths."""
    into = [_size(path) for (source, to), path in paths.items() if to == state != source]
    out = [_size(path) for (source, to), path in paths.items() if source == state != to]
    loop = _size(paths[state, state]) if (state, state) in paths else 0
    return (
        sum(into) * (len(out) - 1) + sum(out) * (len(into) - 1) + loop * (len(into) * len(out) - 1)
    )


def _size(node: Node) -> int:
    return sum(1 for _ in descendants(node))
