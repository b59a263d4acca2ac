"""CBOR (RFC 8949): as much of it as the protocol smithy-rpc-v2-cbor uses."""

from __future__ import annotations

import struct
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_EPOCH_TAG = 0xC1


@dataclass(frozen=True, slots=True)
class Epoch:
    """A moment as CBOR has it: seconds, with the tag 1."""

    seconds: int | float


def encode(value: Any) -> bytes:
    """A value of plain data and moments."""
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
    """The value that ``encode`` or botocore wrote; moments are ``Epoch``."""
    value, end = _read(content, 0)
    if end != len(content):
        raise ValueError(f"{len(content) - end} bytes follow the value")
    return value


def _read(content: bytes, at: int) -> tuple[Any, int]:
    major, info = content[at] >> 5, content[at] & 31
    at += 1
    if major == 7:
        if info in (20, 21, 22):
            return {20: False, 21: True, 22: None}[info], at
        size, form = {25: (2, ">e"), 26: (4, ">f"), 27: (8, ">d")}[info]
        return struct.unpack(form, content[at : at + size])[0], at + size
    number = info
    if info >= 24:
        size = 1 << info - 24
        number, at = int.from_bytes(content[at : at + size], "big"), at + size
    match major:
        case 0:
            return number, at
        case 1:
            return -1 - number, at
        case 2:
            return content[at : at + number], at + number
        case 3:
            return content[at : at + number].decode(), at + number
        case 4:
            items: list[Any] = []
            for _ in range(number):
                item, at = _read(content, at)
                items.append(item)
            return items, at
        case 5:
            pairs: dict[Any, Any] = {}
            for _ in range(number):
                key, at = _read(content, at)
                pairs[key], at = _read(content, at)
            return pairs, at
        case _:
            seconds, at = _read(content, at)
            return Epoch(seconds), at
