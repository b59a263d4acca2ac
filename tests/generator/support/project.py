"""A project to spoil: a directory with models, and the command line in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tiny_model import TINY, Json, merged

_PROGRESS = re.compile(r"^[a-z ]+ [0-9]+ of [0-9]+: .*\n", re.MULTILINE)


def without_progress(stderr: str) -> str:
    """Standard error without the lines that a command shows there every few seconds.

    Whether there are any depends on the machine, and on what else is running there.
    """
    return _PROGRESS.sub("", stderr)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    status: int
    stdout: str
    stderr: str


@dataclass(frozen=True, slots=True)
class Project:
    """A directory with models, which is the working directory, and the command line in it."""

    directory: Path
    run: Callable[..., Ended]

    @property
    def out(self) -> Path:
        return self.directory / "out"

    def add(self, patches: dict[str, Json] | None = None, service: str = "tiny") -> Path:
        """Put the tiny model there, spoilt by a patch for each of its documents."""
        folder = self.directory / "models" / service / "2020-01-01"
        folder.mkdir(parents=True, exist_ok=True)
        for stem, document in {**{stem: {} for stem in patches or {}}, **TINY}.items():
            content = json.dumps(merged(document, (patches or {}).get(stem, {})), indent=1)
            (folder / f"{stem}.json").write_text(content, encoding="utf-8")
        return folder

    def files(self) -> dict[str, bytes]:
        """Everything under ``out``."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file()
        }
