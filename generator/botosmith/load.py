"""Find a service's model and read it: every file of its directory, parsed and as bytes.

A model lives at ``<models>/<service>/<api-version>/`` in botocore's loader layout. The user's
directories are searched before the models that botocore ships; ``~/.aws/models`` is not searched,
so that the same input gives the same output on every machine.
"""

from __future__ import annotations

import difflib
import gzip
import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from botocore.loaders import ExtrasProcessor, Loader

from botosmith.problems import BotosmithError, ModelError, Problem

SERVICE_MODEL = "service-2"
_SERVICE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED_SERVICES = {"runtime": "botosmith-runtime is the library that generated code imports"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A service's model as it was found: parsed documents by stem, and the files' own bytes."""

    service: str
    api_version: str
    directory: Path
    documents: dict[str, dict[str, Any]]
    files: dict[str, bytes] = field(repr=False)

    def document(self, stem: str) -> dict[str, Any]:
        """The parsed document of that name, empty if the model has none."""
        return self.documents.get(stem, {})

    def file_name(self, stem: str) -> str:
        """The path to name in a complaint about that document."""
        for name in (f"{stem}.json", f"{stem}.json.gz"):
            if name in self.files:
                return str(self.directory / name)
        return str(self.directory / f"{stem}.json")


class Library:
    """The models within reach: the user's directories first, then what botocore ships."""

    def __init__(self, directories: tuple[Path, ...] = ()) -> None:
        self._directories = directories
        self._own = _loader(directories)
        self._all = _loader((*directories, Path(Loader.BUILTIN_DATA_PATH)))

    def own_services(self) -> list[str]:
        """The services under the user's directories."""
        return self._own.list_available_services(SERVICE_MODEL)

    def all_services(self) -> list[str]:
        """Every service, botocore's included."""
        return self._all.list_available_services(SERVICE_MODEL)

    def load(self, service: str, api_version: str | None = None) -> Model:
        """Read the model of ``service``: its latest API version unless one is named.

        Raises BotosmithError for a service that nobody has, ModelError for files that do not parse.
        """
        _check_service_name(service)
        if service not in self.all_services():
            raise BotosmithError(_unknown_service(service, self.all_services(), self._directories))
        version = api_version or self._all.determine_latest_version(service, SERVICE_MODEL)
        for directory in self._all.search_paths:
            candidate = Path(directory, service, version)
            if (candidate / f"{SERVICE_MODEL}.json").exists() or (
                candidate / f"{SERVICE_MODEL}.json.gz"
            ).exists():
                return _read(service, version, candidate)
        versions = ", ".join(self._all.list_api_versions(service, SERVICE_MODEL))
        raise BotosmithError(f"{service} has no API version {version}; there is {versions}")


def _loader(directories: tuple[Path, ...]) -> Loader:
    return Loader(
        extra_search_paths=[str(path) for path in directories],
        include_default_search_paths=False,
    )


def _check_service_name(service: str) -> None:
    if not _SERVICE_NAME.fullmatch(service):
        raise BotosmithError(
            f"{service!r} cannot name a service: expected lower-case letters, digits and single "
            "hyphens, as in glue-migration (the name becomes a directory and a package)"
        )
    if reason := _RESERVED_SERVICES.get(service):
        raise BotosmithError(f"{service!r} cannot name a service: {reason}; rename its directory")


def _unknown_service(service: str, known: list[str], directories: tuple[Path, ...]) -> str:
    near = difflib.get_close_matches(service, known, n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    places = ", ".join([*(str(path) for path in directories), "botocore's own models"])
    return f"unknown service {service!r} (searched {places}){hint}"


def _read(service: str, api_version: str, directory: Path) -> Model:
    shipped = str(directory).startswith(Loader.BUILTIN_DATA_PATH + os.sep)
    documents: dict[str, dict[str, Any]] = {}
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(directory.iterdir()):
        if not path.name.endswith((".json", ".json.gz")):
            continue
        try:
            files[path.name] = path.read_bytes()
            document = _parse(files[path.name], gzipped=path.suffix == ".gz", shipped=shipped)
        except (OSError, EOFError, gzip.BadGzipFile, ValueError, RecursionError) as error:
            problems.append(Problem(file=str(path), where="", message=_unreadable(error)))
            continue
        documents[path.name.removesuffix(".gz").removesuffix(".json")] = document
    if problems:
        raise ModelError(service, problems)
    return Model(
        service=service,
        api_version=api_version,
        directory=directory,
        documents=_with_sdk_extras(documents),
        files=files,
    )


def _parse(content: bytes, *, gzipped: bool, shipped: bool) -> dict[str, Any]:
    text = (gzip.decompress(content) if gzipped else content).decode("utf-8")
    # Python's parser lets the last of two equal names win, which would lose a shape in silence.
    document: dict[str, Any] = json.loads(text, object_pairs_hook=None if shipped else _unique)
    if type(document) is not dict:
        raise ValueError("expected a JSON object at the top")
    return document


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
        raise ValueError(f"{', '.join(map(repr, twice))} stands twice in one object; rename one")
    return members


def _unreadable(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8: byte {error.start} is {error.object[error.start]:#04x}"
    if isinstance(error, RecursionError):
        return "nested too deeply to be a model"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    return str(error)


def _with_sdk_extras(documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Merge ``X.sdk-extras`` into ``X``, as botocore's loader does."""
    extras = {stem: doc for stem, doc in documents.items() if stem.endswith(".sdk-extras")}
    for stem, extra in extras.items():
        target = documents.get(stem.removesuffix(".sdk-extras"))
        if target is not None:
            ExtrasProcessor().process(target, [extra])
    return {stem: doc for stem, doc in documents.items() if stem not in extras}
