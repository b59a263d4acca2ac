"""Wheels of the runtime and of generated packages, from which pip installs without an index.

The same sources give the same bytes: times and owners are left out, and of the
permissions all but the right to execute.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import botosmith
from botosmith.problems import BotosmithError


def runtime_project() -> Path:
    """The sources of botosmith-runtime: beside the generator in a checkout, else inside it."""
    package = Path(botosmith.__file__).parent
    for candidate in (package / "_runtime_project", package.parent / "runtime"):
        if (candidate / "pyproject.toml").is_file():
            return candidate
    raise BotosmithError("the sources of botosmith-runtime are missing: reinstall botosmith")


def build_wheels(projects: list[Path], directory: Path) -> Iterator[Path]:
    """Build each project's wheel into ``directory``, where it takes the place of older versions.

    A wheel is completed before it is put there, so none is ever half-written.
    """
    from hatchling.builders.wheel import WheelBuilder

    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=directory) as scratch:
            for project in projects:
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
