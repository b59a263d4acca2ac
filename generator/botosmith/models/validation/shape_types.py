"""The types of shapes, and the type of the shape that has a trait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith.models.documents import is_object
from botosmith.models.traits import TraitPlace

TYPES = frozenset(
    {"blob", "boolean", "double", "float", "integer", "list", "long", "map", "string"}
    | {"structure", "timestamp"}
)
ALIASES: Mapping[str, str] = {"character": "string"}
"""Other names of types: botocore parses a character as a string."""
COUNTED = frozenset({"blob", "list", "map", "string"})
"""The types for which ``min`` and ``max`` are a length, or a number of entries."""
BOUNDED = COUNTED | {"double", "float", "integer", "long"}
"""The types that may have ``min`` and ``max``."""


def type_of(shape: object) -> str:
    """The type of a shape; empty if it is not valid, or unknown to botocore."""
    found = shape.get("type") if is_object(shape) else None
    kind = ALIASES.get(found, found) if isinstance(found, str) else ""
    return kind if kind in TYPES else ""


def type_at(given: Mapping[str, Any], place: TraitPlace, shapes: Mapping[str, Any]) -> str:
    """The type of a shape, or of the shape that a reference names; else empty."""
    if place == "reference":
        name = given.get("shape")
        return type_of(shapes.get(name)) if isinstance(name, str) else ""
    return type_of(given) if place == "shape" else ""


def a(kind: str) -> str:
    """A type with its article: ``a list``, ``an integer``."""
    return f"an {kind}" if kind.startswith("i") else f"a {kind}"
