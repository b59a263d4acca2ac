"""The protocol smithy-rpc-v2-cbor: the operation in the path, and CBOR in both bodies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from botosmith_runtime.protocols import cbor, formats, texts
from botosmith_runtime.protocols.errors import Wrong, shown
from botosmith_runtime.protocols.json_values import unknown_member
from botosmith_runtime.protocols.protocol import WireError
from botosmith_runtime.protocols.received import Received
from botosmith_runtime.protocols.rpc import Rpc, error_members
from botosmith_runtime.protocols.trees import TreeReaders, Words, exactly, number, whole

_PATH = re.compile(r".*/service/([^/]+)/operation/([^/]+)/?")


class RpcV2Cbor(Rpc):
    """The protocol ``smithy-rpc-v2-cbor``."""

    name = "smithy-rpc-v2-cbor"
    media_type = "application/cbor"

    def __init__(self, service: Any) -> None:
        super().__init__(service)
        self._readers = TreeReaders(_WORDS)

    def asks(self, received: Received) -> str | None:
        if received.headers.get("smithy-protocol") != "rpc-v2-cbor":
            return None
        found = _PATH.fullmatch(received.path)
        return found[2] if found else ""

    def target(self, received: Received) -> str:
        """The service in the path."""
        found = _PATH.fullmatch(received.path)
        return found[1] if found else ""

    def value(self, shape: Any, content: bytes) -> Any:
        return self._readers.reader(shape)(cbor.decode(content))

    def encoded(self, shape: Any, value: Any) -> bytes:
        return cbor.encode(_cbor(shape, value))

    def headers(self, request_id: str) -> dict[str, str]:
        return {"smithy-protocol": "rpc-v2-cbor"} | super().headers(request_id)

    def body(self, operation: Any, value: Mapping[str, Any]) -> bytes:
        shape = operation.output_shape
        return self.encoded(shape, value) if shape else b""

    def error_body(self, error: WireError) -> bytes:
        return cbor.encode({"__type": error.code} | error_members(error, _cbor))


def _cbor(shape: Any, value: Any) -> Any:
    """The value for ``cbor.encode``: timestamps and bytes stay, and a float is always a float."""
    if value is None:
        return None
    match shape.type_name:
        case "structure" if not shape.is_document_type:
            if (unknown := unknown_member(shape, value)) is not None:
                return {unknown: {}}
            return {
                key: _cbor(shape.members[key], item)
                for key, item in value.items()
                if key in shape.members
                and item is not None
                and not shape.members[key].serialization.get("eventheader")
            }
        case "list":
            return [_cbor(shape.member, item) for item in value]
        case "map":
            return {key: _cbor(shape.value, item) for key, item in value.items()}
        case "blob":
            return formats.content(value)
        case _:
            return value


def _moment(value: Any) -> Any:
    if type(value) is not cbor.Epoch:
        raise Wrong(f"expected a timestamp with the tag 1, got {shown(value)}")
    return texts.epoch(value.seconds)


def _timestamp(form: str) -> texts.Read:  # noqa: ARG001  # CBOR only has one form
    return _moment


_WORDS = Words(
    scalars={
        "string": exactly(str, "text"),
        "boolean": exactly(bool, "true or false"),
        "integer": whole,
        "long": whole,
        "float": number,
        "double": number,
        "blob": exactly(bytes, "bytes"),
    },
    timestamp=_timestamp,
)
