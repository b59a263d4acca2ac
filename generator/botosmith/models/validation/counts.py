"""Limits for operations, shapes, members and patterns: more would take too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from botosmith.models.documents import is_list, is_object
from botosmith.models.limits import (
    DOCUMENTATION,
    ENUM,
    ERRORS,
    MEMBERS,
    MEMBERS_IN_ALL,
    NAME,
    OPEN_TAGS,
    OPERATIONS,
    PATTERN_CHARACTERS,
    PATTERNS,
    REPEATS,
    SHAPES,
)
from botosmith.models.validation.values import Flaw, Found, members, target
from botosmith.patterns.limits import repeats

_TAG = re.compile(r"<(/?)(?!(?:br|hr|img)\b)[A-Za-z]", re.IGNORECASE)


def problems(service: Mapping[str, Any]) -> Found:
    """The exceeded limits, and names that are too long for file names."""
    for part, most in (("operations", OPERATIONS), ("shapes", SHAPES)):
        yield from _too_many(part, service.get(part), part, most)
        yield from too_long(part, names if is_object(names := service.get(part)) else ())
    yield from _documentation("", service)
    yield from _operations(service.get("operations"))
    for where, traits in _traits(service.get("shapes")):
        yield from _too_many(f"{where}.members", members(traits), "members", MEMBERS)
        yield from too_long(f"{where}.members", members(traits))
        yield from _too_many(f"{where}.enum", traits.get("enum"), "values", ENUM)
        yield from _documentation(where, traits)
    yield from _patterns(service.get("shapes"))
    yield from _members(service)


def _patterns(shapes: object) -> Found:
    """The first pattern that exceeds one of the limits."""
    known: set[tuple[Any, ...]] = set()
    left = {"patterns": PATTERNS, "characters": PATTERN_CHARACTERS, "repeated parts": REPEATS}
    limits = dict(left)
    for where, traits in _traits(shapes):
        pattern = traits.get("pattern")
        one = (pattern, str(traits.get("min")), str(traits.get("max")))
        if not isinstance(pattern, str) or one in known:
            continue
        known.add(one)
        left["patterns"] -= 1
        left["characters"] -= len(pattern)
        left["repeated parts"] -= repeats(pattern)
        for what, number in left.items():
            if number < 0:
                message = f"takes the patterns of the model over {limits[what]:,} {what}, the limit"
                yield Flaw(
                    f"{where}.pattern",
                    message,
                    rule="oversized-model",
                    advice="write fewer patterns, or plainer ones",
                )
                return


def _members(service: Mapping[str, Any]) -> Found:
    shapes, operations = service.get("shapes"), service.get("operations")
    if not (is_object(shapes) and is_object(operations)):
        return
    counts = {name: len(members(shape)) for name, shape in shapes.items()}
    total = sum(counts.values())
    for operation in operations.values():
        for side in ("input", "output"):
            reference = operation.get(side) if is_object(operation) else None
            total += len(members(target(reference, shapes)))
    if total > MEMBERS_IN_ALL:
        message = (
            f"{total:,} members, of structures and once more of each request and response; the "
            f"limit is {MEMBERS_IN_ALL:,}"
        )
        yield Flaw("shapes", message, rule="oversized-model")


def _operations(operations: object) -> Found:
    errors = 0
    for name, operation in operations.items() if is_object(operations) else ():
        if is_object(operation):
            yield from _documentation(f"operations.{name}", operation)
            errors += len(found) if is_list(found := operation.get("errors")) else 0
            if errors > ERRORS:
                message = (
                    f"with them, the operations have {errors:,} errors; the limit is {ERRORS:,}"
                )
                yield Flaw(f"operations.{name}.errors", message, rule="oversized-model")
                return


def _documentation(where: str, owner: Mapping[str, Any]) -> Found:
    text = owner.get("documentation")
    if isinstance(text, str) and len(text) > DOCUMENTATION:
        message = f"{len(text):,} characters; the limit is {DOCUMENTATION:,}"
        yield Flaw(f"{where}.documentation".lstrip("."), message, rule="oversized-model")
    elif isinstance(text, str) and text.count("<") > OPEN_TAGS and open_tags(text) > OPEN_TAGS:
        message = f"more than {OPEN_TAGS} elements are open at once, the limit"
        yield Flaw(
            f"{where}.documentation".lstrip("."),
            message,
            rule="oversized-model",
            advice="close them",
        )


def open_tags(text: str) -> int:
    """The largest number of open HTML elements at one place, counted by tags."""
    depth = deepest = 0
    for slash in _TAG.findall(text):
        depth += -1 if slash else 1
        deepest = max(deepest, depth)
    return deepest


def _too_many(where: str, found: object, what: str, most: int) -> Found:
    if (is_object(found) or is_list(found)) and len(found) > most:
        message = f"{len(found):,} {what}; the limit is {most:,}"
        yield Flaw(where, message, rule="oversized-model")


def too_long(where: str, names: Iterable[str]) -> Found:
    """The names that are too long for file names."""
    for name in names:
        if len(name) > NAME:
            message = f"a name of {len(name):,} characters; the limit is {NAME}"
            place = f"{where}.{name[:NAME]}..."
            yield Flaw(place, message, rule="unnameable", advice="shorten it")


def _traits(shapes: object) -> Iterator[tuple[str, dict[str, Any]]]:
    """The shapes and the references to them; both may have a pattern and an enumeration."""
    for name, shape in shapes.items() if is_object(shapes) else ():
        if is_object(shape):
            yield f"shapes.{name}", shape
        for member, reference in members(shape).items():
            if is_object(reference):
                yield f"shapes.{name}.members.{member}", reference
