"""Models -> the directory where boto3 and the AWS CLI look.

Each version of a service gets a directory in botocore's loader layout. Its manifest lists the files
that were written and the parent directories that were made. A directory without a manifest is not
ours, and a file that differs from the manifest was edited: neither is changed. If one of several
services cannot be installed, nothing is changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.output.locking import locked
from botosmith.output.replacing import missing, nobodys, remove_empty
from botosmith.problems import BotosmithError
from botosmith.tools.install.manifest import (
    MANIFEST,
    Manifest,
    claimed,
    digest,
    read_manifest,
    write_manifest,
)
from botosmith.tools.install.places import (
    explained,
    made_for,
    place_of,
    recover,
    refuse_changed,
    uninstalled,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedModel:
    """The result for one version of a service; ``changed`` is False if it was installed already."""

    service: str
    directory: Path
    changed: bool


def install(models: Iterable[Model], data_path: Path) -> list[PlacedModel]:
    """Put model directories into ``data_path``, each as a whole.

    Raises BotosmithError, and changes nothing, if a directory exists that is not ours, or cannot be
    written.
    """
    models = list(models)
    with explained(data_path):
        for model in models:
            _refuse_what_is_no_directory(data_path / model.service)
        made = missing(data_path)
        try:
            with locked(data_path):
                recover(data_path)
                for model in models:
                    _refuse_others(model, data_path)
                gone = uninstalled(data_path)
                made |= made_for(gone) & {*data_path.absolute().parents, data_path.absolute()}
                placed = [_install(model, data_path, made) for model in models]
                for directory in gone:
                    shutil.rmtree(directory)
                return placed
        finally:
            remove_empty(made)  # left by an installation that failed


def _install(model: Model, data_path: Path, made: frozenset[Path]) -> PlacedModel:
    target = data_path / model.service / model.api_version
    hashes = {name: digest(content) for name, content in model.files.items()}
    current = read_manifest(target)
    if current is not None and current.files == hashes and all(_present(target, hashes)):
        return PlacedModel(service=model.service, directory=target, changed=False)
    claims = made | missing(target.parent) | claimed(data_path)
    if target.parent.is_dir() and not any(target.parent.iterdir()):
        claims |= {target.parent.absolute()}  # a killed run made it
    claims = frozenset(path for path in claims if path in target.absolute().parents)
    try:
        with place_of(target).making(nobodys) as fresh:
            for name, content in model.files.items():
                (fresh / name).write_bytes(content)
            write_manifest(fresh, Manifest(files=hashes, made=claims))
            target.parent.mkdir(exist_ok=True)
    finally:
        remove_empty(claims)
    return PlacedModel(service=model.service, directory=target, changed=True)


def _refuse_others(model: Model, data_path: Path) -> None:
    service = data_path / model.service
    for directory in sorted(service.iterdir()) if service.is_dir() else ():
        same_version = directory.name == model.api_version
        manifest = read_manifest(directory)
        if manifest is None and (same_version or any(directory.glob(f"{SERVICE_MODEL}.json*"))):
            raise BotosmithError(
                f"{directory} is a model of {model.service} that botosmith did not install: it "
                "is not changed. Move it away, or choose another --data-path"
            )
        if manifest is not None and same_version:
            refuse_changed(directory, manifest, "overwrite")
            names = {path.name for path in directory.iterdir()}
            if foreign := sorted(names - {*manifest.files, MANIFEST}):
                raise BotosmithError(
                    f"{directory} has files that botosmith did not write: {', '.join(foreign)}. "
                    "Move it away, or choose another --data-path"
                )


def _refuse_what_is_no_directory(directory: Path) -> None:
    nearest = next(path for path in (directory, *directory.absolute().parents) if path.exists())
    if not nearest.is_dir():
        raise BotosmithError(
            f"{nearest} is not a directory. Move it away, or choose another --data-path"
        )


def _present(directory: Path, names: Iterable[str]) -> Iterator[bool]:
    return ((directory / name).is_file() for name in names)
