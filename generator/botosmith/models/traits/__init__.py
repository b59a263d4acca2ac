"""The traits of botocore's format, in one table.

Validation checks the types in it, the linter reports every other key, and ``diff`` classifies
changes by it. A new trait is one row.

The table has the traits that botocore reads, and those in its models.
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
"""The place of each document's outermost object."""


@cache
def at(place: TraitPlace) -> Mapping[str, Trait]:
    """The traits that are allowed at a place, by name."""
    return {trait.name: trait for trait in TABLE if place in trait.places}


@cache
def constraints() -> frozenset[str]:
    """The names of the traits that limit the values of a shape."""
    return frozenset(trait.name for trait in TABLE if trait.constraint)


Standing = tuple[str, dict[str, Any], TraitPlace]
"""An object of a document: its path, the object, and its place."""


def walk(document: object, place: TraitPlace) -> Iterator[Standing]:
    """Every object of a document that has a place in the table, from the outside inward.

    Values of another type are left out, and so are references without other traits than the
    shape's name, which are most.
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
    """The objects inside a trait's value, below ``nested`` levels of objects or lists."""
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
