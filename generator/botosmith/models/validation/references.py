"""``botosmith-1.json``: checks that the shapes, members, operations and values in it exist.

``extras.schema.json`` has already checked the types; values that break it are ignored here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botosmith.models.documents import is_list, is_object
from botosmith.models.traits import at, constraints
from botosmith.models.validation import sizes
from botosmith.models.validation.limits import wrong_limits
from botosmith.models.validation.shape_types import a, type_of
from botosmith.models.validation.values import (
    Flaw,
    Found,
    dangling,
    expression,
    members,
    missing,
    shown,
    target,
)


def problems(extras: dict[str, Any], service: dict[str, Any]) -> Found:
    """Facts in ``botosmith-1.json`` about things that the model does not have."""
    shapes, operations = service["shapes"], service["operations"]
    for part, known, what in (
        ("errors", shapes, "shape"),
        ("shapes", shapes, "shape"),
        ("operations", operations, "operation"),
    ):
        for name, _ in _items(extras.get(part)):
            if name not in known:
                yield dangling(f"{part}.{name}", f"the model has no {what} of that name")
    for name, override in _items(extras.get("shapes")):
        yield from _override(f"shapes.{name}", override, shapes.get(name))
    for part in ("members", "presence"):
        for structure, named in _items(extras.get(part)):
            if not members(shapes.get(structure)):
                message = "the model has no structure of that name with members"
                yield dangling(f"{part}.{structure}", message)
                continue
            for member, facts in _items(named):
                where = f"{part}.{structure}.{member}"
                if member not in members(shapes[structure]):
                    yield dangling(where, f"structure {structure} has no member of that name")
                elif part == "presence":
                    yield from _presence(where, facts, structure, shapes)
                elif is_object(facts):
                    yield from _limits(where, facts, shapes[structure]["members"][member], shapes)
    if not extras.keys().isdisjoint(("members", "shapes")):
        yield from sizes.added(extras, shapes)
    yield from _topics(extras.get("topics"), shapes, operations)
    if "errorMessage" in extras:
        yield from expression("errorMessage", extras["errorMessage"])
    yield from _cookie(extras.get("authentication"), service)
    yield from _reach(extras.get("endpoint"), extras.get("authentication"))


def _items(value: object) -> Iterator[tuple[str, Any]]:
    yield from value.items() if is_object(value) else ()


def _override(where: str, override: object, shape: object) -> Found:
    kind = type_of(shape)
    for name, trait in at("shape").items():
        if is_object(override) and name in override and trait.is_misplaced(kind):
            advice = f"only {' and '.join(f'{one}s' for one in trait.on)} have one"
            yield Flaw(f"{where}.{name}", f"the shape is {a(kind)}", advice=advice)
    if is_object(override) and "values" in override and not (is_object(shape) and "enum" in shape):
        yield _without_values(where, "shape")


def _without_values(where: str, what: str) -> Flaw:
    advice = f"name the {what} that has one"
    return Flaw(f"{where}.values", f"the {what} has no enumeration", advice=advice)


def _limits(where: str, facts: dict[str, Any], given: object, shapes: dict[str, Any]) -> Found:
    """The problems of a member's own limits, together with its shape's limits that still apply."""
    shape = target(given, shapes) or {}
    kind = type_of(shape)
    if "type" in facts and kind not in ("", "string"):
        advice = "a number can only arrive where the model has a string"
        yield Flaw(f"{where}.type", f"the member is {a(kind)}", advice=advice)
    elif "pattern" in facts and kind not in ("", "string"):
        advice = "only strings have one"
        yield Flaw(f"{where}.pattern", f"the member is {a(kind)}", advice=advice)
    elif "sparse" in facts and kind not in ("", "list", "map"):
        advice = "only lists and maps have null among their values"
        yield Flaw(f"{where}.sparse", f"the member is {a(kind)}", advice=advice)
    elif "values" in facts and "enum" not in shape:
        yield _without_values(where, "member")
    elif kind and not facts.keys().isdisjoint(constraints()):
        kind = facts.get("type", kind)
        yield from wrong_limits(where, {**shape, **facts}, kind)


def _presence(where: str, rules: object, structure: str, shapes: dict[str, Any]) -> Found:
    siblings = members(shapes[structure])
    for rule, condition in _items(rules):
        for sibling, values in _items(condition):
            place = f"{where}.{rule}.{sibling}"
            if sibling not in siblings:
                yield dangling(place, f"structure {structure} has no member of that name")
                continue
            shape = target(siblings[sibling], shapes) or {}
            kind = type_of(shape)
            if kind not in ("", "string"):
                advice = "only strings can be compared with values"
                yield Flaw(place, f"{sibling} is {a(kind)}", advice=advice)
            given = siblings[sibling]
            enum = given.get("enum", shape.get("enum")) if is_object(given) else None
            allowed = enum if is_list(enum) else []
            for value in values if is_list(values) and allowed else ():
                if value not in allowed:
                    yield dangling(place, f"{sibling} is never {shown(value)} by its enum")


def _topics(topics: object, shapes: dict[str, Any], operations: dict[str, Any]) -> Found:
    seen: set[str] = set()
    for index, topic in enumerate(topics if is_list(topics) else ()):
        if not is_object(topic):
            continue
        where = f"topics.{index}"
        name = topic.get("name")
        if isinstance(name, str) and name in seen:
            yield Flaw(f"{where}.name", f"{shown(name)} is the name of another topic, too")
        seen.add(str(name))
        for part, known, what in (
            ("operations", operations, "operation"),
            ("structures", shapes, "shape"),
        ):
            named = topic.get(part)
            for value in named if is_list(named) else ():
                if isinstance(value, str) and value not in known:
                    yield dangling(f"{where}.{part}", f"the model has no {what} {shown(value)}")


def _reach(endpoint: object, schemes: object) -> Found:
    """Problems of the endpoint and the authentication, without which no client can be made."""
    facts: dict[str, Any] = endpoint if is_object(endpoint) else {}
    if facts.get("required") and "region" not in facts:
        yield missing("endpoint.region", 'botocore needs one: choose one, such as "local"')
    for scheme in ("bearer", "cookie"):
        if is_object(schemes) and scheme in schemes and not facts.get("required"):
            yield Flaw(
                f"authentication.{scheme}",
                "is for services without public hosts",
                advice="set endpoint.required, or leave it out",
            )


def _cookie(schemes: object, service: dict[str, Any]) -> Found:
    cookie = schemes.get("cookie") if is_object(schemes) else None
    peer = cookie.get("peerMember") if is_object(cookie) else None
    if not isinstance(peer, str):
        return
    for operation in service["operations"].values():
        given = operation.get("input") if is_object(operation) else None
        if peer in members(target(given, service["shapes"])):
            return
    message = f"no operation's input has a member {shown(peer)}"
    yield dangling("authentication.cookie.peerMember", message)
