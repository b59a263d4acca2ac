"""The protocols json 1.0 and 1.1: ``X-Amz-Target``, and JSON in requests and responses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith_runtime.protocols import json_values
from botosmith_runtime.protocols.json_values import dumped, json_value
from botosmith_runtime.protocols.protocol import WireError
from botosmith_runtime.protocols.received import Received
from botosmith_runtime.protocols.rpc import Rpc, error_members


class JsonRpc(Rpc):
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
        return super().read(operation, received, content)

    def value(self, shape: Any, content: bytes) -> Any:
        return self._readers.reader(shape)(json_values.loaded(content))

    def encoded(self, shape: Any, value: Any) -> bytes:
        return dumped(json_value(shape, value))

    def body(self, operation: Any, value: Mapping[str, Any]) -> bytes:
        shape = operation.output_shape
        return self.encoded(shape, value) if shape else b"{}"

    def error_body(self, error: WireError) -> bytes:
        return dumped({"__type": error.code} | error_members(error, json_value))
