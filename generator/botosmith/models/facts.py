"""The facts about a service in addition to its model: from botosmith, distributions and users.

All files have the format of ``botosmith-1.json``. They are found by the model's serviceId, also for
copies of a model. If several files state the same fact, the last of these applies::

    botosmith_runtime/service_facts/<service-id>.json       botosmith's own
    <package>/service_facts/<service-id>.json               a distribution's (see ``GROUP``)
    <models>/<service>/<api-version>/botosmith-1.json       the user's, of the last directory first

The files of botosmith and of distributions are for all versions of a service, and for its slices:
facts about shapes that a model does not have are ignored. In the user's files, such facts are
mistakes, which validation reports.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from botosmith_runtime.service_facts import event_name, known

from botosmith.models import facts_schema
from botosmith.models.cut import sidecars
from botosmith.models.documents import (
    UNREADABLE,
    Allowance,
    is_object,
    parse,
    reason,
)
from botosmith.models.files import EXTRAS, SERVICE_MODEL, read_directory
from botosmith.models.model import Model, Stated
from botosmith.problems import BotosmithError

GROUP = "botosmith.service_facts"
"""The group of entry points for distributions: each names the package with ``service_facts``."""


_FILES = (f"{EXTRAS}.json", f"{EXTRAS}.json.gz")
_OF_MODELS = frozenset({"endpoint-rule-set-1", "examples-1", "paginators-1", "waiters-2"})
# Facts that a distribution cannot state: endpoint, authentication, and a slice's own records.
_OF_USERS = frozenset(
    {"authentication", "builtIn", "clientClass", "endpoint", "errorMessage", "origin"}
)
# By part, how many levels of names are above its statements; a statement is replaced as a whole.
_STATEMENTS = {
    **dict.fromkeys(("errors", "operations", "shapes"), 2),
    **dict.fromkeys(("members", "presence"), 3),
    **dict.fromkeys(("addedMethods", "arns", "handlers"), 1),
    "commonErrors": 2,
}
# By part, how many levels of names are above the objects that may have a source and a date.
_SOURCED = {
    **dict.fromkeys(("addedMethods", "arns", "errors", "handlers", "operations", "shapes"), 1),
    **dict.fromkeys(("members", "presence"), 2),
    "commonErrors": 0,
}


def with_facts(model: Model, *, weaker: Iterable[Path], stronger: Iterable[Path]) -> Model:
    """The model with all facts about its service as its document ``botosmith-1``.

    ``weaker`` and ``stronger`` are directories that only contain ``botosmith-1.json``. The model's
    own directory overrides ``weaker``, and ``stronger`` overrides it. The strongest is the last of
    each. Raises BotosmithError for other files in these directories, and for a distribution whose
    facts cannot be read.
    """
    service = model.document(SERVICE_MODEL)
    document, brought = _of_others(service)
    try:
        below = [one for directory in weaker for one in _users(directory)]
        above = [one for directory in stronger for one in _users(directory)]
    except _UnreadableFacts as problem:
        return replace(model, unreadable={**model.unreadable, EXTRAS: problem.args[0]})
    own = [*below, *_stated_in(model.directory, model.documents, model.files), *above]
    stated = (*brought, *own)
    for one in stated:
        document = merged(document, one.document)
    if not document:
        return replace(model, stated=())
    document = {"version": "1.0", **document}
    files = {name: one for name, one in model.files.items() if name not in _FILES}
    if own and document == own[-1].document:
        files[own[-1].file.name] = own[-1].content
    else:
        text = json.dumps(document, indent=2, ensure_ascii=False)
        files[_FILES[0]] = f"{text}\n".encode()
    documents = {**model.documents, EXTRAS: without_sources(document)}
    return replace(model, documents=documents, files=files, stated=stated)


def facts_of(model: Model) -> dict[str, Any]:
    """All facts about a model's service: botosmith's own, and those that the model states."""
    service_id = model.document(SERVICE_MODEL)["metadata"]["serviceId"]
    return merged({**known(service_id)}, model.document(EXTRAS))


class _UnreadableFacts(Exception):
    """A user's file with facts cannot be parsed."""


def _users(directory: Path) -> Iterator[Stated]:
    """The facts in a user's directory that has no model."""
    contents = read_directory(directory, trusted=False)
    _refuse_others(directory, {*contents.documents, *contents.unreadable})
    if problem := contents.unreadable.get(EXTRAS):
        raise _UnreadableFacts(problem)
    yield from _stated_in(directory, contents.documents, contents.files)


def _stated_in(
    directory: Path, documents: Mapping[str, dict[str, Any]], files: Mapping[str, bytes]
) -> Iterator[Stated]:
    for name in _FILES:
        if name in files:
            yield Stated(file=directory / name, document=documents[EXTRAS], content=files[name])


def _refuse_others(directory: Path, stems: set[str]) -> None:
    """Raise BotosmithError for files that would be ignored without a message."""
    if others := sorted(stems & _OF_MODELS):
        raise BotosmithError(
            f"{directory} has {others[0]}.json, but no {SERVICE_MODEL}.json: without a model, a "
            f"directory can only hold {_FILES[0]}"
        )


def _of_others(service: dict[str, Any]) -> tuple[dict[str, Any], tuple[Stated, ...]]:
    """The facts of botosmith and those of distributions about a model's service.

    Both are without facts about shapes and operations that the model does not have.
    """
    metadata = service.get("metadata")
    service_id = metadata.get("serviceId") if is_object(metadata) else None
    if not (
        isinstance(service_id, str)
        and is_object(service.get("operations"))
        and is_object(service.get("shapes"))
    ):
        return {}, ()
    corrections = {part: one for part, one in known(service_id).items() if part in sidecars.BY_NAME}
    brought = tuple(
        replace(one, document=applicable(one.document, service))
        for one in _brought(event_name(service_id))
    )
    return without_sources(applicable(corrections, service)), brought


def applicable(document: dict[str, Any], service: dict[str, Any]) -> dict[str, Any]:
    """The document without facts about shapes and operations that a model does not have."""
    shapes: dict[str, Any] = service["shapes"]
    kept = sidecars.extras(document, service, {*service["operations"]}, {*shapes})
    for part in ("members", "presence"):
        structures = {name: _members(shapes[name], one) for name, one in kept.pop(part, {}).items()}
        if found := {name: one for name, one in structures.items() if one}:
            kept[part] = found
    return kept


def _members(shape: object, stated: dict[str, Any]) -> dict[str, Any]:
    members = shape.get("members") if is_object(shape) else None
    return {name: one for name, one in stated.items() if is_object(members) and name in members}


def merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """The statements of both documents; ``above`` overrides ``below``."""
    return {
        **below,
        **{
            part: _merged(below.get(part), one, _STATEMENTS.get(part, 0))
            for part, one in above.items()
        },
    }


def _merged(below: object, above: object, depth: int) -> Any:
    if depth == 0 or not (is_object(below) and is_object(above)):
        return above
    return {
        **below,
        **{name: _merged(below.get(name), one, depth - 1) for name, one in above.items()},
    }


def without_sources(document: dict[str, Any]) -> dict[str, Any]:
    """The statements without their sources and dates."""
    return {
        part: _without_sources(one, _SOURCED[part]) if part in _SOURCED else one
        for part, one in document.items()
    }


def _without_sources(stated: object, depth: int) -> Any:
    if not is_object(stated):
        return stated
    if depth:
        return {name: _without_sources(one, depth - 1) for name, one in stated.items()}
    return {key: value for key, value in stated.items() if key not in ("source", "date")}


@cache
def _brought(name: str) -> tuple[Stated, ...]:
    """The facts of distributions about the service with this name in botocore's events."""
    return tuple(_read(file) for one in _announced() for file in _files(one, name))


@cache
def _announced() -> tuple[EntryPoint, ...]:
    """The distributions that state facts; cached, since to find them takes longer than a model."""
    return tuple(sorted(entry_points(group=GROUP), key=lambda one: (one.name, one.value)))


def _files(announced: EntryPoint, name: str) -> Iterator[Path]:
    try:
        spec = find_spec(announced.value)
    except ModuleNotFoundError:
        spec = None
    places = (spec.submodule_search_locations if spec is not None else None) or ()
    folders = [folder for place in places if (folder := Path(place, "service_facts")).is_dir()]
    if not folders:
        distribution = announced.dist.name if announced.dist is not None else announced.value
        raise BotosmithError(
            f"{distribution} announces service facts, but its package {announced.value} has no "
            f"folder service_facts: reinstall or uninstall {distribution}"
        )
    return (file for folder in folders if (file := folder / f"{name}.json").is_file())


def _read(file: Path) -> Stated:
    try:
        content = file.read_bytes()
        document = parse(content, gzipped=False, trusted=False, allowance=Allowance())
    except UNREADABLE as error:
        raise BotosmithError(f"{file}: {reason(error)}") from error
    if problems := facts_schema.problems(str(file), document):
        raise BotosmithError("\n  ".join(map(str, problems)))
    if refused := sorted(_OF_USERS.intersection(document)):
        raise BotosmithError(
            f"{file}: {refused[0]}: only the {_FILES[0]} of a directory of models can state this"
        )
    if event_name(document.get("serviceId", "")) != file.stem:
        raise BotosmithError(
            f"{file}: serviceId: expected the serviceId of the service that the file is named "
            f"after, found {document.get('serviceId')!r}"
        )
    return Stated(file=file, document=document, content=content)
