"""The protocol rest-json: JSON in bodies, and the names of errors in a header."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith_runtime.protocols import json_values
from botosmith_runtime.protocols.json_values import dumped, json_value
from botosmith_runtime.protocols.protocol import WireError
from botosmith_runtime.protocols.rest import Rest, in_body
from botosmith_runtime.protocols.rpc import error_members


class RestJson(Rest):
    """The protocol ``rest-json``."""

    name = "rest-json"
    media_type = "application/json"

    def __init__(self, service: Any) -> None:
        super().__init__(service)
        self._readers = json_values.readers()

    def value(self, shape: Any, content: bytes) -> Any:
        return self._readers.reader(shape)(json_values.loaded(content))

    def encoded(self, shape: Any, value: Any) -> bytes:
        return dumped(json_value(shape, value))

    def body(self, operation: Any, value: Mapping[str, Any]) -> bytes:
        shape = operation.output_shape
        inside = in_body(shape, value)
        return b"" if inside is None else self.encoded(shape, inside)

    def error_headers(self, error: WireError) -> dict[str, str]:
        found = super().error_headers(error)
        # The header may be a member of the error's shape.
        modelled = (name for name in found if name.lower() == "x-amzn-errortype")
        return found | {next(modelled, "x-amzn-errortype"): error.code}

    def error_body(self, error: WireError) -> bytes:
        return dumped(error_members(error, json_value))
