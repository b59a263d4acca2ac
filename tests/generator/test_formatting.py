"""Generated modules are as ``ruff format`` lays them out, however long the model's names are.

Services that have the longest ones are part of every run; ``python -m pytest -m aws`` takes all.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from aws_services import ALL
from botosmith.tools.builds import package_files

SETTINGS = Path(__file__).parents[2] / "pyproject.toml"
LONG_WINDED = ["application-autoscaling", "cleanroomsml", "ses", "ssm-quicksetup", "sso-admin"]


def test_long_names(tmp_path: Path) -> None:
    assert changed_by_ruff(LONG_WINDED, tmp_path) == ""


@pytest.mark.aws
def test_every_service(tmp_path: Path) -> None:
    assert changed_by_ruff(ALL, tmp_path) == ""


def changed_by_ruff(services: list[str], directory: Path) -> str:
    """What ``ruff format`` would change about the modules of these services, as a diff."""
    for service in services:
        for path, content in package_files(service, ()).items():
            if path.endswith(".py"):
                assert isinstance(content, str)
                file = directory / path.removeprefix("botosmith_").replace("/", "_")
                file.write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "format", "--diff", "--quiet", f"--config={SETTINGS}"]
    ran = subprocess.run([*command, directory], capture_output=True, text=True, check=False)
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout
