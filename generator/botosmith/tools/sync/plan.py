"""Configuration, calls and lock -> the required packages, each with its model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import botocore

from botosmith.models.load import SERVICE_MODEL, Library, Model
from botosmith.problems import BotosmithError, ModelError
from botosmith.tools.slice import check_name, chosen_operations, slice_model
from botosmith.tools.sync import digests
from botosmith.tools.sync.calls import CodeCalls
from botosmith.tools.sync.config import Config, Slice
from botosmith.tools.sync.lock import Lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A required package: a slice of ``service`` with ``operations``, or the service without any.

    ``kept`` are operations that are only in the lock: they are neither called nor configured.
    """

    name: str
    service: str
    operations: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The required packages; ``unneeded`` are locked ones that are no longer needed."""

    wanted: tuple[Wanted, ...]
    unneeded: tuple[str, ...] = ()


def plan(config: Config, calls: CodeCalls, lock: Lock, *, prune: bool = False) -> Plan:
    """Find the required packages.

    Operations and packages that are locked but not needed stay, unless ``prune`` is set. Raises
    BotosmithError for services and operations in the configuration that do not exist.
    """
    library = Library(config.models)
    wanted: dict[str, Wanted] = {}
    for one in _all(config, calls, library):
        if one.name in wanted:
            raise BotosmithError(
                f"{config.place('slices', one.name)}: two packages would be botosmith-{one.name}, "
                "this slice and one of from-code: rename one of them"
            )
        wanted[one.name] = one if prune else _with_locked(one, lock, library)
    unneeded = sorted(lock.packages.keys() - wanted.keys())
    return Plan(wanted=tuple(wanted[name] for name in sorted(wanted)), unneeded=tuple(unneeded))


def cut(wanted: Wanted, config: Config, directory: Path) -> Model:
    """The model of a package; that of a slice is written into ``directory``.

    Raises ModelError for a model that cannot be built.
    """
    library = Library(config.models)
    source = library.load(wanted.service)
    if not wanted.operations:
        return source
    target = directory / wanted.name / source.api_version
    made = slice_model(source, wanted.operations, wanted.name, target)
    target.mkdir(parents=True)
    for name, content in made.files.items():
        (target / name).write_bytes(content)
    return Library((directory,)).load(wanted.name)


def digest(model: Model) -> str:
    """The digest of a model's files, added facts about its service, and botocore's version."""
    stated = {f"{number} stated": one.content for number, one in enumerate(model.stated or ())}
    shipped = {"botocore": botocore.__version__.encode()} if model.shipped else {}
    return digests.of_files({**stated, **shipped, **model.files})


def _all(config: Config, calls: CodeCalls, library: Library) -> Iterator[Wanted]:
    known = frozenset(library.all_services())
    for service in config.services:
        _check_service(config, service, library, known, "services")
        yield Wanted(name=service, service=service)
    for service in calls.services(config.from_code):
        if service not in config.services:
            called = calls.of(config.from_code, service)
            yield _slice(config, f"{service}-{config.name}", service, called, "name")
    if config.from_code and not calls.services(config.from_code):
        trees = ", ".join(map(str, config.from_code))
        raise BotosmithError(
            f"{config.place('from-code')}: {trees}: no call of a boto3 client found; annotate the "
            "parameters that are clients, or name services, or the operations of a slice"
        )
    for name, one in config.slices.items():
        _check_service(config, one.service, library, known, "slices", name, "service")
        yield _configured(config, name, one, calls, library)


def _configured(
    config: Config, name: str, one: Slice, calls: CodeCalls, library: Library
) -> Wanted:
    called = calls.of(one.trees, one.service)
    try:
        asked = chosen_operations(library.load(one.service), one.operations)
    except ModelError:
        raise
    except BotosmithError as error:
        raise BotosmithError(f"{config.place('slices', name, 'operations')}: {error}") from error
    if not called | asked:
        trees = ", ".join(map(str, one.trees))
        raise BotosmithError(
            f"{config.place('slices', name)}: the slice {name} has no calls: {trees} calls no "
            f"operation of {one.service}; name operations, or remove the slice"
        )
    return _slice(config, name, one.service, called | asked, "slices", name)


def _slice(
    config: Config, name: str, service: str, operations: frozenset[str] | set[str], *keys: str
) -> Wanted:
    try:
        check_name(name)
    except BotosmithError as error:
        raise BotosmithError(f"{config.place(*keys)}: {error}") from error
    return Wanted(name=name, service=service, operations=tuple(sorted(operations)))


def _with_locked(one: Wanted, lock: Lock, library: Library) -> Wanted:
    """A slice with its locked operations, without those that the service no longer has."""
    locked = lock.packages.get(one.name)
    if not one.operations or locked is None or locked.service != one.service:
        return one
    there = library.load(one.service).document(SERVICE_MODEL)["operations"]
    kept = {name for name in locked.operations if name in there} - {*one.operations}
    return Wanted(
        name=one.name,
        service=one.service,
        operations=tuple(sorted({*one.operations, *kept})),
        kept=tuple(sorted(kept)),
    )


def _check_service(
    config: Config, service: str, library: Library, known: frozenset[str], *keys: str
) -> None:
    if service in known:
        return
    try:
        library.load(service)
    except BotosmithError as error:
        raise BotosmithError(f"{config.place(*keys)}: {error}") from error
