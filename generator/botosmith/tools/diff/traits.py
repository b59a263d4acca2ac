"""The traits of a shape or of a reference to one, each with the kind of change that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith.tools.diff import constraints
from botosmith.tools.diff.changes import Found, from_to

# (when it has come, when it has gone)
_FLAGS = {
    "deprecated": ("member-deprecated", "member-undeprecated"),
    "idempotencyToken": ("idempotency-token-added", "idempotency-token-removed"),
    "sparse": ("list-made-sparse", "list-made-dense"),
    "union": ("union-made", "union-unmade"),
}
_KINDS = {
    **dict.fromkeys(("location", "locationName", "hostLabel", "queryName"), "wire-place-changed"),
    **dict.fromkeys(("payload", "eventheader", "eventpayload"), "wire-place-changed"),
    **dict.fromkeys(("flattened", "jsonvalue", "wrapper", "xmlAttribute"), "wire-format-changed"),
    **dict.fromkeys(("xmlNamespace", "xmlOrder", "repeatedHeader"), "wire-format-changed"),
    **dict.fromkeys(("streaming", "requiresLength"), "streaming-changed"),
    **dict.fromkeys(("event", "eventstream"), "event-stream-changed"),
    **dict.fromkeys(("documentation", "deprecatedMessage"), "documentation-changed"),
    "deprecatedSince": "documentation-changed",
    "contextParam": "endpoint-parameters-changed",
    "document": "document-changed",
    "fault": "error-blame-changed",
    "presence": "presence-rule-changed",
    "retryable": "error-retry-changed",
    "sensitive": "sensitivity-changed",
    "timestampFormat": "timestamp-format-changed",
}
_ERROR_KINDS = {
    "code": "error-code-changed",
    "httpStatusCode": "error-status-changed",
    "senderFault": "error-blame-changed",
    "fault": "error-blame-changed",
}
# What is compared elsewhere, and what says nothing to callers: botocore ignores ``box``.
_ELSEWHERE = constraints.TRAITS | frozenset(
    {"box", "exception", "key", "member", "members", "required", "shape", "synthetic", "type"}
    | {"value"}
)


def changes(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Found:
    """What has changed in the traits that stand at one place."""
    yield from constraints.changes(where, old, new)
    if old.get("error", {}) != new.get("error", {}):
        yield from _error(f"{where}.error", old.get("error", {}), new.get("error", {}))
    for trait in sorted((old.keys() | new.keys()) - _ELSEWHERE - {"error"}):
        before, after = old.get(trait), new.get(trait)
        if (before or None) == (after or None):
            continue
        place = f"{where}.{trait}"
        if trait in _FLAGS:
            yield _FLAGS[trait][0 if after else 1], place, from_to(bool(before), bool(after))
        else:
            kind = _KINDS.get(trait, "trait-changed")
            text = "" if kind == "documentation-changed" else from_to(before, after)
            yield kind, place, text or "another text"


def _error(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Found:
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            kind = _ERROR_KINDS.get(key, "trait-changed")
            yield kind, f"{where}.{key}", from_to(old.get(key), new.get(key))
