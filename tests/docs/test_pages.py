"""README and guides: their programs run, print what stands below them, and pass the type checkers.

The generated packages have to be installed, as tox and CONTRIBUTING.md do.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
OWN_MODEL = "models.md"  # its program needs a package of its own: test_own_model.py
GUIDES = sorted(path for path in (ROOT / "docs").glob("*.md") if path.name != OWN_MODEL)
# A command writes the figures, and the changelog is a list.
PROSE = [path for path in GUIDES if path.name not in ("benchmarks.md", "changelog.md")]
FENCED = re.compile(r"^```(\w+)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)")
SENTENCE = re.compile(r"[.!?:](?:\s|$)")


class Block(NamedTuple):
    """A fenced block, and the `text` block that stands right below it."""

    language: str
    content: str
    output: str


def blocks(page: Path) -> list[Block]:
    found = FENCED.finditer(page.read_text(encoding="utf-8"))
    return [Block(*(part or "" for part in one.groups())) for one in found]


PROGRAMS = [
    pytest.param(block, id=f"{page.stem}-{number}")
    for page in GUIDES
    for number, block in enumerate(blocks(page))
    if block.language == "python"
]
BUILD, TEST = (block.content for block in blocks(README) if block.language == "sh")
STARTED = next(one for one in blocks(ROOT / "docs/getting-started.md") if one.language == "python")


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
        (block,) = parameter.values
        assert isinstance(block, Block)
        (directory / f"program_{number}.py").write_text(block.content, encoding="utf-8")
    (directory / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    return directory


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_prints_what_stands_below_it(program: Block, tmp_path: Path) -> None:
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
    assert (ROOT / "examples" / "jobs.py").read_text(encoding="utf-8") == STARTED.content
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


@pytest.mark.parametrize("page", [README, *GUIDES, ROOT / "docs" / OWN_MODEL], ids=lambda p: p.name)
def test_links_lead_to_files(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        assert (page.parent / target).exists(), target


def test_each_promise_of_security_names_its_tests() -> None:
    rows = re.findall(r"^\|.*\| (.*) \|$", (ROOT / "docs/security.md").read_text("utf-8"), re.M)
    named = [re.findall(r"`(\S+\.py)`", row) for row in rows if row not in ("test", "---")]
    assert named
    assert all(named)
    for name in {name for names in named for name in names}:
        assert (ROOT / "tests" / name).is_file(), name


def test_the_readme_is_one_screen_that_sells() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150


@pytest.mark.parametrize("page", [README, *PROSE], ids=lambda page: page.name)
def test_sentences_are_short(page: Path) -> None:
    """At most 35 words, 16 on average: engineers whose first language it is not read them."""
    text = FENCED.sub("\n\n", page.read_text(encoding="utf-8"))
    paragraphs = re.split(
        r"\n\s*\n|\n(?=- |\|)|·", re.sub(r"^[#|].*", "", text, flags=re.MULTILINE)
    )
    sentences = [one.split() for part in paragraphs for one in SENTENCE.split(part)]
    lengths = [len(words) for words in sentences if len(words) > 2]
    too_long = [" ".join(words) for words in sentences if len(words) > 35]
    assert not too_long
    assert not lengths or sum(lengths) / len(lengths) <= 16
