"""Distributions that are announced without being installed: what is installed is metadata."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[3]


def announce(directory: Path, distributions: Iterable[Path]) -> Path:
    """Let a directory of the path announce what these source trees announce once installed."""
    for number, distribution in enumerate(distributions):
        info = directory / f"announced_{number}-0.1.0.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: announced-{number}\nVersion: 0.1.0\n"
        (info / "METADATA").write_text(metadata)
        (info / "entry_points.txt").write_text(_entry_points(distribution / "pyproject.toml"))
    return directory


def _entry_points(pyproject: Path) -> str:
    """The entry points of a project, as its wheel has them (tomllib came with Python 3.11)."""
    lines: list[str] = []
    inside = False
    for line in pyproject.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            inside = line.startswith("[project.entry-points.")
            if inside:
                lines.append("[" + line.removeprefix("[project.entry-points.").strip('"[]') + "]")
        elif inside and " = " in line:
            lines.append(line.replace('"', ""))
    return "\n".join(lines) + "\n"
