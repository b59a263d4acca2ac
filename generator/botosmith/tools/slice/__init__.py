"""A model cut to some of its operations: a client of it starts faster, and needs less memory.

    choose operations -> find their shapes -> cut the sidecars -> give it its own identity

Requests of the slice are the same bytes as those of the whole model, except for the user agent.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import botocore

from botosmith.build.service import class_name
from botosmith.models import validation
from botosmith.models.cut import sidecars
from botosmith.models.cut.reach import discovery_operations, reached_shapes
from botosmith.models.extras import EXTRAS
from botosmith.models.load import SERVICE_MODEL, Library, Model, check_service_name
from botosmith.names import boto3_name, slice_class
from botosmith.problems import BotosmithError, ModelError, did_you_mean
from botosmith.tools.lint import examples
from botosmith.tools.slice.helpers import HELPERS
from botosmith.tools.slice.identity import facts_of_slice, kept_metadata, own_metadata

_BESIDE = {
    "paginators-1": sidecars.paginators,
    "waiters-2": sidecars.waiters,
    sidecars.EXAMPLES: sidecars.examples,
}
_ENDPOINT_RULES = "endpoint-rule-set-1"
DOCUMENTS = frozenset({SERVICE_MODEL, *_BESIDE, _ENDPOINT_RULES, EXTRAS})
"""The documents of a slice that are written; other files in its directory are the user's own."""


def slice_model(
    model: Model,
    operations: Iterable[str],
    name: str,
    directory: Path,
    *,
    names: dict[str, Any] | None = None,
    client: str | None = None,
) -> Model:
    """The slice ``name``: these operations of ``model`` and the shapes that they need.

    Operations may have their names in the model or those of their methods. ``directory`` is the
    slice's directory; ``names`` and ``client`` are the metadata and the client's class of a slice
    that exists there. Raises BotosmithError for an operation that the model does not have, and
    ModelError if the model cannot be built.
    """
    model = validation.checked(model)
    service = model.document(SERVICE_MODEL)
    chosen = chosen_operations(model, operations)
    chosen |= discovery_operations(service, chosen)
    shapes = reached_shapes(service, chosen)
    metadata: dict[str, Any] = service["metadata"]
    documents: dict[str, dict[str, Any]] = {
        SERVICE_MODEL: {
            **service,
            "metadata": kept_metadata(metadata, names)
            if names
            else own_metadata(metadata, name, chosen),
            "operations": _only(service["operations"], chosen),
            "shapes": _only(service["shapes"], shapes),
        }
    }
    for stem, cut_down in _BESIDE.items():
        if stem in model.documents:
            documents[stem] = cut_down(model.document(stem), chosen)
    if _ENDPOINT_RULES in model.documents:
        documents[_ENDPOINT_RULES] = model.document(_ENDPOINT_RULES)
    extras = sidecars.extras(model.document(EXTRAS), service, chosen, shapes)
    facts = facts_of_slice(extras, metadata, documents[SERVICE_MODEL]["metadata"])
    documents[EXTRAS] = {"version": "1.0", **facts, "origin": origin_of(model)}
    if sidecars.EXAMPLES in documents:
        documents[sidecars.EXAMPLES] = _valid_examples(
            as_model(name, model.api_version, directory, documents)
        )
    cut = as_model(name, model.api_version, directory, documents)
    if problems := validation.problems(cut):  # usually because of a name such as 3d
        raise ModelError(name, problems)
    wanted = client or slice_class(class_name(model), model.service, name)
    if wanted != class_name(cut):
        documents[EXTRAS]["clientClass"] = wanted
    return as_model(name, model.api_version, directory, documents)


def _valid_examples(model: Model) -> dict[str, Any]:
    """A slice's examples without those that break their shapes.

    AWS ships 38 invalid ones. In the user's own model they would end the build.
    """
    document = model.document(sidecars.EXAMPLES)
    broken = {tuple(where.split(".")[1:3]) for _, where, _ in examples.findings(model)}
    kept = {
        name: [one for index, one in enumerate(found) if (name, str(index)) not in broken]
        for name, found in document["examples"].items()
    }
    return {**document, "examples": kept}


def check_name(name: str) -> None:
    """Raise BotosmithError for a name of a botocore service, or one that is not valid."""
    check_service_name(name)
    if name in Library().all_services():
        raise BotosmithError(f"{name} is a service of botocore's; choose another --name")


def as_model(
    name: str, api_version: str, directory: Path, documents: dict[str, dict[str, Any]]
) -> Model:
    """A model of these documents, with their bytes as files."""
    files = {f"{stem}.json": _written(document) for stem, document in documents.items()}
    return Model(
        service=name,
        api_version=api_version,
        directory=directory,
        documents=documents,
        files=files,
    )


def origin_of(model: Model) -> dict[str, str]:
    """The slice's record of the model that it was cut from."""
    origin = {"service": model.service, "apiVersion": model.api_version}
    if model.shipped:
        origin["botocore"] = botocore.__version__
        if uid := model.document(SERVICE_MODEL)["metadata"].get("uid"):
            origin["uid"] = uid
    return origin


def chosen_operations(model: Model, names: Iterable[str]) -> set[str]:
    """The named operations; a name may be the operation's or its method's."""
    known = model.document(SERVICE_MODEL)["operations"]
    by_name = {**{boto3_name(name): name for name in known}, **{name: name for name in known}}
    chosen: set[str] = set()
    for name in names:
        if name not in by_name:
            _refuse_what_calls(model.service, name)
            near = difflib.get_close_matches(name, by_name, n=5)
            hint = did_you_mean(dict.fromkeys(by_name[one] for one in near))
            raise BotosmithError(f"{model.service} has no operation {name!r}{hint}")
        chosen.add(by_name[name])
    return chosen


def _refuse_what_calls(service: str, name: str) -> None:
    """Raise BotosmithError for a method that is not an operation; it says what the method calls."""
    if name in ("generate_presigned_url", "get_paginator", "get_waiter"):
        raise BotosmithError(f"{name} is not an operation: name those that it is used for")
    if called := HELPERS.get((service, name)):
        raise BotosmithError(
            f"{name} is not an operation: name what it calls, {' '.join(sorted(called))}"
        )


def _only(entries: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: entry for name, entry in entries.items() if name in names}


def _written(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
