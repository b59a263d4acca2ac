"""CBOR (RFC 8949): the part that the protocol smithy-rpc-v2-cbor uses."""

from __future__ import annotations

import struct
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botosmith_runtime.protocols import limits
from botosmith_runtime.protocols.errors import Wrong, shown

_EPOCH_TAG = 0xC1
_BREAK = 0xFF
_INDEFINITE = 31
_FLOATS = {25: (2, ">e"), 26: (4, ">f"), 27: (8, ">d")}
_SIMPLE = {20: False, 21: True, 22: None, 23: None}


@dataclass(frozen=True, slots=True)
class Epoch:
    """A timestamp in CBOR: seconds, with the tag 1."""

    seconds: int | float


def encode(value: Any) -> bytes:
    """Plain data and datetimes as CBOR."""
    written = bytearray()
    _write(written, value)
    return bytes(written)


def _write(to: bytearray, value: Any) -> None:
    parts: Any = value
    match value:
        case None:
            to.append(0xF6)
        case bool():
            to.append(0xF5 if value else 0xF4)
        case int() if value >= 0:
            _head(to, 0, value)
        case int():
            _head(to, 1, -1 - value)
        case float():
            to += b"\xfb" + struct.pack(">d", value)
        case str():
            text = value.encode()
            _head(to, 3, len(text))
            to += text
        case bytes():
            _head(to, 2, len(value))
            to += value
        case datetime():
            to.append(_EPOCH_TAG)
            seconds = timegm(value.utctimetuple())
            _write(to, seconds + value.microsecond / 1_000_000 if value.microsecond else seconds)
        case Mapping():
            _head(to, 5, len(parts))
            for key, item in parts.items():
                _write(to, key)
                _write(to, item)
        case _:
            _head(to, 4, len(parts))
            for item in parts:
                _write(to, item)


def _head(to: bytearray, major: int, length: int) -> None:
    if length < 24:
        to.append(major << 5 | length)
        return
    for info, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if length < 1 << 8 * size:
            to.append(major << 5 | info)
            to += length.to_bytes(size, "big")
            return
    raise ValueError(f"{length} is too large for CBOR")


def decode(content: bytes) -> Any:
    """The value of a body; timestamps are ``Epoch``. Raises Wrong unless the body is one value.

    Lengths are compared with the remaining bytes before memory is allocated for them.
    """
    reader = _Reader(content)
    value = reader.value(0)
    if reader.at != len(content):
        raise Wrong(f"not CBOR: {len(content) - reader.at} bytes follow the value")
    return value


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self.at = 0

    def value(self, depth: int) -> Any:
        """The value that begins at the current byte."""
        if depth > limits.DEPTH:
            raise Wrong(f"more than {limits.DEPTH} values inside one another")
        first = self._take(1)[0]
        major, info = first >> 5, first & 31
        match major:
            case 0:
                return self._number(info)
            case 1:
                return -1 - self._number(info)
            case 2:
                return self._string(info, major)
            case 3:
                return self._text(info)
            case 4:
                return self._list(info, depth)
            case 5:
                return self._map(info, depth)
            case 6:
                return self._tagged(info, depth)
            case _:
                return self._simple(info)

    def _take(self, size: int) -> bytes:
        end = self.at + size
        if end > len(self._content):
            left = len(self._content) - self.at
            raise Wrong(f"not CBOR: expected {size} bytes at {self.at}, got {left}")
        taken = self._content[self.at : end]
        self.at = end
        return taken

    def _number(self, info: int) -> int:
        if info < 24:
            return info
        if info > 27:
            raise Wrong(f"not CBOR: invalid length {info} at {self.at - 1}")
        return int.from_bytes(self._take(1 << info - 24), "big")

    def _string(self, info: int, major: int) -> bytes:
        if info != _INDEFINITE:
            return self._take(self._number(info))
        pieces: list[bytes] = []
        while not self._breaks():
            first = self._take(1)[0]
            if first >> 5 != major or first & 31 == _INDEFINITE:
                raise Wrong(f"not CBOR: a piece of another type at {self.at - 1}")
            pieces.append(self._take(self._number(first & 31)))
        return b"".join(pieces)

    def _text(self, info: int) -> str:
        start = self.at
        try:
            return self._string(info, 3).decode()
        except UnicodeDecodeError:
            raise Wrong(f"not CBOR: a text at {start} is not UTF-8") from None

    def _list(self, info: int, depth: int) -> list[Any]:
        if info == _INDEFINITE:
            items: list[Any] = []
            while not self._breaks():
                items.append(self.value(depth + 1))
            return items
        return [self.value(depth + 1) for _ in range(self._count(info, 1))]

    def _map(self, info: int, depth: int) -> dict[Any, Any]:
        pairs: dict[Any, Any] = {}
        if info == _INDEFINITE:
            while not self._breaks():
                self._pair(pairs, depth)
            return pairs
        for _ in range(self._count(info, 2)):
            self._pair(pairs, depth)
        return pairs

    def _pair(self, pairs: dict[Any, Any], depth: int) -> None:
        start = self.at
        key = self.value(depth + 1)
        if type(key) is not str:
            raise Wrong(f"expected text for a key at {start}, got {shown(key)}")
        if key in pairs:
            raise Wrong(f"the key {shown(key)} occurs twice in one map")
        pairs[key] = self.value(depth + 1)

    def _count(self, info: int, least: int) -> int:
        """The number of items that follow; each takes at least ``least`` bytes."""
        count = self._number(info)
        left = len(self._content) - self.at
        if count * least > left:
            raise Wrong(f"not CBOR: expected {count} items, but only {left} bytes are left")
        return count

    def _tagged(self, info: int, depth: int) -> Epoch:
        tag = self._number(info)
        if tag != 1:
            raise Wrong(f"expected the tag 1 of a timestamp at {self.at - 1}, got the tag {tag}")
        seconds = self.value(depth + 1)
        if type(seconds) is not int and type(seconds) is not float:
            raise Wrong(f"expected a timestamp in seconds, got {shown(seconds)}")
        return Epoch(seconds)

    def _simple(self, info: int) -> Any:
        if info in _SIMPLE:
            return _SIMPLE[info]
        if info not in _FLOATS:
            raise Wrong(f"not CBOR: unknown simple value {info} at {self.at - 1}")
        size, form = _FLOATS[info]
        return struct.unpack(form, self._take(size))[0]

    def _breaks(self) -> bool:
        if self._take(1)[0] == _BREAK:
            return True
        self.at -= 1
        return False
