"""The rendered files against what is on disk: a unified diff."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path

from botosmith.generated import as_bytes, contents, explained
from botosmith.render import Files
from botosmith.replacing import beside


def differences(files: Files, target: Path) -> Iterator[str]:
    """Unified diffs from what is on disk to ``files``; nothing if they agree."""
    with explained(target, "read"):
        old = beside(target, "old")
        place = old if old.exists() and not target.exists() else target
        found, expected = contents(place), as_bytes(files)
    for path in sorted(found.keys() | expected.keys()):
        if found.get(path) != expected.get(path):
            yield _diff(target / path, found.get(path), expected.get(path))


def _diff(path: Path, found: bytes | None, expected: bytes | None) -> str:
    try:
        old, new = (
            [] if content is None else content.decode("utf-8").splitlines(keepends=True)
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
