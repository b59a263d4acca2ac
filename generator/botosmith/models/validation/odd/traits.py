"""Finds traits of the wrong type, or on shapes that cannot have them, by the table of traits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from botosmith.models.traits import Standing, at
from botosmith.models.traits.trait import FLAG, STRING, Trait
from botosmith.models.validation.odd.oddity import ABSENT, Oddities, Oddity
from botosmith.models.validation.shape_types import a, type_at
from botosmith.models.validation.values import expected, is_number


def oddities(standing: Iterable[Standing], shapes: Mapping[str, Any]) -> Oddities:
    """The odd traits of a document's objects, which botocore ignores."""
    for where, given, place in standing:
        traits = at(place)
        for name, value in given.items():
            trait = traits.get(name)
            if trait is None:
                continue
            # A flag that is false has no effect in botocore.
            said = value is not False and value is not None
            if trait.on and said and trait.misplaced == "odd-place":
                stands_on = type_at(given, place, shapes)
                if trait.is_misplaced(stands_on):
                    message = f"is on {a(stands_on)}, where it has no effect"
                    advice = f"only {_listed(trait.on)} have it, so leave it out"
                    path = _path(where, name)
                    yield Oddity("odd-place", path, message, given, name, advice=advice)
                    continue
            if trait.is_odd(value):
                message = expected(trait.kind.phrase, value)
                meant = _meant(trait, value)
                yield Oddity("odd-value", _path(where, name), message, given, name, meant)


def _path(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _meant(trait: Trait, value: Any) -> Any:
    """How botocore understands a value: it tests whether flags are truthy, and formats strings."""
    if trait.kind is FLAG:
        return bool(value)
    if trait.kind is STRING and not trait.constraint and is_number(value):
        return json.dumps(value)
    return ABSENT


def _listed(types: tuple[str, ...]) -> str:
    *others, last = (f"{one}s" for one in types)
    return f"{', '.join(others)} and {last}" if others else last
