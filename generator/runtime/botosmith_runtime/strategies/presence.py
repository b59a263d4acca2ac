"""Which members may be present together, if a member's presence depends on another's value."""

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
    """One way to obey the presence rules: values of the siblings, and which members follow.

    ``others`` are siblings with a value that no rule names; it must be none of the given values.
    """

    values: dict[str, str] = field(default_factory=dict[str, str])
    others: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()


def ways(shape: DrawnShape, shapes: DrawnShapes) -> list[Way]:
    """All valid combinations of siblings' values, or of their absence; the simplest first."""
    members = {member.name: shapes[member.shape] for member in shape.members}
    siblings = {rule.sibling: members[rule.sibling] for rule in shape.presence}
    named = {
        name: frozenset(v for rule in shape.presence if rule.sibling == name for v in rule.values)
        for name in siblings
    }
    choices = [list(_choices(sibling, named[name])) for name, sibling in siblings.items()]
    found: list[Way] = []
    for _, chosen in zip(range(_MOST_WAYS), product(*choices), strict=False):
        assigned = dict(zip(siblings, chosen, strict=True))
        way = _way(assigned, shape.presence, named)
        if not way.absent & (way.present | shape.required):
            found.append(way)
    return sorted(found, key=lambda way: len(way.present))


def _choices(sibling: DrawnShape, named: frozenset[str]) -> Iterator[object]:
    """The choices for a sibling: no value, a value that rules name, or any other string.

    For an enumeration, all its values.
    """
    yield None
    yield from sorted(v for v in sibling.rule.enum or named if fits(sibling.rule, v))
    if not sibling.rule.enum:
        yield _OTHER


def _way(
    assigned: dict[str, object], rules: list[PresenceRule], named: dict[str, frozenset[str]]
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
        others={name: named[name] for name, value in assigned.items() if value is _OTHER},
        present=frozenset(present),
        absent=frozenset(absent),
    )
