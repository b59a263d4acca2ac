"""Wheels of the runtime and of generated packages, from which pip installs without an index.

The same sources give the same bytes: times and owners are left out, and of the
permissions all but the right to execute. SOURCE_DATE_EPOCH does not change that.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import botosmith
from botosmith.problems import BotosmithError

_EPOCH = "SOURCE_DATE_EPOCH"


def runtime_project() -> Path:
    """The sources of botosmith-runtime: beside the generator in a checkout, else inside it."""
    package = Path(botosmith.__file__).parent
    for candidate in (package / "_runtime_project", package.parent / "runtime"):
        if (candidate / "pyproject.toml").is_file():
            return candidate
    raise BotosmithError("the sources of botosmith-runtime are missing: reinstall botosmith")


def check_epoch() -> None:
    """Raise BotosmithError for a SOURCE_DATE_EPOCH that is none, as its specification asks."""
    epoch = os.environ.get(_EPOCH, "0")
    if not re.fullmatch("[0-9]+", epoch):
        raise BotosmithError(
            f"{_EPOCH} is {epoch!r}: expected a whole number, of seconds since 1970; unset it, "
            "since wheels hold no times"
        )


@contextmanager
def _without_epoch() -> Generator[None]:
    """Hatchling would write the moment into each file's entry."""
    epoch = os.environ.pop(_EPOCH, None)
    try:
        yield
    finally:
        if epoch is not None:
            os.environ[_EPOCH] = epoch


def build_wheels(projects: list[Path], directory: Path) -> Iterator[Path]:
    """Build each project's wheel into ``directory``, where it takes the place of older versions.

    A wheel is completed before it is put there, so none is ever half-written.
    """
    from hatchling.builders.wheel import WheelBuilder

    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=directory) as scratch:
            for project in projects:
                with _without_epoch():
                    (built,) = WheelBuilder(str(project)).build(
                        directory=scratch, versions=["standard"]
                    )
                wheel = Path(built).replace(directory / Path(built).name)
                _remove_other_versions(wheel)
                yield wheel
    except OSError as error:
        place = error.filename or directory
        raise BotosmithError(f"cannot write {directory}: {error.strerror} ({place})") from error


def _remove_other_versions(wheel: Path) -> None:
    distribution = wheel.name.split("-", maxsplit=1)[0]
    for found in wheel.parent.glob(f"{distribution}-*.whl"):
        if found != wheel:
            found.unlink()
