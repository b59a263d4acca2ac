"""Finds what is wrong with a model: problems that end a build, and oddities.

A problem ends a build: botocore would fail on it, no value could be valid, or Python has no name
for it. An oddity does not: botocore ignores it, and the linter warns of it. All problems of a model
are found in one pass; one mistake does not hide the next.

    model -> odd (the oddities) -> understood (without them) -> problems (what ends a build)

Each module below checks one part of a model, and does not rely on the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import replace
from typing import Any

from botosmith.models import extras
from botosmith.models.documents import is_object
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.models.traits import ROOTS
from botosmith.models.validation import (
    client_facts,
    counts,
    endpoint_rules,
    metadata,
    odd,
    operations,
    paginators,
    recursion,
    references,
    shapes,
    sizes,
    traits,
    waiters,
)
from botosmith.models.validation.values import Flaw, Found, unexpected
from botosmith.problems import ModelError, Problem

_BESIDE: dict[str, Callable[[dict[str, Any], dict[str, Any]], Found]] = {
    "paginators-1": paginators.problems,
    "waiters-2": waiters.problems,
    "endpoint-rule-set-1": endpoint_rules.problems,
}


def checked(model: Model) -> Model:
    """The model as botocore understands it, to generate a package from.

    Raises ModelError with all problems that prevent that.
    """
    found = understood(model)
    if wrong := _problems(found):
        raise ModelError(model.service, wrong)
    return found


def problems(model: Model) -> list[Problem]:
    """All problems that prevent a build, in the order of the model's files."""
    return _problems(understood(model))


def oddities(model: Model) -> list[Problem]:
    """The oddities of a model that can be built, in the order of its files."""
    return [
        problem
        for stem, found in odd.oddities(model.documents).items()
        for problem in _in_file(model, stem, (one.flaw for one in found))
    ]


def understood(model: Model) -> Model:
    """The model as botocore understands it: oddities in its documents are repaired.

    Its files do not change, since botocore loads these.
    """
    if not odd.oddities(model.documents):
        return model
    documents = deepcopy(model.documents)
    for found in odd.oddities(documents).values():
        for one in found:
            one.repair()
    return replace(model, documents=documents)


def _problems(model: Model) -> list[Problem]:
    return [*model.unreadable.values(), *_in_documents(model), *extras.problems(model)]


def _in_documents(model: Model) -> list[Problem]:
    if SERVICE_MODEL in model.unreadable:
        return []
    service = model.document(SERVICE_MODEL)
    # The sizes of botocore's own models are trusted.
    counted = iter(()) if model.shipped else counts.problems(service)
    if oversized := _in_file(model, SERVICE_MODEL, counted):
        return oversized  # further checks could take very long
    found = _in_file(
        model, SERVICE_MODEL, _service(service, model.api_version, trusted=model.shipped)
    )
    if not all(is_object(service.get(key)) for key in ("operations", "shapes")):
        return found
    for stem, check in _BESIDE.items():
        if stem in model.documents:
            found += _in_file(model, stem, check(model.document(stem), service))
            if stem in ROOTS:
                found += _in_file(model, stem, traits.problems(model.document(stem), ROOTS[stem]))
    for file, stated in model.statements():
        found += _of_file(file, references.problems(stated, service))
        found += _of_file(file, client_facts.problems(stated, service))
    return found


def _service(service: dict[str, Any], api_version: str, *, trusted: bool) -> Found:
    """Problems of ``service-2.json``; the types and sizes of botocore's own are trusted."""
    for key in ("metadata", "operations", "shapes"):
        if not is_object(service.get(key)):
            yield unexpected(key, "an object, which every service model needs", service.get(key))
    if not trusted:
        yield from traits.problems(service, "service")
    yield from metadata.problems(service, api_version)
    if is_object(service.get("shapes")):
        yield from shapes.problems(service["shapes"])
        yield from recursion.problems(service["shapes"])
        known = service.get("operations")
        if not trusted:
            yield from sizes.problems(service["shapes"], known if is_object(known) else {})
        if is_object(known):
            yield from operations.problems(known, service["shapes"])


def _in_file(model: Model, stem: str, found: Iterable[Flaw]) -> list[Problem]:
    return _of_file(model.file_name(stem), found)


def _of_file(file: str, found: Iterable[Flaw]) -> list[Problem]:
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
