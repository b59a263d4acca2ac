"""``botosmith-1.json``: facts about a service that botocore's model format cannot express.

The file is next to ``service-2.json``, or adds to the facts about a service (``facts``).
``extras.schema.json`` in this package defines its format, for editors and for the check here.
``validation`` checks what depends on the model, such as a rule about a member that does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from botosmith import ir
from botosmith.models import facts_schema
from botosmith.models.files import EXTRAS as EXTRAS
from botosmith.models.load import Model
from botosmith.problems import Problem

_OWN = ("type", "min", "max", "pattern", "values", "sparse")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """The parsed file; parts that the file does not have are empty."""

    http_status: dict[str, int] = field(default_factory=dict[str, int])
    shape_overrides: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    presence: dict[str, dict[str, tuple[ir.Presence, ...]]] = field(
        default_factory=dict[str, dict[str, tuple[ir.Presence, ...]]]
    )
    repeated_headers: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    optional: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    own_traits: dict[str, dict[str, dict[str, Any]]] = field(
        default_factory=dict[str, dict[str, dict[str, Any]]]
    )
    operations: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    authentication: ir.Authentication = field(default_factory=ir.Authentication)
    error_message: str = ""
    topics: tuple[ir.Topic, ...] = ()
    glossary: tuple[ir.Term, ...] = ()
    links: tuple[ir.Link, ...] = ()
    origin: str = ""
    origin_uid: str = ""


def problems(model: Model) -> list[Problem]:
    """The violations of the schema, in all files that a model's extras come from."""
    return [
        problem
        for file, stated in model.statements()
        for problem in facts_schema.problems(file, stated)
    ]


def parse(model: Model) -> Extras:
    """Read the extras of a model that has no problems."""
    document = model.document(EXTRAS)
    if not document:
        return Extras()
    return Extras(
        http_status={name: e["httpStatus"] for name, e in document.get("errors", {}).items()},
        shape_overrides=document.get("shapes", {}),
        presence=_presence(document.get("presence", {})),
        repeated_headers=_marked("repeatedHeader", document.get("members", {})),
        optional=_marked("optional", document.get("members", {})),
        own_traits=_own_traits(document.get("members", {})),
        operations=document.get("operations", {}),
        authentication=_authentication(document),
        error_message=document.get("errorMessage", ""),
        topics=tuple(map(_topic, document.get("topics", ()))),
        glossary=tuple(map(_term, document.get("glossary", ()))),
        links=tuple(ir.Link(**link) for link in document.get("links", ())),
        origin=_origin(document.get("origin", {})),
        origin_uid=document.get("origin", {}).get("uid", ""),
    )


def _presence(
    structures: dict[str, dict[str, Any]],
) -> dict[str, dict[str, tuple[ir.Presence, ...]]]:
    return {
        structure: {
            member: tuple(
                ir.Presence(rule=rule, sibling=sibling, values=tuple(values))
                for rule, condition in sorted(rules.items())
                for sibling, values in sorted(condition.items())
            )
            for member, rules in members.items()
        }
        for structure, members in structures.items()
    }


def _marked(fact: str, structures: dict[str, dict[str, Any]]) -> dict[str, frozenset[str]]:
    """By structure, the members that have this fact."""
    return {
        structure: frozenset(name for name, facts in members.items() if facts.get(fact))
        for structure, members in structures.items()
    }


def _own_traits(structures: dict[str, dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Traits of members that override those of their shapes."""
    return {
        structure: {
            name: traits
            for name, facts in members.items()
            if (traits := {trait: facts[trait] for trait in _OWN if trait in facts})
        }
        for structure, members in structures.items()
    }


def _authentication(document: dict[str, Any]) -> ir.Authentication:
    endpoint = document.get("endpoint", {})
    schemes = document.get("authentication", {})
    cookie = schemes.get("cookie")
    return ir.Authentication(
        signature_version=schemes.get("signatureVersion", ""),
        endpoint_required=endpoint.get("required", False),
        region=endpoint.get("region", ""),
        bearer="bearer" in schemes,
        token_documentation=schemes.get("bearer", {}).get("documentation", ""),
        cookie=cookie and ir.Cookie(name=cookie["name"], peer_member=cookie["peerMember"]),
    )


def _topic(topic: dict[str, Any]) -> ir.Topic:
    return ir.Topic(
        name=topic["name"],
        title=topic["title"],
        documentation=topic.get("documentation", ""),
        operations=tuple(topic["operations"]),
        structures=tuple(topic.get("structures", ())),
    )


def _term(term: dict[str, Any]) -> ir.Term:
    return ir.Term(
        name=term["name"],
        pattern=term["pattern"],
        documentation=term.get("documentation", ""),
    )


def _origin(origin: dict[str, str]) -> str:
    if not origin:
        return ""
    source = f", as botocore {origin['botocore']} ships it" if "botocore" in origin else ""
    return f"{origin['service']} {origin['apiVersion']}{source}"
