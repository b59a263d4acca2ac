"""Event streams of requests -> events: verifies messages, and takes them out of signed messages."""

from __future__ import annotations

import struct
from binascii import crc32
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from botosmith_runtime.protocols import texts
from botosmith_runtime.protocols.errors import Wrong, shown

_NUMBERS = {2: 1, 3: 2, 4: 4, 5: 8, 8: 8}  # the sizes of numbers; timestamps are milliseconds

Headers = dict[str, Any]


def messages(content: bytes) -> Iterator[tuple[Headers, bytes]]:
    """The headers and payloads of a stream; raises Wrong if it is incomplete or damaged."""
    at = 0
    while at < len(content):
        prelude = content[at : at + 12]
        if len(prelude) < 12:
            raise Wrong(f"the message at byte {at} is incomplete")
        total, length, checksum = struct.unpack(">III", prelude)
        if crc32(prelude[:8]) != checksum:
            raise Wrong(f"the prelude at byte {at} does not match its checksum")
        if total < 16 + length:
            raise Wrong(f"the message at byte {at} is shorter than its headers")
        if at + total > len(content):
            raise Wrong(f"the message at byte {at} is incomplete")
        body = content[at : at + total - 4]
        if crc32(body) != int.from_bytes(content[at + total - 4 : at + total], "big"):
            raise Wrong(f"the message at byte {at} does not match its checksum")
        yield _headers(body[12 : 12 + length]), body[12 + length :]
        at += total


def _headers(lines: bytes) -> Headers:
    found: Headers = {}
    at = 0

    def take(size: int) -> bytes:
        nonlocal at
        if at + size > len(lines):
            raise Wrong("the headers of a message are incomplete")
        at += size
        return lines[at - size : at]

    while at < len(lines):
        name = _text(take(take(1)[0]))
        if name in found:
            raise Wrong(f"the header {shown(name)} occurs twice in one message")
        found[name] = _value(take(1)[0], take)
    return found


def _value(kind: int, take: Callable[[int], bytes]) -> Any:
    if kind in (0, 1):
        return kind == 0
    if kind in _NUMBERS:
        return int.from_bytes(take(_NUMBERS[kind]), "big", signed=True)
    if kind in (6, 7):
        content = take(int.from_bytes(take(2), "big"))
        return content if kind == 6 else _text(content)
    if kind == 9:
        return str(UUID(bytes=take(16)))
    raise Wrong(f"a header of a message has the unknown type {kind}")


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Wrong("a header of a message is not UTF-8") from None


def unsigned(content: bytes) -> Iterator[tuple[Headers, bytes]]:
    """The messages of a stream, each taken out of the message that signs it."""
    for headers, payload in messages(content):
        if ":chunk-signature" not in headers:
            yield headers, payload
        elif payload:  # an empty one ends the stream
            yield from messages(payload)


class EventReader:
    """Reads events; a protocol's function reads their payloads."""

    def __init__(self, read: Callable[[Any, bytes], Any]) -> None:
        """``read`` takes a shape and the bytes of a value."""
        self._read = read

    def events(self, shape: Any, content: bytes) -> tuple[list[dict[str, Any]], bytes]:
        """The events, each a dict with one member of the stream's shape; the initial request."""
        found: list[dict[str, Any]] = []
        initial = b""
        for headers, payload in unsigned(content):
            name = headers.get(":event-type")
            if name == "initial-request":
                initial = payload
                continue
            member = shape.members.get(name) if isinstance(name, str) else None
            if member is None:
                raise Wrong(f"unknown event {shown(name)}").within(len(found))
            try:
                found.append({str(name): self._event(member, headers, payload)})
            except Wrong as wrong:
                raise wrong.within(str(name)).within(len(found)) from None
        return found, initial

    def _event(self, shape: Any, headers: Headers, payload: bytes) -> dict[str, Any]:
        found: dict[str, Any] = {}
        body: str | None = None
        for key, member in shape.members.items():
            given = member.serialization
            if given.get("eventheader") and key in headers:
                found[key] = _checked(member, headers[key])
                if member.type_name == "timestamp":
                    found[key] = texts.epoch(headers[key] / 1000)
            elif given.get("eventpayload"):
                body = key
        if body is None:
            return found | (self._read(shape, payload) if payload else {})
        member = shape.members[body]
        if member.type_name == "blob":
            found[body] = payload
        elif member.type_name == "string":
            found[body] = _text(payload)
        else:
            found[body] = self._read(member, payload)
        return found


def _checked(shape: Any, value: Any) -> Any:
    kinds: dict[str, type] = {"blob": bytes, "string": str, "boolean": bool}
    if type(value) is not kinds.get(shape.type_name, int):
        raise Wrong(f"a header of the type {shape.type_name} has {shown(value)}")
    return value
