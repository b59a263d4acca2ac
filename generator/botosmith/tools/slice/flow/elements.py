"""What containers hold."""

from __future__ import annotations

from botosmith.tools.slice.flow.lookup import Lookup
from botosmith.tools.slice.flow.values import NONE, Box, TextValue, Values, union

_ANY = "*"  # whatever key an element has
_SOME = "?"  # a key that is not known
_MOST_PLACES = 12  # of a sequence that are kept apart


class Elements(Lookup):
    """Reads and fills containers."""

    def put(self, box: Box, key: object, values: Values) -> None:
        """An element of a container; the key is None where it is not known.

        Only the first places of a sequence are kept apart: one that is built from itself would
        have ever more of them.
        """
        if values:
            far = isinstance(key, int) and not 0 <= key < _MOST_PLACES
            self.heap.add(values, box, _SOME if key is None or far else ("key", key))
            self.heap.add(values, box, _ANY)

    def element(self, values: Values, key: object = None) -> Values:
        """An element of what may be containers; of a generator, what it yields stands for it."""
        if not values:
            return NONE
        found: list[Values] = []
        for value in values:
            if isinstance(value, Box):
                if key is None or (isinstance(key, int) and not 0 <= key < _MOST_PLACES):
                    found.append(self.heap.read(value, _ANY))
                else:
                    found.append(self.heap.read(value, ("key", key)))
                    found.append(self.heap.read(value, _SOME))
            elif not isinstance(value, TextValue):
                found.append(frozenset({value}))
        return union(found)

    def places(self, values: Values) -> tuple[list[Values], Values]:
        """The elements of sequences by their places, and those whose places are not known."""
        boxes = [one for one in values if isinstance(one, Box)]
        found = [
            union(self.heap.read(box, ("key", place)) for box in boxes)
            for place in range(_MOST_PLACES)
        ]
        while found and not found[-1]:
            found.pop()
        return found, union(self.heap.read(box, _SOME) for box in boxes)
