"""The elements of containers."""

from __future__ import annotations

from botosmith.tools.slice.flow.lookup import Lookup
from botosmith.tools.slice.flow.values import NONE, Box, TextValue, Values, union

_ANY = "*"  # elements with any key
_SOME = "?"  # elements with an unknown key
_MOST_PLACES = 12  # how many places of a sequence are distinguished


class Elements(Lookup):
    """Reads and fills containers."""

    def put(self, box: Box, key: object, values: Values) -> None:
        """Add an element to a container; an unknown key is None.

        Only the first places of a sequence are distinguished: a sequence that is built from itself
        would have more and more of them.
        """
        if values:
            far = isinstance(key, int) and not 0 <= key < _MOST_PLACES
            self.heap.add(values, box, _SOME if key is None or far else ("key", key))
            self.heap.add(values, box, _ANY)

    def element(self, values: Values, key: object = None) -> Values:
        """The elements of the containers among the values; a generator is the same as its items."""
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
        """The elements of sequences by their places, and those with unknown places."""
        boxes = [one for one in values if isinstance(one, Box)]
        found = [
            union(self.heap.read(box, ("key", place)) for box in boxes)
            for place in range(_MOST_PLACES)
        ]
        while found and not found[-1]:
            found.pop()
        return found, union(self.heap.read(box, _SOME) for box in boxes)
