"""The record of what botosmith wrote into a directory: all else in there is the user's.

It is a file of the directory itself, with a path a line: a package's, a folder's of the docs site,
that of the wheels. It names no version and no hash, so it changes only when a file comes or goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

RECORD = "botosmith.generated"
CACHES = frozenset({"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache"})
_HEADER = "# Files that botosmith wrote and replaces. All others in this directory are yours."


def as_text(paths: Iterable[str]) -> str:
    """The record's text, for these relative paths."""
    return "".join(f"{line}\n" for line in (_HEADER, *sorted({*paths, RECORD})))


def recorded(directory: Path) -> frozenset[str] | None:
    """The relative paths that botosmith wrote, its record's included; None without a record."""
    path = directory / RECORD
    if path.is_symlink() or not path.is_file():
        return None
    header, *lines = path.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    paths = frozenset(line for line in lines if _stays_inside(PurePosixPath(line)))
    return paths if header == _HEADER and paths else None


def _stays_inside(path: PurePosixPath) -> bool:
    return not path.is_absolute() and ".." not in path.parts


def users_own(directory: Path, paths: Collection[str]) -> Iterator[Path]:
    """What is in a directory in addition to ``paths``, relative to it; caches of tools are ignored.

    A directory that holds none of ``paths`` is given as a whole.
    """
    folders = {parent for path in paths for parent in PurePosixPath(path).parents}
    remaining = [directory] if directory.is_dir() else []
    while remaining:
        for path in sorted(remaining.pop().iterdir()):
            relative = path.relative_to(directory)
            is_folder = path.is_dir() and not path.is_symlink()
            if path.name in CACHES:
                continue
            if is_folder and PurePosixPath(relative) in folders:
                remaining.append(path)
            elif is_folder or relative.as_posix() not in paths:
                yield relative
