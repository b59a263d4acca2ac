"""Finds a service's model and reads it: every file of its directory, parsed and as bytes.

A model is at ``<models>/<service>/<api-version>/``, botocore's loader layout. The user's
directories are searched before the models that botocore ships. ``~/.aws/models`` is not searched,
so that the same input gives the same output on every machine.

A user's directory may contain only ``botosmith-1.json``, which adds facts to a service whose model
is elsewhere (see ``facts``). If two directories state the same fact, the one that is searched first
applies.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from botocore.loaders import ExtrasProcessor, Loader

from botosmith.models.facts import with_facts
from botosmith.models.files import EXTRAS, read_directory, unlistable
from botosmith.models.files import SERVICE_MODEL as SERVICE_MODEL
from botosmith.models.links import OutsideLinkError, is_dangling, refuse_outside
from botosmith.models.model import Model as Model
from botosmith.models.model import is_shipped
from botosmith.names.files import why_no_file
from botosmith.problems import BotosmithError, ModelError, did_you_mean

SERVICE_FILES = (f"{SERVICE_MODEL}.json", f"{SERVICE_MODEL}.json.gz")
EXTRAS_FILES = (f"{EXTRAS}.json", f"{EXTRAS}.json.gz")
API_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # it becomes a directory name
_SERVICE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED_SERVICES = {
    "runtime": "botosmith-runtime is the library that generated code imports",
    "site": "out/site is where the docs go",
    "wheels": "out/wheels is where wheels go",
}


class Library:
    """The available models: in the user's directories first, then those that botocore ships.

    All versions of a service come from the first directory that has it. In the directories in
    ``facts``, only facts about the models of other directories are read.
    """

    def __init__(
        self,
        directories: tuple[Path, ...] = (),
        *,
        shipped: bool = True,
        facts: tuple[Path, ...] = (),
    ) -> None:
        self._directories = directories
        self._facts = facts
        self._shipped = (Path(Loader.BUILTIN_DATA_PATH),) if shipped else ()

    def own_services(self) -> list[str]:
        """The services in the user's directories, also those with only facts."""
        return _services(self._directories, _models_or_facts)

    def own(self, service: str) -> Model | None:
        """The latest model of ``service`` in the user's directories; None if there is none.

        As in ``read``, files that cannot be parsed are in ``unreadable``.
        """
        check_service_name(service)
        found = _versions(self._directories, service)
        return self._read(service, max(found), found) if found else None

    def all_services(self) -> list[str]:
        """Every service that has a model, including botocore's."""
        return _services((*self._directories, *self._shipped), _versions)

    def load(self, service: str, api_version: str | None = None) -> Model:
        """Read the model of ``service``: its latest API version unless one is named.

        Raises BotosmithError for an unknown service, ModelError for files that do not parse.
        """
        model = self.read(service, api_version)
        if model.unreadable:
            raise ModelError(service, model.unreadable.values())
        return model

    def read(self, service: str, api_version: str | None = None) -> Model:
        """Like ``load``, but files that cannot be parsed are in the model's ``unreadable``."""
        check_service_name(service)
        found = self._found(service)
        version = api_version or max(found)
        if version not in found:
            known = ", ".join(found)
            raise BotosmithError(f"{service} has no API version {version!r}; there is {known}")
        return self._read(service, version, found)

    def directory(self, service: str) -> Path:
        """The directory of the latest model of ``service``; BotosmithError if it is unknown."""
        check_service_name(service)
        found = self._found(service)
        return found[max(found)]

    def versions(self, service: str) -> list[str]:
        """The API versions of ``service``, the oldest first; BotosmithError if it is unknown."""
        return [*self._found(service)]

    def _read(self, service: str, version: str, versions: dict[str, Path]) -> Model:
        model = _read_model(service, version, versions[version])
        weaker, stronger = self._users(service, version, versions)
        return with_facts(model, weaker=weaker, stronger=stronger)

    def _users(
        self, service: str, version: str, versions: dict[str, Path]
    ) -> tuple[list[Path], list[Path]]:
        """The directories that add facts to a model: those weaker and stronger than its own.

        In each list the strongest is last. Raises BotosmithError for facts about an API version
        that does not exist.
        """
        weaker: list[Path] = []
        found = stronger = list[Path]()
        for directory in (*self._facts, *self._directories):
            if directory not in self._facts and _versions((directory,), service):
                found = weaker
            for one in _facts_alone(directory, service):
                if one.name not in versions:
                    known = ", ".join(versions)
                    raise BotosmithError(
                        f"{one} states facts of {service} {one.name}, but there is no such API "
                        f"version, only {known}: rename the directory"
                    )
                if one.name == version:
                    found.insert(0, one)
        return weaker, stronger

    def _found(self, service: str) -> dict[str, Path]:
        found = _versions((*self._directories, *self._shipped), service)
        if not found:
            raise BotosmithError(self._unknown(service))
        return found

    def _unknown(self, service: str) -> str:
        near = did_you_mean(difflib.get_close_matches(service, self.all_services(), n=3))
        for directory in self._directories:
            if facts := _facts_alone(directory, service):
                return (
                    f"{facts[-1]} has no {SERVICE_FILES[0]}, which every model needs, and there is "
                    f"no other model of {service} to which its {EXTRAS_FILES[0]} could add{near}"
                )
            if (directory / service).is_dir():
                expected = f"{directory / service}/<api-version>/{SERVICE_MODEL}.json"
                return (
                    f"{service} has no model: expected {expected}, as in botocore's data directory"
                )
        places = [*map(str, self._directories), *("botocore's own models" for _ in self._shipped)]
        return f"unknown service {service!r} (searched {', '.join(places)}){near}"


def holds_model(directory: Path) -> bool:
    """Whether it is the directory of an API version: it has the file that every model needs."""
    files = [directory / name for name in SERVICE_FILES]
    return is_dangling(directory) or any(file.exists() or is_dangling(file) for file in files)


def holds_facts(directory: Path) -> bool:
    """Whether it is the directory of an API version with ``botosmith-1.json``, but no model."""
    return not holds_model(directory) and any((directory / one).exists() for one in EXTRAS_FILES)


def listed(directory: Path) -> list[Path]:
    """The directories in a directory, without hidden ones.

    A link to nothing is among them, so that the user gets an error about it.
    """
    if not directory.is_dir():
        return []
    visible = [one for one in sorted(directory.iterdir()) if one.name[0] != "."]
    return [one for one in visible if one.is_dir() or is_dangling(one)]


def _facts_alone(directory: Path, service: str) -> list[Path]:
    """The directories of API versions in a directory that state facts, but have no model."""
    try:
        return [one for one in listed(directory / service) if holds_facts(one)]
    except OSError as error:
        raise unlistable(error) from error


def _models_or_facts(directories: tuple[Path, ...], service: str) -> bool:
    return bool(_versions(directories, service)) or any(
        _facts_alone(directory, service) for directory in directories
    )


def _services(
    directories: tuple[Path, ...], has: Callable[[tuple[Path, ...], str], object]
) -> list[str]:
    try:
        names = {service.name for directory in directories for service in listed(directory)}
    except OSError as error:
        raise unlistable(error) from error
    return sorted(
        name
        for name in names
        if any(is_dangling(directory / name) for directory in directories) or has(directories, name)
    )


def _versions(directories: tuple[Path, ...], service: str) -> dict[str, Path]:
    """The API versions of a service in the first directory that has it, the oldest first."""
    try:
        for directory in directories:
            _refuse_dangling(directory / service)
            versions = [one for one in listed(directory / service) if holds_model(one)]
            if versions:
                return {version.name: version for version in versions}
    except OSError as error:
        raise unlistable(error) from error
    return {}


def _refuse_dangling(service: Path) -> None:
    if is_dangling(service):
        try:
            refuse_outside(service, service.parent)
        except OutsideLinkError as error:
            raise BotosmithError(f"{service}: {error}") from error


def check_service_name(service: str) -> None:
    """Raise BotosmithError for a name that cannot be the name of a directory and a package."""
    if not _SERVICE_NAME.fullmatch(service):
        likely = service.lower().replace("_", "-")
        raise BotosmithError(
            f"{service!r} cannot name a service: expected lower-case letters, digits and single "
            "hyphens, as in glue-migration (the name becomes a directory and a package)"
            f"{did_you_mean([likely] if _SERVICE_NAME.fullmatch(likely) else [])}"
        )
    if reason := _RESERVED_SERVICES.get(service) or why_no_file(service):
        raise BotosmithError(f"{service!r} cannot name a service: {reason}; rename its directory")


def _read_model(service: str, api_version: str, directory: Path) -> Model:
    """The model in a directory, without facts from other places."""
    shipped = is_shipped(directory)
    contents = read_directory(directory, trusted=shipped)
    return Model(
        service=service,
        api_version=api_version,
        directory=directory,
        documents=with_sdk_extras(contents.documents),
        files=contents.files,
        unreadable=contents.unreadable,
    )


def with_sdk_extras(documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Merge ``X.sdk-extras`` into ``X``, as botocore's loader does."""
    extras = {stem: doc for stem, doc in documents.items() if stem.endswith(".sdk-extras")}
    for stem, extra in extras.items():
        target = documents.get(stem.removesuffix(".sdk-extras"))
        if target is not None:
            ExtrasProcessor().process(target, [extra])
    return {stem: doc for stem, doc in documents.items() if stem not in extras}
