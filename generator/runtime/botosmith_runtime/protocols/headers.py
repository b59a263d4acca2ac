"""Members in headers, of requests and responses."""

from __future__ import annotations

import base64
import re
from typing import Any

from botosmith_runtime.protocols import formats, parts, texts
from botosmith_runtime.protocols.errors import Wrong, shown
from botosmith_runtime.protocols.json_values import dumped, is_json_header, loaded
from botosmith_runtime.protocols.texts import Read

_ITEM = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([^",][^,]*|))\s*(?:,|$)')
_ESCAPED = re.compile(r"\\(.)")


def headers_of(key: str, shape: Any, value: Any) -> dict[str, str]:
    """The header of a member; the headers of a map that has one for each entry."""
    name = shape.serialization.get("name", key)
    if shape.serialization.get("location") == "headers":
        prefix = name if "name" in shape.serialization else ""
        return {f"{prefix}{key}": str(item) for key, item in value.items() if item is not None}
    return {name: _header_value(shape, value)}


def _header_value(shape: Any, value: Any) -> str:
    if shape.serialization.get("jsonvalue"):
        return base64.b64encode(dumped(value)).decode("ascii")
    match shape.type_name:
        case "timestamp":
            return str(formats.moment(value, shape.serialization.get("timestampFormat", "rfc822")))
        case "list":
            is_text = shape.member.type_name == "string"
            items = [_header_value(shape.member, item) for item in value]
            return ",".join(map(_quoted, items) if is_text else items)
        case "blob":
            return formats.encoded(value)
        case _:
            return formats.scalar(value)


def _quoted(text: str) -> str:
    if '"' in text or "," in text:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return text


def reader(shape: Any) -> Read:
    """The reader of a header's text; raises Wrong."""
    if is_json_header(shape):
        return _json
    if shape.type_name != "list":
        return texts.scalar(shape, "rfc822")
    read = texts.scalar(shape.member, "rfc822")
    form = shape.member.serialization.get("timestampFormat", "rfc822")
    split = _items
    if shape.member.type_name == "timestamp" and form == "rfc822":
        split = _dates

    def read_list(text: str) -> list[Any]:
        return parts.each(read, split(text))

    return read_list


def _json(text: str) -> Any:
    return loaded(texts.blob(text.strip()))


def _items(text: str) -> list[str]:
    """The items between commas; an item that contains a comma is in quotes."""
    if '"' not in text:
        return [item.strip() for item in text.split(",")]
    found: list[str] = []
    at = 0
    while at < len(text):
        match = _ITEM.match(text, at)
        if match is None:
            raise Wrong(f"expected items with commas between them, got {shown(text)}")
        quoted, plain = match.groups()
        found.append(plain.strip() if quoted is None else _ESCAPED.sub(r"\1", quoted))
        at = match.end()
    return found


def _dates(text: str) -> list[str]:
    """Dates between commas; each date contains a comma, too."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) % 2:
        raise Wrong(f"expected dates with commas between them, got {shown(text)}")
    return [f"{day}, {rest}" for day, rest in zip(parts[::2], parts[1::2], strict=True)]
