"""Replaces one directory by another as a whole, even if a run is killed.

The new directory is completed at another path, and then exchanged with the old one, in one step if
the system can do that (see ``exchange``). Else the old one is renamed first. If a run is killed
between the two renames, neither is at its path, and the next run restores the old one.
"""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from botosmith.output.exchange import exchange

Users = Callable[[Path], Iterable[Path]]
"""Returns the user's own files and directories in a directory, as relative paths."""


def nobodys(_directory: Path) -> Iterable[Path]:
    """No path: nothing in the directory is the user's."""
    return ()


def sibling(target: Path, what: str) -> Path:
    """The path for the new or the old state of a directory."""
    return target.with_name(f".{target.name}.{what}")


@dataclass(frozen=True, slots=True)
class Place:
    """A directory that is replaced as a whole, and the paths of its other states.

    ``fresh`` is a state that is not complete, or no longer needed; the next run removes it. ``old``
    is the previous state, if the replacement needs two renames.
    """

    target: Path
    fresh: Path
    old: Path

    @classmethod
    def of(cls, target: Path) -> Place:
        """The default: both are next to the directory itself."""
        return cls(target, sibling(target, "new"), sibling(target, "old"))

    @contextmanager
    def making(self, users: Users) -> Generator[Path]:
        """Yield a new directory to write into; at the end it replaces the old one.

        The user's own files are kept in it. If anything fails, the old directory is not changed.
        """
        try:
            self.fresh.mkdir()
            yield self.fresh
            self._swap(users)
        finally:
            shutil.rmtree(self.fresh, ignore_errors=True)

    def recover(self, users: Users) -> None:
        """Finish or undo the work of a killed run, and remove its temporary files."""
        if self.fresh.exists():
            shutil.rmtree(self.fresh)
        if not self.old.exists():
            return
        if not self.target.exists():
            self.target.parent.mkdir(exist_ok=True)
            self.old.rename(self.target)
            return
        for path in users(self.old):
            _hand_over(self.old / path, self.target / path)
        self.old.rename(self.fresh)  # the user's files in it were moved already
        shutil.rmtree(self.fresh)

    def _swap(self, users: Users) -> None:
        if not self.target.exists():
            self.fresh.rename(self.target)
            return
        for path in users(self.target):
            _share(self.target / path, self.fresh / path)
        try:
            if exchange(self.fresh, self.target):
                self.fresh.rename(self.old)
            else:
                self.target.rename(self.old)
                self.fresh.rename(self.target)
        finally:  # especially for an interrupt between the two
            self.recover(users)


def _share(source: Path, target: Path) -> None:
    """Put the user's files into the new directory as well: as links, or else as copies."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir() and not source.is_symlink():
        target.mkdir()
        for path in source.iterdir():
            _share(path, target / path.name)
        shutil.copystat(source, target)
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target, follow_symlinks=False)


def _hand_over(source: Path, target: Path) -> None:
    """Move the user's files that are still missing; FileExistsError if one has changed."""
    if not os.path.lexists(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
    elif _is_directory(source) and _is_directory(target):
        for path in sorted(source.iterdir()):
            _hand_over(path, target / path.name)
    elif not _same(source, target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(source))


def _same(one: Path, other: Path) -> bool:
    if os.path.samestat(one.lstat(), other.lstat()):
        return True
    if one.is_symlink() and other.is_symlink():
        return one.readlink() == other.readlink()
    return one.is_file() and other.is_file() and filecmp.cmp(one, other, shallow=False)


def _is_directory(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def missing(directory: Path) -> frozenset[Path]:
    """The directories in a path that do not exist yet."""
    whole = directory.absolute()
    return frozenset(path for path in (whole, *whole.parents) if not path.exists())


def remove_empty(directories: Iterable[Path]) -> None:
    """Remove those of the directories that are empty."""
    for directory in sorted(directories, key=lambda path: len(path.parts), reverse=True):
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()
