"""Generated modules please ``ruff``: as it formats them, however long names are, and as it lints.

Services with the longest names, and those whose checks are unlike all others, are part of every
run; ``python -m pytest -m aws`` takes all.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import tomllib
from aws_services import ALL
from botosmith.tools.builds import package_files

SETTINGS = Path(__file__).parents[2] / "pyproject.toml"
LINT = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
ALLOWED = [
    *LINT["per-file-ignores"]["{out,tests/generator/goldens}/**"],
    "N816",  # rules are named after shapes, which some models write in camel case
    "RUF001",  # values of enumerations and patterns keep their characters
]
CROSS_SECTION = [
    "application-autoscaling", "cleanroomsml", "dynamodb", "iam", "route53", "s3", "ses",
    "ssm-quicksetup", "sso-admin",
]  # fmt: skip


def test_cross_section(tmp_path: Path) -> None:
    assert displeasing(CROSS_SECTION, tmp_path) == ""


@pytest.mark.aws
def test_every_service(tmp_path: Path) -> None:
    assert displeasing(ALL, tmp_path) == ""


def displeasing(services: list[str], directory: Path) -> str:
    """What ``ruff`` would change about the modules of these services, or says of them."""
    for service in services:
        for path, content in package_files(service, ()).items():
            if path.endswith((".py", ".pyi")):
                assert isinstance(content, str)
                file = directory / path.removeprefix("botosmith_").replace("/", "_")
                file.write_text(content, encoding="utf-8")
    return ruff("format", "--diff", directory) + ruff(
        "check", f"--ignore={','.join(ALLOWED)}", directory
    )


def ruff(command: str, option: str, directory: Path) -> str:
    """What a command of ruff prints about the modules in a directory."""
    arguments = [command, option, "--quiet", "--no-cache", f"--config={SETTINGS}", str(directory)]
    ran = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments], capture_output=True, text=True, check=False
    )
    assert ran.returncode in (0, 1), ran.stderr
    return ran.stdout
