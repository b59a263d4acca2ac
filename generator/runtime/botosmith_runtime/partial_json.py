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
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock
from typing import Any

_LOCK = Lock()

loads: Callable[[str], Any] = json.JSONDecoder().decode


def members(body: bytes, indent: int) -> Iterator[tuple[str, bytes]]:
    """The members of an object, each a name and the JSON of its value.

    ``body`` is the text between the object's braces, and ``indent`` how many spaces begin a
    member's line. Raises ValueError for another layout.
    """
    before, *lines = body.split(b"\n" + b" " * indent + b'"')
    if before.strip():
        raise ValueError("text before the first member")
    for place, line in enumerate(lines, start=1):
        name, _, rest = line.partition(b'"')
        colon, value = rest.lstrip(b" ")[:1], rest.lstrip(b" ")[1:].strip(b" \r\n")
        comma = value[-1:] == b","
        if b"\\" in name or colon != b":" or comma == (place == len(lines)):
            raise ValueError("another layout")
        yield name.decode(), value[:-1].rstrip(b" \r\n") if comma else value


def objects(body: bytes, indent: int) -> Iterator[tuple[str, bytes]]:
    """The same, of an object whose values are objects."""
    for name, value in members(body, indent):
        if value[:1] != b"{" or value[-1:] != b"}":
            raise ValueError(f"{name} is no object")
        yield name, value


class PartialObject(dict[str, Any]):
    """A JSON object each of whose members is parsed when it is first read, and kept.

    To its readers it is a dict: all methods give parsed values, and so do ``dict(...)``, ``**``
    and ``copy``. ``whole`` reads the object in the ordinary way; it is asked where a member is no
    JSON after all.
    """

    # To override it also keeps dict(x) and {**x} from copying members that are not parsed yet.
    def __iter__(self) -> Iterator[str]:
        return super().__iter__()

    def __init__(
        self, unparsed: Iterable[tuple[str, bytes]], whole: Callable[[], Mapping[str, Any]]
    ) -> None:
        super().__init__(unparsed)
        self._whole = whole

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if type(value) is not bytes:  # no value of JSON is bytes
            return value
        try:
            value = loads(value.decode())
        except ValueError:
            value = self._whole()[name]
        with _LOCK:  # another thread may have handed its value out already
            found = super().__getitem__(name)
            if type(found) is not bytes:
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
