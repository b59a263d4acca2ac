"""The position automaton of a tree: the states of a backtracking matcher.

It has a state for each occurrence of a character set, and an edge for each way from one to the
next, so two ways between the same two states are two edges. Counted repeats are copied if there
are few copies, and become loops otherwise. Assertions count as empty, which can only add ways.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from botosmith.patterns.character_sets import EVERYTHING, CharacterSet
from botosmith.patterns.syntax import (
    Atomic,
    Capture,
    Characters,
    Choice,
    Node,
    Reference,
    Repeat,
    Sequence,
    descendants,
)

_FIXED_COPIES = 100  # the most positions of a copied X{n}; beyond, it becomes a loop
_OPTIONAL_COPIES = 12  # the same for X{n,m}: every copy can be the last

Edges = dict[int, int]  # position: the number of ways to it


@dataclass(slots=True)
class Part:
    """The positions of a part of the tree: its first and last, and whether it can be empty."""

    first: Edges
    last: Edges
    empty: bool


@dataclass(slots=True)
class Loop:
    """Positions that can all be reached from one another; `longest` is None for no limit."""

    positions: range
    longest: int | None


@dataclass(slots=True)
class Automaton:
    """The position automaton of a tree.

    With `exact`, every counted repeat is copied, so the automaton accepts exactly the language of
    the tree. It can be large: `positions` returns its size without building it.
    """

    exact: bool = False
    members: list[CharacterSet] = field(default_factory=list[CharacterSet])
    follow: list[Edges] = field(default_factory=list[Edges])
    loops: list[Loop] = field(default_factory=list[Loop])

    def add(self, node: Node) -> Part:
        """The positions of the node, linked among themselves."""
        if isinstance(node, Characters):
            return self._position(node.members)
        if isinstance(node, Sequence):
            return self._chain(node.parts)
        if isinstance(node, Choice):
            return self._either([self.add(option) for option in node.options])
        if isinstance(node, Capture | Atomic):
            return self.add(node.body)
        if isinstance(node, Repeat):
            return self._repeat(node)
        if isinstance(node, Reference):
            return self._loop(Repeat(Characters(EVERYTHING), 0, None))  # its text is unknown here
        return Part({}, {}, empty=True)

    def _position(self, members: CharacterSet) -> Part:
        self.members.append(members)
        self.follow.append({})
        here = len(self.members) - 1
        return Part({here: 1}, {here: 1}, empty=False)

    def _either(self, parts: list[Part]) -> Part:
        first, last = Edges(), Edges()
        for part in parts:
            _add(first, part.first)
            _add(last, part.last)
        return Part(first, last, any(part.empty for part in parts))

    def _chain(self, nodes: tuple[Node, ...]) -> Part:
        whole = Part({}, {}, empty=True)
        for node in nodes:
            part = self.add(node)
            for source, ways in whole.last.items():
                _add(self.follow[source], part.first, ways)
            if whole.empty:
                _add(whole.first, part.first)
            if not part.empty:
                whole.last = {}
            _add(whole.last, part.last)
            whole.empty = whole.empty and part.empty
        return whole

    def _repeat(self, node: Repeat) -> Part:
        if (node.least, node.most) == (0, 1):
            part = self.add(node.body)
            return Part(part.first, part.last, empty=True)
        if self.exact:
            return self._exact_repeat(node)
        if node.most is None or is_loop(node):
            return self._loop(node)
        return self._chain(_unrolled(node.body, node.least, node.most))

    def _exact_repeat(self, node: Repeat) -> Part:
        if node.most is not None:
            return self._chain(_unrolled(node.body, node.least, node.most))
        if node.least <= 1:
            return self._loop(node)
        endless = Repeat(node.body, 1, None)
        return self._chain((*(node.body,) * (node.least - 1), endless))

    def _loop(self, node: Repeat) -> Part:
        start = len(self.members)
        part = self.add(node.body)
        for source, ways in part.last.items():
            _add(self.follow[source], part.first, ways)
        inside = range(start, len(self.members))
        # Loops inside this loop are now part of it.
        self.loops = [loop for loop in self.loops if loop.positions.start < start]
        if inside:
            self.loops.append(Loop(inside, longest(node)))
        return Part(part.first, part.last, part.empty or node.least == 0)


def _add(edges: Edges, more: Edges, times: int = 1) -> None:
    for position, ways in more.items():
        edges[position] = edges.get(position, 0) + times * ways


def is_loop(node: Repeat) -> bool:
    """Whether the repeat becomes a loop, not copies."""
    if node.most is None:
        return True
    if node.most <= 1:
        return False
    copies = _FIXED_COPIES if node.least == node.most else _OPTIONAL_COPIES
    size = sum(isinstance(below, Characters) for below in descendants(node.body))
    return size * node.most > copies


def alphabet(members: list[CharacterSet]) -> dict[int, CharacterSet]:
    """The characters, grouped by the members that have them (as bits)."""
    distinct = dict.fromkeys(members, 0)
    for number, one in enumerate(members):
        distinct[one] |= 1 << number
    changes: dict[int, int] = {}
    for one, bits in distinct.items():
        for low, high in one.ranges:
            changes[low] = changes.get(low, 0) ^ bits
            changes[high + 1] = changes.get(high + 1, 0) ^ bits
    ranges: dict[int, list[tuple[int, int]]] = {}
    having, start = 0, 0
    for edge in sorted(changes):
        if having:
            ranges.setdefault(having, []).append((start, edge - 1))
        having, start = having ^ changes[edge], edge
    return {having: CharacterSet.from_ranges(*some) for having, some in ranges.items()}


def _unrolled(body: Node, least: int, most: int) -> tuple[Node, ...]:
    """X{1,3} as X(X(X)?)?, so that there is only one way to leave copies out."""
    optional: Node = Sequence(())
    for _ in range(most - least):
        optional = Repeat(Sequence((body, optional)), 0, 1)
    return (body,) * least + (optional,)


def positions(node: Node) -> int:
    """How many positions the exact automaton of the node has."""
    if isinstance(node, Characters):
        return 1
    if isinstance(node, Repeat):
        return positions(node.body) * max(node.least, node.most or 1)
    if isinstance(node, Sequence):
        return sum(positions(part) for part in node.parts)
    if isinstance(node, Choice):
        return sum(positions(option) for option in node.options)
    return positions(node.body) if isinstance(node, Capture | Atomic) else 0


def longest(node: Node) -> int | None:
    """The length of the longest match; None if there is no limit."""
    if isinstance(node, Characters):
        return 1
    if isinstance(node, Capture | Atomic):
        return longest(node.body)
    if isinstance(node, Repeat):
        once = longest(node.body)
        return 0 if once == 0 else None if once is None or node.most is None else once * node.most
    if isinstance(node, Sequence | Choice):
        children = node.parts if isinstance(node, Sequence) else node.options
        lengths = [longest(child) for child in children]
        known = [length for length in lengths if length is not None]
        if len(known) < len(lengths):
            return None
        return sum(known) if isinstance(node, Sequence) else max(known)
    return None if isinstance(node, Reference) else 0
