"""The protocols json 1.0 and 1.1: ``X-Amz-Target``, and JSON in requests and responses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith_runtime.protocols import json_values
from botosmith_runtime.protocols.json_values import dumped, json_value
from botosmith_runtime.protocols.protocol import Protocol, WireError
from botosmith_runtime.protocols.query_errors import query_headers
from botosmith_runtime.protocols.received import Received


class JsonRpc(Protocol):
    """The protocol ``json``; only the media type depends on its version."""

    name = "json"
    unknown_status = 400

    def __init__(self, service: Any) -> None:
        super().__init__(service)
        self.media_type = f"application/x-amz-json-{service.metadata.get('jsonVersion', '1.0')}"
        self._readers = json_values.readers()

    def asks(self, received: Received) -> str | None:
        target = received.headers.get("x-amz-target")
        return None if target is None else target.rpartition(".")[2]

    def target(self, received: Received) -> str:
        """The prefix of the target, which names the service."""
        return received.headers.get("x-amz-target", "").rpartition(".")[0]

    def read(self, operation: Any, received: Received, content: bytes) -> dict[str, Any]:
        received.check_charset()
        shape = operation.input_shape
        if shape is None:
            return {}
        if shape.event_stream_name:
            return self.events(operation, content)
        return self._readers.reader(shape)(json_values.loaded(content)) if content else {}

    def value(self, shape: Any, content: bytes) -> Any:
        return self._readers.reader(shape)(json_values.loaded(content))

    def encoded(self, shape: Any, value: Any) -> bytes:
        return dumped(json_value(shape, value))

    def body(self, operation: Any, value: Mapping[str, Any]) -> bytes:
        shape = operation.output_shape
        return self.encoded(shape, value) if shape else b"{}"

    def wire_code(self, shape: Any, code: str) -> str:
        if shape is not None and "awsQueryCompatible" in self.service.metadata:
            return str(shape.name)  # the old code is in a header
        return super().wire_code(shape, code)

    def error_headers(self, error: WireError) -> dict[str, str]:
        return query_headers(self.service, error.code, error.status)

    def error_body(self, error: WireError) -> bytes:
        return dumped({"__type": error.code} | error_members(error))


def error_members(error: WireError) -> dict[str, Any]:
    """The members of an error in JSON; members that the model does not have stay unchanged."""
    shape, given = error.shape, error.members
    if shape is None:
        return given
    known = {key: item for key, item in given.items() if key in shape.members}
    more = {key: item for key, item in given.items() if key not in shape.members}
    written: dict[str, Any] = json_value(shape, known)
    return more | written
