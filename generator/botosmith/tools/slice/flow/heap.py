"""Keeps the values, and which environments must be read again when a value is added.

Everything that can grow has a limit here or in ``elements``: the values of a cell, the contexts of
a unit and of a class, the readings of an environment. So the analysis of every tree ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from botosmith.tools.slice.flow.values import (
    FIRST_NUMBER,
    NOWHERE,
    UNKNOWN,
    UNKNOWN_VALUE,
    CallContext,
    Cell,
    Class,
    Client,
    Env,
    FlowPlace,
    Holder,
    Instance,
    Unit,
    Value,
    Values,
)

_MOST_VALUES = 40  # of a cell; after that, only clients are added
_MOST_CONTEXTS = 32  # of one function; after that, it is read once for all others
_MOST_ENVIRONMENTS = 128  # of one function that is defined in each context of another
_MOST_READINGS = 100  # of one environment; after that, it is not read again

_V = TypeVar("_V", bound=Value)


class Heap:
    """Cells, to which values are only added, and the environments that have read them."""

    def __init__(self) -> None:
        self.pending: dict[Env, None] = {}
        self.running: Env | None = None
        self.given_up: dict[Unit, None] = {}
        self.fixtures = FlowPlace()  # the fixtures of pytest, by their names
        self._settled = False  # from then on, cells without known values get UNKNOWN
        self._values: dict[tuple[Hashable, ...], Any] = {}
        self._envs: dict[tuple[Unit, CallContext, Env | None], Env] = {}
        self._contexts: Counter[tuple[Unit, Env | None]] = Counter()
        self._environments: Counter[Unit] = Counter()
        self._made: Counter[Class] = Counter()

    def value(self, kind: Callable[..., _V], *parts: Hashable) -> _V:
        """The value of a kind with these parts: always the same object."""
        key = (kind, *parts)
        found: _V | None = self._values.get(key)
        if found is None:
            number = FIRST_NUMBER + len(self._values)
            found = self._values[key] = kind(*parts, number=number)
        return found

    def read(self, place: FlowPlace, key: Hashable) -> Values:
        """The values in a cell; the reading environment is read again when a value is added."""
        cell = place.cells.get(key)
        if cell is None:
            cell = place.cells[key] = Cell()
        if (running := self.running) is not None:
            cell.readers[running] = running.readings
        return cell.values

    def add(self, values: Values, place: FlowPlace, key: Hashable) -> bool:
        """Add values to a cell; return whether any is new."""
        running = self.running
        if not values:
            if not self._settled:
                if running is not None:
                    running.unknown.append((place, key))
                return False
            values = UNKNOWN
        cell = place.cells.get(key)
        if cell is None:
            cell = place.cells[key] = Cell()
        known = cell.values
        if values <= known:
            return False
        if len(known) + len(values) > _MOST_VALUES:
            values = frozenset(
                one if one in known or isinstance(one, Client | Holder) else UNKNOWN_VALUE
                for one in values
            )
            if values <= known:
                return False
        cell.values = known | values
        for env, reading in cell.readers.items():
            # The running environment will find the values if it has not read the cell yet.
            if env is not running or reading == env.readings:
                self.pending[env] = None
        return True

    # --- environments ------------------------------------------------------------------------

    def env(self, unit: Unit, context: CallContext, parent: Env | None) -> Env:
        """The environment of a unit in a context; a new one is added to the pending ones."""
        key = (unit, context, parent)
        found = self._envs.get(key)
        if found is not None:
            return found
        if context and self._contexts[unit, parent] >= _MOST_CONTEXTS:
            return self.env(unit, NOWHERE, parent)
        if self._environments[unit] >= _MOST_ENVIRONMENTS and parent is not None:
            general = self._general(parent)
            if general is not parent or context:
                return self.env(unit, NOWHERE, general)
        self._contexts[unit, parent] += 1
        self._environments[unit] += 1
        found = self._envs[key] = Env(unit, context, parent)
        self.pending[found] = None
        return found

    def _general(self, env: Env) -> Env:
        """The environment of the same code for any caller; its parents are of this kind, too."""
        parent = env.parent
        return env if parent is None else self.env(env.unit, NOWHERE, self._general(parent))

    def begin(self, env: Env) -> bool:
        """Begin to read an environment; False if it was read too often."""
        if env.readings >= _MOST_READINGS:
            self.given_up[env.unit] = None
            return False
        self.running = env
        env.readings += 1
        env.unknown.clear()
        return True

    def readings(self) -> dict[Env, int]:
        """How often each environment was read."""
        return {env: env.readings for env in self._envs.values()}

    def settle(self) -> None:
        """End the analysis: mark the cells whose values stay unknown."""
        self._settled = True
        self.running = None
        for env in [*self._envs.values()]:
            for place, key in env.unknown:
                self.add(UNKNOWN, place, key)

    # --- objects -----------------------------------------------------------------------------

    def instance(self, of: Class, context: CallContext) -> Instance:
        """The value for objects of a class that are made in a context."""
        key = (Instance, of, context)
        if context and key not in self._values:
            if self._made[of] >= _MOST_CONTEXTS:
                context = NOWHERE
            self._made[of] += 1
        return self.value(Instance, of, context)

    def set_attribute(
        self, lineage: tuple[Class, ...], context: CallContext, name: str, values: Values
    ) -> None:
        """Set an attribute of objects of a class, the first of ``lineage``, in a context."""
        self.add(values, lineage[0], (context, name))
        for each in lineage:  # for methods that are read without a particular object
            self.add(values, each, name)

    def attribute(self, of: Class, context: CallContext, name: str) -> Values:
        """The values of an attribute of objects that were made in a context, or in any context."""
        if not context:
            return self.read(of, name)
        return self.read(of, (context, name)) | self.read(of, (NOWHERE, name))
