"""``enum``, ``pattern``, ``min`` and ``max``: has a constraint become tighter or looser?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith.ir.whole_numbers import WHOLE, whole_range
from botosmith.models.validation.shape_types import COUNTED
from botosmith.models.validation.values import shown
from botosmith.tools.diff.changes import Changes, from_to


def changes(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """The changes in the constraints of a shape, or of a reference to one."""
    yield from _enum(f"{where}.enum", old.get("enum"), new.get("enum"))
    yield from _pattern(f"{where}.pattern", old.get("pattern"), new.get("pattern"))
    limits = zip(("min", "max"), ("minimum", "maximum"), _limits(old), _limits(new), strict=True)
    for trait, which, before, after in limits:
        if before != after:
            kind = f"{which}-{'raised' if after > before else 'lowered'}"
            yield kind, f"{where}.{trait}", from_to(old.get(trait), new.get(trait))


def _enum(where: str, old: list[str] | None, new: list[str] | None) -> Changes:
    if old is None or new is None:
        if new is not None:
            yield "enum-added", where, f"only these values: {', '.join(map(shown, new))}"
        if old is not None:
            yield "enum-removed", where, "any text, where values were listed"
        return
    for value in new:
        if value not in old:
            yield "enum-value-added", where, f"{shown(value)} is new"
    for value in old:
        if value not in new:
            yield "enum-value-removed", where, f"{shown(value)} is gone"


def _pattern(where: str, old: str | None, new: str | None) -> Changes:
    if old == new:
        return
    if old is None or new is None:
        kind = "pattern-added" if old is None else "pattern-removed"
    else:
        from botosmith.tools.diff.pattern_order import order  # imported late: few diffs need it

        found = order(old, new)
        if found == "same":
            return
        kind = f"pattern-{found}"
    yield kind, where, from_to(old, new)


def _limits(traits: Mapping[str, Any]) -> tuple[float, float]:
    """The effective limits of values, including those of the type."""
    kind, low, high = traits.get("type", ""), traits.get("min"), traits.get("max")
    if kind in WHOLE:
        return whole_range(kind, low, high)
    least = 0 if kind in COUNTED else float("-inf")
    return (least if low is None else max(low, least), float("inf") if high is None else high)
