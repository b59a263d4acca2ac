"""The traits that botocore's format knows, in one table.

Validation, the linter and ``diff`` read it: the linter calls no other key known, validation asks
for the types that stand here, and ``diff`` classes a change by it. A new trait is one row.

What stands here is what botocore reads, and what its models have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from botosmith.models.documents import is_list, is_object
from botosmith.models.traits import of_services, of_shapes, of_sidecars
from botosmith.models.traits.trait import Trait as Trait
from botosmith.models.traits.trait import TraitPlace as TraitPlace

TABLE = [*of_services.ROWS, *of_shapes.ROWS, *of_sidecars.ROWS]

ROOTS: Mapping[str, TraitPlace] = {
    "service-2": "service",
    "paginators-1": "paginators",
    "waiters-2": "waiters",
    "examples-1": "examples",
}
"""The place of the outermost object of each document."""


@cache
def at(place: TraitPlace) -> Mapping[str, Trait]:
    """The traits that may stand at a place, by name."""
    return {trait.name: trait for trait in TABLE if place in trait.places}


@cache
def constraints() -> frozenset[str]:
    """The names of the traits that limit the values of a shape."""
    return frozenset(trait.name for trait in TABLE if trait.constraint)


Standing = tuple[str, dict[str, Any], TraitPlace]
"""An object of a document: its path, itself, the place at which it stands."""


def walk(document: object, place: TraitPlace) -> Iterator[Standing]:
    """Every object of a document whose traits the table knows, from the outside inward.

    What is no object, though the format asks for one, is passed over, and so is a reference that
    has no trait but the name of its shape: most are such.
    """
    pending: list[tuple[str, object, TraitPlace]] = []
    pending.append(("", document, place))
    while pending:
        where, found, at_place = pending.pop()
        if not is_object(found):
            continue
        yield where, found, at_place
        inside: list[tuple[str, object, TraitPlace]] = []
        for name, inner, nested in _with_inside(at_place):
            if name in found:
                path = f"{where}.{name}" if where else name
                inside.extend((p, o, inner) for p, o in _nested(path, found[name], nested))
        pending.extend(reversed(inside))


def _nested(where: str, found: object, nested: int) -> Iterator[tuple[str, object]]:
    """The objects inside a trait's value, however many objects or lists lie around them."""
    if not nested:
        if not (is_object(found) and len(found) == 1 and "shape" in found):
            yield where, found
    elif is_object(found) or is_list(found):
        pairs = found.items() if is_object(found) else enumerate(found)
        for key, one in pairs:
            if nested > 1 or not (is_object(one) and len(one) == 1 and "shape" in one):
                yield from _nested(f"{where}.{key}", one, nested - 1)


@cache
def _with_inside(place: TraitPlace) -> tuple[tuple[str, TraitPlace, int], ...]:
    return tuple(
        (name, trait.inside, trait.nested)
        for name, trait in at(place).items()
        if trait.inside is not None
    )
