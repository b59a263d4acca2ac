"""The record of the files that botosmith wrote into a directory: all others are the user's.

It is a file in the directory itself, with one path on each line. Packages, folders of the docs
site, and the directory of wheels have one. It contains no version or hash, so it only changes when
a file is added or removed.
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
    """The relative paths that botosmith wrote, including the record; None without a record."""
    path = directory / RECORD
    if path.is_symlink() or not path.is_file():
        return None
    header, *lines = path.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    paths = frozenset(line for line in lines if _stays_inside(PurePosixPath(line)))
    return paths if header == _HEADER and paths else None


def _stays_inside(path: PurePosixPath) -> bool:
    return not path.is_absolute() and ".." not in path.parts


def users_own(directory: Path, paths: Collection[str]) -> Iterator[Path]:
    """The files in a directory other than ``paths``, relative to it; caches of tools are ignored.

    A directory that contains none of ``paths`` is one entry.
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
