"""An unambiguous expression for a part of a tree that can match a text in many ways.

State elimination of a deterministic automaton gives an unambiguous expression: a backtracking
matcher then has at most one attempt for each place in the expression. This is the last method to
try: automata of counted repeats grow large, and the result is hard to read.
"""

from __future__ import annotations

from dataclasses import dataclass

from botosmith.patterns.automaton import Automaton, alphabet, positions
from botosmith.patterns.character_sets import CharacterSet
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

_Moves = dict[int, int]  # the next states, and the letters that lead to them, as bits of an int


@dataclass(slots=True)
class _Deterministic:
    letters: list[CharacterSet]
    moves: list[_Moves]
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
    result = _Deterministic(list(letters.values()), [{}], [whole.empty])
    pending = [start]
    while pending:
        state = pending.pop()
        reachable = _bits(whole.first) if state == start else _union(follow, state)
        for letter, enabled in enumerate(letters):
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
            moves[numbers[target]] = moves.get(numbers[target], 0) | 1 << letter
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
    """Merge the states that are equal for every text (Moore's algorithm)."""
    block = [int(accepting) for accepting in automaton.accepting]
    while True:
        signatures: dict[tuple[object, ...], int] = {}
        refined: list[int] = []
        for state, moves in enumerate(automaton.moves):
            merged = sorted(_by_block(moves, block).items())
            refined.append(signatures.setdefault((block[state], *merged), len(signatures)))
        stable = len(set(refined)) == len(set(block))
        block = refined
        if stable:
            break
    count = len(signatures)
    result = _Deterministic(automaton.letters, [{}] * count, [False] * count)
    for state, moves in enumerate(automaton.moves):
        result.moves[block[state]] = _by_block(moves, block)
        result.accepting[block[state]] = automaton.accepting[state]
    return result


def _by_block(moves: _Moves, block: list[int]) -> _Moves:
    merged: _Moves = {}
    for target, letters in moves.items():
        merged[block[target]] = merged.get(block[target], 0) | letters
    return merged


class _Paths:
    """The expressions from one state to another, and the size of each."""

    def __init__(self) -> None:
        self.between: dict[tuple[int, int], Node] = {}
        self._sizes: dict[tuple[int, int], int] = {}

    def add(self, source: int, target: int, path: Node) -> None:
        ends = source, target
        known = self.between.get(ends)
        self.between[ends] = choice([known, path]) if known else path
        self._sizes[ends] = sum(1 for _ in descendants(self.between[ends]))

    def without(self, state: int) -> _Paths:
        """The paths that neither start nor end there."""
        others = _Paths()
        others.between = {ends: path for ends, path in self.between.items() if state not in ends}
        others._sizes = {ends: self._sizes[ends] for ends in others.between}
        return others

    def size(self) -> int:
        return sum(self._sizes.values())

    def detours(self, state: int) -> int:
        """The size that eliminating the state would add."""
        into = [size for (source, to), size in self._sizes.items() if to == state != source]
        out = [size for (source, to), size in self._sizes.items() if source == state != to]
        return (
            sum(into) * (len(out) - 1)
            + sum(out) * (len(into) - 1)
            + self._sizes.get((state, state), 0) * (len(into) * len(out) - 1)
        )


def _eliminate(automaton: _Deterministic) -> Node | None:
    """State elimination: paths through a state become direct paths, until no state is left."""
    start, end = -1, -2
    paths = _Paths()
    paths.add(start, 0, EMPTY)
    for state, moves in enumerate(automaton.moves):
        for target, letters in moves.items():
            paths.add(state, target, Characters(_members(automaton.letters, letters)))
        if automaton.accepting[state]:
            paths.add(state, end, EMPTY)
    remaining = set(range(len(automaton.moves)))
    while remaining:
        state = min(remaining, key=lambda one: (paths.detours(one), one))
        remaining.discard(state)
        loop = paths.between.get((state, state))
        around = [Repeat(loop, 0, None)] if loop else []
        direct = paths.without(state)
        for (source, to), before in paths.between.items():
            if to == state != source:
                for (onward, target), after in paths.between.items():
                    if onward == state != target:
                        direct.add(source, target, sequence([before, *around, after]))
        paths = direct
        if paths.size() > _MOST_NODES:
            return None
    return paths.between.get((start, end))


def _members(letters: list[CharacterSet], chosen: int) -> CharacterSet:
    """The characters of the letters whose bits are set."""
    return CharacterSet.union(*(one for at, one in enumerate(letters) if chosen >> at & 1))
