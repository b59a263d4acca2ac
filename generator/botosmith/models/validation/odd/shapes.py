"""Oddities of shapes and references that a check of the traits' types does not find."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from botosmith.models.documents import is_list, is_object
from botosmith.models.traits import Standing
from botosmith.models.validation.odd.oddity import ABSENT, Oddities, Oddity
from botosmith.models.validation.shape_types import ALIASES, BOUNDED, COUNTED, a, type_at
from botosmith.models.validation.values import (
    LOCATIONS,
    STATUSES,
    expected,
    is_number,
    members,
    shown,
)

_UNREAD = ("blob", "map")  # types for which botocore does not check min
_LIST_OF_STRINGS = "expected a list of at least one string"


def oddities(standing: Iterable[Standing], shapes: Mapping[str, Any]) -> Oddities:
    """The oddities of all shapes of a service, and of the statuses of its errors and operations."""
    for where, given, place in standing:
        match place:
            case "shape":
                yield from _type(where, given)
                yield from _structure(where, given)
            case "reference":
                yield from _location(where, given)
            case "error":
                yield from _status(where, given, "httpStatusCode")
            case "http":
                yield from _status(where, given, "responseCode")
            case _:
                pass
        if place in ("shape", "reference"):
            yield from _limits(where, given, type_at(given, place, shapes))
            yield from _enum(where, given)


def _type(where: str, shape: dict[str, Any]) -> Oddities:
    kind = shape.get("type")
    if isinstance(kind, str) and kind in ALIASES:
        other = ALIASES[kind]
        message = f"botocore parses {a(kind)} as {a(other)}, and takes none in a request"
        advice = f"write {other}"
        yield Oddity("odd-value", f"{where}.type", message, shape, "type", other, advice)


def _structure(where: str, shape: dict[str, Any]) -> Oddities:
    if shape.get("type") != "structure":
        return
    if "members" not in shape:
        message, advice = "missing, as if the structure had none", "write {} if it has none"
        yield Oddity("odd-value", f"{where}.members", message, shape, "members", {}, advice)
    required = shape.get("required")
    if not required and not is_list(required) and "required" in shape and required is not None:
        message = expected("a list of member names", required)
        yield Oddity("odd-value", f"{where}.required", message, shape, "required")
    if is_list(required) and is_object(shape.get("members", {})):
        known = members(shape)
        there = [name for name in required if isinstance(name, str) and name in known]
        for name in required:
            if not isinstance(name, str) or name not in known:
                message = f"{shown(name)} is not a member of this structure"
                yield Oddity("odd-name", f"{where}.required", message, shape, "required", there)


def _limits(where: str, given: dict[str, Any], kind: str) -> Oddities:
    """A ``max`` that is not a valid limit, and a ``min`` that is odd but comparable."""
    for trait in ("min", "max"):
        if trait in given and kind in BOUNDED:
            value = given[trait]
            meant = _limit(value, kind, is_read=trait == "min" and kind not in _UNREAD)
            if type(meant) is not type(value) or meant != value:
                phrase = (
                    f"a whole number for {a(kind)}, 0 or more" if kind in COUNTED else "a number"
                )
                message = expected(phrase, value)
                yield Oddity("odd-value", f"{where}.{trait}", message, given, trait, meant)


def _limit(value: Any, kind: str, *, is_read: bool) -> Any:
    """The effective limit; the value itself if it is valid, or if botocore fails on it."""
    number = int(value) if isinstance(value, bool) else value
    if not is_number(number):
        return value if is_read else ABSENT
    if kind not in COUNTED:
        return number
    whole = math.ceil(number) if is_read else math.floor(number)
    return whole if whole >= 0 else ABSENT  # no length is below 0


def _enum(where: str, given: dict[str, Any]) -> Oddities:
    """Odd values of an enumeration, which botocore does not read."""
    if "enum" in given:
        values = given["enum"]
        texts = [one for one in values if isinstance(one, str)] if is_list(values) else []
        meant = list(dict.fromkeys(texts)) or ABSENT
        for message in _wrong_values(values, texts):
            yield Oddity("odd-value", f"{where}.enum", message, given, "enum", meant)


def _wrong_values(values: object, texts: list[str]) -> Iterator[str]:
    if not is_list(values) or not values or len(texts) < len(values):
        yield _LIST_OF_STRINGS
    seen: set[str] = set()
    for value in texts:
        if value in seen:
            yield f"{shown(value)} stands twice"
        seen.add(value)


def _status(where: str, owner: dict[str, Any], key: str) -> Oddities:
    """A status that is not an HTTP status; botocore does not use it."""
    status = owner.get(key)
    if type(status) is int and status not in STATUSES:
        message = expected("an HTTP status, 100 to 599", status)
        yield Oddity("odd-value", f"{where}.{key}", message, owner, key)


def _location(where: str, reference: dict[str, Any]) -> Oddities:
    """An unknown location: botocore sends the member in the body."""
    location = reference.get("location")
    if isinstance(location, str) and location not in LOCATIONS:
        message = expected(f"one of {', '.join(LOCATIONS)}", location)
        yield Oddity("odd-value", f"{where}.location", message, reference, "location")
