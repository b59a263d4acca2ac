"""JSON objects whose members are parsed when they are read.

botocore's models are large, and a client reads a small part: the endpoints of its own service from
1.2 MB about endpoints, and the shapes of the operations that are called. The files have one line
for each member, indented by its depth. A JSON string contains no line break. So a line that begins
with that many spaces and a quotation mark begins a member, and the text up to the next such line
is the value. ``objects`` raises ValueError for any other layout.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from threading import Lock
from typing import Any, NamedTuple

_BRACE = ord("{")
_LOCK = Lock()

loads: Callable[[str], Any] = json.JSONDecoder().decode


class Unparsed(NamedTuple):
    """The members of an object: each name, and the part of the text with its value."""

    text: bytes
    members: tuple[tuple[str, slice], ...]


@cache
def _beginning(indent: int) -> re.Pattern[bytes]:
    return re.compile(rb'\n {%d}"([^"]*)" ?: ?' % indent)


def objects(text: bytes, start: int, end: int, indent: int) -> Unparsed:
    """The members of an object whose values are objects; their lines begin with ``indent`` spaces.

    ``start`` and ``end`` are the limits of the text between the object's braces. Raises ValueError
    for another layout.
    """
    found = [*_beginning(indent).finditer(text, start, end)]
    names = [one[1].decode() for one in found]
    firsts = [one.end() for one in found]
    before, *pasts = [*(one.start() for one in found), end]
    if text[start:before].strip() or any("\\" in name for name in names):
        raise ValueError("another layout")
    parts: list[slice] = []
    for first, past in zip(firsts, pasts, strict=False):
        comma = past != end  # the last member has none
        if text[first] != _BRACE or not text.endswith(b"},"[: 1 + comma], first, past):
            raise ValueError("a member is not an object, or another layout")
        parts.append(slice(first, past - comma))
    return Unparsed(text, tuple(zip(names, parts, strict=True)))


class PartialObject(dict[str, Any]):
    """A JSON object that parses each member on first access and keeps the value.

    For readers it is a dict: all methods return parsed values, and so do ``dict(...)``, ``**`` and
    ``copy``. ``whole`` reads the object in the ordinary way; it is called if a member turns out to
    be invalid JSON.
    """

    # This override also stops dict(x) and {**x} from copying members that are not parsed yet.
    def __iter__(self) -> Iterator[str]:
        return super().__iter__()

    def __init__(self, unparsed: Unparsed, whole: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__(unparsed.members)
        self._text = unparsed.text
        self._whole = whole

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if type(value) is not slice:  # no JSON value is a slice
            return value
        try:
            value = loads(self._text[value].decode())
        except ValueError:
            value = self._whole()[name]
        with _LOCK:  # another thread may have returned its own value already
            found = super().__getitem__(name)
            if type(found) is not slice:
                return found
            super().__setitem__(name, value)
            return value

    def _parsed(self) -> PartialObject:
        for name in self:
            self[name]
        return self

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a member, or a default."""
        try:
            return self[name]
        except KeyError:
            return default

    def items(self) -> Any:
        """All members; they are parsed now."""
        return super(PartialObject, self._parsed()).items()

    def values(self) -> Any:
        """The values of all members; they are parsed now."""
        return super(PartialObject, self._parsed()).values()

    def copy(self) -> dict[str, Any]:
        """A plain dict of all members."""
        return dict(self)

    def pop(self, name: str, *default: Any) -> Any:
        """Remove a member and return its value."""
        if name in self:
            self[name]
        return super().pop(name, *default)

    def popitem(self) -> tuple[str, Any]:
        """Remove the last member and return it."""
        return super(PartialObject, self._parsed()).popitem()

    def setdefault(self, name: str, default: Any = None) -> Any:
        """The value of a member, which is added if there is none."""
        return self[name] if name in self else super().setdefault(name, default)

    def __eq__(self, other: object) -> bool:
        return dict(self) == (dict(other) if isinstance(other, PartialObject) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # as a dict has none

    def __or__(self, other: Any) -> Any:
        return dict(self) | other

    def __ror__(self, other: Any) -> Any:
        return other | dict(self)

    def __reversed__(self) -> Iterator[str]:
        return super().__reversed__()

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> Any:
        return dict, (dict(self),)

    def __copy__(self) -> dict[str, Any]:
        return dict(self)

    def __deepcopy__(self, memo: Any) -> dict[str, Any]:
        return copy.deepcopy(dict(self), memo)


Way = tuple[str | int, ...]
"""The names and indexes on the path to a value."""


class Pieces(NamedTuple):
    """A document in immutable parts; documents assembled from it share no objects.

    ``rest`` has a 0 in place of each of the ``objects``, which are identified by their paths.
    """

    rest: bytes
    objects: tuple[tuple[Way, Unparsed], ...]

    def assembled(self, whole: Callable[[], Any]) -> Any:
        """The document; ``whole`` reads it in the ordinary way if an object has to.

        Raises ValueError, KeyError or IndexError if the parts do not fit.
        """
        document = loads(self.rest.decode())
        for way, unparsed in self.objects:
            holder = _at(document, way[:-1])
            if holder[way[-1]] != 0:
                raise ValueError(f"{way} is in another place")
            holder[way[-1]] = PartialObject(unparsed, partial(_in, whole, way))
        return document


def _in(whole: Callable[[], Any], way: Way) -> Any:
    return _at(whole(), way)


def _at(document: Any, way: Way) -> Any:
    for step in way:
        document = document[step]
    return document
