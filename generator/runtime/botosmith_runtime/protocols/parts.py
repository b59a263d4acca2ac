"""Structures, lists and maps from their parts, in every format: readers of values in, values out.

Wrong gets the path to the wrong value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from botosmith_runtime.protocols.errors import Wrong, shown
from botosmith_runtime.protocols.texts import Read


class Members:
    """The readers of a structure's members, by their names in the format.

    They are made on first use: shapes may be recursive, and most requests have few members.
    """

    def __init__(
        self, reader_of: Callable[[Any], Read], shapes: Mapping[str, tuple[str, Any]]
    ) -> None:
        """``shapes`` has the member's own name and its shape, by its name in the format."""
        self._reader_of = reader_of
        self._shapes = shapes
        self._readers: dict[str, tuple[str, Read]] = {}

    def read(self, items: Mapping[Any, Any]) -> dict[str, Any]:
        """The members that have a value; those of newer clients are ignored, as services do."""
        readers = self._readers
        found: dict[str, Any] = {}
        for name, item in items.items():
            if item is None:
                continue
            member = readers.get(name)
            if member is None:
                if name not in self._shapes:
                    continue
                key, shape = self._shapes[name]
                member = readers[name] = (key, self._reader_of(shape))
            key, read = member
            try:
                found[key] = read(item)
            except Wrong as wrong:
                raise wrong.within(key) from None
        return found


def each(read: Read, items: Iterable[Any]) -> list[Any]:
    """The values of items; Wrong has the index of the wrong one."""
    found: list[Any] = []
    try:
        found.extend(read(item) for item in items)
    except Wrong as wrong:
        raise wrong.within(len(found)) from None
    return found


def entries(
    entries: Iterable[Mapping[str, Any]], names: tuple[str, str], read_key: Read, read_value: Read
) -> dict[Any, Any]:
    """A map from its entries; ``names`` are those of an entry's key and value."""
    key_name, value_name = names
    found: dict[Any, Any] = {}
    for entry in entries:
        if key_name not in entry or value_name not in entry:
            raise Wrong(f"an entry needs {key_name} and {value_name}")
        key = read_key(entry[key_name])
        if key in found:
            raise Wrong(f"the key {shown(key)} occurs twice")
        try:
            found[key] = read_value(entry[value_name])
        except Wrong as wrong:
            raise wrong.within(key) from None
    return found
