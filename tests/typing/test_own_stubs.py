"""What mypy, pyright and pyrefly, all strict, make of plain boto3 with ``botosmith stubs --own``.

Files of ``plain`` are programs with ``boto3.client`` and ``boto3.resource``: see ``type_checkers``.
"""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from botosmith.output.write import write
from botosmith.tools.builds import package_files
from type_checkers import CHECKERS, ROOT, Flagged, compare, flagged_by

CASES = sorted((Path(__file__).parent / "plain").glob("*.py"))
RUNTIME = ROOT / "generator/runtime"
TYPED = ["dynamodb", "ec2", "s3", "sqs"]
UNTYPED = ["kms"]
"""A package without stubs."""


def own_stubs(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a directory, where no other stubs of boto3 are."""
    nothing = directory / "no-environment"
    return subprocess.run(
        [sys.executable, "-m", "botosmith", "stubs", "--own", *arguments],
        cwd=directory, env={**os.environ, "VIRTUAL_ENV": str(nothing)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with ``typings/boto3``, and packages beside it."""
    directory = tmp_path_factory.mktemp("plain")
    for service in (*TYPED, *UNTYPED):
        write(package_files(service, ()), directory / "packages" / service)
    ended = own_stubs(directory, *TYPED)
    assert (ended.returncode, ended.stderr) == (0, "")
    return directory


def search(project: Path) -> list[Path]:
    return [project / "typings", RUNTIME, *sorted((project / "packages").iterdir())]


@pytest.fixture(scope="session", params=CHECKERS)
def flagged(request: pytest.FixtureRequest, project: Path) -> Flagged:
    """What a checker has against the cases and the stubs."""
    files = [*CASES, *sorted((project / "typings/boto3").glob("*.pyi"))]
    return flagged_by(request.param, files, search(project), project)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path, flagged: Flagged, request: pytest.FixtureRequest) -> None:
    compare(case, flagged, request.node.callspec.params["flagged"])


def test_stubs_pass(flagged: Flagged) -> None:
    assert {file: found for file, found in flagged.items() if file not in CASES} == {}


OLDER = '''"""Stubs of boto3 that are older than the package: they name no operation."""

import boto3
from typing_extensions import assert_type

client = boto3.client("tiny")
assert_type(client.say_more()["Text"], str)
'''


@pytest.mark.parametrize("checker", CHECKERS)
def test_stubs_older_than_the_package(checker: str, tmp_path: Path) -> None:
    """They show what the package of today has; what it no longer has is flagged, and not Any."""
    document = json.loads((ROOT / "tests/generator/goldens/waiters" / MODEL).read_text("utf-8"))
    add_model(tmp_path, document)
    assert own_stubs(tmp_path, "tiny").returncode == 0
    document["operations"]["SayMore"] = {
        **document["operations"]["Ping"],
        "name": "SayMore",
        "output": {"shape": "SayMoreOutput"},
    }
    document["shapes"]["SayMoreOutput"] = {
        "type": "structure",
        "required": ["Text"],
        "members": {"Text": {"shape": "SaidText"}},
    }
    document["shapes"]["SaidText"] = {"type": "string"}
    add_model(tmp_path, document)
    write(package_files("tiny", (tmp_path / "models",)), tmp_path / "packages/tiny")
    program = tmp_path / "program.py"
    program.write_text(OLDER, encoding="utf-8")
    stubs = sorted((tmp_path / "typings/boto3").glob("*.pyi"))
    assert flagged_by(checker, [program, *stubs], search(tmp_path), tmp_path) == {}
    for name in ("client.py", "client.pyi"):
        module = tmp_path / "packages/tiny/botosmith_tiny" / name
        module.write_text(module.read_text("utf-8").replace("Boto3Client", "OldClient"), "utf-8")
    found = flagged_by(checker, [program, *stubs], search(tmp_path), tmp_path)
    assert {file.name for file in found} >= {"__init__.pyi", "session.pyi"}
    lines = stubs[0].read_text("utf-8").splitlines()
    assert any("WaitersBoto3Client" in lines[number - 1] for number in found[stubs[0]])


MODEL = "2020-01-01/service-2.json"


def add_model(directory: Path, document: object) -> None:
    file = directory / "models/tiny" / MODEL
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document), encoding="utf-8")


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_wheel(checker: str, project: Path, tmp_path: Path) -> None:
    """As a distribution, which pip installs, the stubs are found without any setting."""
    assert own_stubs(tmp_path, *TYPED, "--wheel", "--out", "stubs").returncode == 0
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    (packages,) = environment.glob("lib/python*/site-packages")
    for path in Path(site.getsitepackages()[0]).iterdir():
        if path.name != "boto3-stubs":  # nor any other stubs of boto3
            (packages / path.name).symlink_to(path)
    pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--target"]
    subprocess.run([sys.executable, *pip, packages, tmp_path / "stubs"], check=True)
    assert (packages / "boto3-stubs/py.typed").read_text("utf-8") == "partial\n"
    python = environment / "bin/python"
    files = [case for case in CASES if case.stem.startswith("clients")]
    found = flagged_by(checker, files, search(project)[1:], tmp_path, python=python)
    for case in files:
        compare(case, found, checker)
