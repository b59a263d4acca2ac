"""Removes models that ``install`` put into a data path, with the directories made for them.

A model is renamed in one step, and then deleted. If a run is killed after that step, the next run
deletes it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import nullcontext, suppress
from pathlib import Path

from botosmith.models.load import check_service_name
from botosmith.output.locking import locked
from botosmith.output.replacing import remove_empty
from botosmith.problems import BotosmithError
from botosmith.tools.install.manifest import MANIFEST, installed
from botosmith.tools.install.places import (
    aside,
    explained,
    made_for,
    place_of,
    recover,
    refuse_changed,
    unfinished,
    uninstalled,
    users,
)


def uninstall(services: Iterable[str], data_path: Path) -> list[Path]:
    """Remove what ``install`` put there, with the directories that it made.

    Returns the removed directories of API versions. The user's files in them stay. Raises
    BotosmithError, and removes nothing, if a service is not installed or was edited.
    """
    services = list(services)
    for service in services:
        check_service_name(service)
    with explained(data_path), locked(data_path) if data_path.is_dir() else nullcontext():
        gone = unfinished(data_path)
        recover(data_path)
        _finish(data_path)
        found: list[Path] = []
        for service in services:
            versions = installed(data_path / service)
            if not versions and not any(target.parent.name == service for target in gone):
                raise BotosmithError(
                    f"{data_path} has no model of {service} that botosmith installed"
                )
            for directory, manifest in versions.items():
                refuse_changed(directory, manifest, "delete")
                found.append(directory)
        for directory in found:
            _remove(directory)
        _finish(data_path)
    return sorted(target for target in {*found, *gone} if target.parent.name in services)


def _remove(directory: Path) -> None:
    if users(directory):
        with place_of(directory, fresh="gone").making(users):
            pass  # only the user's files stay
    else:
        directory.rename(aside(directory, "gone"))


def _finish(data_path: Path) -> None:
    """Delete what was uninstalled, and the directories made for it that are empty now.

    The manifests are deleted last, since they list these directories.
    """
    gone = uninstalled(data_path)
    made = made_for(gone)
    for directory in gone:
        for path in sorted(directory.iterdir()):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != MANIFEST:
                path.unlink()
    whole = data_path.absolute()
    remove_empty(path for path in made if path.parent == whole)
    for place in (whole, *whole.parents):
        if place not in made or not _leave(place, gone):
            break
        gone = uninstalled(data_path)
    for directory in gone:
        (directory / MANIFEST).unlink(missing_ok=True)
        directory.rmdir()


def _leave(place: Path, gone: list[Path]) -> bool:
    """Remove a directory that only contains ``gone``, which moves up; False if it stays."""
    if place.is_dir():
        inside = set(place.iterdir())
        if not inside <= {*gone}:
            return False
        for directory in sorted(inside):
            directory.rename(place.parent / directory.name)
        with suppress(OSError):  # another process has put something into it
            place.rmdir()
    return not place.exists()
