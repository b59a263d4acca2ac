"""The changes in the metadata, and in the sidecars of ``service-2.json``."""

from __future__ import annotations

from collections.abc import Iterator

from botosmith.models.documents import Document
from botosmith.models.traits import TraitPlace, at
from botosmith.tools.diff.changes import ModelChange
from botosmith.tools.diff.traits import compared

_OTHER = "metadata-changed"


def metadata(old: Document, new: Document) -> Iterator[ModelChange]:
    """The changes in ``service-2.json`` other than operations and shapes."""
    yield from _compared("metadata", old["metadata"], new["metadata"], "metadata")
    yield from _compared("", old, new, "service")


def paginators(old: Document, new: Document) -> Iterator[ModelChange]:
    """The changes in paginators, by operation."""
    yield from _named("paginator", "pagination", old, new)


def waiters(old: Document, new: Document) -> Iterator[ModelChange]:
    """The changes in waiters, by name."""
    yield from _named("waiter", "waiters", old, new)


def examples(old: Document, new: Document) -> Iterator[ModelChange]:
    """The changes in examples: only the operations and the numbers of examples."""
    before, after = old.get("examples", {}), new.get("examples", {})
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            count = f"{len(before.get(name, ()))} -> {len(after.get(name, ()))} examples"
            yield _change("examples-changed", f"examples.{name}", count)


def endpoint_rules(old: Document, new: Document) -> Iterator[ModelChange]:
    """The change of the rule set, as a whole."""
    if old != new:
        yield _change("endpoint-rules-changed", "endpoint-rule-set-1", "another rule set")


def extras(old: Document, new: Document) -> Iterator[ModelChange]:
    """The changes in ``botosmith-1.json`` that are not about one shape or operation."""
    before, after = (
        {key: value for key, value in one.items() if key in at("extras")} for one in (old, new)
    )
    yield from _compared("", before, after, "extras")


def _compared(where: str, old: Document, new: Document, place: TraitPlace) -> Iterator[ModelChange]:
    for kind, path, message in compared(where, old, new, (place,), _OTHER):
        yield _change(kind, path, message)


def _named(what: TraitPlace, part: str, old: Document, new: Document) -> Iterator[ModelChange]:
    before, after = old.get(part, {}), new.get(part, {})
    for name in sorted(before.keys() | after.keys()):
        where = f"{part}.{name}"
        if name not in after:
            yield _change(f"{what}-removed", where, f"{name} is gone")
        elif name not in before:
            yield _change(f"{what}-added", where, f"{name} is new")
        else:
            yield from _compared(where, before[name], after[name], what)


def _change(kind: str, where: str, message: str) -> ModelChange:
    return ModelChange(kind=kind, side="service", where=where, message=message)
