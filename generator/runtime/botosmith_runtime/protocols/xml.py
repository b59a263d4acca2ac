"""Responses in XML: the protocols query, ec2 and rest-xml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from botosmith_runtime.protocols import formats
from botosmith_runtime.protocols.json_values import unknown_member

_LOST = {"\r": "&#13;"}  # else a parser would turn it into a line feed


def element(name: str, shape: Any, value: Any) -> str:
    """An element with a value of a shape."""
    namespace = _namespace(shape.serialization.get("xmlNamespace"))
    match shape.type_name:
        case "structure":
            return wrapped(name, *content(shape, value))
        case "list":
            item_name = shape.member.serialization.get("name", "member")
            items = "".join(element(item_name, shape.member, item) for item in value)
            return wrapped(name, items, namespace)
        case "map":
            entries = "".join(wrapped("entry", _entry(shape, *pair)) for pair in value.items())
            return wrapped(name, entries, namespace)
        case "blob":
            return wrapped(name, formats.encoded(value), namespace)
        case "timestamp":
            form = shape.serialization.get("timestampFormat", "iso8601")
            return wrapped(name, text(formats.moment(value, form)), namespace)
        case _:
            return wrapped(name, text(value), namespace)


def content(shape: Any, value: Mapping[str, Any]) -> tuple[str, str]:
    """The content of a structure's element, and the element's attributes."""
    attributes = "".join(
        f" {member.serialization['name']}={quoteattr(formats.scalar(value[key]))}"
        for key, member in shape.members.items()
        if member.serialization.get("xmlAttribute") and value.get(key) is not None
    )
    namespace = _namespace(shape.serialization.get("xmlNamespace"))
    return members(shape, value), namespace + attributes


def root_name(shape: Any) -> str:
    """The name of a shape's element as the root of a document."""
    name: str = shape.serialization.get("name", shape.name)
    return name


def id_element(name: str, request_id: str) -> str:
    """The element of the request's id, if the id is known."""
    return wrapped(name, text(request_id)) if request_id else ""


def members(shape: Any, value: Mapping[str, Any]) -> str:
    """The elements of a structure's members."""
    if (unknown := unknown_member(shape, value)) is not None:
        return wrapped(unknown, "")
    return "".join(
        _member(key, member, value[key])
        for key, member in shape.members.items()
        if value.get(key) is not None
        and not member.serialization.get("xmlAttribute")
        and not member.serialization.get("eventheader")
    )


def _member(key: str, shape: Any, value: Any) -> str:
    name = shape.serialization.get("name", key)
    if not shape.serialization.get("flattened"):
        return element(name, shape, value)
    if shape.type_name == "map":
        return "".join(wrapped(name, _entry(shape, *pair)) for pair in value.items())
    name = shape.member.serialization.get("name", name)
    return "".join(element(name, shape.member, item) for item in value)


def _entry(shape: Any, key: str, value: Any) -> str:
    key_name = shape.key.serialization.get("name") or "key"
    value_name = shape.value.serialization.get("name") or "value"
    return element(key_name, shape.key, key) + element(value_name, shape.value, value)


def wrapped(name: str, inside: str, attributes: str = "") -> str:
    """An element around XML."""
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def namespace(uri: str | None) -> str:
    """The attribute that gives a root its namespace."""
    return f" xmlns={quoteattr(uri)}" if uri else ""


def text(value: Any) -> str:
    """Text between tags."""
    return escape(formats.scalar(value), _LOST)


def _namespace(given: Any) -> str:
    if not given:
        return ""
    if isinstance(given, str):
        return namespace(given)
    prefix = f":{given['prefix']}" if given.get("prefix") else ""
    return f" xmlns{prefix}={quoteattr(given['uri'])}"
