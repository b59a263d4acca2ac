"""The commands of the guides run as pasted, and print what stands below them.

``UPDATE_GOLDENS=1`` writes what they print now into the guides.
"""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from guides import GUIDES, README, ROOT, blocks, sections
from reader import Environment, Reader

IN_PARTS = ("installing.md", "plain-boto3.md")  # the others are one story each
FROM_NOTHING = "getting-started.md"  # which makes its environment
FRESH = (
    "installing.md: With pip",
    "installing.md: With uv",
    "installing.md: In CI",
    "installing.md: In Lambda",
)
FROM_CODE = "sync.md"  # in a project that has no models of its own
STUBS = "plain-boto3.md: Types of types-boto3 for your models"  # needs Python 3.12
INSTALL = sections(README.read_text(encoding="utf-8"))["Install"]


def _stories() -> Iterator[tuple[str, Path, str]]:
    """What one reader reads: a page, or a section of one."""
    for page in GUIDES:
        text = page.read_text(encoding="utf-8")
        parts = sections(text).items() if page.name in IN_PARTS else [("", text)]
        for title, part in parts:
            if any(block.language in ("console", "yaml") for block in blocks(part)):
                yield (f"{page.name}: {title}" if title else page.name), page, part


# The stories of some pages install from a repository, again and again.
STORIES = [
    pytest.param(
        *story, id=story[0], marks=[pytest.mark.complete] if story[0] in (*FRESH, STUBS) else []
    )
    for story in _stories()
]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment after README's section on installing, with a package."""
    directory = tmp_path_factory.mktemp("installed")
    environment = Environment.create(directory / "environment")
    reader = Reader(directory, environment)
    reader.follow(INSTALL)
    reader.follow("```console\n$ pip install boto3 pytest\n```\n")
    return environment


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory with what the pages assume: our models and packages, and a project's code."""
    place = tmp_path / "shop"
    place.mkdir()
    shutil.copytree(ROOT / "models", place / "models")
    shutil.copytree(ROOT / "models", tmp_path / "other" / "models")
    for service in ("glue-migration", "importexport", "personium-cell"):
        shutil.copytree(ROOT / "out" / service, place / "out" / service)
    shutil.copytree(ROOT / "examples" / "moving-from-stubber" / "after" / "orders", place / "src")
    return place


def _python(name: str) -> str | None:
    """A Python that runs: the shims of pyenv are there for versions that nobody chose, too."""
    for directory in os.environ["PATH"].split(os.pathsep):
        program = shutil.which(name, path=directory)
        if program and subprocess.run([program, "-c", ""], capture_output=True).returncode == 0:
            return program
    return None


def _uv(text: str, directory: Path) -> tuple[Path, ...]:
    """A directory that has uv and nothing else, if the text needs it."""
    if not re.search(r"^\$ uv ", text, re.MULTILINE):
        return ()
    directory.mkdir()
    program = shutil.which("uv")
    if program is None:
        pytest.fail("uv is not installed: it is in the group docs")
    (directory / "uv").symlink_to(program)
    return (directory,)


def _aws(text: str) -> tuple[Path, ...]:
    """Where the AWS CLI is, which wants an environment of its own, if the text needs it."""
    if not re.search(r"^\$ aws ", text, re.MULTILINE):
        return ()
    named = os.environ.get("BOTOSMITH_TEST_AWS")
    if named is None:
        if os.environ.get("BOTOSMITH_TESTS_COMPLETE"):
            pytest.fail("BOTOSMITH_TEST_AWS does not say where the AWS CLI is")
        pytest.skip("BOTOSMITH_TEST_AWS does not say where the AWS CLI is; tox -e docs does")
    return (Path(named).parent,)


@pytest.mark.parametrize(("name", "page", "text"), STORIES)
def test_commands_print_what_stands_below_them(
    name: str, page: Path, text: str, place: Path, request: pytest.FixtureRequest
) -> None:
    if name == FROM_NOTHING:
        environment = Environment.at(place / ".venv")
    elif name in FRESH:
        environment = Environment.create(place / ".venv")
    elif name == STUBS:
        python = _python("python3.12")
        if python is None:
            pytest.skip("mypy-boto3-builder needs Python 3.12, which is not installed")
        environment = Environment.create(place / ".venv", python)
    else:
        environment = request.getfixturevalue("installed")
    if name == FROM_CODE:
        for folder in ("models", "out"):
            shutil.rmtree(place / folder)
        (place / "pyproject.toml").write_text('[project]\nname = "shop"\nversion = "1"\n')
    programs = (*_aws(text), *_uv(text, place.parent / "uv"))
    with _stand_in() as url:
        further = {
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": "demo",
            "AWS_SECRET_ACCESS_KEY": "demo",
            "AWS_DEFAULT_REGION": "us-east-1",
            "NO_PROXY": "127.0.0.1",
        }
        needed = further if re.search(r"^\$ aws |In Lambda", text, re.MULTILINE) else {}
        reader = Reader(place, environment, needed, programs)
        if name == "installing.md: In CI":
            _run_workflow(reader, text)
        new = reader.follow(text)
        if name == "installing.md: In Lambda":
            handled = reader.run(
                "mkdir task && cd task && python -m zipfile -e ../function.zip . && python -c "
                '\'import handler; print(handler.handler({"job": "HSSW2"}, None))\''
            )
            assert (handled.stdout, handled.stderr) == ("Started\n", "")
    if os.environ.get("UPDATE_GOLDENS"):
        whole = page.read_text(encoding="utf-8")
        page.write_text(whole.replace(text, new), encoding="utf-8", newline="\n")
    else:
        assert new == text


def _stand_in() -> AbstractContextManager[str]:
    """AWS Import/Export on this machine; gives its URL."""
    demo = runpy.run_path(str(ROOT / "examples" / "demo.py"))
    service: AbstractContextManager[str] = demo["service"]()
    return service


def _run_workflow(reader: Reader, text: str) -> None:
    """Run the steps of a workflow in a project that has committed its package and a test."""
    files = [block for block in blocks(README.read_text("utf-8")) if block.language == "python"]
    for block in files:
        assert reader.save(block)
    (workflow,) = (block.content for block in blocks(text) if block.language == "yaml")
    steps = re.findall(r"- run: (.*)", workflow)
    for step in [steps[-2], "botosmith build sqs --out aws --no-site", *steps]:
        ran = reader.run(step)
        assert ran.returncode == 0, f"{step}\n{ran.stdout}{ran.stderr}"


def test_every_block_is_run_read_or_compared() -> None:
    """A language that no test knows, or output that stands below no command, is an oversight."""
    elsewhere: dict[str, Any] = {
        "json": {"models.md"},  # test_own_model.py
        "py": {"plain-boto3.md", "resources.md", "types.md"},  # tests/typing
        # test_moving.py, test_sync_config.py; and of the server, tests/servers/test_page.py
        "toml": {"models.md", "installing.md", "server.md", "sync.md"},
        "yaml": {"installing.md", "sync.md"},
        # test_maintaining.py, with its text and its commands, and test_moving.py
        "diff": {
            "maintaining.md",
            "moving-from-aiostubber.md",
            "moving-from-moto.md",
            "moving-from-stubber.md",
        },
        "dockerfile": {"sync.md"},  # tests/sync, as of those below
        # Extras are installed by nothing here: tox -e aio and tox -e servers have their packages.
        "sh": {"asyncio.md", "maintaining.md", "moving-from-aiostubber.md", "server.md", "sync.md"},
        "text": {"cold-start.md", "maintaining.md", "server.md", "sync.md"},
    }
    for page in GUIDES:
        above = ""
        for block in blocks(page.read_text(encoding="utf-8")):
            known = block.language in ("python", "console") or block.language.startswith("{")
            follows = block.language == "text" and above == "python" and not block.before.strip()
            where = f"{page.name}: {block.language}: {block.content[:60]}"
            assert known or follows or page.name in elsewhere.get(block.language, ()), where
            above = block.language
