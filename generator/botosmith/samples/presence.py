"""Which members of a response may be present together, by the rules of ``botosmith-1.json``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from random import Random

from botosmith import ir
from botosmith.samples import scalars

_MOST_WAYS = 4096
_MOST_STEPS = 200_000  # how many rules may be evaluated, for all combinations together


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Values for the siblings in presence rules, and what the rules then require of members."""

    values: dict[str, str] = field(default_factory=dict[str, str])
    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()


def assignments(
    shape: ir.Shape, shapes: Mapping[str, ir.Shape], required: set[str], random: Random
) -> Iterator[Assignment]:
    """All valid combinations of siblings' values, or of their absence."""
    members = {member.name: member for member in shape.members}
    siblings = sorted({rule.sibling for member in shape.members for rule in member.presence})
    choices: list[list[str | None]] = [
        [*_values(shape, name, shapes[members[name].shape], random), None] for name in siblings
    ]
    rules = sum(len(member.presence) for member in shape.members)
    most = min(_MOST_WAYS, 1 + _MOST_STEPS // max(rules, 1))
    for _, values in zip(range(most), product(*choices), strict=False):
        assigned = dict(zip(siblings, values, strict=True))
        demands = [
            (name, _demand(rule, assigned[rule.sibling]))
            for name, member in members.items()
            for rule in member.presence
        ]
        present = {name for name, demand in demands if demand == "present"}
        present |= {name for name, value in assigned.items() if value is not None}
        absent = {name for name, demand in demands if demand == "absent"}
        absent |= {name for name, value in assigned.items() if value is None}
        if not absent & (present | required):
            yield Assignment(
                values={name: value for name, value in assigned.items() if value is not None},
                present=frozenset(present),
                absent=frozenset(absent),
            )


def _values(owner: ir.Shape, name: str, sibling: ir.Shape, random: Random) -> list[str]:
    """All values of an enumeration; for other strings, the values in rules and one other."""
    if sibling.enum:
        return list(sibling.enum)
    rules = [rule for member in owner.members for rule in member.presence if rule.sibling == name]
    named = dict.fromkeys(value for rule in rules for value in rule.values)
    return [*named, scalars.value(sibling, random)]


def _demand(rule: ir.Presence, value: str | None) -> str:
    if not rule.applies(value):
        return ""
    return "present" if rule.present else "absent"
