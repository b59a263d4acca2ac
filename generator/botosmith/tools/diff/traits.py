"""Compares the traits at one place; the table of traits has the kind of each change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from botosmith.models.traits import TraitPlace, at
from botosmith.tools.diff import constraints
from botosmith.tools.diff.changes import Changes, from_to

_TEXTS = "documentation-changed"
_OF_ERRORS: tuple[TraitPlace, ...] = ("error",)


def changes(
    where: str, old: Mapping[str, Any], new: Mapping[str, Any], place: TraitPlace
) -> Changes:
    """The changes in the traits of a shape, or of a reference to one."""
    yield from constraints.changes(where, old, new)
    before, after = old.get("error", {}), new.get("error", {})
    yield from compared(f"{where}.error", before, after, _OF_ERRORS, "trait-changed")
    places: tuple[TraitPlace, ...] = (place, "extras of a member")
    yield from compared(where, old, new, places, "trait-changed")


def compared(
    where: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    places: Collection[TraitPlace],
    other: str,
) -> Changes:
    """The changed traits; ``other`` is the kind of change for traits that are not in the table."""
    for trait in _differing(old, new):
        rows = [row for place in places if (row := at(place).get(trait))]
        before, after = old.get(trait), new.get(trait)
        if rows and not rows[0].change:
            continue  # compared elsewhere, or without effect on callers
        kind = rows[0].kind_of_change(before, after) if rows else other
        if rows and rows[0].comes_and_goes:
            before, after = bool(before), bool(after)
        text = "another text" if kind == _TEXTS else from_to(before, after)
        yield kind, f"{where}.{trait}" if where else trait, text


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """The traits that differ; an empty value is the same as a missing one."""
    for trait in sorted(old.keys() | new.keys()):
        if (old.get(trait) or None) != (new.get(trait) or None):
            yield trait
