"""Finds the shapes and operations that operations need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def reached_shapes(service: Mapping[str, Any], operations: Iterable[str]) -> set[str]:
    """The shapes of the operations' requests, responses and errors, and all shapes inside them."""
    roots = [
        reference["shape"]
        for name in operations
        for reference in _roots(service["operations"][name])
    ]
    return closure(service["shapes"], roots)


def closure(shapes: Mapping[str, Any], roots: Iterable[str]) -> set[str]:
    """The named shapes and those inside them; names without a shape are ignored."""
    found: set[str] = set()
    pending = list(roots)
    while pending:
        name = pending.pop()
        if name not in found and name in shapes:
            found.add(name)
            pending += [reference["shape"] for reference in _references(shapes[name])]
    return found


def discovery_operations(service: Mapping[str, Any], operations: Iterable[str]) -> set[str]:
    """The endpoint discovery operation, if botocore calls it before one of these operations."""
    if not any("endpointdiscovery" in service["operations"][name] for name in operations):
        return set()
    return {name for name, one in service["operations"].items() if one.get("endpointoperation")}


def _roots(operation: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for side in ("input", "output"):
        if side in operation:
            yield operation[side]
    yield from operation.get("errors", ())


def _references(shape: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from shape.get("members", {}).values()
    for part in ("member", "key", "value"):
        if part in shape:
            yield shape[part]
