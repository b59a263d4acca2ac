"""Where values are kept, and who has to be read again when one is added."""

from __future__ import annotations

from collections.abc import Hashable

from botosmith.tools.slice.flow.values import (
    NONE,
    NOWHERE,
    UNKNOWN,
    CallContext,
    Class,
    Client,
    Env,
    Holder,
    Unit,
    Unknown,
    Values,
)

_MOST_VALUES = 40  # what may be more than that is left alone, but for clients
_MOST_CONTEXTS = 32  # of one function, which is then read for all of them at once


class Heap:
    """Cells that only ever gain values, and the environments that have read them."""

    def __init__(self) -> None:
        self.pending: dict[Env, None] = {}
        self.running: Env | None = None
        self.settled = False  # from then on, a cell that nothing known is put into says so
        self._cells: dict[Hashable, Values] = {}
        self._readers: dict[Hashable, set[Env]] = {}
        self._envs: dict[tuple[Unit, CallContext, Env | None], Env] = {}
        self._contexts: dict[tuple[Unit, Env | None], int] = {}

    def read(self, *key: Hashable) -> Values:
        """What is known to be in a cell; readers are read again when it gains something."""
        if self.running is not None:
            self._readers.setdefault(key, set()).add(self.running)
        return self._cells.get(key, NONE)

    def add(self, values: Values, *key: Hashable) -> None:
        """Put values into a cell."""
        if not values and self.settled:
            values = UNKNOWN
        known = self._cells.get(key, NONE)
        if len(known) + len(values) > _MOST_VALUES:
            values = frozenset(
                one if one in known or isinstance(one, Client | Holder) else Unknown()
                for one in values
            )
        if values <= known:
            return
        self._cells[key] = known | values
        self.pending.update(dict.fromkeys(self._readers.get(key, ())))

    def env(self, unit: Unit, context: CallContext, parent: Env | None) -> Env:
        """The environment of a unit in a context; one that is new is to be read."""
        key = (unit, context, parent)
        if key not in self._envs:
            seen = self._contexts.get((unit, parent), 0)
            if context and seen >= _MOST_CONTEXTS:
                return self.env(unit, NOWHERE, parent)
            self._contexts[unit, parent] = seen + 1
            self._envs[key] = env = Env(unit, context, parent)
            self.pending[env] = None
        return self._envs[key]

    def settle(self) -> None:
        """Nothing will be learnt any more: read all of it again, and note what stays unknown."""
        self.settled = True
        self.pending.update(dict.fromkeys(self._envs.values()))

    # --- attributes --------------------------------------------------------------------------

    def set_attribute(
        self, lineage: list[Class], context: CallContext, name: str, values: Values
    ) -> None:
        """An attribute of the objects of a class, the first of ``lineage``, in a context."""
        self.add(values, "attribute", lineage[0], context, name)
        for each in lineage:  # for methods that are read without an object in particular
            self.add(values, "attribute", each, None, name)

    def attribute(self, of: Class, context: CallContext, name: str) -> Values:
        """What is set on objects of a class that were made in a context, or in whatever one."""
        if not context:
            return self.read("attribute", of, None, name)
        own = self.read("attribute", of, context, name)
        return own | self.read("attribute", of, NOWHERE, name)
