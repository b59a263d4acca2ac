"""Cuts the sidecar files of ``service-2.json`` to the operations and shapes that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith.models.documents import Document, is_object

EXAMPLES = "examples-1"
BY_NAME = ("operations", "errors", "shapes", "members", "presence")
"""The parts of ``botosmith-1.json`` whose entries are about one operation or shape each."""
OF_SLICE = ("clientClass", "origin", "serviceId")
"""The facts in ``botosmith-1.json`` about the model itself, which do not apply to a slice."""


def paginators(document: Document, operations: set[str]) -> dict[str, Any]:
    """The paginators of the operations; a paginator has its operation's name."""
    return {**document, "pagination": _only(document["pagination"], operations)}


def waiters(document: Document, operations: set[str]) -> dict[str, Any]:
    """The waiters that poll one of the operations."""
    kept = {
        name: one for name, one in document["waiters"].items() if one["operation"] in operations
    }
    return {**document, "waiters": kept}


def examples(document: Document, operations: set[str]) -> dict[str, Any]:
    """The examples of the operations."""
    return {**document, "examples": _only(document["examples"], operations)}


def extras(
    document: Document, service: Document, operations: set[str], shapes: set[str]
) -> dict[str, Any]:
    """``botosmith-1.json`` without facts about operations and shapes that are not kept."""
    kept = {key: value for key, value in document.items() if key not in OF_SLICE}
    for part in BY_NAME:
        if part in document:
            kept[part] = _only(document[part], operations if part == "operations" else shapes)
    if "handlers" in document:
        kept["handlers"] = _handlers(document["handlers"], service, operations, shapes)
    if "addedMethods" in document:
        kept["addedMethods"] = {
            name: method
            for name, method in document["addedMethods"].items()
            if operations.issuperset(method.get("operations", ()))
        }
    if "topics" in document:
        kept["topics"] = _topics(document["topics"], operations, shapes)
    if "cookie" in document.get("authentication", {}):
        kept["authentication"] = _authentication(document["authentication"], service, operations)
    return {key: value for key, value in kept.items() if value or key not in document}


def _handlers(
    handlers: Mapping[str, Any], service: Document, operations: set[str], shapes: set[str]
) -> dict[str, Any]:
    """The handlers that still apply: an operation has their member, or one of their shapes."""
    kept: dict[str, Any] = {}
    for name, handler in handlers.items():
        side = "output" if handler["event"] == "after-call" else "input"
        seen = [
            one
            for one in handler.get("operations", sorted(operations))
            if one in operations
            and ("member" not in handler or handler["member"] in _members(service, one, side))
        ]
        left = [one for one in handler.get("shapes", ()) if one in shapes]
        if seen and (left or "shapes" not in handler):
            parts = {"operations": seen, "shapes": left}
            kept[name] = {key: parts.get(key, value) for key, value in handler.items()}
    return kept


def _members(service: Document, operation: str, side: str) -> Mapping[str, Any]:
    """The members of an operation's input or output; empty if the model is not valid there."""
    found = service["operations"][operation]
    reference = found.get(side) if is_object(found) else None
    name = reference.get("shape") if is_object(reference) else None
    shape = service["shapes"].get(name) if isinstance(name, str) else None
    members = shape.get("members") if is_object(shape) else None
    return members if is_object(members) else {}


def _topics(
    topics: list[dict[str, Any]], operations: set[str], shapes: set[str]
) -> list[dict[str, Any]]:
    cut = [
        {
            **topic,
            **{
                part: [name for name in topic[part] if name in names]
                for part, names in (("operations", operations), ("structures", shapes))
                if part in topic
            },
        }
        for topic in topics
    ]
    return [topic for topic in cut if topic["operations"] or topic.get("structures")]


def _authentication(
    schemes: dict[str, Any], service: Document, operations: set[str]
) -> dict[str, Any]:
    """The schemes; a cookie only if an operation with its peer member is kept."""
    peer = schemes["cookie"]["peerMember"]
    inputs = [service["operations"][name].get("input", {}).get("shape") for name in operations]
    if any(peer in service["shapes"].get(name, {}).get("members", {}) for name in inputs):
        return schemes
    return {name: scheme for name, scheme in schemes.items() if name != "cookie"}


def _only(entries: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: entry for name, entry in entries.items() if name in names}
