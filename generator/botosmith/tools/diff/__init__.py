"""The changes from one model of a service to another, and which of them break callers.

read both -> merge extras into shapes and operations -> compare from the operations inward
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botosmith.models import validation
from botosmith.models.documents import Document
from botosmith.models.extras import EXTRAS
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.problems import BotosmithError
from botosmith.tools.diff import operations, shapes, sidecars
from botosmith.tools.diff.changes import Difference, ModelChange, in_order
from botosmith.tools.diff.kinds import KINDS

__all__ = ["KINDS", "Difference", "ModelChange", "compare"]

_Call = tuple[str, Document, Document]

_BESIDE = {
    "paginators-1": sidecars.paginators,
    "waiters-2": sidecars.waiters,
    "examples-1": sidecars.examples,
    "endpoint-rule-set-1": sidecars.endpoint_rules,
    EXTRAS: sidecars.extras,
}


def compare(old: Model, new: Model, *, names: tuple[str, str] = ("old", "new")) -> Difference:
    """The changes from ``old`` to ``new``; ``names`` are names for the two in the report.

    Raises ModelError for a model that cannot be built, BotosmithError for models of two services.
    """
    old, new = validation.checked(old), validation.checked(new)
    ids = [model.document(SERVICE_MODEL)["metadata"]["serviceId"] for model in (old, new)]
    if old.service != new.service and ids[0] != ids[1]:
        raise BotosmithError(
            f"{names[0]} is a model of {old.service} ({ids[0]}), {names[1]} one of {new.service} "
            f"({ids[1]}): only models of one service can be compared"
        )
    changes = () if old.documents == new.documents else in_order(_changes(old, new))
    return Difference(service=new.service, old=names[0], new=names[1], changes=changes)


def _changes(old: Model, new: Model) -> Iterator[ModelChange]:
    before, after = old.document(SERVICE_MODEL), new.document(SERVICE_MODEL)
    yield from sidecars.metadata(before, after)
    for stem, changes in _BESIDE.items():
        yield from changes(old.document(stem), new.document(stem))
    yield from _error_classes(before["shapes"], after["shapes"])
    olds, news = _operations(old), _operations(new)
    yield from operations.changes(olds, news)
    both: list[_Call] = [(name, olds[name], news[name]) for name in olds if name in news]
    inside = shapes.Walk(_shapes(old), _shapes(new))
    yield from inside.changes(_roots(both, "input"), "request")
    yield from inside.changes([*_roots(both, "output"), *_error_roots(both)], "response")


def _error_classes(old: Document, new: Document) -> Iterator[ModelChange]:
    for name, shape in old.items():
        if shape.get("exception") and not new.get(name, {}).get("exception"):
            yield ModelChange(
                kind="error-class-removed",
                side="service",
                where=f"shapes.{name}",
                message=f"client.exceptions.{name} is gone",
            )


def _operations(model: Model) -> dict[str, dict[str, Any]]:
    facts = model.document(EXTRAS).get("operations", {})
    found = model.document(SERVICE_MODEL)["operations"]
    return {
        name: {"successStatus": one["http"].get("responseCode", 200), **one, **facts.get(name, {})}
        for name, one in found.items()
    }


def _shapes(model: Model) -> dict[str, dict[str, Any]]:
    """The shapes, with the facts of ``botosmith-1.json`` that override theirs."""
    extras = model.document(EXTRAS)
    merged = {name: dict(shape) for name, shape in model.document(SERVICE_MODEL)["shapes"].items()}
    for name, override in extras.get("shapes", {}).items():
        merged[name].update(override)
    for name, error in extras.get("errors", {}).items():
        status = {"httpStatusCode": error["httpStatus"]}
        merged[name]["error"] = {**status, **merged[name].get("error", {})}
    for part in ("members", "presence"):
        for name, facts in extras.get(part, {}).items():
            members = dict(merged[name]["members"])
            for member, fact in facts.items():
                more = {"presence": fact} if part == "presence" else fact
                members[member] = {**members[member], **more}
            merged[name]["members"] = members
    return merged


def _roots(both: list[_Call], side: str) -> list[tuple[str, shapes.Pair]]:
    return [
        (name, (old[side]["shape"], new[side]["shape"]))
        for name, old, new in both
        if side in old and side in new
    ]


def _error_roots(both: list[_Call]) -> list[tuple[str, shapes.Pair]]:
    return [
        (name, (error["shape"], error["shape"]))
        for name, old, new in both
        for error in old.get("errors", ())
        if error["shape"] in {other["shape"] for other in new.get("errors", ())}
    ]
