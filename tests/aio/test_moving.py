"""The app of the guide about moving, before and after: its tests pass, and both checkers do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from aio_packages import Packages
from announced import announce

ROOT = Path(__file__).parents[2]
APP = ROOT / "examples/moving-from-aiostubber"
STATES = ["before", "after"]


def run(cwd: Path, module: str, *arguments: str, path: str = "") -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment["PYTHONPATH"] = path
    environment["MYPYPATH"] = path
    command = [sys.executable, "-m", module, *arguments]
    ran = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture
def path(packages: Packages, tmp_path: Path) -> str:
    """Where the app finds the packages that it has after the move."""
    sources = [ROOT / "generator/runtime"]
    sources += [packages.of(service).path.parent for service in ("s3", "sqs")]
    return os.pathsep.join(map(str, [announce(tmp_path, sources), *sources]))


@pytest.mark.parametrize("state", STATES)
def test_the_tests_of_the_app_pass(state: str, path: str) -> None:
    options = ("-q", "-W", "error", "-p", "no:cacheprovider", "--rootdir", str(APP / state))
    printed = run(APP / state, "pytest", *options, "tests", path=path)
    assert " passed" in printed


@pytest.mark.complete
@pytest.mark.parametrize("state", STATES)
def test_the_app_is_clean_to_mypy(state: str, path: str, tmp_path: Path) -> None:
    project = Path(shutil.copytree(APP / state, tmp_path / "project"))
    run(project, "mypy", "--cache-dir", str(tmp_path / "cache"), ".", path=path)


@pytest.mark.complete
@pytest.mark.parametrize("state", STATES)
def test_the_app_is_clean_to_pyright(state: str, path: str, tmp_path: Path) -> None:
    project = Path(shutil.copytree(APP / state, tmp_path / "project"))
    run(project, "pyright", "--pythonpath", sys.executable, path=path)
