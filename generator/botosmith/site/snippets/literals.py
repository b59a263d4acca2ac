"""Values as literals in snippets: in Python, JSON, or CBOR's diagnostic notation."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timezone
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from botosmith_runtime.protocols.cbor import Epoch

from botosmith import names, text
from botosmith.site.examples.comments import Comments, Path
from botosmith.site.snippets.layout import Commented, Group, Item, Text

_is_plain_key = lru_cache(maxsize=4096)(names.is_plain_key)

_LONG = 60  # characters; longer strings are broken at their line breaks
_UNSEEN = re.compile(
    r"[\x7f-\x9f\u00ad\u0600-\u0605\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


class Arguments:
    """The arguments of a call, in Python. ``moments`` means that ``datetime`` must be imported."""

    def __init__(
        self, named: Mapping[str, Any], first: str = "", comments: Comments | None = None
    ) -> None:
        self.moments = False
        self._comments = comments or {}
        self._items: list[tuple[str, Item]] = [("", first)] if first else []
        others: dict[str, Any] = {}
        for name, value in named.items():
            if _is_plain_key(name):
                self._items.append((f"{name}=", self._beside(value, (name,))))
            else:
                others[name] = value
        if others:  # names that cannot be keyword arguments
            self._items.append(("**", self.item(others)))

    def call(self, function: str) -> Group:
        """The call of a function."""
        return Group(f"{function}(", self._items, ")", "call")

    def _beside(self, value: Any, path: Path) -> Item:
        return commented(self.item(value, path), self._comments.get(path, ""))

    def item(self, value: Any, path: Path = ()) -> Item:
        """A literal of plain data, datetimes or bytes."""
        parts: Any = value
        match value:
            case str():
                return _python_text(value)
            case bool() | int() | None:
                return repr(value)
            case float():
                return repr(value) if abs(value) < float("inf") else f'float("{value}")'
            case dict():
                items = [
                    (f"{text.literal(str(key))}: ", self._beside(item, (*path, key)))
                    for key, item in parts.items()
                ]
                return Group("{", items, "}", "literal")
            case list() | tuple():
                found = [self.item(item, (*path, index)) for index, item in enumerate(parts)]
                return Group("[", [("", item) for item in found], "]", "literal")
            case bytes():
                return python_bytes(value)
            case datetime():
                self.moments = True
                return _python_moment(value)
            case _:
                return repr(value)


def python_item(value: Any) -> Item:
    """A literal of plain data without datetimes."""
    return Arguments({}).item(value)


def _python_text(value: str) -> Item:
    flat = text.literal(value)
    if len(flat) <= _LONG or "\n" not in value[:-1]:
        return flat
    return Text(tuple(text.literal(line) for line in value.splitlines(keepends=True)), flat)


def python_bytes(value: bytes) -> str:
    """A bytes literal, in double quotes if it contains none."""
    shown = repr(value)
    if shown[1] == "'" and '"' not in shown:
        return f'b"{shown[2:-1]}"'
    return shown


def _python_moment(value: datetime) -> Group:
    """``datetime(2026, 1, 15, 9, 30, tzinfo=timezone.utc)``."""
    moment = value.astimezone(timezone.utc)
    parts = [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second]
    parts.append(moment.microsecond)
    while len(parts) > 3 and not parts[-1]:
        parts.pop()
    items: list[tuple[str, Item]] = [("", str(part)) for part in parts]
    return Group("datetime(", [*items, ("tzinfo=", "timezone.utc")], ")", "call")


def commented(item: Item, words: str) -> Item:
    """A value with its comment, if it has one."""
    return Commented(words, item) if words and not isinstance(item, Commented) else item


def json_item(value: Any, comments: Comments | None = None, path: Path = ()) -> Item:
    """A value of ``json.loads`` as JSON."""
    said = comments or {}
    parts: Any = value
    match value:
        case str():
            return json_text(value)
        case dict():
            items: list[tuple[str, Item]] = []
            for key, one in parts.items():
                below = (*path, key)
                item = commented(json_item(one, said, below), said.get(below, ""))
                items.append((f"{json_text(str(key))}: ", item))
            return Group("{", items, "}", "json")
        case list():
            found = [json_item(item, said, (*path, index)) for index, item in enumerate(parts)]
            return Group("[", [("", item) for item in found], "]", "json")
        case _:
            return json.dumps(value)


def json_text(value: str) -> str:
    """A JSON string in which invisible characters are escaped."""
    shown = encode_basestring(value)
    if shown.isascii() and "\x7f" not in shown:
        return shown
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", shown)


def cbor_item(value: Any) -> Item:
    """CBOR's diagnostic notation (RFC 8949, section 8)."""
    parts: Any = value
    match value:
        case bytes():
            return f"h'{value.hex()}'"
        case Epoch():
            return f"1({value.seconds!r})"
        case dict():
            items = [(f"{json_text(key)}: ", cbor_item(item)) for key, item in parts.items()]
            return Group("{", items, "}", "json")
        case list():
            return Group("[", [("", cbor_item(item)) for item in parts], "]", "json")
        case _:
            return json_item(value)
