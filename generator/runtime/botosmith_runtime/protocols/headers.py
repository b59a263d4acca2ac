"""Members of responses that travel in headers."""

from __future__ import annotations

import base64
from typing import Any

from botosmith_runtime.protocols import formats
from botosmith_runtime.protocols.bodies import dumped


def headers_of(key: str, shape: Any, value: Any) -> dict[str, str]:
    """The header of a member; of a map that is spread over headers, each of these."""
    name = shape.serialization.get("name", key)
    if shape.serialization.get("location") == "headers":
        return {
            f"{name if 'name' in shape.serialization else ''}{k}": str(v) for k, v in value.items()
        }
    return {name: _header_value(shape, value)}


def _header_value(shape: Any, value: Any) -> str:
    if shape.serialization.get("jsonvalue"):
        return base64.b64encode(dumped(value)).decode("ascii")
    match shape.type_name:
        case "timestamp":
            return str(formats.moment(value, shape.serialization.get("timestampFormat", "rfc822")))
        case "list":
            return ",".join(_header_value(shape.member, item) for item in value)
        case "blob":
            return formats.encoded(value)
        case _:
            return formats.scalar(value)
