"""Operations: how they are called, what they take, give and raise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from botosmith.tools.diff.changes import Change, Found, from_to
from botosmith.tools.diff.rules import RULES, Side

_HTTP_KINDS = {
    "method": "http-method-changed",
    "requestUri": "http-path-changed",
}
_KINDS = {
    **dict.fromkeys(("auth", "authtype", "unsignedPayload"), "signature-changed"),
    **dict.fromkeys(("deprecatedMessage", "documentation"), "documentation-changed"),
    **dict.fromkeys(("deprecatedSince", "documentationUrl"), "documentation-changed"),
    **dict.fromkeys(
        ("operationContextParams", "staticContextParams"), "endpoint-parameters-changed"
    ),
    **dict.fromkeys(("privileges", "restrictions"), "documentation-changed"),
    "endpoint": "host-prefix-changed",
    "successStatus": "success-status-changed",
}
_ELSEWHERE = {"deprecated", "errors", "http", "input", "name", "output"}
# Facts about an operation that change nothing about a call of it.
_SILENT = {"idempotent", "readonly"}

Operations = Mapping[str, Mapping[str, Any]]


def changes(old: Operations, new: Operations) -> Iterator[Change]:
    """What has changed in the operations themselves; their shapes are compared elsewhere."""
    for name in old:
        if name not in new:
            yield _change("operation-removed", name, f"operations.{name}", f"{name} is gone")
    for name in new:
        if name not in old:
            yield _change("operation-added", name, f"operations.{name}", f"{name} is new")
        elif old[name] != new[name]:
            for kind, where, message in _operation(f"operations.{name}", old[name], new[name]):
                yield _change(kind, name, where, message)


def _change(kind: str, operation: str, where: str, message: str) -> Change:
    rule = RULES[kind]
    side: Side = "service" if rule.service else "request" if rule.request else "response"
    return Change(kind=kind, side=side, where=where, message=message, operations=(operation,))


def _operation(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Found:
    for side, what in (("input", "request"), ("output", "response")):
        if (side in old) != (side in new):
            done = "added" if side in new else "removed"
            yield f"{what}-{done}", f"{where}.{side}", f"a {what} shape is {done}"
    yield from _errors(f"{where}.errors", _names(old), _names(new))
    if bool(old.get("deprecated")) != bool(new.get("deprecated")):
        kind = "operation-deprecated" if new.get("deprecated") else "operation-undeprecated"
        yield kind, f"{where}.deprecated", str(new.get("deprecatedMessage") or "deprecated")
    before, after = old.get("http", {}), new.get("http", {})
    for key in sorted(before.keys() | after.keys()):
        if key != "responseCode" and before.get(key) != after.get(key):  # successStatus has it
            kind = _HTTP_KINDS.get(key, "operation-trait-changed")
            yield kind, f"{where}.http.{key}", from_to(before.get(key), after.get(key))
    for trait in sorted((old.keys() | new.keys()) - _ELSEWHERE):
        if (old.get(trait) or None) != (new.get(trait) or None):
            kind = _KINDS.get(trait, "operation-trait-changed")
            kind = "metadata-changed" if trait in _SILENT else kind
            text = (
                "" if kind == "documentation-changed" else from_to(old.get(trait), new.get(trait))
            )
            yield kind, f"{where}.{trait}", text or "another text"


def _names(operation: Mapping[str, Any]) -> list[str]:
    return [error["shape"] for error in operation.get("errors", ())]


def _errors(where: str, old: list[str], new: list[str]) -> Found:
    for name in new:
        if name not in old:
            yield "error-added", where, f"{name} can be raised now"
    for name in old:
        if name not in new:
            yield "error-removed", where, f"{name} is not raised any more"
