"""The shapes of a service for strategies, from ``shapes.json`` and the rules of the checks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.resources import files
from typing import Any, NamedTuple

from botosmith_runtime import structures
from botosmith_runtime.rules import CheckRule, String

_ENDLESS = float("inf")
_UNLIMITED: Mapping[str, CheckRule] = {
    "string": structures.STRING,
    "integer": structures.INTEGER,
    "long": structures.LONG,
    "float": structures.NUMBER,
    "double": structures.NUMBER,
    "blob": structures.BLOB,
    "list": structures.LIST,
    "map": structures.MAP,
}
_NO_RULE = CheckRule()


class DrawnMember(NamedTuple):
    """A member of a structure; ``place`` is its location in the HTTP message, or its form.

    One of ``uri``, ``host``, ``querystring``, ``header``, ``headers`` and ``statusCode``, or of
    ``stream``, ``events``, ``json`` and ``decoded``; empty for a plain value of its shape.
    """

    name: str
    shape: str
    place: str = ""


class PresenceRule(NamedTuple):
    """``rule`` applies to ``member`` if the value of ``sibling`` is one of ``values``."""

    member: str
    rule: str
    sibling: str
    values: list[str]


@dataclass
class DrawnShape:
    """One shape. ``depth`` is the number of levels of its simplest value; inf if it has no value.

    ``made_up`` are the required members that botocore adds if a request omits them. ``always`` are
    those that botocore adds to every response.
    """

    name: str
    kind: str
    rule: Any = _NO_RULE
    texts: list[str] = field(default_factory=list[str])
    members: list[DrawnMember] = field(default_factory=list[DrawnMember])
    required: frozenset[str] = frozenset()
    made_up: frozenset[str] = frozenset()
    always: frozenset[str] = frozenset()
    union: bool = False
    presence: list[PresenceRule] = field(default_factory=list[PresenceRule])
    key: str = ""
    element: str = ""
    sparse: bool = False
    depth: float = _ENDLESS


class DrawnShapes(dict[str, DrawnShape]):
    """All shapes of a service by name. Members without any valid value are left out."""

    def __init__(self, package: str) -> None:
        """Read the shapes of a generated package."""
        rules = vars(import_module(f"{package}.checks"))
        facts: dict[str, Any] = json.loads(files(package).joinpath("shapes.json").read_bytes())
        super().__init__({name: _shape(name, fact, rules) for name, fact in facts.items()})
        self._measure()
        for shape in self.values():
            shape.members = [one for one in shape.members if self.depth(one.shape) < _ENDLESS]

    def depth(self, *names: str) -> float:
        """The depth of the deepest of these shapes."""
        return max((self[name].depth for name in names), default=0)

    def _measure(self) -> None:
        """Set the depths, beginning with scalar shapes."""
        pending: Iterable[DrawnShape] = self.values()
        before = -1
        while before != len(pending := [s for s in pending if s.depth == _ENDLESS]):
            before = len(pending)
            for shape in pending:
                shape.depth = self._depth(shape)

    def _depth(self, shape: DrawnShape) -> float:
        match shape.kind:
            case "string":
                return 1 if _has_text(shape.rule, shape.texts) else _ENDLESS
            case "structure" if shape.union:
                return 1 + min((self.depth(one.shape) for one in shape.members), default=_ENDLESS)
            case "structure":
                required = [one.shape for one in shape.members if one.name in shape.required]
                return 1 + self.depth(*required)
            case "list" | "map" if shape.rule.minimum:
                return 1 + self.depth(shape.element, *([shape.key] if shape.key else []))
            case _:
                return 1


def _has_text(rule: String, samples: list[str]) -> bool:
    """Whether a valid string exists; a pattern and a length may exclude each other."""
    if rule.enum:
        return any(rule.minimum <= len(value) <= rule.maximum for value in rule.enum)
    return rule.pattern is None or bool(samples)


def _shape(name: str, fact: Any, rules: Mapping[str, Any]) -> DrawnShape:
    """A shape from its entry in ``shapes.json``: only its kind, or a dict with more."""
    more: dict[str, Any] = {} if isinstance(fact, str) else dict(fact)
    kind: str = fact if isinstance(fact, str) else more.pop("kind")
    # A shape that is only used in one form, such as in a host name, only has the rule of that form.
    known = (more.pop("rule", f"_{name}"), f"_Host_{name}", f"_Converted_{name}")
    # In the checks, a structure's name is that of a function.
    rule: Any = next(filter(None, map(rules.get, known)), None) if kind != "structure" else None
    return DrawnShape(
        name=name,
        kind=kind,
        rule=rule or _UNLIMITED.get(kind, _NO_RULE),
        members=[
            DrawnMember(member, *_listed(shape))
            for member, shape in more.pop("members", {}).items()
        ],
        required=frozenset(more.pop("required", ())),
        made_up=frozenset(more.pop("made_up", ())),
        always=frozenset(more.pop("always", ())),
        presence=[PresenceRule(*rule) for rule in more.pop("presence", ())],
        **more,
    )


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else value
