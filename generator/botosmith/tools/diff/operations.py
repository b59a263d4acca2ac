"""Operations: how they are called, their requests and responses, and their errors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from botosmith.models.traits import TraitPlace
from botosmith.tools.diff.changes import Changes, ModelChange
from botosmith.tools.diff.kinds import KINDS, ChangeSide
from botosmith.tools.diff.traits import compared

_OTHER = "operation-trait-changed"
_OPERATION: tuple[TraitPlace, ...] = ("operation", "extras of an operation")
_HTTP: tuple[TraitPlace, ...] = ("http",)

Operations = Mapping[str, Mapping[str, Any]]


def changes(old: Operations, new: Operations) -> Iterator[ModelChange]:
    """The changes in the operations themselves; their shapes are compared elsewhere."""
    for name in old:
        if name not in new:
            yield _change("operation-removed", name, f"operations.{name}", f"{name} is gone")
    for name in new:
        if name not in old:
            yield _change("operation-added", name, f"operations.{name}", f"{name} is new")
        elif old[name] != new[name]:
            for kind, where, message in _operation(f"operations.{name}", old[name], new[name]):
                yield _change(kind, name, where, message)


def _change(kind: str, operation: str, where: str, message: str) -> ModelChange:
    rule = KINDS[kind]
    side: ChangeSide = "service" if rule.service else "request" if rule.request else "response"
    return ModelChange(kind=kind, side=side, where=where, message=message, operations=(operation,))


def _operation(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    for side, what in (("input", "request"), ("output", "response")):
        if (side in old) != (side in new):
            done = "added" if side in new else "removed"
            yield f"{what}-{done}", f"{where}.{side}", f"a {what} shape is {done}"
    yield from _errors(f"{where}.errors", _names(old), _names(new))
    before, after = old.get("http", {}), new.get("http", {})
    yield from compared(f"{where}.http", before, after, _HTTP, _OTHER)
    for kind, path, text in compared(where, old, new, _OPERATION, _OTHER):
        about = path == f"{where}.deprecated"
        yield kind, path, str(new.get("deprecatedMessage") or "deprecated") if about else text


def _names(operation: Mapping[str, Any]) -> list[str]:
    return [error["shape"] for error in operation.get("errors", ())]


def _errors(where: str, old: list[str], new: list[str]) -> Changes:
    for name in new:
        if name not in old:
            yield "error-added", where, f"{name} can be raised now"
    for name in old:
        if name not in new:
            yield "error-removed", where, f"{name} is not raised any more"
