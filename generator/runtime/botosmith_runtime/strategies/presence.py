"""Which members a structure may hold together, where one's presence depends on another's value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from botosmith_runtime.strategies.facts import DrawnShape, DrawnShapes, PresenceRule
from botosmith_runtime.strategies.scalars import fits

_MOST_WAYS = 4096
_OTHER = object()


@dataclass
class Way:
    """One way to obey the rules: values of the members that they ask about, and what follows.

    ``others`` are members that have a value, but none of those.
    """

    values: dict[str, str] = field(default_factory=dict[str, str])
    others: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()


def ways(shape: DrawnShape, shapes: DrawnShapes) -> list[Way]:
    """Every way to give siblings values, or leave them out, that breaks no rule; plainest first."""
    members = {member.name: shapes[member.shape] for member in shape.members}
    siblings = {rule.sibling: members[rule.sibling] for rule in shape.presence}
    asked = {
        name: frozenset(v for rule in shape.presence if rule.sibling == name for v in rule.values)
        for name in siblings
    }
    choices = [list(_choices(sibling, asked[name])) for name, sibling in siblings.items()]
    found: list[Way] = []
    for _, chosen in zip(range(_MOST_WAYS), product(*choices), strict=False):
        assigned = dict(zip(siblings, chosen, strict=True))
        way = _way(assigned, shape.presence, asked)
        if not way.absent & (way.present | shape.required):
            found.append(way)
    return sorted(found, key=lambda way: len(way.present))


def _choices(sibling: DrawnShape, asked: frozenset[str]) -> Iterator[object]:
    """No value; those that rules ask for, or all of an enumeration; any other text."""
    yield None
    yield from sorted(v for v in sibling.rule.enum or asked if fits(sibling.rule, v))
    if not sibling.rule.enum:
        yield _OTHER


def _way(
    assigned: dict[str, object], rules: list[PresenceRule], asked: dict[str, frozenset[str]]
) -> Way:
    present = {name for name, value in assigned.items() if value is not None}
    absent = set(assigned) - present
    for rule in rules:
        holds = assigned[rule.sibling] in rule.values
        if rule.rule == "presentWhen" and holds:
            present.add(rule.member)
        elif rule.rule != "presentWhen" and holds == (rule.rule == "absentWhen"):
            absent.add(rule.member)
    return Way(
        values={name: value for name, value in assigned.items() if isinstance(value, str)},
        others={name: asked[name] for name, value in assigned.items() if value is _OTHER},
        present=frozenset(present),
        absent=frozenset(absent),
    )
