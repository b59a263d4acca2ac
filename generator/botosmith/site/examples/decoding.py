"""Decodes members of examples as botocore does. AWS has the encoded text there, or placeholders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith import ir
from botosmith.models.documents import is_list, is_object


class Decoding:
    """Decodes the members of one response.

    With ``replaces``, it replaces placeholders, such as ``<URL-encoded-JSON>``, by samples;
    ``replaced`` has their places.
    """

    def __init__(self, shapes: Mapping[str, ir.Shape], *, replaces: bool) -> None:
        self.replaced: list[str] = []
        self._shapes = shapes
        self._replaces = replaces

    def value(self, value: Any, name: str, path: str = "") -> Any:
        """A value as the client returns it; values that break their shape are unchanged."""
        shape = self._shapes[name]
        if shape.structured and is_object(value):
            members = {member.name: member for member in shape.members}
            return {
                key: self._member(item, members[key], f"{path}.{key}" if path else key)
                if key in members
                else item
                for key, item in value.items()
            }
        if shape.kind == "list" and is_list(value):
            return [
                self.value(item, shape.element, f"{path}[{index}]")
                for index, item in enumerate(value)
            ]
        return value  # botocore does not decode inside maps

    def _member(self, value: Any, member: ir.Member, path: str) -> Any:
        facts = member.as_handled("decodes")
        if facts is None or not facts.instead:
            return value if member.form == "json" else self.value(value, member.shape, path)
        if not isinstance(value, str):
            return value
        try:
            read = facts.read(value)
        except (ValueError, RecursionError):
            read = None
        if is_object(read):
            return read
        if facts.instead != "dict" or not self._replaces:
            return value
        self.replaced.append(f"{path}: a sample, since {value!r} is no JSON object")
        return facts.given()
