"""Event streams: the framing of ``application/vnd.amazon.eventstream``, and a response's events."""

from __future__ import annotations

import struct
from binascii import crc32
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from botosmith_runtime.protocols import formats
from botosmith_runtime.protocols.bodies import encoded

Headers = Mapping[str, Any]


def message(headers: Headers, payload: bytes) -> bytes:
    """One message: lengths, their checksum, headers, payload, the checksum of it all."""
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


def messages(content: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The headers and payloads of a stream, for a reader's eyes: no checksum is looked at."""
    while content:
        total, length = struct.unpack(">II", content[:8])
        yield dict(_read_headers(content[12 : 12 + length])), content[12 + length : total - 4]
        content = content[total:]


def _read_headers(lines: bytes) -> Iterator[tuple[str, Any]]:
    while lines:
        end = 1 + lines[0]
        name, kind, lines = lines[1:end].decode(), lines[end], lines[end + 1 :]
        if kind in (0, 1):
            yield name, kind == 0
        elif kind in (4, 5, 8):
            size = 4 if kind == 4 else 8
            yield name, int.from_bytes(lines[:size], "big", signed=True)
            lines = lines[size:]
        else:
            size = int.from_bytes(lines[:2], "big") + 2
            yield name, lines[2:size] if kind == 6 else lines[2:size].decode()
            lines = lines[size:]


class EventWriter:
    """Writes messages in a protocol, whose bodies are of a media type."""

    def __init__(self, protocol: str, content_type: str) -> None:
        self._protocol = protocol
        self._content_type = content_type
        self._payload_type = "application/json" if "json" in protocol else content_type

    def opening(self, shape: Any, value: Mapping[str, Any]) -> bytes:
        """The message that holds what a response has in addition to its events."""
        headers = _event_headers("initial-response", {":content-type": self._content_type})
        return message(headers, encoded(self._protocol, shape, value))

    def events(self, shape: Any, found: Iterable[Mapping[str, Any]]) -> bytes:
        """The messages of events, each a dict of one member of the stream's shape."""
        return b"".join(
            self._event(name, shape.members[name], content)
            for event in found
            for name, content in event.items()
        )

    def _event(self, name: str, shape: Any, value: Mapping[str, Any]) -> bytes:
        own: dict[str, Any] = {}
        rest = dict(value)
        for key, member in shape.members.items():
            if key in rest and member.serialization.get("eventheader"):
                own[key] = rest.pop(key)
        for key, member in shape.members.items():
            if key in rest and member.serialization.get("eventpayload"):
                if member.type_name in ("blob", "string"):
                    return message(_event_headers(name, own), formats.content(rest[key]))
                payload = encoded(self._protocol, member, rest[key])
                return message(self._described(name, own), payload)
        return message(self._described(name, own), encoded(self._protocol, shape, rest))

    def _described(self, name: str, own: Mapping[str, Any]) -> dict[str, Any]:
        return _event_headers(name, {":content-type": self._payload_type, **own})


def _event_headers(name: str, more: Mapping[str, Any]) -> dict[str, Any]:
    return {":message-type": "event", ":event-type": name, **more}
