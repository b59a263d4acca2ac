"""Somebody who pastes a page, block by block, in a directory and an environment of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from guides import ADDRESS, ROOT, Block, blocks

HOME = "/home/ann/shop"
"""What stands in the guides for the reader's directory."""

_SAVED = re.compile(r"(?:ave it as|This is) `(\S+?)`")
# Of a package that sync built; its beginning is the version of botocore that the index has today.
_VERSION = re.compile(r"\b\d+\.\d+\.\d+\.\d+\b")
_SECONDS = re.compile(r"\b\d+\.\d+ ?s\b")


def saved_as(block: Block) -> str | None:
    """The name of the file that the text above a program says it is, if it says one."""
    names = _SAVED.findall(block.before)
    return names[-1] if names else None


class Environment(NamedTuple):
    """A virtual environment that has pip, and nothing of this project."""

    binaries: Path

    @classmethod
    def at(cls, directory: Path) -> Environment:
        """The one that is there, or that the reader makes there."""
        return cls(directory / ("Scripts" if os.name == "nt" else "bin"))

    @classmethod
    def create(cls, directory: Path, python: str | None = None) -> Environment:
        """Create one, with this Python or another."""
        if python is None:
            venv.create(directory, with_pip=True)
        else:
            subprocess.run([python, "-m", "venv", directory], check=True)
        return cls.at(directory)


class Reader:
    """A reader without credentials, for whom git takes this clone in place of the repository."""

    def __init__(
        self,
        directory: Path,
        environment: Environment,
        further: Mapping[str, str] | None = None,
        programs: tuple[Path, ...] = (),
    ) -> None:
        """``further`` variables are set; ``programs`` are directories of programs to be found."""
        self.directory = directory
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("AWS_", "PYTHON", "PYTEST_", "UV_", "VIRTUAL_ENV"))
        }
        own = os.path.dirname(sys.executable)  # the tests' environment has what a reader has not
        inherited = [part for part in kept["PATH"].split(os.pathsep) if part != own]
        base = Path(sys.base_prefix, environment.binaries.name)
        path = [environment.binaries, *programs, base, *inherited]
        self._environment = {
            **kept,
            "PATH": os.pathsep.join(map(str, path)),
            "HOME": str(directory),
            "AWS_EC2_METADATA_DISABLED": "true",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.file://{ROOT}.insteadOf",
            "GIT_CONFIG_VALUE_0": ADDRESS.removeprefix("git+"),
            **(further or {}),
        }
        for cache in ("PIP_CACHE_DIR", "UV_CACHE_DIR"):  # what is downloaded is not written here
            name = cache.partition("_")[0].lower()
            self._environment.setdefault(cache, str(Path.home() / ".cache" / name))

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a line as a shell does."""
        return subprocess.run(
            command,
            shell=True,
            cwd=self.directory,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def save(self, block: Block) -> Path | None:
        """Save a program under the name that the text above it says, if it says one."""
        name = saved_as(block)
        if name is None:
            return None
        path = self.directory / name
        path.write_text(block.content, encoding="utf-8")
        return path

    def follow(self, text: str) -> str:
        """Do what a text says; returns it with the output that its commands have now.

        A command fails the test if it fails, unless its line ends in a comment with the status
        that is expected, such as ``# exit status 1``.
        """
        new = text
        for block in blocks(text):
            if block.language == "python":
                self.save(block)
            elif block.language == "console":
                shown = self._console(block.content)
                new = new.replace(block.content, shown, 1)
        return new

    def _console(self, content: str) -> str:
        """A block of commands, with the output of those that have one in the block."""
        parts = re.split(r"^\$ ", content, flags=re.MULTILINE)
        shown = parts[0]
        for part in parts[1:]:
            command, _, output = part.partition("\n")
            ran = self.run(command)
            expected = re.search(r"# exit status (\d+)$", command)
            status = int(expected[1]) if expected else 0
            assert ran.returncode == status, f"{command}\n{ran.stdout}{ran.stderr}"
            printed = ran.stdout.replace(str(self.directory), HOME)
            if output and _stable(output) != _stable(printed):
                output = printed
            shown += f"$ {command}\n{output}"
        return shown


def _stable(output: str) -> str:
    """Output without what differs from run to run: how long something took, and versions."""
    return _VERSION.sub("1.44.5.0", _SECONDS.sub("0.1 s", output))
