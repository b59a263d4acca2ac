"""Wheels of the runtime and of generated packages, from which pip installs without an index.

The same sources give the same bytes: wheels contain no times and owners, and of the permissions
only the right to execute. SOURCE_DATE_EPOCH does not change that.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import botosmith
from botosmith.output.generated import explained
from botosmith.output.locking import scratch
from botosmith.output.write import write_loose
from botosmith.problems import BotosmithError

_EPOCH = "SOURCE_DATE_EPOCH"


def runtime_project() -> Path:
    """The sources of botosmith-runtime: in a checkout next to the generator, else inside it."""
    package = Path(botosmith.__file__).parent
    for candidate in (package / "_runtime_project", package.parent / "runtime"):
        if (candidate / "pyproject.toml").is_file():
            return candidate
    raise BotosmithError("the sources of botosmith-runtime are missing: reinstall botosmith")


def check_epoch() -> None:
    """Raise BotosmithError for an invalid SOURCE_DATE_EPOCH, as its specification requires."""
    epoch = os.environ.get(_EPOCH, "0")
    if not re.fullmatch("[0-9]+", epoch):
        raise BotosmithError(
            f"{_EPOCH} is {epoch!r}: expected a whole number of seconds since 1970. "
            "Unset it: wheels have no times"
        )


@contextmanager
def _without_epoch() -> Generator[None]:
    """Unset SOURCE_DATE_EPOCH: hatchling would write the time into each entry of a wheel."""
    epoch = os.environ.pop(_EPOCH, None)
    try:
        yield
    finally:
        if epoch is not None:
            os.environ[_EPOCH] = epoch


def build_wheels(projects: list[Path], directory: Path) -> Iterator[Path]:
    """Build each project's wheel into ``directory``, where it replaces the previous one.

    A wheel is completed before it is moved there, so none is ever half-written. Wheels that are not
    in the directory's record are the user's and are kept. Raises BotosmithError if the directory
    cannot be written, or has another wheel of that name.
    """
    from hatchling.builders.wheel import WheelBuilder

    with explained(directory):
        directory.mkdir(parents=True, exist_ok=True)
        with scratch(directory, ".botosmith-") as place:
            for project in projects:
                with _temporary_files(place), _without_epoch():
                    builder = WheelBuilder(str(project))
                    (built,) = builder.build(directory=str(place), versions=["standard"])
                wheel = Path(built)
                write_loose(
                    {wheel.name: wheel.read_bytes()}, directory, outdated=_other_versions(wheel)
                )
                yield directory / wheel.name


def _other_versions(wheel: Path) -> Callable[[str], bool]:
    distribution = wheel.name.partition("-")[0]
    return lambda name: name.startswith(f"{distribution}-")


@contextmanager
def _temporary_files(directory: Path) -> Generator[None]:
    """Let hatchling put its temporary files there, too, so that a later run removes them."""
    before = tempfile.tempdir
    tempfile.tempdir = str(directory)
    try:
        yield
    finally:
        tempfile.tempdir = before
