"""README and guides: their programs run, print what stands below them, and pass the type checkers.

The generated packages have to be installed, as tox and CONTRIBUTING.md do.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from guides import DOCS, GUIDES, README, ROOT, blocks, prose
from reader import saved_as

# Their programs need a package of its own, or aiobotocore: test_own_model.py, aio/test_docs.py.
ELSEWHERE = ("models.md", "asyncio.md", "moving-from-aiostubber.md")
JOBS = (ROOT / "examples" / "jobs.py").read_text(encoding="utf-8")
LINK = re.compile(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)")


class Program(NamedTuple):
    """A program, and the `text` block that stands right below it."""

    content: str
    output: str


def programs_of(page: Path) -> Iterator[Program]:
    """The programs of a page, but for those that are saved as files: test_commands.py has them."""
    found = [*blocks(page.read_text(encoding="utf-8"))]
    for block, below in zip(found, [*found[1:], None], strict=False):
        if block.language == "python" and saved_as(block) is None:
            printed = below is not None and below.language == "text" and not below.before.strip()
            yield Program(block.content, below.content if below and printed else "")


PROGRAMS = [
    pytest.param(program, id=f"{page.stem}-{number}")
    for page in GUIDES
    if page.name not in ELSEWHERE
    for number, program in enumerate(programs_of(page))
]
BUILD, TEST = (one.content for one in blocks(README.read_text("utf-8")) if one.language == "sh")
STARTED = next(one for one in programs_of(DOCS / "getting-started.md") if one.content == JOBS)


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    ran = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All programs in a directory, each in a module of its own."""
    directory = tmp_path_factory.mktemp("programs")
    for number, parameter in enumerate(PROGRAMS):
        (program,) = parameter.values
        assert isinstance(program, Program)
        (directory / f"program_{number}.py").write_text(program.content, encoding="utf-8")
    (directory / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    return directory


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_prints_what_stands_below_it(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(program.content, encoding="utf-8")
    printed = run(sys.executable, ROOT / "examples" / "demo.py", path, cwd=tmp_path)
    assert not program.output or printed == program.output


def test_programs_are_clean_to_mypy(programs: Path) -> None:
    settings = ("--config-file", "", "--strict", "--cache-dir", programs)
    run(sys.executable, "-m", "mypy", *settings, programs, cwd=programs)


def test_programs_are_clean_to_pyright(programs: Path) -> None:
    run(sys.executable, "-m", "pyright", "--pythonpath", sys.executable, cwd=programs)


def test_the_demo_is_the_first_example() -> None:
    assert STARTED.output
    assert run(sys.executable, ROOT / "examples" / "demo.py") == STARTED.output


def test_ci_runs_the_two_commands() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f"\n(\n{BUILD})\n(\n{TEST})\n" in script


@pytest.mark.parametrize(
    ("mistake", "mypy_says", "pyright_says"),
    [
        ('client.get_status(JobID="HSSW2")', "[call-arg]", "reportCallIssue"),
        ("client.get_status()", "[call-arg]", "reportCallIssue"),
        ('job.get("JobType") == "import"', "[comparison-overlap]", "reportUnnecessaryComparison"),
    ],
)
def test_the_mistakes_they_name_are_found(
    tmp_path: Path, mistake: str, mypy_says: str, pyright_says: str
) -> None:
    (tmp_path / "program.py").write_text(f"{STARTED.content}    print({mistake})\n")
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


@pytest.mark.parametrize("page", [README, *GUIDES], ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    text = prose(page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        assert (page.parent / target).exists(), target


def test_each_promise_of_security_names_its_tests() -> None:
    rows = re.findall(r"^\|.*\| (.*) \|$", (ROOT / "docs/security.md").read_text("utf-8"), re.M)
    named = [re.findall(r"`(\S+\.py)`", row) for row in rows if row not in ("test", "---")]
    assert named
    assert all(named)
    for name in {name for names in named for name in names}:
        assert (ROOT / "tests" / name).is_file(), name
