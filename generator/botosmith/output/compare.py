"""Compares the rendered files with those on disk: a unified diff, and the user's own files."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path

from botosmith.output import record
from botosmith.output.generated import contents, explained, with_record
from botosmith.output.replacing import sibling
from botosmith.package.render import Files
from botosmith.text.line_ends import unified


def differences(files: Files, target: Path) -> Iterator[str]:
    """Unified diffs from the files on disk to ``files``; none if only line ends differ."""
    expected = with_record(files)
    with explained(target, "read"):
        place = _place(target)
        found = contents(place, expected.keys() | (record.recorded(place) or ()))
    for path in sorted(found.keys() | expected.keys()):
        old, new = found.get(path), expected.get(path)
        if old is None or new is None or unified(old) != unified(new):
            yield _diff(target / path, old, new)


def users_own(target: Path) -> Iterator[Path]:
    """The files in a generated directory that were not generated; none if it has no record."""
    with explained(target, "read"):
        place = _place(target)
        generated = record.recorded(place)
        for path in sorted(record.users_own(place, generated)) if generated else ():
            yield target / path


def _place(target: Path) -> Path:
    """Where the directory is: at its sibling's path if a run was killed between two renames."""
    old = sibling(target, "old")
    return old if old.exists() and not target.exists() else target


def _diff(path: Path, found: bytes | None, expected: bytes | None) -> str:
    try:
        old, new = (
            [] if content is None else unified(content).decode("utf-8").splitlines(keepends=True)
            for content in (found, expected)
        )
    except UnicodeDecodeError:
        old, new = [], []
    lines = difflib.unified_diff(
        old,
        new,
        fromfile=os.devnull if found is None else str(path),
        tofile=os.devnull if expected is None else f"{path} (from the model)",
    )
    shown = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
    return shown or f"{path}: " + (
        "missing\n" if found is None else "not generated\n" if expected is None else "differs\n"
    )
