"""What mypy, pyright and pyrefly make of the guides' programs that need AWS's services."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import botosmith_runtime
import pytest
from botosmith.output.write import write
from botosmith.tools.builds import package_files

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = ("types.md", "plain-boto3.md", "resources.md")
RUNTIME = Path(botosmith_runtime.__file__).parents[1]
PROGRAMS = [
    program
    for guide in GUIDES
    for program in re.findall(
        r"^```py\n(.*?)^```$", (DOCS / guide).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
]
SERVICES = ("bedrock-runtime", "dynamodb", "s3")


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the programs, beside that of the packages."""
    directory = tmp_path_factory.mktemp("guide") / "programs"
    directory.mkdir()
    for number, program in enumerate(PROGRAMS):
        (directory / f"program_{number}.py").write_text(program, encoding="utf-8")
    for service in SERVICES:
        write(package_files(service, ()), directory.parent / service)
    subprocess.run(
        [sys.executable, "-m", "botosmith", "stubs", "--own", "dynamodb", "s3"],
        cwd=directory,
        check=True,
    )
    return directory


@pytest.mark.complete
@pytest.mark.parametrize("checker", ["mypy", "pyright", "pyrefly"])
def test_programs_of_the_guide(programs: Path, checker: str) -> None:
    assert PROGRAMS
    if find_spec(checker) is None:
        pytest.skip(f"{checker} is not installed: pip install --group typing")
    search = [
        str(programs / "typings"),
        str(RUNTIME),
        *(str(programs.parent / service) for service in SERVICES),
    ]
    settings = {"typeCheckingMode": "strict", "extraPaths": search}
    (programs / "pyrightconfig.json").write_text(json.dumps(settings))
    (programs / "pyrefly.toml").write_text("")
    options = {
        "mypy": [
            "--strict",
            "--config-file=",
            "--cache-dir=/dev/null",
            *map(str, programs.glob("*.py")),
        ],
        "pyright": ["--pythonpath", sys.executable, "-p", str(programs)],
        "pyrefly": [
            *("check", "--preset=strict", f"--python-interpreter-path={sys.executable}"),
            *(f"--search-path={path}" for path in search),
            *map(str, programs.glob("*.py")),
        ],
    }
    # mypy finds what is installed by itself, and wants no site-packages on its path.
    found_by_mypy = [path for path in search if Path(path).name != "site-packages"]
    ran = subprocess.run(
        [sys.executable, "-m", checker, *options[checker]],
        cwd=programs, env={**os.environ, "MYPYPATH": os.pathsep.join(found_by_mypy)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
