"""``shapes``: types, traits, and references that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith.ir.whole_numbers import WHOLE, whole_range
from botosmith.models.documents import is_list, is_object
from botosmith.models.validation.values import (
    FLAG,
    INTEGER,
    LIST,
    OBJECT,
    STRING,
    Flaw,
    Found,
    dangling,
    is_identifier,
    is_number,
    not_an_identifier,
    shown,
    unexpected,
    wrong_traits,
)

TYPES = frozenset(
    {"blob", "boolean", "double", "float", "integer", "list", "long", "map", "string"}
    | {"structure", "timestamp"}
)
_COUNTED = frozenset({"blob", "list", "map", "string"})
_BOUNDED = _COUNTED | {"double", "float", "integer", "long"}
_LIMITS = frozenset({"enum", "max", "min", "pattern"})
_LOCATIONS = ("header", "headers", "querystring", "statusCode", "uri")

_EVERYWHERE = {
    **dict.fromkeys(("deprecatedMessage", "deprecatedSince", "documentation"), STRING),
    **dict.fromkeys(("locationName", "timestampFormat"), STRING),
    **dict.fromkeys(("box", "deprecated", "flattened", "streaming"), FLAG),
    "xmlNamespace": OBJECT,
}
_SHAPE = {
    **_EVERYWHERE,
    **dict.fromkeys(("document", "event", "eventstream", "exception", "fault", "sensitive"), FLAG),
    **dict.fromkeys(("sparse", "synthetic", "union", "wrapper"), FLAG),
    **dict.fromkeys(("error", "retryable"), OBJECT),
    **dict.fromkeys(("pattern", "payload"), STRING),
    "xmlOrder": LIST,
}
_REFERENCE = {
    **_EVERYWHERE,
    **dict.fromkeys(("eventheader", "eventpayload", "hostLabel", "idempotencyToken"), FLAG),
    **dict.fromkeys(("jsonvalue", "xmlAttribute"), FLAG),
    **dict.fromkeys(("location", "pattern", "queryName"), STRING),
    "contextParam": OBJECT,
}
_ERROR = {"code": STRING, "httpStatusCode": INTEGER, "senderFault": FLAG, "fault": FLAG}


def problems(shapes: dict[str, Any]) -> Found:
    """What is wrong with the shapes, each by itself and in what it refers to."""
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
        yield from wrong_traits(where, shape, _SHAPE)
        yield from wrong_limits(where, shape, kind)
        yield from _error(where, shape, kind)
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
    """What is wrong with a reference to a shape and the traits that stand beside it."""
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
    if len(given) == 1:  # as most are, and they are many
        return
    yield from wrong_traits(where, given, _REFERENCE)
    if is_object(shape) and isinstance(shape.get("type"), str):
        kind = shape["type"]
        yield from wrong_limits(where, given, kind)
        for trait in ("idempotencyToken", "jsonvalue"):
            if given.get(trait) and kind in TYPES - {"string"}:
                yield _misplaced(f"{where}.{trait}", kind, "only strings have it")


def wrong_limits(where: str, given: Mapping[str, Any], kind: str) -> Found:
    """``min``, ``max``, ``enum`` and ``pattern``, which references can refine."""
    if _LIMITS.isdisjoint(given):
        return
    limits = {trait: given[trait] for trait in ("min", "max") if trait in given}
    wrong = [trait for trait, value in limits.items() if not _is_limit(value, kind)]
    for trait in wrong:
        place, value = f"{where}.{trait}", limits[trait]
        if kind in _COUNTED:
            yield unexpected(place, f"a whole number for a {kind}, 0 or more", value)
        elif kind in _BOUNDED:
            yield unexpected(place, "a number", value)
        else:
            message = f"stands on a {kind}, which has no limits"
            yield Flaw(place, message, advice="leave it out")
    if not wrong and len(limits) == 2 and limits["min"] > limits["max"]:
        low, high = limits["min"], limits["max"]
        message = f"min {low} is above max {high}: no value can be valid"
        yield Flaw(f"{where}.min", message, rule="min-above-max")
    elif limits and not wrong and kind in WHOLE:
        low, high = whole_range(kind, limits.get("min"), limits.get("max"))
        if low > high:
            words = {"min": "at least", "max": "at most"}
            said = " and ".join(f"{words[trait]} {value}" for trait, value in limits.items())
            bits = WHOLE[kind][1].bit_length() + 1
            message = f"no {kind} of {bits} bits is {said}: no value can be valid"
            yield Flaw(f"{where}.{next(iter(limits))}", message, rule="min-above-max")
    for trait in ("enum", "pattern"):
        if trait in given and kind != "string":
            advice = "only strings have one, so leave it out"
            yield _misplaced(f"{where}.{trait}", kind, advice)
    if "enum" in given:
        yield from _enum(f"{where}.enum", given["enum"])


def _is_limit(value: object, kind: str) -> bool:
    if kind in _COUNTED:
        return type(value) is int and value >= 0
    return kind in _BOUNDED and is_number(value)


def _enum(where: str, values: object) -> Found:
    if not is_list(values) or not values or not all(isinstance(value, str) for value in values):
        yield Flaw(where, "expected a list of at least one string")
        return
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield Flaw(where, f"{shown(value)} stands twice", advice="leave one out")
        seen.add(value)


def _error(where: str, shape: dict[str, Any], kind: str) -> Found:
    for trait in ("exception", "error"):
        if shape.get(trait) and kind != "structure":
            yield _misplaced(f"{where}.{trait}", kind, "an error is a structure")
    error = shape.get("error")
    if not is_object(error):
        return
    yield from wrong_traits(f"{where}.error", error, _ERROR)
    status = error.get("httpStatusCode")
    if type(status) is int and not 100 <= status <= 599:
        yield unexpected(f"{where}.error.httpStatusCode", "an HTTP status, 100 to 599", status)


def _structure(where: str, shape: dict[str, Any], shapes: dict[str, Any]) -> Found:
    members = shape.get("members")
    if not is_object(members):
        yield Flaw(
            f"{where}.members",
            "missing or not an object",
            rule="missing-value",
            advice="a structure lists its members there",
        )
        return
    for name, given in members.items():
        place = f"{where}.members.{name}"
        yield from reference(place, given, shapes)
        if not name:
            yield Flaw(f"{where}.members", "a member has an empty name", rule="unnameable")
        location = given.get("location") if is_object(given) else None
        if isinstance(location, str) and location not in _LOCATIONS:
            yield unexpected(f"{place}.location", f"one of {', '.join(_LOCATIONS)}", location)
    required = shape.get("required", [])
    if not is_list(required):
        yield Flaw(f"{where}.required", "expected a list of member names")
        required = []
    for name in required:
        if not isinstance(name, str) or name not in members:
            yield _no_member(f"{where}.required", name)
    payload = shape.get("payload")
    if isinstance(payload, str) and payload not in members:
        yield _no_member(f"{where}.payload", payload)


def _misplaced(where: str, kind: str, advice: str) -> Flaw:
    return Flaw(where, f"stands on a {kind}", advice=advice)


def _no_member(where: str, name: object) -> Flaw:
    return dangling(where, f"{shown(name)} is not a member of this structure")


def _map(where: str, shape: dict[str, Any], shapes: dict[str, Any]) -> Found:
    yield from reference(f"{where}.key", shape.get("key"), shapes)
    yield from reference(f"{where}.value", shape.get("value"), shapes)
    key = shape.get("key")
    target = shapes.get(str(key.get("shape"))) if is_object(key) else None
    kind = target.get("type") if is_object(target) else None
    if isinstance(kind, str) and kind in TYPES - {"string"}:
        yield Flaw(f"{where}.key", f"leads to a {kind}", advice="keys of a map are strings")
