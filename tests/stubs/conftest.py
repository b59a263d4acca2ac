"""Stubs of boto3 as ``botosmith stubs`` makes them, once for all tests that look at them."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from aws_services import CROSS_SECTION, few_or_all

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def builder() -> None:
    """Skips where the builder cannot run."""
    if sys.version_info < (3, 12) or find_spec("mypy_boto3_builder") is None:
        pytest.skip("needs Python 3.12 and mypy-boto3-builder: tox -e stubs")


@pytest.fixture(scope="session")
def stubs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``botosmith stubs`` writes for the cross-section and our own services."""
    request.getfixturevalue("builder")
    return _stubs(tmp_path_factory.mktemp("stubs") / "out", *few_or_all(CROSS_SECTION))


@pytest.fixture(scope="session")
def few_stubs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for our own services and glue, which a type checker reads faster."""
    request.getfixturevalue("builder")
    return _stubs(tmp_path_factory.mktemp("stubs") / "out", "glue")


def _stubs(out: Path, *services: str) -> Path:
    own = [path.name for path in (ROOT / "models").iterdir()]
    command = [sys.executable, "-m", "botosmith", "stubs", *dict.fromkeys([*own, *services])]
    subprocess.run([*command, "--out", out], cwd=ROOT, check=True)
    return out
