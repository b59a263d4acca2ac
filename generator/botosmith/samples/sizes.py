"""The sizes of shapes' smallest values, to choose the smallest."""

from __future__ import annotations

from collections.abc import Iterable

from botosmith import ir, patterns
from botosmith.models.limits import VALUE
from botosmith.models.smallest import Needs, smallest


def ranks(shapes: Iterable[ir.Shape]) -> dict[str, int]:
    """The size of each shape's smallest value; shapes without any value are left out."""
    return {
        name: size.characters
        for name, size in smallest({shape.name: _needs(shape) for shape in shapes}).items()
    }


def size(shape: ir.Shape) -> int:
    """The size of a value itself, without its parts."""
    least = int(shape.minimum or 0) if shape.kind in ("string", "blob") else 0
    return VALUE + max(least, patterns.shortest(shape.pattern) if shape.pattern else 0)


def _needs(shape: ir.Shape) -> Needs[str]:
    least = int(shape.minimum or 0)
    match shape.kind:
        case "structure" if shape.structured:
            members = [one for one in shape.members if shape.union or one.required]
            parts = tuple((1, one.shape) for one in members)
            return Needs(VALUE, parts, any_one=shape.union)
        case "list" if least:
            return Needs(VALUE, ((least, shape.element),))
        case "map" if least:
            return Needs(VALUE, ((least, shape.key), (least, shape.element)))
        case _:
            return Needs(size(shape))
