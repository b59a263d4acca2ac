"""JSON objects that are parsed as far as somebody reads them.

botocore's models are large, and a client reads little of one: of the 1.2 MB about endpoints those
of its own service, and of a model's shapes those of the operations that are called. Their files
have a member to a line, indented by its depth. A string of JSON holds no line break, so that a line
which begins with as many spaces and a quotation mark begins a member, and the text between two such
lines is the value. What does not look so is not for this module: ``members`` raises ValueError.
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
    """The members of an object: each name, and which part of the text is the JSON of its value."""

    text: bytes
    members: tuple[tuple[str, slice], ...]


@cache
def _beginning(indent: int) -> re.Pattern[bytes]:
    return re.compile(rb'\n {%d}"([^"]*)" ?: ?' % indent)


def objects(text: bytes, start: int, end: int, indent: int) -> Unparsed:
    """The members of an object whose values are objects; their lines begin with that many spaces.

    ``start`` and ``end`` are where the text between the object's braces is. Raises ValueError for
    another layout.
    """
    found = [*_beginning(indent).finditer(text, start, end)]
    names = [one[1].decode() for one in found]
    firsts = [one.end() for one in found]
    before, *pasts = [*(one.start() for one in found), end]
    if text[start:before].strip() or any("\\" in name for name in names):
        raise ValueError("another layout")
    parts: list[slice] = []
    for first, past in zip(firsts, pasts, strict=False):
        comma = past != end  # none follows the last member
        if text[first] != _BRACE or not text.endswith(b"},"[: 1 + comma], first, past):
            raise ValueError("a member is no object, or another layout")
        parts.append(slice(first, past - comma))
    return Unparsed(text, tuple(zip(names, parts, strict=True)))


class PartialObject(dict[str, Any]):
    """A JSON object each of whose members is parsed when it is first read, and kept.

    To its readers it is a dict: all methods give parsed values, and so do ``dict(...)``, ``**``
    and ``copy``. ``whole`` reads the object in the ordinary way; it is asked where a member is no
    JSON after all.
    """

    # To override it also keeps dict(x) and {**x} from copying members that are not parsed yet.
    def __iter__(self) -> Iterator[str]:
        return super().__iter__()

    def __init__(self, unparsed: Unparsed, whole: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__(unparsed.members)
        self._text = unparsed.text
        self._whole = whole

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if type(value) is not slice:  # no value of JSON is one
            return value
        try:
            value = loads(self._text[value].decode())
        except ValueError:
            value = self._whole()[name]
        with _LOCK:  # another thread may have handed its value out already
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
        """Take a member out."""
        if name in self:
            self[name]
        return super().pop(name, *default)

    def popitem(self) -> tuple[str, Any]:
        """Take the last member out."""
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
"""The names and places that lead to a value."""


class Pieces(NamedTuple):
    """A document in parts that never change: many can be made of it that have nothing in common.

    In ``rest`` a 0 stands for each of the ``objects``, which are named by the way to them.
    """

    rest: bytes
    objects: tuple[tuple[Way, Unparsed], ...]

    def assembled(self, whole: Callable[[], Any]) -> Any:
        """The document; ``whole`` reads it in the ordinary way, and is asked as by its objects.

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
