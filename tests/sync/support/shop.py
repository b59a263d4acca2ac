"""A project whose packages ``botosmith sync`` builds, and in which the tools of others run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
PAGE = (Path(__file__).parents[3] / "docs" / "sync.md").read_text(encoding="utf-8")
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
        """Put code and configuration there, and build the packages."""
        self.lay_out(project)
        self.sync()

    def lay_out(self, project: str) -> None:
        (self.root / "src").mkdir(parents=True)
        (self.root / "src" / "shop.py").write_text(CODE, encoding="utf-8")
        (self.root / "pyproject.toml").write_text(project, encoding="utf-8")

    def grow(self, call: str) -> None:
        """Let the code call something more, and bring the packages up to date."""
        with (self.root / "src" / "shop.py").open("a", encoding="utf-8") as module:
            module.write(f"    sqs.{call}\n")

    def sync(self) -> None:
        self.run(sys.executable, "-m", "botosmith", "sync")

    def state(self) -> dict[str, bytes]:
        """Everything but the cache, by path."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".botosmith_cache" not in path.parts
        }

    def run(self, *command: str | Path, status: int = 0, **settings: str) -> str:
        ran = subprocess.run(
            [str(part) for part in command],
            cwd=self.root,
            env={**os.environ, "POETRY_VIRTUALENVS_IN_PROJECT": "true", "VIRTUAL_ENV": ""}
            | settings,
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
