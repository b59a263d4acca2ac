"""Models -> the directory where boto3 and the AWS CLI look, and out of it again.

Each version of a service gets a directory in botocore's loader layout, with a manifest that says
what was written and which of the directories above were made for it. A directory without one is
somebody else's, and a file that is not as the manifest says is somebody's work: both are left
alone, and so is everything else if one of several services cannot be dealt with.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from botosmith.install_manifest import (
    MANIFEST,
    Manifest,
    claimed,
    digest,
    installed,
    read_manifest,
    write_manifest,
)
from botosmith.load import SERVICE_MODEL, Model, check_service_name
from botosmith.problems import BotosmithError
from botosmith.replacing import locked, missing, nobodys, recover, remove_empty, swap


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What became of one version of a service; ``changed`` is False if it was there already."""

    service: str
    directory: Path
    changed: bool


def install(models: Iterable[Model], data_path: Path) -> list[Placed]:
    """Put whole model directories under ``data_path``, one at a time and each all or nothing.

    Raises BotosmithError, and changes nothing, if a place is taken or cannot be written.
    """
    models = list(models)
    with _explained(data_path):
        for model in models:
            _refuse_what_is_no_directory(data_path / model.service)
        made = missing(data_path)
        try:
            data_path.mkdir(parents=True, exist_ok=True)
            with locked(data_path):
                for model in models:
                    _recover(data_path, model.service)
                    _refuse_others(model, data_path)
                return [_install(model, data_path, made) for model in models]
        finally:
            remove_empty(made)  # by an installation that failed


def uninstall(services: Iterable[str], data_path: Path) -> list[Placed]:
    """Take away what ``install`` put there, with the directories that it made for it.

    Files of others in them stay. Raises BotosmithError, and changes nothing, if a service is not
    there, or not as it was installed.
    """
    services = list(services)
    for service in services:
        check_service_name(service)
        if not data_path.is_dir():
            raise _not_there(service, data_path)
    found: list[tuple[str, Path, Manifest]] = []
    with _explained(data_path), locked(data_path):
        for service in services:
            _recover(data_path, service)
            versions = installed(data_path / service)
            if not versions:
                raise _not_there(service, data_path)
            for directory, manifest in versions.items():
                _refuse_changed(directory, manifest, "delete")
                found.append((service, directory, manifest))
        for service, directory, manifest in found:
            _remove(directory, manifest, _aside(data_path, service, directory.name, "old"))
        remove_empty({path for _, _, manifest in found for path in manifest.made})
    return [Placed(service=s, directory=d, changed=True) for s, d, _ in found]


def _not_there(service: str, data_path: Path) -> BotosmithError:
    return BotosmithError(f"{data_path} holds no model of {service} that botosmith installed")


def _install(model: Model, data_path: Path, made: frozenset[Path]) -> Placed:
    target = data_path / model.service / model.api_version
    hashes = {name: digest(content) for name, content in model.files.items()}
    current = read_manifest(target)
    if current is not None and current.files == hashes and all(_present(target, hashes)):
        return Placed(service=model.service, directory=target, changed=False)
    claims = made | missing(target.parent) | claimed(data_path)
    claims = frozenset(path for path in claims if path in target.absolute().parents)
    fresh = _aside(data_path, model.service, model.api_version, "new")
    try:
        fresh.mkdir()
        for name, content in model.files.items():
            (fresh / name).write_bytes(content)
        write_manifest(fresh, Manifest(files=hashes, made=claims))
        target.parent.mkdir(exist_ok=True)
        old = _aside(data_path, model.service, model.api_version, "old")
        swap(fresh, target, old, users=nobodys)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        remove_empty(claims)
    return Placed(service=model.service, directory=target, changed=True)


def _remove(directory: Path, manifest: Manifest, aside: Path) -> None:
    names = {*manifest.files, MANIFEST}
    if {path.name for path in directory.iterdir()} <= names:
        directory.rename(aside)  # at once, so that nobody finds half a model
        shutil.rmtree(aside)
        return
    for name in sorted(names, key=lambda name: name == MANIFEST):  # the manifest comes last
        (directory / name).unlink(missing_ok=True)


def _refuse_others(model: Model, data_path: Path) -> None:
    service = data_path / model.service
    for directory in sorted(service.iterdir()) if service.is_dir() else ():
        same_version = directory.name == model.api_version
        manifest = read_manifest(directory)
        if manifest is None and (same_version or any(directory.glob(f"{SERVICE_MODEL}.json*"))):
            raise BotosmithError(
                f"{directory} is a model of {model.service} that botosmith did not install: it is "
                "left alone. Move it away, or choose another --data-path"
            )
        if manifest is not None and same_version:
            _refuse_changed(directory, manifest, "overwrite")
            names = {path.name for path in directory.iterdir()}
            if foreign := sorted(names - {*manifest.files, MANIFEST}):
                raise BotosmithError(
                    f"{directory} holds what botosmith did not write: {', '.join(foreign)}. "
                    "Move it away, or choose another --data-path"
                )


def _refuse_changed(directory: Path, manifest: Manifest, verb: str) -> None:
    for name, expected in sorted(manifest.files.items()):
        path = directory / name
        if path.is_symlink() or (path.exists() and digest(path.read_bytes()) != expected):
            raise BotosmithError(
                f"{path} has been changed since botosmith installed it, which does not {verb} it: "
                "move it away first"
            )


def _refuse_what_is_no_directory(directory: Path) -> None:
    nearest = next(path for path in (directory, *directory.absolute().parents) if path.exists())
    if not nearest.is_dir():
        raise BotosmithError(
            f"{nearest} is no directory. Move it away, or choose another --data-path"
        )


def _present(directory: Path, names: Iterable[str]) -> Iterator[bool]:
    return ((directory / name).is_file() for name in names)


def _aside(data_path: Path, service: str, version: str, what: str) -> Path:
    """A place where botocore does not find a model that is on its way."""
    return data_path / f".botosmith.{service}.{version}.{what}"


def _recover(data_path: Path, service: str) -> None:
    """Undo what stopped between two renames, and clear away what lies there half-written."""
    before, after = str(_aside(data_path, service, "*", "old")).split("*")
    for old in data_path.glob(_aside(Path(), service, "*", "old").name):
        target = data_path / service / str(old).removeprefix(before).removesuffix(after)
        recover(target, old, users=nobodys)
    for fresh in data_path.glob(_aside(Path(), service, "*", "new").name):
        shutil.rmtree(fresh)


@contextmanager
def _explained(data_path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        place, reason = error.filename or data_path, error.strerror or str(error)
        raise BotosmithError(
            f"cannot change {data_path}: {reason} ({place}). "
            "Mend that, or choose another --data-path"
        ) from error
