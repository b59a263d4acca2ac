"""What has changed in the metadata, and in the files beside ``service-2.json``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from botosmith.tools.diff.changes import Change, from_to

Document = Mapping[str, Any]

_METADATA = {
    **dict.fromkeys(("endpointPrefix", "globalEndpoint"), "endpoint-changed"),
    **dict.fromkeys(("protocol", "protocols", "protocolSettings"), "protocol-changed"),
    **dict.fromkeys(("jsonVersion", "targetPrefix", "xmlNamespace"), "protocol-changed"),
    "awsQueryCompatible": "protocol-changed",
    **dict.fromkeys(("auth", "signatureVersion", "signingName"), "signature-changed"),
    "apiVersion": "api-version-changed",
    "serviceId": "service-id-changed",
}
_TOP = {
    "clientContextParams": "endpoint-parameters-changed",
    "documentation": "documentation-changed",
}
_EXTRAS = {
    **dict.fromkeys(("glossary", "links", "topics"), "documentation-changed"),
    "authentication": "authentication-changed",
    "clientClass": "service-id-changed",
    "endpoint": "endpoint-changed",
    "errorMessage": "error-message-path-changed",
    "origin": "origin-changed",
}


def metadata(old: Document, new: Document) -> Iterator[Change]:
    """Of ``service-2.json``, all but its operations and shapes."""
    yield from _keys("metadata.", old["metadata"], new["metadata"], _METADATA, "metadata-changed")
    yield from _keys("", _without(old), _without(new), _TOP, "metadata-changed")


def paginators(old: Document, new: Document) -> Iterator[Change]:
    """The paginators, by operation."""
    yield from _named("paginator", "pagination", old, new)


def waiters(old: Document, new: Document) -> Iterator[Change]:
    """The waiters, by name."""
    yield from _named("waiter", "waiters", old, new)


def examples(old: Document, new: Document) -> Iterator[Change]:
    """The examples: all that is said is of which operations they are."""
    before, after = old.get("examples", {}), new.get("examples", {})
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            count = f"{len(before.get(name, ()))} -> {len(after.get(name, ()))} examples"
            yield _change("examples-changed", f"examples.{name}", count)


def endpoint_rules(old: Document, new: Document) -> Iterator[Change]:
    """The rule set as a whole."""
    if old != new:
        yield _change("endpoint-rules-changed", "endpoint-rule-set-1", "another rule set")


def extras(old: Document, new: Document) -> Iterator[Change]:
    """Of ``botosmith-1.json``, what is not about one shape or operation."""
    before, after = (
        {key: value for key, value in one.items() if key in _EXTRAS} for one in (old, new)
    )
    yield from _keys("", before, after, _EXTRAS, "documentation-changed")


def _without(service: Document) -> dict[str, Any]:
    parts = ("metadata", "operations", "shapes")
    return {key: value for key, value in service.items() if key not in parts}


def _keys(
    where: str, old: Document, new: Document, kinds: Mapping[str, str], default: str
) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            kind = kinds.get(key, default)
            texts = kind == "documentation-changed"
            message = "another text" if texts else from_to(old.get(key), new.get(key))
            yield _change(kind, f"{where}{key}", message)


def _named(what: str, part: str, old: Document, new: Document) -> Iterator[Change]:
    before, after = old.get(part, {}), new.get(part, {})
    for name in sorted(before.keys() | after.keys()):
        where = f"{part}.{name}"
        if name not in after:
            yield _change(f"{what}-removed", where, f"{name} is gone")
        elif name not in before:
            yield _change(f"{what}-added", where, f"{name} is new")
        else:
            yield from _config(what, where, before[name], after[name])


def _config(what: str, where: str, old: Document, new: Document) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            kind = "documentation-changed" if key == "description" else f"{what}-changed"
            yield _change(kind, f"{where}.{key}", from_to(old.get(key), new.get(key)))


def _change(kind: str, where: str, message: str) -> Change:
    return Change(kind=kind, side="service", where=where, message=message)
