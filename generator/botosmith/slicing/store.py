"""A model directory -> disk, all or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from botosmith.load import Model
from botosmith.problems import BotosmithError


def refuse_others(model: Model) -> None:
    """Raise BotosmithError if there is a different model where this one is to stand."""
    with _explained(model.directory):
        if _contents(model.directory) not in ({}, model.files):
            raise BotosmithError(
                f"{model.directory} holds a different model; pass --force to replace it, "
                "--update to renew it, or choose another --name"
            )


def store(model: Model) -> bool:
    """Make the model's directory hold exactly its files; False if it already does.

    The new directory is completed beside the old one and takes its place at the end. Raises
    BotosmithError if the place cannot be written.
    """
    with _explained(model.directory):
        if _contents(model.directory) == model.files:
            return False
        _swap_in(model.files, model.directory)
    return True


@contextmanager
def _explained(target: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        place, reason = error.filename or target, error.strerror or str(error)
        raise BotosmithError(f"cannot write {target}: {reason} ({place})") from error


def _contents(target: Path) -> dict[str, bytes]:
    if not target.exists():
        return {}
    return {path.name: path.read_bytes() for path in sorted(target.iterdir()) if path.is_file()}


def _swap_in(files: dict[str, bytes], target: Path) -> None:
    fresh, old = (target.with_name(f".{target.name}.{what}") for what in ("new", "old"))
    made = [parent for parent in target.parents if not parent.exists()]
    try:
        shutil.rmtree(fresh, ignore_errors=True)  # of a run that was killed
        fresh.mkdir(parents=True)
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
            target.rename(old)
        fresh.rename(target)
    except BaseException:  # an interrupt between the two renames, above all
        if old.exists() and not target.exists():
            old.rename(target)
        shutil.rmtree(fresh, ignore_errors=True)
        for parent in made:
            if parent.exists() and not any(parent.iterdir()):
                parent.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)
