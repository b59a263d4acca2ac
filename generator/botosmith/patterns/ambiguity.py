"""How many ways a backtracking matcher may try before it gives up on a text.

After Weber and Seidl, "On the degree of ambiguity of finite automata" (1991). A matcher takes

  exponential time  if within one loop the same text leads round in two ways: (a+)+, (a|a)*
  polynomial time   if some text goes round in one loop, round in a later one, and from the first
                    to the second: a*a*, .*x.*y. Each further loop in such a chain is a power more.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from math import factorial, prod

from botosmith.patterns.automaton import Automaton, Edges, Loop, alphabet, longest
from botosmith.patterns.syntax import Atomic, Capture, Choice, Look, Node, Repeat, Sequence

Chain = tuple[int | None, ...]
_PATIENCE = 20_000  # triples of positions to look at before two loops are taken to be ambiguous


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """What the analysis found.

    `chains` lists loops that share a text: for each, how many characters it can take (None
    without end). The loops of a chain multiply.
    """

    exponential: bool
    chains: frozenset[Chain]

    def steps(self, length: int) -> float:
        """How many steps, to the order of magnitude, a text of this length can take."""
        if self.exponential:
            return 2.0 ** min(length, 1000)
        return max((_steps(chain, length) for chain in self.chains), default=length)


def _steps(chain: Chain, length: int) -> float:
    endless = sum(bound is None or bound > length for bound in chain)
    # Endless loops share the text: n of them split it in about length ** n / n! ways.
    return prod(
        (float(length if bound is None else min(bound, length)) for bound in chain), start=1.0
    ) / factorial(endless)


@lru_cache(maxsize=256)
def ambiguity(tree: Node) -> Ambiguity:
    """Analyse the tree and every look-ahead in it, each of which is a matcher of its own."""
    analysis = _Analysis(tree)
    exponential, chains = analysis.exponential(), analysis.chains()
    for look, around in _look_aheads(tree, ()):
        inner = ambiguity(look.body)
        exponential |= inner.exponential
        chains |= {(*around, *chain) for chain in inner.chains}
    return Ambiguity(exponential, frozenset(chains))


def _look_aheads(node: Node, around: Chain) -> list[tuple[Look, Chain]]:
    """The outermost look-aheads, each with the outermost loop around it, if any."""
    if isinstance(node, Look):
        return [(node, around)] if node.ahead else []
    if isinstance(node, Repeat):
        around = around or (longest(node),)
    if isinstance(node, Repeat | Capture | Atomic):
        return _look_aheads(node.body, around)
    if isinstance(node, Sequence | Choice):
        children = node.parts if isinstance(node, Sequence) else node.options
        return [found for child in children for found in _look_aheads(child, around)]
    return []


class _Analysis:
    """Walks the position automaton with two or three walkers that read the same text."""

    def __init__(self, tree: Node) -> None:
        automaton = Automaton()
        whole = automaton.add(tree)
        self.follow = automaton.follow
        self.loops = automaton.loops
        self.labels = _labels(automaton) if self.loops else []
        # Two loops cannot share a text, nor a loop have two ways round, if no text has two walks.
        self.ambiguous = bool(self.loops) and self._splits_and_ends(whole.first, set(whole.last))

    def exponential(self) -> bool:
        """Whether the same text leads round some loop in two ways."""
        return self.ambiguous and any(self._splits_and_meets(loop.positions) for loop in self.loops)

    def chains(self) -> set[Chain]:
        """For each loop the costliest chain of loops that it starts."""
        if not self.ambiguous:
            return {(loop.longest,) for loop in self.loops}
        starting: list[Chain] = [()] * len(self.loops)
        for number in reversed(range(len(self.loops))):
            loop = self.loops[number]
            later = [
                starting[other]
                for other in range(number + 1, len(self.loops))
                if self._share_a_text(loop, self.loops[other])
            ]
            starting[number] = (loop.longest, *max(later, key=_weight, default=()))
        return set(starting)

    def _splits_and_ends(self, first: Edges, ends: set[int]) -> bool:
        """Whether two walks from the start to the end can read the same text."""
        if any(ways > 1 for ways in first.values()):
            return True
        everywhere = range(len(self.labels))
        pending = [pair for pair in self._together(first, first) if pair[0] != pair[1]]
        return self._splits_and_meets(everywhere, pending, ends)

    def _splits_and_meets(
        self,
        inside: range,
        pending: list[tuple[int, int]] | None = None,
        ends: Container[int] = (),
    ) -> bool:
        """Whether two walkers can part and be together again (or both at an end)."""
        pending = pending or []
        for here in inside:
            if any(
                self.follow[here][target] > 1 for target in self.follow[here] if target in inside
            ):
                return True
            pending += self._together(self.follow[here], self.follow[here])
        pending = [(one, two) for one, two in pending if one != two]
        seen: set[tuple[int, int]] = set()
        while pending:
            one, two = pair = pending.pop()
            if pair in seen or one not in inside or two not in inside:
                continue
            if one == two or (one in ends and two in ends):
                return True
            seen.add(pair)
            pending += self._together(self.follow[one], self.follow[two])
        return False

    def _together(self, ones: Edges, twos: Edges) -> list[tuple[int, int]]:
        """Where two walkers can get to on the same character."""
        labels = self.labels
        return [
            (one, two) if one < two else (two, one)
            for one in ones
            for two in twos
            if labels[one] & labels[two]
        ]

    def _share_a_text(self, one: Loop, two: Loop) -> bool:
        """Whether some text leads round in `one`, from there to `two`, and round in `two`."""
        patience = _PATIENCE
        walkers = _Walkers(self, one, two)
        for here in one.positions:
            for there in two.positions:
                if self.labels[here] & self.labels[there]:
                    looked_at = walkers.reach(here, there, patience)
                    if looked_at is None:
                        return True
                    patience -= looked_at
        return False


class _Walkers:
    """Three walkers of one text: one stays in a loop, one goes over to a later one, one is there.

    The inner loops of the analysis: of all patterns of AWS most are done at once, and a few dozen
    take millions of steps here. So the ways of each walker are looked up, and only once.
    """

    def __init__(self, analysis: _Analysis, one: Loop, two: Loop) -> None:
        labels, follow = analysis.labels, analysis.follow

        def ways(inside: range) -> dict[int, list[tuple[int, int]]]:
            return {
                here: [(to, labels[to]) for to in follow[here] if to in inside]
                for here in range(one.positions.start, two.positions.stop)
            }

        self._first = ways(one.positions)
        self._middle = ways(range(two.positions.stop))
        self._last = ways(two.positions)
        self._together: dict[tuple[int, int], list[tuple[int, int, int]]] = {}

    def reach(self, here: int, there: int, patience: int) -> int | None:
        """None if they get from (here, here, there) to (here, there, there).

        Or if that cannot be ruled out with patience; else how many triples were looked at.
        """
        pending = [(here, here, there)]
        seen = set(pending)
        goal = (here, there, there)
        while pending:
            first, middle, last = pending.pop()
            ways = self._middle[middle]
            for one, two, shared in self._pairs(first, last):
                for to, label in ways:
                    if shared & label:
                        triple = (one, to, two)
                        if triple not in seen:
                            if triple == goal or len(seen) > patience:
                                return None
                            seen.add(triple)
                            pending.append(triple)
        return len(seen)

    def _pairs(self, first: int, last: int) -> list[tuple[int, int, int]]:
        """Where the outer two can get to together, and on which characters."""
        found = self._together.get((first, last))
        if found is None:
            found = self._together[first, last] = [
                (one, two, some & other)
                for one, some in self._first[first]
                for two, other in self._last[last]
                if some & other
            ]
        return found


def _labels(automaton: Automaton) -> list[int]:
    """Each position's characters as bits of an int: one bit for those that no position parts."""
    labels = [0] * len(automaton.members)
    for letter, having in enumerate(alphabet(automaton.members)):
        for position in range(len(labels)):
            if having >> position & 1:
                labels[position] |= 1 << letter
    return labels


def _weight(chain: Chain) -> tuple[int, float]:
    return sum(bound is None for bound in chain), prod(bound or 1 for bound in chain)
