"""mypy, pyright and pyrefly, all strict, and the lines that they flag in files of examples.

In files that end in ``_wrong`` each line marked ``# error: why`` must be flagged by each checker,
and no other line by any. Lines marked ``# error, but not to pyrefly: why`` must be flagged by the
others.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CHECKERS = ("mypy", "pyright", "pyrefly")

Flagged = dict[Path, dict[int, str]]
"""What is said of the lines of each file."""


def flagged_by(
    checker: str,
    files: list[Path],
    search: list[Path],
    directory: Path,
    python: str | Path = sys.executable,
) -> Flagged:
    """What a checker has against the files. ``search`` has packages and stubs, the stubs first.

    ``directory`` is for the checker's settings, ``python`` has what is installed.
    Skips where the checker is not installed.
    """
    if find_spec(checker) is None:
        pytest.skip(f"{checker} is not installed: pip install --group typing")
    check = {"mypy": mypy, "pyright": pyright, "pyrefly": pyrefly}[checker]
    found: Flagged = {}
    for file, line, message in check(files, search, directory, str(python)):
        found.setdefault(file.resolve(), {})[line] = message
    return found


def compare(case: Path, flagged: Flagged, checker: str) -> None:
    """Fail if other lines of a file are flagged than it marks."""
    lines = case.read_text(encoding="utf-8").splitlines()
    marks = ["  # error: "]
    if checker != "pyrefly":
        marks.append("  # error, but not to pyrefly: ")
    expected = {
        number for number, line in enumerate(lines, start=1) if any(mark in line for mark in marks)
    }
    assert bool(expected) == case.stem.endswith("_wrong")
    found = flagged.get(case, {})
    assert {line: found[line] for line in found.keys() - expected} == {}
    assert {lines[number - 1] for number in expected - found.keys()} == set()


def mypy(
    files: list[Path], search: list[Path], _: Path, python: str
) -> Iterator[tuple[Path, int, str]]:
    command = ["mypy", "--strict", "--config-file=", "--output=json"]
    command += [f"--python-executable={python}", *map(str, files)]
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(map(str, search))}
    for report in run(command, environment).splitlines():
        if not report:
            continue
        found = json.loads(report)
        if found["severity"] == "error":
            yield ROOT / found["file"], found["line"], found["message"]


def pyright(
    files: list[Path], search: list[Path], directory: Path, python: str
) -> Iterator[tuple[Path, int, str]]:
    settings = {
        "typeCheckingMode": "strict",
        "include": [os.path.relpath(file, directory) for file in files],
        "extraPaths": [str(path) for path in search],
        # Their stubs say the same: test_stub_modules.py. Nothing imports these, and if pyright
        # begins with them, it gives up on types that are made by a call and hold themselves.
        "exclude": ["**/type_defs.py"],
        # What stands there for its type alone does nothing, and unused functions are the point.
        "reportUnusedExpression": "none",
    }
    (directory / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = ["pyright", "--outputjson", "--pythonpath", python, "-p", str(directory)]
    for found in json.loads(run(command, dict(os.environ)))["generalDiagnostics"]:
        if found["severity"] == "error":
            yield Path(found["file"]), found["range"]["start"]["line"] + 1, found["message"]


def pyrefly(
    files: list[Path], search: list[Path], directory: Path, python: str
) -> Iterator[tuple[Path, int, str]]:
    inside = [str(path / "**/*.py") if path.is_dir() else str(path) for path in files]
    (directory / "pyrefly.toml").write_text("")  # that of no directory above
    command = [
        *("pyrefly", "check", "--preset=strict", "--output-format=json", "--threads=2"),
        "--ignore=missing-override-decorator",  # which came with Python 3.12
        *("--disable-search-path-heuristics", f"--config={directory / 'pyrefly.toml'}"),
        *(f"--python-interpreter-path={python}", "--python-version=3.10"),
        *(f"--search-path={path}" for path in search),
        *inside,
    ]
    for found in json.loads(run(command, dict(os.environ)))["errors"]:
        if found["severity"] == "error":
            yield ROOT / found["path"], found["line"], found["description"]


def run(command: list[str], environment: dict[str, str]) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr  # 1: something was flagged
    return ran.stdout
