"""``shapes``: types, dangling references, and limits that no value can obey."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith.models.documents import is_list, is_object
from botosmith.models.validation.limits import wrong_limits
from botosmith.models.validation.shape_types import TYPES, a, type_of
from botosmith.models.validation.values import (
    Flaw,
    Found,
    dangling,
    is_identifier,
    not_an_identifier,
    shown,
    target,
    unexpected,
)


def problems(shapes: dict[str, Any]) -> Found:
    """The problems of the shapes, and of their references."""
    for name, shape in shapes.items():
        where = f"shapes.{name}"
        if not is_identifier(name):
            yield not_an_identifier(where, "types are")
        if not is_object(shape):
            yield unexpected(where, "an object with a type", shape)
            continue
        kind = shape.get("type")
        if not isinstance(kind, str) or kind not in TYPES:
            expected = f"expected a type, one of {', '.join(sorted(TYPES))}"
            if kind is None:
                yield Flaw(where, expected)
            else:
                yield Flaw(where, f"unknown type {shown(kind)}", advice=expected)
            continue
        yield from wrong_limits(where, shape, kind)
        match kind:
            case "structure":
                yield from _structure(where, shape, shapes)
            case "list":
                yield from reference(f"{where}.member", shape.get("member"), shapes)
            case "map":
                yield from _map(where, shape, shapes)
            case _:
                pass


def reference(where: str, given: object, shapes: Mapping[str, Any]) -> Found:
    """The problems of a reference to a shape, and of the reference's own traits."""
    if not is_object(given) or not isinstance(given.get("shape"), str):
        yield unexpected(where, 'a reference such as {"shape": "JobId"}', given)
        return
    name = given["shape"]
    shape = shapes.get(name)
    if name not in shapes:
        yield Flaw(
            where,
            f"refers to shape {shown(name)}, which the model does not define",
            rule="dangling-shape",
            advice="define it, or fix the name",
        )
    if len(given) == 1:  # most references; this saves time
        return
    if kind := type_of(shape):
        yield from wrong_limits(where, given, kind)


def _structure(where: str, shape: dict[str, Any], shapes: dict[str, Any]) -> Found:
    members = shape.get("members")
    if not is_object(members):
        yield unexpected(f"{where}.members", "an object: members by name", members)
        return
    for name, given in members.items():
        yield from reference(f"{where}.members.{name}", given, shapes)
        if not name:
            yield Flaw(f"{where}.members", "a member has an empty name", rule="unnameable")
        kind = type_of(target(given, shapes))
        if shape.get("eventstream") is True and kind not in ("", "structure"):
            advice = "events of a stream are structures"
            yield Flaw(f"{where}.members.{name}", f"leads to {a(kind)}", advice=advice)
    if not is_list(shape.get("required", [])):
        yield Flaw(f"{where}.required", "expected a list of member names")
    payload = shape.get("payload")
    if isinstance(payload, str) and payload not in members:
        yield dangling(f"{where}.payload", f"{shown(payload)} is not a member of this structure")


def _map(where: str, shape: dict[str, Any], shapes: dict[str, Any]) -> Found:
    yield from reference(f"{where}.key", shape.get("key"), shapes)
    yield from reference(f"{where}.value", shape.get("value"), shapes)
    kind = type_of(target(shape.get("key"), shapes))
    if kind not in ("", "string"):
        yield Flaw(f"{where}.key", f"leads to {a(kind)}", advice="keys of a map are strings")
