"""What json and rpc-v2-cbor share: a whole input in the body, and errors named in the body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botosmith_runtime.protocols.protocol import Protocol, WireError
from botosmith_runtime.protocols.query_errors import query_headers
from botosmith_runtime.protocols.received import Received


class Rpc(Protocol):
    """A protocol that sends the operation's name, and one tree of values in each body.

    Services that used query before have the old code of an error in a header.
    """

    def read(self, operation: Any, received: Received, content: bytes) -> dict[str, Any]:  # noqa: ARG002  # for REST
        shape = operation.input_shape
        if shape is None:
            return {}
        if shape.event_stream_name:
            return self.events(operation, content)
        return self.value(shape, content) if content else {}

    def wire_code(self, shape: Any, code: str) -> str:
        if shape is not None and "awsQueryCompatible" in self.service.metadata:
            return str(shape.name)
        return super().wire_code(shape, code)

    def error_headers(self, error: WireError) -> dict[str, str]:
        return query_headers(self.service, error.code, error.status)


def error_members(error: WireError, tree: Callable[[Any, Any], Any]) -> dict[str, Any]:
    """The members of an error, made by ``tree`` from a shape and a value.

    Members that the model does not have stay unchanged.
    """
    shape, given = error.shape, error.members
    if shape is None:
        return given
    known = {key: item for key, item in given.items() if key in shape.members}
    more = {key: item for key, item in given.items() if key not in shape.members}
    written: dict[str, Any] = tree(shape, known)
    return more | written
