"""Trees of plain data from JSON and CBOR -> values of shapes.

Each shape of a service gets one reader, when a request first contains the shape: the cost of a
request depends only on its own members.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from botosmith_runtime.protocols import limits
from botosmith_runtime.protocols.errors import Wrong, shown, type_of
from botosmith_runtime.protocols.parts import Members
from botosmith_runtime.protocols.texts import Read


class Words(NamedTuple):
    """A format's readers of scalars: one for each type, and one for each form of timestamps."""

    scalars: dict[str, Read]
    timestamp: Callable[[str], Read]


class TreeReaders:
    """The readers of one service's shapes, in one format."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._made: dict[tuple[str, str], Read] = {}

    def reader(self, shape: Any) -> Read:
        """The reader of a shape: takes a tree, raises Wrong."""
        form: str = shape.serialization.get("timestampFormat", "")
        key = (shape.name, form)
        found = self._made.get(key)
        if found is None:
            match shape.type_name:
                case "structure" if shape.is_document_type:
                    found = document
                case "structure":
                    found = _Structure(self, shape).read
                case "list":
                    found = _List(self, shape).read
                case "map":
                    found = _Map(self, shape).read
                case "timestamp":
                    found = self._words.timestamp(form)
                case kind:
                    found = self._words.scalars[kind if kind in self._words.scalars else "string"]
            self._made[key] = found
        return found


class _Structure:
    def __init__(self, readers: TreeReaders, shape: Any) -> None:
        shapes: dict[str, tuple[str, Any]] = {
            member.serialization.get("name", key): (key, member)
            for key, member in shape.members.items()
            if not member.serialization.get("eventheader")
        }
        self._members = Members(readers.reader, shapes)

    def read(self, tree: Any) -> dict[str, Any]:
        if type_of(tree) is not dict:
            raise Wrong(f"expected an object, got {shown(tree)}")
        return self._members.read(tree)


class _List:
    def __init__(self, readers: TreeReaders, shape: Any) -> None:
        self._readers = readers
        self._shape = shape
        self._item: Read | None = None

    def read(self, tree: Any) -> list[Any]:
        if type_of(tree) is not list:
            raise Wrong(f"expected a list, got {shown(tree)}")
        item = self._item
        if item is None:
            item = self._item = self._readers.reader(self._shape.member)
        found: list[Any] = []
        add = found.append
        items: list[Any] = tree
        try:
            for one in items:
                add(None if one is None else item(one))
        except Wrong as wrong:
            raise wrong.within(len(found)) from None
        return found


class _Map:
    def __init__(self, readers: TreeReaders, shape: Any) -> None:
        self._readers = readers
        self._shape = shape
        self._value: Read | None = None

    def read(self, tree: Any) -> dict[str, Any]:
        if type_of(tree) is not dict:
            raise Wrong(f"expected an object, got {shown(tree)}")
        value = self._value
        if value is None:
            value = self._value = self._readers.reader(self._shape.value)
        found: dict[str, Any] = {}
        items: dict[Any, Any] = tree
        for key, item in items.items():
            if type(key) is not str:
                raise Wrong(f"expected text for a key, got {shown(key)}")
            try:
                found[key] = None if item is None else value(item)
            except Wrong as wrong:
                raise wrong.within(key) from None
        return found


def document(tree: Any) -> Any:
    """A document, which may have any JSON type; no deeper than the limit."""
    level: list[Any] = [tree]
    for _ in range(limits.DEPTH):
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below += value.values()
            elif isinstance(value, list):
                below += value
        if not below:
            return tree
        level = below
    raise Wrong(f"more than {limits.DEPTH} values inside one another")


def exactly(kind: type, expected: str) -> Read:
    """A reader that only accepts values of one type."""

    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise Wrong(f"expected {expected}, got {shown(value)}")
        return value

    return read


def number(value: Any) -> float:
    """A number with a fraction; also a whole one, because formats may shorten 1.0."""
    if type(value) is float:
        return value
    if type(value) is int:
        try:
            return float(value)
        except OverflowError:
            raise Wrong("expected a number, got one that is too large") from None
    raise Wrong(f"expected a number, got {shown(value)}")


def whole(value: Any) -> int:
    """A whole number; also 1.0, because some languages write it so."""
    if type(value) is int:
        return value
    if type(value) is float and value.is_integer():
        return int(value)
    raise Wrong(f"expected a whole number, got {shown(value)}")
