"""Where a shape is used: in which operations, structures and errors, and in which member."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from botosmith import ir
from botosmith.site.paths import Pages


@dataclass(frozen=True, slots=True, order=True)
class ShapeUse:
    """A page that refers to a shape: the owner's name, and the member or part that refers to it."""

    owner: str
    part: str
    path: str


def uses(service: ir.Service, pages: Pages) -> dict[str, tuple[ShapeUse, ...]]:
    """The users of each shape by its name, operations first."""
    found: dict[str, list[ShapeUse]] = {}
    for name, use in (*_by_operations(service, pages), *_by_shapes(service, pages)):
        found.setdefault(name, []).append(use)
    return {name: tuple(dict.fromkeys(users)) for name, users in found.items()}


def _by_operations(service: ir.Service, pages: Pages) -> Iterator[tuple[str, ShapeUse]]:
    for operation in service.operations:
        path = pages.operations[operation.name]
        for part, name in (("request", operation.input), ("response", operation.output)):
            if name:
                yield name, ShapeUse(operation.name, part, path)
        part = "error, only by its status" if operation.error_code_in == "status" else "error"
        for name in operation.errors:
            yield name, ShapeUse(operation.name, part, path)


def _by_shapes(service: ir.Service, pages: Pages) -> Iterator[tuple[str, ShapeUse]]:
    inner = {s.name: tuple(filter(None, (s.key, s.element))) for s in service.shapes}
    for shape in service.shapes:
        for member in shape.members:
            use = ShapeUse(shape.name, member.name, pages.of_shape(shape.name))
            for name in _reached(member.shape, inner):
                yield name, use


def _reached(name: str, inner: dict[str, tuple[str, ...]]) -> list[str]:
    """A member's shape, and the shapes inside it through lists and maps."""
    found = [name]
    for one in found:
        found += [other for other in inner[one] if other not in found]
    return found
