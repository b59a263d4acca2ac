"""How many ways a backtracking matcher may try before it rejects a text.

After Weber and Seidl, "On the degree of ambiguity of finite automata" (1991). A matcher takes

  exponential time  if one loop can read the same text in two ways: (a+)+, (a|a)*
  polynomial time   if one loop, a later loop, and the path from the first to the second can all
                    read the same text: a*a*, .*x.*y. Each further loop in such a chain adds 1 to
                    the exponent.

Outside of loops, the time is multiplied by the number of ways to read a text: (a?){30} has
millions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import factorial, prod

from botosmith.patterns.automaton import Automaton, is_loop, longest
from botosmith.patterns.syntax import (
    Atomic,
    Boundary,
    Capture,
    Characters,
    Choice,
    Look,
    Node,
    Repeat,
    Sequence,
)
from botosmith.patterns.walks import Walks

StateChain = tuple[int | None, ...]
_FEW = 10_000  # ways; AWS's patterns of IP addresses are estimated near it, but have a few dozen


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """The result of the analysis.

    `chains` lists loops that share a text: for each, how many characters it can match (None:
    no limit). The times of the loops in a chain multiply. `ways` is the most walks outside of
    loops that can read the same text.
    """

    exponential: bool
    chains: frozenset[StateChain]
    ways: float = 1.0

    def steps(self, length: int) -> float:
        """The order of magnitude of the steps for a text of this length."""
        if self.exponential:
            return _doubled(length)
        return max(_steps(chain, self.ways, length) for chain in self.chains)


def _doubled(length: int) -> float:
    return 2.0 ** min(length, 1000)


def _steps(chain: StateChain, ways: float, length: int) -> float:
    # A few ways do not count: after they separate, they mostly read different texts.
    ways = ways if ways > _FEW else 1.0
    bounds = [bound for bound in chain if bound is not None and bound <= length]
    # Endless loops share the text: n of them split it in about length ** n / n! ways. More loops
    # than characters add no ways. Twenty are already dangerous.
    endless = min(len(chain) - len(bounds), length, 20)
    return prod(map(float, bounds), start=ways) * float(length) ** endless / factorial(endless)


class _Matcher:
    """The matcher of a tree, with those of the look-aheads in it, each with the loops around it."""

    def __init__(self, tree: Node) -> None:
        self._longest = longest(tree)
        self._automaton = Automaton()
        self._walks = Walks(self._automaton, self._automaton.add(tree))
        self._looks = [(_Matcher(look.body), around) for look, around in _look_aheads(tree, ())]

    def is_exponential(self) -> bool:
        if self._walks.part_and_meet_in_a_loop():
            return True
        return any(look.is_exponential() for look, _ in self._looks)

    def ways(self) -> float:
        return prod((look.ways() for look, _ in self._looks), start=self._walks.ways())

    def chains(self) -> Iterator[StateChain]:
        """The most expensive chains, one after the other as they are found; never none."""
        yield from _chains(self._automaton, self._walks)
        for look, around in self._looks:
            yield from ((*around, *chain) for chain in look.chains())
        if not self._automaton.loops and not self._looks:
            yield (self._longest,)


_matcher = lru_cache(maxsize=256)(_Matcher)


@lru_cache(maxsize=256)
def ambiguity(tree: Node) -> Ambiguity:
    """Analyse the tree and every look-ahead in it; each look-ahead is a separate matcher."""
    matcher = _matcher(tree)
    return Ambiguity(matcher.is_exponential(), frozenset(matcher.chains()), matcher.ways())


@lru_cache(maxsize=256)
def is_within(tree: Node, length: int, steps: float) -> bool:
    """Whether a text of this length takes at most so many steps, as `Ambiguity.steps` counts them.

    It ends at the first chain that takes more; most trees with a danger have one at once.
    """
    matcher = _matcher(tree)
    if matcher.is_exponential():
        return _doubled(length) <= steps
    ways = matcher.ways()
    return all(_steps(chain, ways, length) <= steps for chain in matcher.chains())


def at_worst(tree: Node) -> Ambiguity | None:
    """An upper bound of the analysis, from the tree only; None if the tree does not show one.

    A loop of one character reads a text in one way only. In the worst case, all these loops share
    a text, on every path. For most patterns this bound is low enough, and no automaton is built.
    """
    chain = _simple_loops(tree)
    if chain is None:
        return None
    return Ambiguity(False, frozenset({chain or (longest(tree),)}), _paths(tree))


def _simple_loops(node: Node) -> StateChain | None:
    """The loops of the node, if each repeats one character."""
    if isinstance(node, Characters | Boundary):
        return ()
    if isinstance(node, Repeat):
        if is_loop(node):
            return (longest(node),) if isinstance(node.body, Characters) else None
        body = _simple_loops(node.body)
        return None if body is None else body * (node.most or 1)
    if isinstance(node, Capture):
        return _simple_loops(node.body)
    if not isinstance(node, Sequence | Choice):
        return None
    loops: StateChain = ()
    for part in node.parts if isinstance(node, Sequence) else node.options:
        more = _simple_loops(part)
        if more is None:
            return None
        loops += more
    return loops


def _paths(node: Node) -> float:
    """The number of paths through the node, with one round in each loop."""
    if isinstance(node, Sequence):
        return prod(map(_paths, node.parts), start=1.0)
    if isinstance(node, Choice):
        return sum(map(_paths, node.options))
    if isinstance(node, Capture):
        return _paths(node.body)
    if not isinstance(node, Repeat) or is_loop(node) or node.most is None:
        return 1.0
    body = _paths(node.body)
    return sum(body**count for count in range(node.least, node.most + 1))


def _chains(automaton: Automaton, walks: Walks) -> Iterator[StateChain]:
    """For each loop, the last first: the most expensive chain of loops that begins with it."""
    loops = automaton.loops
    if not walks.ambiguous:
        yield from ((loop.longest,) for loop in loops)
        return
    starting: list[StateChain] = [()] * len(loops)
    for number in reversed(range(len(loops))):
        later = sorted(
            range(number + 1, len(loops)), key=lambda other: _weight(starting[other]), reverse=True
        )
        onward = next(
            (starting[other] for other in later if walks.share(loops[number], loops[other])), ()
        )
        starting[number] = (loops[number].longest, *onward)
        yield starting[number]


def _weight(chain: StateChain) -> tuple[int, float]:
    return sum(bound is None for bound in chain), prod(bound or 1 for bound in chain)


def _look_aheads(node: Node, around: StateChain) -> list[tuple[Look, StateChain]]:
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
