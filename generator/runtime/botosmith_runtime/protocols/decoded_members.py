"""Values -> the text that botocore's handlers decode for a client; they also run with fakes."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

isa: Callable[[Any, Any], bool] = isinstance  # without a type checker's narrowing
Decoded = Mapping[tuple[str, str], str]
"""The encoding of members, by structure and member."""


def encoded(value: Any, shape: Any, decoded: Decoded) -> Any:
    """A copy of a checked response, with text for the members that tests pass decoded."""
    if shape is None:
        return value
    match shape.type_name:
        case "structure" if isa(value, dict) and not shape.is_document_type:
            return {
                key: _member(item, shape.members.get(key), decoded.get((shape.name, key)), decoded)
                for key, item in value.items()
            }
        case "list" if isa(value, list):
            return [encoded(item, shape.member, decoded) for item in value]
        case _:
            return value


def _member(value: Any, shape: Any, encoding: str | None, decoded: Decoded) -> Any:
    write = _WRITERS.get(encoding or "")
    return write(value) if write is not None else encoded(value, shape, decoded)


def _quoted(value: Any) -> str:
    # A test may pass text, quoted as a service sends it or not.
    return value if isa(value, str) else quote(json.dumps(value))


def _json(value: Any) -> str:
    return value if isa(value, str) else json.dumps(value)


def _base64(value: Any) -> Any:
    return base64.b64encode(value.encode()).decode() if isa(value, str) else value


_WRITERS: Mapping[str, Callable[[Any], Any]] = {
    "base64": _base64,
    "json": _json,
    "quoted-json": _quoted,
}
