"""The events of a response, each a message of its stream."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from botosmith_runtime.protocols import events, formats
from botosmith_runtime.protocols.bodies import encoded


class EventWriter:
    """Writes messages in a protocol, whose bodies are of a media type."""

    def __init__(self, protocol: str, content_type: str) -> None:
        self._protocol = protocol
        self._content_type = content_type
        self._payload_type = "application/json" if "json" in protocol else content_type

    def opening(self, shape: Any, value: Mapping[str, Any]) -> bytes:
        """The message that holds what a response has beside its events."""
        headers = _headers("initial-response", {":content-type": self._content_type})
        return events.message(headers, encoded(self._protocol, shape, value))

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
                    return events.message(_headers(name, own), formats.content(rest[key]))
                payload = encoded(self._protocol, member, rest[key])
                return events.message(self._described(name, own), payload)
        return events.message(self._described(name, own), encoded(self._protocol, shape, rest))

    def _described(self, name: str, own: Mapping[str, Any]) -> dict[str, Any]:
        return _headers(name, {":content-type": self._payload_type, **own})


def _headers(name: str, more: Mapping[str, Any]) -> dict[str, Any]:
    return {":message-type": "event", ":event-type": name, **more}
