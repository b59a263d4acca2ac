"""The README: its programs run, print what it says they print, and pass both type checkers.

The generated packages have to be installed, as tox and CONTRIBUTING.md do.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```(\w+)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block, and the `text` block that stands right below it."""

    language: str
    content: str
    output: str


BLOCKS = [Block(*(part or "" for part in found.groups())) for found in FENCED.finditer(README)]
PROGRAMS = [block for block in BLOCKS if block.language == "python"]
BUILD, TEST = (block.content for block in BLOCKS if block.language == "sh")


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    ran = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(
    params=PROGRAMS, ids=lambda block: str(README[: README.index(block.content)].count("\n"))
)
def program(request: pytest.FixtureRequest) -> Block:
    block: Block = request.param
    return block


@pytest.fixture
def file(program: Block, tmp_path: Path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(program.content, encoding="utf-8")
    return path


def test_a_program_prints_what_stands_below_it(program: Block, file: Path) -> None:
    printed = run(sys.executable, ROOT / "examples" / "demo.py", file, cwd=file.parent)
    assert not program.output or printed == program.output


def test_a_program_is_clean_to_mypy(file: Path) -> None:
    settings = ("--config-file", "", "--strict", "--cache-dir", str(file.parent))
    run(sys.executable, "-m", "mypy", *settings, file, cwd=file.parent)


def test_a_program_is_clean_to_pyright(file: Path) -> None:
    settings = file.with_name("pyrightconfig.json")
    settings.write_text('{"typeCheckingMode": "strict"}', encoding="utf-8")
    run(sys.executable, "-m", "pyright", "--pythonpath", sys.executable, cwd=file.parent)


def test_the_demo_is_the_first_example() -> None:
    first = PROGRAMS[0]
    assert (ROOT / "examples" / "jobs.py").read_text(encoding="utf-8") == first.content
    assert first.output
    assert run(sys.executable, ROOT / "examples" / "demo.py") == first.output


def test_ci_runs_the_two_commands() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.endswith(f"\n(\n{BUILD})\n(\n{TEST})\n")


@pytest.mark.parametrize(
    ("mistake", "mypy_says", "pyright_says"),
    [
        ('client.get_status(JobID="HSSW2")', "[call-arg]", "reportCallIssue"),
        ("client.get_status()", "[call-arg]", "reportCallIssue"),
        ('job.get("JobType") == "import"', "[comparison-overlap]", "reportUnnecessaryComparison"),
    ],
)
def test_the_mistakes_it_names_are_found(
    tmp_path: Path, mistake: str, mypy_says: str, pyright_says: str
) -> None:
    (tmp_path / "program.py").write_text(f"{PROGRAMS[0].content}    print({mistake})\n")
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    for said, command in (
        (mypy_says, ("mypy", "--config-file", "", "--strict", "--cache-dir", ".", "program.py")),
        (pyright_says, ("pyright", "--pythonpath", sys.executable)),
    ):
        ran = subprocess.run(
            [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True
        )
        assert ran.returncode == 1
        assert said in ran.stdout
