"""Packages of ``botosmith sync`` in the hands of uv, Poetry, pip and pre-commit, with PyPI.

Each way is on docs/sync.md. Tools that are missing skip their tests; with
BOTOSMITH_TESTS_COMPLETE set, as in CI, they fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import botocore
import pytest

RUNTIME = "out/wheels/botosmith_runtime-0.1.0-py3-none-any.whl"
PROJECT = f"""\
[project]
name = "shop"
version = "1"
requires-python = ">=3.11,<4"
dependencies = ["botocore", "botosmith-runtime", "botosmith-sqs-shop"]

[tool.botosmith]
from-code = ["src"]
name = "shop"

[tool.uv]
package = false

[tool.uv.sources]
botosmith-runtime = {{ path = "{RUNTIME}" }}
"""
UV = 'botosmith-sqs-shop = { path = "out/sqs-shop", editable = true }\n'
WORKSPACE = """\
botosmith-sqs-shop = { workspace = true }

[tool.uv.workspace]
members = ["out/*-shop"]
"""
POETRY = f"""
[tool.poetry]
package-mode = false

[tool.poetry.dependencies]
botosmith-runtime = {{ path = "{RUNTIME}" }}
botosmith-sqs-shop = {{ path = "out/sqs-shop", develop = true }}

[[tool.poetry.source]]
name = "index"
url = "{os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple/")}"
priority = "primary"
"""
PAGE = (Path(__file__).parents[2] / "docs" / "sync.md").read_text(encoding="utf-8")
HOOK = (
    PAGE.partition("```yaml\n")[2]
    .partition("```")[0]
    .replace("entry: botosmith", f"entry: {sys.executable} -m botosmith")
)
CODE = """\
import boto3

sqs = boto3.client("sqs")


def run() -> None:
    sqs.send_message(QueueUrl="q", MessageBody="one")
"""


@dataclass(frozen=True, slots=True)
class Shop:
    """A project in which tools are run."""

    root: Path

    def write(self, project: str) -> None:
        (self.root / "src").mkdir()
        (self.root / "src" / "shop.py").write_text(CODE, encoding="utf-8")
        (self.root / "pyproject.toml").write_text(project, encoding="utf-8")
        self.sync()

    def grow(self, call: str) -> None:
        """Let the code call something more, and bring the packages up to date."""
        with (self.root / "src" / "shop.py").open("a", encoding="utf-8") as module:
            module.write(f"    sqs.{call}\n")

    def sync(self) -> None:
        self.run(sys.executable, "-m", "botosmith", "sync")

    def run(self, *command: str | Path, status: int = 0) -> str:
        ran = subprocess.run(
            [str(part) for part in command],
            cwd=self.root,
            env={**os.environ, "POETRY_VIRTUALENVS_IN_PROJECT": "true", "VIRTUAL_ENV": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == status, ran.stdout + ran.stderr
        return ran.stdout

    def has(self, method: str) -> bool:
        """Whether the client that is installed in .venv has a method."""
        program = (
            "import sys; sys.path.pop(0)\nfrom botosmith_sqs_shop.fakes import FakeSQSShop\n"
            "with FakeSQSShop(auto=True) as fake:\n"
            "    fake.client.send_message(QueueUrl='q', MessageBody='one')\n"
            f"    print(hasattr(fake.client, {method!r}))"
        )
        return self.run(self.root / ".venv" / "bin" / "python", "-c", program) == "True\n"


def tool(name: str) -> str:
    """Where a program is: beside this Python, or on the search path."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.is_file() else shutil.which(name)
    if found is None:
        if os.environ.get("BOTOSMITH_TESTS_COMPLETE"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    tool("uv")  # where tox has not installed the tools, there may be no index for pip either
    return Shop(tmp_path)


@pytest.mark.parametrize("sources", [UV, WORKSPACE], ids=["path", "workspace"])
def test_uv_sync_sees_each_rebuild(shop: Shop, sources: str) -> None:
    uv = tool("uv")
    shop.write(PROJECT + sources)
    shop.run(uv, "sync", "--python", sys.executable)
    assert not shop.has("purge_queue")
    shop.grow('purge_queue(QueueUrl="q")')
    shop.sync()
    assert shop.has("purge_queue")  # it is installed in place
    shop.run(uv, "sync")
    shown = shop.run(uv, "pip", "show", "--python", ".venv", "botosmith-sqs-shop")
    assert f"{botocore.__version__}.1" in shown


def test_uv_installs_and_upgrades_wheels_by_their_paths(shop: Shop) -> None:
    uv = tool("uv")
    shop.write(PROJECT)
    shop.run(uv, "venv", "--python", sys.executable, ".venv")
    for there in (False, True):
        wheels = sorted((shop.root / "out" / "wheels").glob("*.whl"))
        shop.run(uv, "pip", "install", "--python", ".venv", *wheels)
        assert shop.has("purge_queue") == there
        shop.grow('purge_queue(QueueUrl="q")')
        shop.sync()


def test_poetry_takes_path_dependencies(shop: Shop) -> None:
    poetry = tool("poetry")
    shop.write(PROJECT + POETRY)
    shop.run(poetry, "install", "--no-interaction")
    assert not shop.has("purge_queue")
    shop.grow('purge_queue(QueueUrl="q")')
    shop.sync()
    assert shop.has("purge_queue")
    shop.run(poetry, "update", "--no-interaction", "botosmith-sqs-shop")
    assert f"{botocore.__version__}.1" in shop.run(poetry, "show", "botosmith-sqs-shop")


def test_pip_installs_in_place_beside_the_runtimes_wheel(shop: Shop) -> None:
    shop.write(PROJECT)
    shop.run(sys.executable, "-m", "venv", ".venv")
    pip = shop.root / ".venv" / "bin" / "pip"
    shop.run(pip, "install", "--quiet", RUNTIME, "-e", "out/sqs-shop")
    assert not shop.has("purge_queue")
    shop.grow('purge_queue(QueueUrl="q")')
    shop.sync()
    assert shop.has("purge_queue")


def test_pre_commit_refuses_a_commit_that_lacks_a_sync(shop: Shop) -> None:
    pre_commit = tool("pre-commit")
    shop.write(PROJECT)
    (shop.root / ".pre-commit-config.yaml").write_text(HOOK, encoding="utf-8")
    shop.run("git", "init", "--quiet")
    shop.run("git", "add", "--all")
    assert ".botosmith_cache" not in shop.run("git", "ls-files")
    shop.run(pre_commit, "run", "--all-files")
    shop.grow('purge_queue(QueueUrl="q")')
    assert "1 operation more: PurgeQueue" in shop.run(pre_commit, "run", "--all-files", status=1)
    shop.sync()
    shop.run("git", "add", "--all")
    shop.run(pre_commit, "run", "--all-files")
