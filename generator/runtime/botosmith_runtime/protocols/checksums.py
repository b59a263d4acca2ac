"""Checksums of bodies, by the names that S3 and its clients use."""

from __future__ import annotations

import hashlib
import zlib
from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any


@lru_cache(maxsize=2)
def _table(polynomial: int) -> list[int]:
    """The remainders of all bytes, for a reflected CRC."""
    table: list[int] = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = value >> 1 ^ (polynomial if value & 1 else 0)
        table.append(value)
    return table


def _crc(content: bytes, polynomial: int, size: int) -> bytes:
    table = _table(polynomial)
    value = ones = (1 << 8 * size) - 1
    for byte in content:
        value = value >> 8 ^ table[(value ^ byte) & 0xFF]
    return (value ^ ones).to_bytes(size, "big")


def _crc32(content: bytes) -> bytes:
    return zlib.crc32(content).to_bytes(4, "big")


def _crc32c(content: bytes) -> bytes:
    native = _native("crc32c")
    return native(content).to_bytes(4, "big") if native else _crc(content, 0x82F63B78, 4)


def _crc64nvme(content: bytes) -> bytes:
    native = _native("crc64nvme")
    return native(content).to_bytes(8, "big") if native else _crc(content, 0x9A6C9329AC4BC9B5, 8)


@lru_cache(maxsize=2)
def _native(name: str) -> Any:
    """The function of AWS's library, if it is installed: it is hundreds of times as fast."""
    try:
        return getattr(import_module("awscrt.checksums"), name, None)
    except ImportError:
        return None


def _hashed(name: str) -> Callable[[bytes], bytes]:
    def digest(content: bytes) -> bytes:
        return hashlib.new(name, content, usedforsecurity=False).digest()

    return digest


ALGORITHMS: dict[str, Callable[[bytes], bytes]] = {
    "crc32": _crc32,
    "crc32c": _crc32c,
    "crc64nvme": _crc64nvme,
    "md5": _hashed("md5"),
    "sha1": _hashed("sha1"),
    "sha256": _hashed("sha256"),
    "sha512": _hashed("sha512"),
}
"""The digest functions, by their names in ``x-amz-checksum-…``. S3 has others (xxHash) that need
a library; checksums of those are not verified."""


def checksum(name: str, content: bytes) -> str:
    """A checksum in the form of a header."""
    return b64encode(ALGORITHMS[name](content)).decode("ascii")
