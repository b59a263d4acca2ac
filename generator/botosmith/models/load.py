"""Find a service's model and read it: every file of its directory, parsed and as bytes.

A model lives at ``<models>/<service>/<api-version>/`` in botocore's loader layout. The user's
directories are searched before the models that botocore ships; ``~/.aws/models`` is not searched,
so that the same input gives the same output on every machine.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from botocore.loaders import ExtrasProcessor, Loader

from botosmith.models.documents import Allowance, parse
from botosmith.models.files import SERVICE_MODEL as SERVICE_MODEL
from botosmith.models.files import read_directory, stem_of, unlistable
from botosmith.models.links import OutsideLinkError, is_dangling, refuse_outside
from botosmith.names.files import why_no_file
from botosmith.problems import BotosmithError, ModelError, Problem, did_you_mean

SERVICE_FILES = (f"{SERVICE_MODEL}.json", f"{SERVICE_MODEL}.json.gz")
KNOWN = Path(__file__).parent / "known"  # beside models that botocore ships: files of our own
API_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")  # it becomes a directory
_SERVICE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED_SERVICES = {
    "runtime": "botosmith-runtime is the library that generated code imports",
    "site": "out/site is where the docs go",
    "wheels": "out/wheels is where wheels go",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A service's model as it was found: parsed documents by stem, and the files' own bytes.

    A document that does not parse is in ``unreadable`` instead, with what is wrong with it.
    """

    service: str
    api_version: str
    directory: Path
    documents: dict[str, dict[str, Any]]
    files: dict[str, bytes] = field(repr=False)
    unreadable: Mapping[str, Problem] = field(default_factory=dict[str, Problem])

    def document(self, stem: str) -> dict[str, Any]:
        """The parsed document of that name, empty if the model has none."""
        return self.documents.get(stem, {})

    def as_written(self) -> dict[str, dict[str, Any]]:
        """The documents as the files have them: ``X.sdk-extras`` is not merged into ``X``."""
        allowance = Allowance()
        return {
            str(stem_of(Path(name))): parse(
                content, gzipped=name.endswith(".gz"), trusted=False, allowance=allowance
            )
            for name, content in self.files.items()
        }

    def file_name(self, stem: str) -> str:
        """The path to name in a complaint about that document."""
        for name in (f"{stem}.json", f"{stem}.json.gz"):
            if name in self.files:
                return str(self.directory / name)
        return str(self.directory / f"{stem}.json")

    @property
    def shipped(self) -> bool:
        """Whether it is one of botocore's own."""
        return _is_shipped(self.directory)


class Library:
    """The models within reach: the user's directories first, then what botocore ships.

    The first directory that has a service has it whole: versions of others are not mixed in.
    """

    def __init__(self, directories: tuple[Path, ...] = (), *, shipped: bool = True) -> None:
        self._directories = directories
        self._shipped = (Path(Loader.BUILTIN_DATA_PATH),) if shipped else ()

    def own_services(self) -> list[str]:
        """The services under the user's directories."""
        return _services(self._directories)

    def own(self, service: str) -> Model | None:
        """The latest model of ``service`` under the user's directories; None if there is none.

        What does not parse is left to the caller, as by ``read``.
        """
        check_service_name(service)
        found = _versions(self._directories, service)
        return _read(service, max(found), found[max(found)]) if found else None

    def all_services(self) -> list[str]:
        """Every service, botocore's included."""
        return _services((*self._directories, *self._shipped))

    def load(self, service: str, api_version: str | None = None) -> Model:
        """Read the model of ``service``: its latest API version unless one is named.

        Raises BotosmithError for a service that nobody has, ModelError for files that do not parse.
        """
        model = self.read(service, api_version)
        if model.unreadable:
            raise ModelError(service, model.unreadable.values())
        return model

    def read(self, service: str, api_version: str | None = None) -> Model:
        """Like ``load``, but what does not parse is left to the caller, in ``unreadable``."""
        check_service_name(service)
        found = self._found(service)
        version = api_version or max(found)
        if version not in found:
            known = ", ".join(found)
            raise BotosmithError(f"{service} has no API version {version!r}; there is {known}")
        return _read(service, version, found[version])

    def versions(self, service: str) -> list[str]:
        """The API versions of ``service``, the oldest first; BotosmithError if nobody has it."""
        return [*self._found(service)]

    def _found(self, service: str) -> dict[str, Path]:
        found = _versions((*self._directories, *self._shipped), service)
        if not found:
            raise BotosmithError(self._unknown(service))
        return found

    def _unknown(self, service: str) -> str:
        for directory in self._directories:
            if (directory / service).is_dir():
                expected = f"{directory / service}/<api-version>/{SERVICE_MODEL}.json"
                return (
                    f"{service} has no model: expected {expected}, as in botocore's data directory"
                )
        near = difflib.get_close_matches(service, self.all_services(), n=3)
        places = [*map(str, self._directories), *("botocore's own models" for _ in self._shipped)]
        return f"unknown service {service!r} (searched {', '.join(places)}){did_you_mean(near)}"


def holds_model(directory: Path) -> bool:
    """Whether that is the directory of an API version: the file that every model needs is there."""
    files = [directory / name for name in SERVICE_FILES]
    return is_dangling(directory) or any(file.exists() or is_dangling(file) for file in files)


def listed(directory: Path) -> list[Path]:
    """The directories in there; a hidden one is neither a service nor an API version.

    A link to nothing is among them: somebody took it for one, and has to be told.
    """
    if not directory.is_dir():
        return []
    visible = [one for one in sorted(directory.iterdir()) if one.name[0] != "."]
    return [one for one in visible if one.is_dir() or is_dangling(one)]


def _services(directories: tuple[Path, ...]) -> list[str]:
    try:
        names = {service.name for directory in directories for service in listed(directory)}
    except OSError as error:
        raise unlistable(error) from error
    return sorted(
        name
        for name in names
        if any(is_dangling(directory / name) for directory in directories)
        or _versions(directories, name)
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
    """Raise BotosmithError for a name that cannot be that of a directory and of a package."""
    if not _SERVICE_NAME.fullmatch(service):
        likely = service.lower().replace("_", "-")
        raise BotosmithError(
            f"{service!r} cannot name a service: expected lower-case letters, digits and single "
            "hyphens, as in glue-migration (the name becomes a directory and a package)"
            f"{did_you_mean([likely] if _SERVICE_NAME.fullmatch(likely) else [])}"
        )
    if reason := _RESERVED_SERVICES.get(service) or why_no_file(service):
        raise BotosmithError(f"{service!r} cannot name a service: {reason}; rename its directory")


def _read(service: str, api_version: str, directory: Path) -> Model:
    shipped = _is_shipped(directory)
    known = KNOWN / service
    more = known if shipped and known.is_dir() else None
    contents = read_directory(directory, more=more, trusted=shipped)
    return Model(
        service=service,
        api_version=api_version,
        directory=directory,
        documents=with_sdk_extras(contents.documents),
        files=contents.files,
        unreadable=contents.unreadable,
    )


def _is_shipped(directory: Path) -> bool:
    return str(directory).startswith(Loader.BUILTIN_DATA_PATH + os.sep)


def with_sdk_extras(documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Merge ``X.sdk-extras`` into ``X``, as botocore's loader does."""
    extras = {stem: doc for stem, doc in documents.items() if stem.endswith(".sdk-extras")}
    for stem, extra in extras.items():
        target = documents.get(stem.removesuffix(".sdk-extras"))
        if target is not None:
            ExtrasProcessor().process(target, [extra])
    return {stem: doc for stem, doc in documents.items() if stem not in extras}
