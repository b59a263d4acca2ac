"""``enum``, ``pattern``, ``min`` and ``max``: has a constraint become tighter or looser?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith.diffing.changes import Found, from_to
from botosmith.soundness.values import shown

TRAITS = frozenset({"enum", "pattern", "min", "max"})


def changes(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Found:
    """What has changed in the constraints of a shape, or of a reference to one."""
    yield from _enum(f"{where}.enum", old.get("enum"), new.get("enum"))
    yield from _pattern(f"{where}.pattern", old.get("pattern"), new.get("pattern"))
    yield from _limit(f"{where}.min", "minimum", old.get("min"), new.get("min"))
    yield from _limit(f"{where}.max", "maximum", old.get("max"), new.get("max"))


def _enum(where: str, old: list[str] | None, new: list[str] | None) -> Found:
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


def _pattern(where: str, old: str | None, new: str | None) -> Found:
    if old == new:
        return
    if old is None or new is None:
        kind = "pattern-added" if old is None else "pattern-removed"
    else:
        from botosmith.diffing.pattern_order import order  # few diffs need it

        found = order(old, new)
        if found == "same":
            return
        kind = f"pattern-{found}"
    yield kind, where, from_to(old, new)


def _limit(where: str, which: str, old: float | None, new: float | None) -> Found:
    if old == new:
        return
    lowest = float("-inf") if which == "minimum" else float("inf")
    up = (lowest if new is None else new) > (lowest if old is None else old)
    yield f"{which}-{'raised' if up else 'lowered'}", where, from_to(old, new)
