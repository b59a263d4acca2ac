"""A value of a shape as the bytes of a body, or of a part of one: in JSON, CBOR or XML."""

from __future__ import annotations

import json
from typing import Any

from botosmith_runtime.protocols import cbor, formats, xml


def encoded(protocol: str, shape: Any, value: Any) -> bytes:
    """The value in the protocol's own format, without an envelope."""
    match protocol:
        case "json" | "rest-json":
            return dumped(json_value(shape, value))
        case "smithy-rpc-v2-cbor":
            return cbor.encode(_cbor(shape, value))
        case _:
            name = shape.serialization.get("name", shape.name)
            return xml.element(name, shape, value).encode()


def dumped(value: Any) -> bytes:
    """JSON in UTF-8."""
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half of a surrogate pair, for which JSON has an escape
        return json.dumps(value).encode()


def json_value(shape: Any, value: Any) -> Any:
    """What ``json.dumps`` takes."""
    if value is None:
        return None
    match shape.type_name:
        case "structure" if not shape.is_document_type:
            return {
                member.serialization.get("name", key): json_value(member, value[key])
                for key, member in shape.members.items()
                if value.get(key) is not None
                and not member.serialization.get("eventheader")
                and member.serialization.get("location") not in ("header", "headers", "statusCode")
            }
        case "list":
            return [json_value(shape.member, item) for item in value]
        case "map":
            return {key: json_value(shape.value, item) for key, item in value.items()}
        case "blob":
            return formats.encoded(value)
        case "timestamp":
            return formats.moment(
                value, shape.serialization.get("timestampFormat", "unixtimestamp")
            )
        case _:
            return value


def _cbor(shape: Any, value: Any) -> Any:
    """What ``cbor.encode`` takes: CBOR has moments and bytes, but a float stays a float."""
    match shape.type_name:
        case "structure" if not shape.is_document_type:
            return {
                key: _cbor(shape.members[key], item)
                for key, item in value.items()
                if key in shape.members
            }
        case "list":
            return [_cbor(shape.member, item) for item in value]
        case "map":
            return {key: _cbor(shape.value, item) for key, item in value.items()}
        case "blob":
            return formats.content(value)
        case _:
            return value
