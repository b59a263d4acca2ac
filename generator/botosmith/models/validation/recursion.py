"""Recursive shapes for which no finite value, or no finite type, exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from botosmith.models.documents import is_list, is_object
from botosmith.models.limits import LIST_DEPTH
from botosmith.models.validation.values import Flaw, Found, members

_MEND = "put a structure in between"


def problems(shapes: dict[str, Any]) -> Found:
    """Shapes with endless values, and shapes with endless types."""
    yield from _endless_values(shapes)
    yield from _endless_types(shapes)


def _endless_values(shapes: dict[str, Any]) -> Found:
    """Structures that require themselves: a cycle through ``required`` has no finite value."""
    needs = {
        name: [need for need in _needs(shape) if need[1] in shapes]
        for name, shape in shapes.items()
    }
    needed: dict[str, list[str]] = {name: [] for name in shapes}
    for name, found in needs.items():
        for _, target in found:
            needed[target].append(name)
    cyclic = shapes.keys() - _peeled({name: len(found) for name, found in needs.items()}, needed)
    # The remaining shapes need a cycle. Those that no other one needs are not on it themselves.
    users = {name: sum(user in cyclic for user in needed[name]) for name in cyclic}
    inner = {name: [t for _, t in needs[name] if t in cyclic] for name in cyclic}
    cyclic -= _peeled(users, inner)
    for name in shapes:
        if name in cyclic and shapes[name]["type"] == "structure":
            member = next(member for member, target in needs[name] if target in cyclic)
            yield Flaw(
                f"shapes.{name}.{member}",
                f"required, and leads back to {name} through required members: no finite value "
                "can be valid",
                rule="endless-shape",
                advice="make one member of the cycle optional",
            )


def _peeled(counts: dict[str, int], onward: Mapping[str, list[str]]) -> set[str]:
    """The nodes of a graph that are removed if nodes without edges are removed repeatedly."""
    fallen = [name for name, count in counts.items() if not count]
    for name in fallen:
        for other in onward[name]:
            counts[other] -= 1
            if not counts[other]:
                fallen.append(other)
    return set(fallen)


def _needs(shape: object) -> Iterator[tuple[str, str]]:
    """The shapes that a value of this shape needs, and the members in which they are."""
    if not is_object(shape):
        return
    at_least_one = type(shape.get("min")) is int and shape["min"] > 0
    match shape.get("type"):
        case "structure" if not shape.get("union"):
            required = shape.get("required")
            for name in dict.fromkeys(
                name for name in (required if is_list(required) else ()) if isinstance(name, str)
            ):
                yield from _target(f"members.{name}", members(shape).get(name))
        case "list" if at_least_one:
            yield from _target("member", shape.get("member"))
        case "map" if at_least_one:
            yield from _target("value", shape.get("value"))
        case _:
            pass


def _target(where: str, reference: object) -> Iterator[tuple[str, str]]:
    if is_object(reference) and isinstance(reference.get("shape"), str):
        yield where, reference["shape"]


def _endless_types(shapes: dict[str, Any]) -> Found:
    """Lists and maps that contain themselves: only structures have named types to refer to."""
    inside: dict[str, str] = {}
    for name, shape in shapes.items():
        part = {"list": "member", "map": "value"}.get(_type_of(shape))
        if part is not None:
            inside.update((name, target) for _, target in _target(part, shape.get(part)))
    heads = inside.keys() - set(inside.values())
    for name in inside:
        seen, target = {name}, inside[name]
        while target in inside and target not in seen and len(seen) <= LIST_DEPTH:
            seen.add(target)
            target = inside[target]
        if target == name:
            message = "contains itself through lists and maps only: there is no type for it"
            yield Flaw(f"shapes.{name}", message, rule="endless-shape", advice=_MEND)
        elif len(seen) > LIST_DEPTH and name in heads:
            message = f"has more than {LIST_DEPTH} nested lists and maps"
            yield Flaw(f"shapes.{name}", message, rule="nested-too-deeply", advice=_MEND)


def _type_of(shape: Any) -> str:
    found = shape.get("type") if is_object(shape) else None
    return found if isinstance(found, str) else ""
