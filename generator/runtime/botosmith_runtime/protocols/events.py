"""Event streams: the framing of ``application/vnd.amazon.eventstream``, and events of responses."""

from __future__ import annotations

import struct
from binascii import crc32
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from botosmith_runtime.protocols import formats

Headers = Mapping[str, Any]
Encode = Callable[[Any, Any], bytes]


def message(headers: Headers, payload: bytes) -> bytes:
    """One message: lengths, their checksum, headers, payload, the checksum of the whole message."""
    lines = b"".join(_header(name, value) for name, value in headers.items())
    prelude = struct.pack(">II", len(lines) + len(payload) + 16, len(lines))
    body = prelude + struct.pack(">I", crc32(prelude)) + lines + payload
    return body + struct.pack(">I", crc32(body))


def _header(name: str, value: Any) -> bytes:
    encoded = name.encode()
    return bytes([len(encoded)]) + encoded + _typed(value)


def _typed(value: Any) -> bytes:
    match value:
        case bool():
            return b"\x00" if value else b"\x01"
        case int():
            small = -(2**31) <= value < 2**31
            return (b"\x04" if small else b"\x05") + struct.pack(">i" if small else ">q", value)
        case datetime():
            return b"\x08" + struct.pack(">q", round(value.timestamp() * 1000))
        case bytes():
            return b"\x06" + struct.pack(">H", len(value)) + value
        case _:
            text = str(value).encode()
            return b"\x07" + struct.pack(">H", len(text)) + text


class EventWriter:
    """Writes messages of a protocol, with payloads of one media type."""

    def __init__(self, encode: Encode, content_type: str) -> None:
        """``encode`` takes a shape and a value, and returns bytes."""
        self._encode = encode
        self._content_type = content_type
        self._payload_type = "application/json" if "json" in content_type else content_type

    def opening(self, shape: Any, value: Mapping[str, Any]) -> bytes:
        """The message with the members of a response other than its events."""
        headers = _event_headers("initial-response", {":content-type": self._content_type})
        return message(headers, self._encode(shape, value))

    def events(self, shape: Any, found: Iterable[Mapping[str, Any]]) -> bytes:
        """The messages of events, each a dict with one member of the stream's shape."""
        return b"".join(
            self._event(name, shape.members[name], content)
            for event in found
            for name, content in event.items()
        )

    def _event(self, name: str, shape: Any, value: Mapping[str, Any]) -> bytes:
        if shape.metadata.get("exception"):  # it ends the stream
            told = {":message-type": "exception", ":exception-type": name}
            headers = {**told, ":content-type": self._payload_type}
            return message(headers, self._encode(shape, value))
        own: dict[str, Any] = {}
        rest = dict(value)
        for key, member in shape.members.items():
            if key in rest and member.serialization.get("eventheader"):
                own[key] = rest.pop(key)
        for key, member in shape.members.items():
            if member.serialization.get("eventpayload"):
                if rest.get(key) is None:
                    return message(_event_headers(name, own), b"")
                if member.type_name in ("blob", "string"):
                    return message(_event_headers(name, own), formats.content(rest[key]))
                payload = self._encode(member, rest[key])
                return message(self._described(name, own), payload)
        return message(self._described(name, own), self._encode(shape, rest))

    def _described(self, name: str, own: Mapping[str, Any]) -> dict[str, Any]:
        return _event_headers(name, {":content-type": self._payload_type, **own})


def _event_headers(name: str, more: Mapping[str, Any]) -> dict[str, Any]:
    return {":message-type": "event", ":event-type": name, **more}
