"""Compares shapes in pairs from the operations inward, so that renamed shapes are compared, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from botosmith.tools.diff import traits
from botosmith.tools.diff.changes import Changes, ModelChange, from_to
from botosmith.tools.diff.kinds import KINDS, ChangeSide

Pair = tuple[str, str]
RawShapes = Mapping[str, Mapping[str, Any]]


class Walk:
    """Goes through the shapes of two models, in pairs."""

    def __init__(self, old: RawShapes, new: RawShapes) -> None:
        self._old = old
        self._new = new

    def changes(self, roots: Iterable[tuple[str, Pair]], side: ChangeSide) -> Iterator[ModelChange]:
        """The changes inside requests or responses; ``roots`` are their shapes by operation."""
        for (before, after), operations in self._users(roots).items():
            old, new = self._old[before], self._new[after]
            if before == after and old == new:
                continue
            for kind, where, message in _shape((before, after), old, new):
                of_service = KINDS[kind].service is not None
                yield ModelChange(
                    kind=kind,
                    side="service" if of_service else _possible(kind, side),
                    where=where,
                    message=message,
                    operations=() if of_service else tuple(sorted(operations)),
                )

    def _users(self, roots: Iterable[tuple[str, Pair]]) -> dict[Pair, set[str]]:
        """The pairs inside the roots, each with the operations that use it."""
        users: dict[Pair, set[str]] = {}
        inside: dict[Pair, list[Pair]] = {}
        for operation, root in roots:
            pending = [root]
            while pending:
                pair = pending.pop()
                known = users.setdefault(pair, set())
                if operation not in known:
                    known.add(operation)
                    if pair not in inside:
                        inside[pair] = list(_inside(self._old[pair[0]], self._new[pair[1]]))
                    pending += inside[pair]
        return users


def _possible(kind: str, side: ChangeSide) -> ChangeSide:
    """The side; the other one if the change only has an effect there."""
    if side == "request" and KINDS[kind].request is None:
        return "response"
    return side


def _inside(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Pair]:
    if old["type"] != new["type"]:
        return
    before, after = old.get("members", {}), new.get("members", {})
    for name in before:
        if name in after:
            yield before[name]["shape"], after[name]["shape"]
    for part in ("member", "key", "value"):
        if part in old and part in new:
            yield old[part]["shape"], new[part]["shape"]


def _shape(pair: Pair, old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    where = f"shapes.{pair[1]}"
    if pair[0] != pair[1] and _has_a_type(new):
        yield "shape-renamed", where, from_to(*pair)
    if old["type"] != new["type"]:
        yield "type-changed", where, from_to(old["type"], new["type"])
        return
    yield from traits.changes(where, old, new, "shape")
    yield from _members(where, old, new)
    for part in ("member", "key", "value"):
        if part in old and part in new:
            yield from traits.changes(f"{where}.{part}", old[part], new[part], "reference")


def _has_a_type(shape: Mapping[str, Any]) -> bool:
    """Whether generated code names a type after the shape."""
    return shape["type"] == "structure" or "enum" in shape


def _members(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    before, after = old.get("members", {}), new.get("members", {})
    needed_before, needed_after = set(old.get("required", ())), set(new.get("required", ()))
    for name in before:
        if name not in after:
            yield "member-removed", f"{where}.members.{name}", f"{name} is gone"
    for name in after:
        place = f"{where}.members.{name}"
        if name not in before:
            needed = name in needed_after and not after[name].get("idempotencyToken")
            kind = "required-member-added" if needed else "member-added"
            yield kind, place, f"{name} is new" + " and required" * needed
            continue
        if (name in needed_before) != (name in needed_after):
            made = "required" if name in needed_after else "optional"
            yield f"member-made-{made}", place, f"{name} is {made} now"
        yield from traits.changes(place, before[name], after[name], "reference")
