"""Finds traits on which botocore would fail, by the table of traits; see ``odd`` for others."""

from __future__ import annotations

from typing import Any

from botosmith.models.documents import is_object
from botosmith.models.traits import TraitPlace, at, walk
from botosmith.models.validation.shape_types import a, type_at
from botosmith.models.validation.values import Flaw, Found, unexpected


def problems(document: dict[str, Any], root: TraitPlace) -> Found:
    """The traits of a document with a wrong type, or at a wrong place."""
    shapes = document.get("shapes")
    known: dict[str, Any] = shapes if is_object(shapes) else {}
    for where, given, place in walk(document, root):
        traits = at(place)
        for name, value in given.items():
            trait = traits.get(name)
            if trait is None or not (trait.kind.types or trait.on):
                continue
            path = f"{where}.{name}" if where else name
            stands_on = type_at(given, place, known) if trait.on and value else ""
            if trait.misplaced == "wrong-value" and trait.is_misplaced(stands_on):
                advice = f"it is for {' and '.join(f'{one}s' for one in trait.on)}"
                yield Flaw(path, f"is on {a(stands_on)}", advice=advice)
            elif trait.kind.refuses(value):
                yield unexpected(path, trait.kind.phrase, value)
