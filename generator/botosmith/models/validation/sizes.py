"""Finds shapes whose samples would be too large or too deep, without making samples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from botosmith import patterns
from botosmith.models.documents import is_list, is_object
from botosmith.models.limits import SAMPLE, SAMPLES, SHAPE_DEPTH, VALUE
from botosmith.models.smallest import MOST, Needs, Size, smallest
from botosmith.models.validation.values import Flaw, Found, members

_Name = tuple[str, ...]  # a shape; or a structure and a member that has its own limits
_Traits = Mapping[_Name, dict[str, Any]]

_REFINING = ("min", "pattern")
_BROKEN: _Name = ()  # stands for invalid references, which are reported elsewhere
_LESS = "lower a min, or make a member optional, here or inside"


def problems(shapes: dict[str, Any], operations: dict[str, Any]) -> Found:
    """Shapes whose smallest value is too large, unions without a finite value, too deep shapes."""
    traits = dict(_traits(shapes))
    needs: dict[_Name, Needs[_Name]] = {_BROKEN: Needs(VALUE)}
    needs |= {name: _needs(name, traits) for name in traits}
    sizes = smallest(needs)
    for name, need in needs.items():
        size = sizes.get(name)
        parts = [part for _, part in need.parts]
        if size is None and need.any_one:
            yield Flaw(
                _where(name),
                "a union whose members all lead back to it: no finite value can be valid",
                rule="endless-shape",
                advice="let one of them lead to something else",
            )
        elif size and size.characters > SAMPLE and all(_fits(sizes[part]) for part in parts):
            yield _too_large(name, need, traits, sizes)
    yield from _too_deep(traits, needs, sizes)
    yield from _too_many(operations, sizes)
    yield from _too_long(traits, sizes)


def added(extras: dict[str, Any], shapes: dict[str, Any]) -> Found:
    """Shapes that are too large because of facts in ``botosmith-1.json``."""
    known = {flaw.where for flaw in problems(shapes, {})}
    for flaw in problems(_merged(extras, shapes), {}):
        if flaw.where not in known:
            _, *path = flaw.where.split(".")
            if path[1:2] == ["members"]:
                yield replace(flaw, where=".".join(["members", path[0], *path[2:]]))
            else:
                yield flaw


def _merged(extras: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    merged = dict(shapes)
    for name, override in _items(extras.get("shapes")):
        if is_object(merged.get(name)) and is_object(override):
            merged[name] = {**merged[name], **override}
    for name, facts in _items(extras.get("members")):
        given = members(merged.get(name))
        refined = {
            member: {**given[member], **fact}
            for member, fact in _items(facts)
            if is_object(fact) and is_object(given.get(member))
        }
        if refined:
            merged[name] = {**merged[name], "members": {**given, **refined}}
    return merged


def _items(value: object) -> Iterator[tuple[str, Any]]:
    yield from value.items() if is_object(value) else ()


def _traits(shapes: dict[str, Any]) -> Iterator[tuple[_Name, dict[str, Any]]]:
    """Every shape, and the shapes of members with their own limits."""
    for name, shape in shapes.items():
        if is_object(shape):
            yield (name,), shape
        for member, reference in members(shape).items():
            target = shapes.get(str(reference.get("shape"))) if is_object(reference) else None
            if is_object(target) and target.get("type") != "structure":
                own = {key: reference[key] for key in _REFINING if key in reference}
                if own:
                    yield (name, member), {**target, **own}


def _needs(name: _Name, traits: _Traits) -> Needs[_Name]:
    shape = traits[name]
    given = shape.get("min")
    least = given if type(given) is int and given > 0 else 0
    match shape.get("type"):
        case "structure" if shape.get("union") and members(shape):
            parts = tuple((1, _member(name[0], one, traits)) for one in members(shape))
            return Needs(VALUE, parts, any_one=True)
        case "structure" if not shape.get("document"):
            return Needs(VALUE, tuple((1, part) for _, part in _required(name[0], traits)))
        case "list" if least:
            return Needs(VALUE, ((least, _target(traits, shape.get("member"))),))
        case "map" if least:
            both = [_target(traits, shape.get(part)) for part in ("key", "value")]
            return Needs(VALUE, tuple((least, part) for part in both))
        case "string":
            pattern = shape.get("pattern")
            shortest = patterns.shortest(pattern) if isinstance(pattern, str) else 0
            return Needs(VALUE + max(least, shortest))
        case "blob":
            return Needs(VALUE + least)
        case _:
            return Needs(VALUE)


def _required(structure: str, traits: _Traits) -> list[tuple[str, _Name]]:
    """The required members, with their shapes."""
    shape = traits[structure,]
    names = required if is_list(required := shape.get("required")) else []
    known = [name for name in names if isinstance(name, str) and name in members(shape)]
    return [(name, _member(structure, name, traits)) for name in dict.fromkeys(known)]


def _member(structure: str, member: str, traits: _Traits) -> _Name:
    own = (structure, member)
    return own if own in traits else _target(traits, members(traits[structure,]).get(member))


def _target(traits: _Traits, reference: object) -> _Name:
    name = reference.get("shape") if is_object(reference) else None
    return (name,) if isinstance(name, str) and (name,) in traits else _BROKEN


def _fits(size: Size) -> bool:
    return size.characters <= SAMPLE


def _where(name: _Name) -> str:
    return f"shapes.{'.members.'.join(name)}"


def _too_large(
    name: _Name, need: Needs[_Name], traits: _Traits, sizes: Mapping[_Name, Size]
) -> Flaw:
    shape, where = traits[name], _where(name)
    size, given = sizes[name].characters, shape.get("min")
    limit = f"the limit is {SAMPLE:,}"
    if not need.parts:
        from_pattern = type(given) is not int or given < size - VALUE
        where += ".pattern" if from_pattern else ".min"
        what = "bytes" if shape["type"] == "blob" else "characters"
        message = f"needs at least {size - VALUE:,} {what}; {limit}"
        return Flaw(where, message, rule="oversized-value", advice="lower it")
    if shape["type"] == "structure":
        required = _required(name[0], traits)
        largest, _ = max(required, key=lambda one: sizes[one[1]].characters, default=("", ()))
        where += f".members.{largest}" * bool(largest)
        message = f"with it, {name[0]} needs at least {_number(size)} characters; {limit}"
        return Flaw(where, message, rule="oversized-value", advice=_LESS)
    given = given or 1
    message = f"needs {_number(given)} elements of {_number(size // given)} characters; {limit}"
    return Flaw(f"{where}.min", message, rule="oversized-value", advice=_LESS)


def _number(number: Any) -> str:
    return f"{number:,}" if number < MOST else f"more than {MOST:,}"


def _too_deep(
    traits: _Traits, needs: Mapping[_Name, Needs[_Name]], sizes: Mapping[_Name, Size]
) -> Found:
    """The first shapes that exceed the depth, or whose every value exceeds it."""
    parts = {name: dict(_parts(name, traits)) for name in traits if len(name) == 1}
    chains = _chains({name: [*inside.values()] for name, inside in parts.items()})
    values = {name: size.depth for name, size in sizes.items()}
    for name, inside in parts.items():
        needed = [part for _, part in needs[name].parts]
        if _is_first(name, inside.values(), chains) or _is_first(name, needed, values):
            place = max(inside, key=lambda one: chains.get(inside[one], 0))
            yield Flaw(
                f"{_where(name)}.{place}",
                f"has more than {SHAPE_DEPTH} nested shapes, which is the limit",
                rule="nested-too-deeply",
                advice="remove some levels",
            )


def _is_first(name: _Name, parts: Iterable[_Name], depths: Mapping[_Name, int]) -> bool:
    deepest = max((depths.get(part, 0) for part in parts), default=0)
    return depths.get(name, 0) > SHAPE_DEPTH >= deepest


def _parts(name: _Name, traits: _Traits) -> Iterator[tuple[str, _Name]]:
    """The shapes inside a shape, by the places of the references."""
    shape = traits[name]
    match shape.get("type"):
        case "structure":
            for member, reference in members(shape).items():
                yield f"members.{member}", _target(traits, reference)
        case "list":
            yield "member", _target(traits, shape.get("member"))
        case "map":
            yield "value", _target(traits, shape.get("value"))
        case _:
            pass


def _chains(parts: Mapping[_Name, list[_Name]]) -> dict[_Name, int]:
    """For each shape, the number of levels inside it before one repeats; by depth-first search."""
    found: dict[_Name, int] = {_BROKEN: 0}
    opened: set[_Name] = set()
    for root in parts:
        path = [root]
        while path:
            name = path[-1]
            if name in opened or name in found:
                path.pop()
                inside = [found[part] for part in parts.get(name, ()) if part in found]
                found.setdefault(name, 1 + max(inside, default=0))
            else:
                opened.add(name)
                path += [part for part in parts[name] if part not in opened]
    return found


def _too_many(operations: dict[str, Any], sizes: Mapping[_Name, Size]) -> Found:
    total = 0
    for name, operation in operations.items():
        for side in ("input", "output"):
            reference = operation.get(side) if is_object(operation) else None
            shape = reference.get("shape") if is_object(reference) else None
            size = sizes.get((shape,)) if isinstance(shape, str) else None
            total += size.characters if size and _fits(size) else 0
        if total > SAMPLES:
            yield Flaw(
                f"operations.{name}",
                f"with it, the operations need at least {_number(total)} characters of requests "
                f"and responses; the limit is {SAMPLES:,}",
                rule="oversized-value",
                advice="lower the min of what they require",
            )
            return


def _too_long(traits: _Traits, sizes: Mapping[_Name, Size]) -> Found:
    """Strings for patterns that would be too long: strategies need samples of each pattern."""
    total = 0
    for name, shape in traits.items():
        if shape.get("type") == "string" and "pattern" in shape and _fits(sizes[name]):
            total += sizes[name].characters - VALUE
            if total > SAMPLES:
                yield Flaw(
                    f"{_where(name)}.pattern",
                    "with it, texts that match the patterns of the model need at least "
                    f"{_number(total)} characters; the limit is {SAMPLES:,}",
                    rule="oversized-value",
                    advice="lower the min of shapes with patterns",
                )
                return
