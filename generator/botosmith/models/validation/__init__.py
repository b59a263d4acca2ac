"""What is wrong with a model: what it cannot be generated from, and what is only odd.

The first ends a build: botocore would fail on it, no value could be valid, or Python has no
name for it. The second does not: botocore passes over it, and the linter warns of it. All of a
model's problems are found in one pass; one mistake does not hide the next.

    model -> odd (what is odd) -> understood (without it) -> problems (what ends a build)

Each module below checks one part of a model and assumes nothing about the others.
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
    """The model as botocore understands it, to generate from.

    Raises ModelError with everything that keeps it from that.
    """
    found = understood(model)
    if wrong := _problems(found):
        raise ModelError(model.service, wrong)
    return found


def problems(model: Model) -> list[Problem]:
    """Everything that keeps a model from being generated from, in the order of its files."""
    return _problems(understood(model))


def oddities(model: Model) -> list[Problem]:
    """What is odd about a model that can be generated from, in the order of its files."""
    return [
        problem
        for stem, found in odd.oddities(model.documents).items()
        for problem in _in_file(model, stem, (one.flaw for one in found))
    ]


def understood(model: Model) -> Model:
    """The model as botocore understands it: nothing in its documents is odd any more.

    Its files stay what they are: it is those that botocore loads.
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
    # botocore's own are trusted to be of a size that they need.
    counted = iter(()) if model.shipped else counts.problems(service)
    if oversized := _in_file(model, SERVICE_MODEL, counted):
        return oversized  # a closer look would take its time
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
    """Problems of ``service-2.json``; botocore's own is trusted in its types and in its size."""
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
