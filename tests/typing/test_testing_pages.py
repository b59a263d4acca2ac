"""The testing pages' code before strict type checkers, as readers paste it into typed tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from botosmith.output.write import write
from botosmith.package.render import render
from documented_service import DocumentedService, code_of

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "generator" / "runtime"
SERVICES = ("iam", "importexport", "s3")  # S3 has every section
UNTYPED = "from typing import Any\n\ndef __getattr__(name: str) -> Any: ...\n"


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with packages of three services, and ``scripts`` of their testing pages."""
    folder = tmp_path_factory.mktemp("typed")
    (folder / "scripts").mkdir()
    (folder / "boto3.pyi").write_text(UNTYPED, encoding="utf-8")  # which has no types of its own
    for service in SERVICES:
        documented = DocumentedService(service, (ROOT / "models",))
        write(render(documented.ir), folder / "packages" / service)
        for section in documented.guide():
            path = folder / "scripts" / f"{service}_{section.anchor}.py"
            path.write_text(f"{code_of(section.pane)}\n", encoding="utf-8")
    return folder


def paths(folder: Path) -> list[str]:
    packages = (folder / "packages" / service for service in SERVICES)
    return [str(path) for path in (folder, RUNTIME, *packages)]


def report(folder: Path, *command: str) -> str:
    """What a checker says, with its last line."""
    environment = os.environ | {"MYPYPATH": os.pathsep.join(paths(folder))}
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.stdout + ran.stderr


def test_mypy(scripts: Path) -> None:
    count = len([*(scripts / "scripts").iterdir()])
    assert count > 40
    found = report(
        scripts, "mypy", "--strict", "--config-file=", "--cache-dir=.mypy_cache", "scripts"
    )
    assert found == f"Success: no issues found in {count} source files\n"


def test_pyright(scripts: Path) -> None:
    settings = {"include": ["scripts"], "extraPaths": paths(scripts), "typeCheckingMode": "strict"}
    (scripts / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    assert report(scripts, "pyright").splitlines()[-1] == "0 errors, 0 warnings, 0 informations"
