"""Wheels of the runtime and of generated packages, from which pip installs without an index."""

from __future__ import annotations

import shutil
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
    """Build each project's wheel into ``directory``, replacing older ones of the same name."""
    from hatchling.builders.wheel import WheelBuilder

    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=directory) as scratch:
            for project in projects:
                (built,) = WheelBuilder(str(project)).build(
                    directory=scratch, versions=["standard"]
                )
                wheel = Path(built)
                for old in directory.glob(f"{wheel.name.split('-', maxsplit=1)[0]}-*.whl"):
                    old.unlink()
                yield Path(shutil.move(wheel, directory / wheel.name))
    except OSError as error:
        raise BotosmithError(f"cannot write {directory}: {error.strerror}") from error
