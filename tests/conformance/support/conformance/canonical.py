"""Values of shapes in one form, so that what was given and what arrived can be compared."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import datetime
from math import isnan
from typing import Any

from botocore.utils import parse_to_aware_datetime
from botosmith.models.documents import is_list, is_object

_aware: Callable[[Any], datetime] = parse_to_aware_datetime


def canonical(shape: Any, value: Any) -> Any:
    """Moments as seconds, blobs as bytes, numbers as numbers; without members that are None."""
    scalar: Any = value  # which the guards below leave as it is
    match shape.type_name:
        case "structure" if is_list(value):
            events: list[Any] = value
            return [canonical(shape, event) for event in events]
        case "structure" if is_object(value) and not shape.is_document_type:
            members: dict[str, Any] = value
            return {
                key: canonical(shape.members[key], item) if key in shape.members else item
                for key, item in members.items()
                if item is not None
            }
        case "list" if is_list(value):
            items: list[Any] = value
            return [None if item is None else canonical(shape.member, item) for item in items]
        case "map" if is_object(value):
            entries: dict[str, Any] = value
            return {
                key: None if item is None else canonical(shape.value, item)
                for key, item in entries.items()
            }
        case "timestamp":
            return round(_aware(scalar).timestamp(), 6)
        case "blob":
            content: Any = scalar.read() if hasattr(scalar, "read") else scalar
            return content.encode() if isinstance(content, str) else bytes(content)
        case "float":
            return _number(
                struct.unpack(">f", struct.pack(">f", float(scalar)))[0]
            )  # as CBOR has it
        case "double":
            return _number(float(scalar))
        case _:
            return value


def _number(value: float) -> float | str:
    return "NaN" if isnan(value) else value


def comparable(operation: Any, params: dict[str, Any]) -> dict[str, Any]:
    """Parameters without what the wire has no room for, at any depth.

    Empty lists and maps, of which query, ec2, flat XML, headers and query strings say nothing;
    empty payloads, that look like absent ones; the type of the body, which the protocol sets.
    """
    shape = operation.input_shape
    protocol: str = operation.service_model.resolved_protocol
    if shape is None:
        return params
    found = dict(params)
    for key, member in shape.members.items():
        location = member.serialization.get("location")
        in_address = location in ("header", "headers", "querystring")
        is_payload = key == shape.serialization.get("payload")
        if key in found and (in_address or is_payload) and found[key] in ([], {}, b"", ""):
            del found[key]
        if location == "header" and str(member.serialization.get("name")).lower() == "content-type":
            found.pop(key, None)
        if location == "querystring" and member.type_name == "map":
            found.pop(key, None)  # which holds the other parameters of the query, too
    if protocol in ("query", "ec2", "rest-xml"):
        return filled(found) or {}
    return found


def without_flat_lists(shape: Any, value: Any) -> Any:
    """A response without empty lists that XML writes flat: without items there is no element."""
    if shape.type_name == "structure" and is_object(value):
        pairs: dict[str, Any] = value
        members = shape.members
        return {
            key: without_flat_lists(members[key], item) if key in members else item
            for key, item in pairs.items()
            if not (item == [] and key in members and _is_flat(members[key]))
        }
    if shape.type_name == "list" and is_list(value):
        items: list[Any] = value
        return [without_flat_lists(shape.member, item) for item in items]
    return value


def _is_flat(shape: Any) -> bool:
    return shape.type_name == "list" and bool(shape.serialization.get("flattened"))


def filled(value: Any) -> Any:
    """A value without what is empty in it; None if nothing is left."""
    if is_object(value):
        pairs: dict[str, Any] = value
        inside = {key: filled(item) for key, item in pairs.items()}
        return {key: item for key, item in inside.items() if item is not None} or None
    if is_list(value):
        items: list[Any] = value
        return [filled(item) for item in items if filled(item) is not None] or None
    return None if value == b"" else value
