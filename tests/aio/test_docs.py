"""The programs of the guides about asyncio run, print what stands below them, and have types."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import tomllib
from announced import announce
from botosmith_runtime.aio import SUPPORTED
from guides import DOCS, blocks

ROOT = Path(__file__).parents[2]
PACKAGES = [ROOT / "generator/runtime", ROOT / "out/importexport", ROOT / "out/personium-cell"]
_FOUND = [*blocks((DOCS / "asyncio.md").read_text(encoding="utf-8"))]
PROGRAMS = [
    (block.content, below.content if below.language == "text" else "")
    for block, below in zip(_FOUND, [*_FOUND[1:], _FOUND[0]], strict=True)
    if block.language == "python"
]


def run(directory: Path, *command: str | Path) -> str:
    path = os.pathsep.join(map(str, [directory, *PACKAGES]))
    ran = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=directory, env={**os.environ, "PYTHONPATH": path, "MYPYPATH": path},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.mark.parametrize(("program", "expected"), PROGRAMS)
def test_a_program_prints_what_stands_below_it(program: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "test_program.py"
    file.write_text(program, encoding="utf-8")
    if expected:
        assert run(tmp_path, ROOT / "examples/demo.py", file) == expected
    else:
        announce(tmp_path, PACKAGES)
        printed = run(tmp_path, "-m", "pytest", "-q", "-p", "pytest_asyncio", file)
        assert " passed" in printed


@pytest.mark.complete
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_programs_have_types(checker: str, tmp_path: Path) -> None:
    assert len(PROGRAMS) > 3
    for number, (program, _) in enumerate(PROGRAMS):
        (tmp_path / f"program_{number}.py").write_text(program, encoding="utf-8")
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    options = {
        "mypy": ("--strict", "--config-file=", "--cache-dir=/dev/null", "."),
        "pyright": ("--pythonpath", sys.executable),
    }
    run(tmp_path, "-m", checker, *options[checker])


def test_the_extra_requires_what_is_supported() -> None:
    extras = {
        folder.name: tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
        for folder in PACKAGES
    }
    runtime = extras["runtime"]["optional-dependencies"]
    assert runtime["aio"] == [f"aiobotocore{SUPPORTED}"]
    assert runtime["aio-typing"] == [f"types-aiobotocore{SUPPORTED}"]
    for name in ("importexport", "personium-cell"):
        (required,) = extras[name]["optional-dependencies"]["aio"]
        assert required.startswith("botosmith-runtime[aio]>=")
    page = (DOCS / "asyncio.md").read_text(encoding="utf-8")
    assert "| aiobotocore | 3.10, with botocore 1.43.115 to 1.43.117 |" in page
