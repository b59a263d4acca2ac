"""The temporary states of models in a data path, and the recovery after killed runs.

They are next to the services' directories, where botocore does not look:

``.botosmith.<service>.<version>.new``
    is not complete, or no longer needed.
``.botosmith.<service>.<version>.old``
    is the previous state, and is restored if the new one is missing.
``.botosmith.<service>.<version>.gone``
    is uninstalled: the next run deletes it. While empty parent directories are removed, it is moved
    to one that stays.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path

from botosmith.output.replacing import Place
from botosmith.problems import BotosmithError
from botosmith.tools.install.manifest import MANIFEST, Manifest, is_written, read_manifest

_PREFIX = ".botosmith."


def place_of(target: Path, *, fresh: str = "new") -> Place:
    """The paths of one version of a service, which is at ``<data path>/<service>/<version>``."""
    return Place(target, aside(target, fresh), aside(target, "old"))


def aside(target: Path, what: str) -> Path:
    """The path of an API version's directory in another state."""
    data_path = target.parent.parent
    return data_path / f"{_PREFIX}{target.parent.name}.{target.name}.{what}"


def target_of(path: Path, data_path: Path) -> Path:
    """The API version's directory to which such a path belongs."""
    service, _, version = path.name.removeprefix(_PREFIX).rpartition(".")[0].partition(".")
    return data_path / service / version


def uninstalled(data_path: Path) -> list[Path]:
    """The directories that a killed uninstallation has not deleted, here or in a parent."""
    whole = data_path.absolute()
    found = [path for place in (whole, *whole.parents) for path in _found(place, "gone")]
    return [path for path in found if _is_ours(path)]


def unfinished(data_path: Path) -> frozenset[Path]:
    """The API versions' directories that an uninstallation removed before it was killed."""
    found = uninstalled(data_path)
    for old in _found(data_path, "old"):
        target = target_of(old, data_path)
        if not _is_complete(old) or (target.exists() and read_manifest(target) is None):
            found.append(old)
    return frozenset(target_of(path, data_path) for path in found)


def made_for(uninstalled: Iterable[Path]) -> frozenset[Path]:
    """The directories that were made for these models."""
    manifests = (read_manifest(path) for path in uninstalled)
    return frozenset(path for manifest in manifests if manifest for path in manifest.made)


def recover(data_path: Path) -> None:
    """Restore directories that a killed run left missing, and remove incomplete ones."""
    for old in _found(data_path, "old"):
        target = target_of(old, data_path)
        if target.exists() or _is_complete(old):
            place_of(target).recover(users)
        else:
            old.rename(aside(target, "gone"))
    for fresh in _found(data_path, "new"):
        shutil.rmtree(fresh)


def users(directory: Path) -> Iterable[Path]:
    """The user's files in an installed model's directory: those not in its manifest."""
    manifest = read_manifest(directory)
    own = {*manifest.files, MANIFEST} if manifest else set[str]()
    return [Path(path.name) for path in sorted(directory.iterdir()) if path.name not in own]


def refuse_changed(directory: Path, manifest: Manifest, verb: str) -> None:
    """Raise BotosmithError for a file that differs from the manifest."""
    for name, expected in sorted(manifest.files.items()):
        path = directory / name
        if path.is_symlink() or (path.exists() and not is_written(path.read_bytes(), expected)):
            raise BotosmithError(
                f"{path} has changed since botosmith installed it, and botosmith does not {verb} "
                "it: move it away first"
            )


@contextmanager
def explained(data_path: Path) -> Generator[None]:
    """Turn an OSError in the block into a BotosmithError that says how to fix it."""
    try:
        yield
    except OSError as error:
        place, reason = error.filename or data_path, error.strerror or str(error)
        raise BotosmithError(
            f"cannot change {data_path}: {reason} ({place}). "
            "Fix that, or choose another --data-path"
        ) from error


def _found(directory: Path, what: str) -> list[Path]:
    return sorted(directory.glob(f"{_PREFIX}*.*.{what}"))


def _is_ours(path: Path) -> bool:
    """Whether it is a directory of this user; parents of a data path may be shared with others."""
    if path.is_symlink() or not path.is_dir():
        return False
    return not hasattr(os, "geteuid") or path.stat().st_uid == os.geteuid()


def _is_complete(directory: Path) -> bool:
    """Whether a model was moved as a whole; earlier versions deleted models that they had moved."""
    manifest = read_manifest(directory)
    return manifest is not None and all((directory / name).is_file() for name in manifest.files)
