"""Is a model sound enough to generate from? All of its problems are found in one pass.

What is found here ends a build. Weaker findings (an undocumented member, a pattern that can
explode) are the linter's. Each module below checks one part of a model and assumes nothing about
the others, and one mistake does not hide the next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botosmith.models.documents import is_object
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.models.validation import (
    client_facts,
    counts,
    endpoint_rules,
    examples,
    metadata,
    operations,
    paginators,
    recursion,
    references,
    shapes,
    sizes,
    waiters,
)
from botosmith.models.validation.values import Found, unexpected
from botosmith.problems import Problem

_BESIDE: dict[str, Callable[[dict[str, Any], dict[str, Any]], Found]] = {
    "paginators-1": paginators.problems,
    "waiters-2": waiters.problems,
    "examples-1": examples.problems,
    "endpoint-rule-set-1": endpoint_rules.problems,
}


def problems(model: Model) -> list[Problem]:
    """Everything that keeps a model from being generated from, in the order of its files."""
    found = list(model.unreadable.values())
    if SERVICE_MODEL in model.unreadable:
        return found
    service = model.document(SERVICE_MODEL)
    # botocore's own are trusted to be of a size that they need.
    counted = iter(()) if model.shipped else counts.problems(service)
    if oversized := _in_file(model, SERVICE_MODEL, counted):
        return [*found, *oversized]  # a closer look would take its time
    found += _in_file(model, SERVICE_MODEL, _service(service, model.api_version))
    if not all(is_object(service.get(key)) for key in ("operations", "shapes")):
        return found
    for stem, check in _BESIDE.items():
        if stem in model.documents:
            found += _in_file(model, stem, check(model.document(stem), service))
    for file, stated in model.statements():
        found += _of_file(file, references.problems(stated, service))
        found += _of_file(file, client_facts.problems(stated, service))
    return found


def _service(service: dict[str, Any], api_version: str) -> Found:
    for key in ("metadata", "operations", "shapes"):
        if not is_object(service.get(key)):
            yield unexpected(key, "an object, which every service model needs", service.get(key))
    yield from metadata.problems(service, api_version)
    if is_object(service.get("shapes")):
        yield from shapes.problems(service["shapes"])
        yield from recursion.problems(service["shapes"])
        known = service.get("operations")
        yield from sizes.problems(service["shapes"], known if is_object(known) else {})
        if is_object(known):
            yield from operations.problems(known, service["shapes"])


def _in_file(model: Model, stem: str, found: Found) -> list[Problem]:
    return _of_file(model.file_name(stem), found)


def _of_file(file: str, found: Found) -> list[Problem]:
    return [
        Problem(
            file=file,
            where=flaw.where,
            message=flaw.message,
            rule=flaw.rule,
            advice=flaw.advice,
        )
        for flaw in found
    ]
