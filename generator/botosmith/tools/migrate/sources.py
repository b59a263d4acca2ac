"""Goes through the Python files of a directory."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import libcst as cst

from botosmith.output.generated import explained
from botosmith.output.replacing import sibling
from botosmith.tools.migrate.peer_names import PeerNames
from botosmith.tools.migrate.rewriting import Finding, rewrite

_MARKS = (b"mypy_boto3_", b"types_boto3_")
_NOT_OURS = frozenset({"__pycache__", "node_modules", "site-packages"})


@dataclass(frozen=True, slots=True)
class Migrated:
    """What became of one file; ``before`` and ``after`` are its content."""

    path: Path
    before: bytes
    after: bytes
    names: int
    findings: tuple[Finding, ...]
    services: frozenset[str]

    def diff(self) -> str:
        """The change as a unified diff."""
        before, after = (
            one.decode("utf-8", "replace").splitlines(keepends=True)
            for one in (self.before, self.after)
        )
        return "".join(unified_diff(before, after, str(self.path), str(self.path)))

    def write(self) -> None:
        """Replace the file, if it changed, as a whole."""
        if self.after == self.before:
            return
        fresh = sibling(self.path, "new")
        with explained(self.path):
            try:
                fresh.write_bytes(self.after)
                shutil.copymode(self.path, fresh)
                fresh.replace(self.path)
            finally:
                fresh.unlink(missing_ok=True)


def migrated(place: Path, known: PeerNames) -> Iterator[Migrated]:
    """The files with names of types-boto3, rewritten but not yet written."""
    for path in _files(place):
        with explained(path, "read"):
            content = path.read_bytes()
        if not any(mark in content for mark in _MARKS):
            continue
        try:
            done = rewrite(content, known)
        except cst.ParserSyntaxError as error:
            unread = Finding(
                error.raw_line, "", f"this is not Python that can be read: {error.message}"
            )
            yield Migrated(path, content, content, 0, (unread,), frozenset())
        except UnicodeDecodeError as error:
            unread = Finding(1, "", f"this is not text in its encoding: {error.reason}")
            yield Migrated(path, content, content, 0, (unread,), frozenset())
        else:
            yield Migrated(path, content, done.content, done.names, done.findings, done.services)


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for directory, folders, files in os.walk(place):
        here = Path(directory)
        folders[:] = sorted(
            one
            for one in folders
            if not one.startswith(".")
            and one not in _NOT_OURS
            and not (here / one / "pyvenv.cfg").exists()
        )
        for name in sorted(files):
            if name.endswith((".py", ".pyi")) and not (here / name).is_symlink():
                yield here / name
