"""Walkers of one text: two or three that go through the position automaton at the same time.

If two can separate and meet again, or end at different places, a text matches in more than one way.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from botosmith.patterns.automaton import Automaton, Edges, Loop, Part, alphabet

_PATIENCE = 20_000  # triples of positions to try; beyond, two loops are assumed to share a text

_Triple = tuple[int, int, int]


class Walks:
    """The walks through an automaton; `ambiguous` if two can read the same text."""

    def __init__(self, automaton: Automaton, whole: Part) -> None:
        self._follow = automaton.follow
        self._loops = automaton.loops
        self._whole = whole
        self._looping = {position for loop in self._loops for position in loop.positions}
        self._labels = _labels(automaton)
        # If no text has two walks, two loops cannot share a text, and no loop reads one in two
        # ways. At most as many walks as there are positions then read the beginning of a text.
        self.ambiguous = self._part_and_end(whole.first, set(whole.last))

    def part_and_meet_in_a_loop(self) -> bool:
        """Whether some loop can read the same text in two ways."""
        return self.ambiguous and any(
            self._part_and_meet(loop.positions, []) for loop in self._loops
        )

    def ways(self) -> float:
        """The most walks outside of loops that can read the same text.

        This is an upper bound: walks that separate on a character count with any continuation.
        """
        if not self.ambiguous:
            return 1.0
        following = [1.0] * len(self._labels)
        for here in reversed(range(len(self._labels))):
            onward = {to: ways for to, ways in self._follow[here].items() if to > here}
            following[here] = self._together_at_most(onward, following)
        return self._together_at_most(self._whole.first, following)

    def _together_at_most(self, targets: Mapping[int, int], following: list[float]) -> float:
        """The most walks that continue with the same character."""
        labels = self._labels
        most = 1.0
        while targets:
            walks = {to: ways * following[to] for to, ways in targets.items()}
            # The characters of the target with the most walks.
            best = max(walks, key=lambda to: walks[to])
            beside = {to for to in walks if labels[to] & labels[best]} - self._looping | {best}
            most = max(most, sum(walks[to] for to in beside))
            targets = {to: ways for to, ways in targets.items() if to not in beside}
        return most

    def share(self, one: Loop, two: Loop) -> bool:
        """Whether `one`, `two`, and a path between them can read the same text.

        Also True if the search exceeds its limit.
        """
        starts = [
            (here, here, there)
            for here in one.positions
            for there in two.positions
            if self._labels[here] & self._labels[there]
        ]
        walkers = _Walkers(self._labels, self._follow, one, two)
        seen = walkers.reached(starts)
        if seen is None:
            return True
        patience = _PATIENCE
        for here, there in [(here, there) for here, middle, there in seen if middle == there]:
            # The walkers may have different starts: can they get here from this one?
            seen = walkers.reached([(here, here, there)], (here, there, there), patience)
            if seen is None:
                return True
            patience -= len(seen)
        return False

    def _part_and_end(self, first: Edges, ends: set[int]) -> bool:
        """Whether two walks from the start to the end can read the same text."""
        if any(ways > 1 for ways in first.values()):
            return True
        everywhere = range(len(self._labels))
        return self._part_and_meet(everywhere, self._together(first, first), ends)

    def _part_and_meet(
        self, inside: range, pending: list[tuple[int, int]], ends: Container[int] = ()
    ) -> bool:
        """Whether two walkers can separate and meet again (or both end)."""
        for here in inside:
            targets = self._follow[here]
            if any(targets[target] > 1 for target in targets if target in inside):
                return True
            if len(targets) > 1:
                pending += self._together(targets, targets)
        pending = [(one, two) for one, two in pending if one != two]
        seen: set[tuple[int, int]] = set()
        while pending:
            one, two = pair = pending.pop()
            if pair in seen or one not in inside or two not in inside:
                continue
            if one == two or (one in ends and two in ends):
                return True
            seen.add(pair)
            pending += self._together(self._follow[one], self._follow[two])
        return False

    def _together(self, ones: Edges, twos: Edges) -> list[tuple[int, int]]:
        """The next positions of two walkers on the same character."""
        labels = self._labels
        return [
            (one, two) if one < two else (two, one)
            for one in ones
            for two in twos
            if labels[one] & labels[two]
        ]


class _Walkers:
    """Three walkers of one text: in a loop, in a later loop, and on the way between them.

    These are the inner loops of the analysis: most of AWS's patterns are done at once, but a few
    dozen take millions of steps here. So the moves of each walker are computed only once.
    """

    def __init__(self, labels: list[int], follow: list[Edges], one: Loop, two: Loop) -> None:
        self._labels = labels
        self._follow = follow
        self._first = one.positions
        self._last = two.positions
        self._outer: dict[tuple[int, int], list[_Triple]] = {}
        self._middle: dict[int, list[tuple[int, int]]] = {}

    def reached(
        self, starts: Iterable[_Triple], goal: _Triple | None = None, patience: int = _PATIENCE
    ) -> set[_Triple] | None:
        """The places that they reach; None if these include the goal, or exceed ``patience``."""
        seen = set(starts)
        pending = list(seen)
        while pending:
            first, middle, last = pending.pop()
            ways = self._ways(middle)
            for one, two, shared in self._pairs(first, last):
                for to, label in ways:
                    if shared & label:
                        triple = (one, to, two)
                        if triple not in seen:
                            if triple == goal or len(seen) > patience:
                                return None
                            seen.add(triple)
                            pending.append(triple)
        return seen

    def _pairs(self, first: int, last: int) -> list[_Triple]:
        """The next positions of the first and last walker, with their shared characters."""
        found = self._outer.get((first, last))
        if found is None:
            labels = self._labels
            lasts = [(two, labels[two]) for two in self._follow[last] if two in self._last]
            found = self._outer[first, last] = [
                (one, two, labels[one] & label)
                for one in self._follow[first]
                if one in self._first
                for two, label in lasts
                if labels[one] & label
            ]
        return found

    def _ways(self, middle: int) -> list[tuple[int, int]]:
        """The next positions of the middle walker, up to the last loop, with their characters."""
        found = self._middle.get(middle)
        if found is None:
            found = self._middle[middle] = [
                (to, self._labels[to]) for to in self._follow[middle] if to < self._last.stop
            ]
        return found


def _labels(automaton: Automaton) -> list[int]:
    """Each position's characters as bits of an int: a bit for each group that none splits."""
    labels = [0] * len(automaton.members)
    for letter, having in enumerate(alphabet(automaton.members)):
        while having:
            lowest = having & -having
            labels[lowest.bit_length() - 1] |= 1 << letter
            having ^= lowest
    return labels
