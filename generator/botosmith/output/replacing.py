"""One directory in the place of another: whole at once, even where a run is killed.

The new one is completed aside and then changes places with the old one, in one step where the
system has one (see ``exchange``). Elsewhere the old one is renamed out of the way first; a run that
is killed between these two renames leaves neither in place, and the next run puts the old one back.
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
"""The user's own files and directories in one that is replaced, as relative paths."""


def nobodys(_directory: Path) -> Iterable[Path]:
    """Nothing in a directory is the user's."""
    return ()


def sibling(target: Path, what: str) -> Path:
    """Where the new or the old state of a directory waits for its turn."""
    return target.with_name(f".{target.name}.{what}")


@dataclass(frozen=True, slots=True)
class Place:
    """A directory that is replaced as a whole, and where its other states are.

    ``fresh`` is not complete yet, or of no use any more: the next run clears it away. ``old`` is
    what was there, where its successor needs a second rename.
    """

    target: Path
    fresh: Path
    old: Path

    @classmethod
    def of(cls, target: Path) -> Place:
        """The usual place: both are next to the directory itself."""
        return cls(target, sibling(target, "new"), sibling(target, "old"))

    @contextmanager
    def making(self, users: Users) -> Generator[Path]:
        """Complete a successor in the directory that is given; it takes its place at the end.

        What is the user's own is in it, too. Whatever fails, the old one stays as it is.
        """
        try:
            self.fresh.mkdir()
            yield self.fresh
            self._swap(users)
        finally:
            shutil.rmtree(self.fresh, ignore_errors=True)

    def recover(self, users: Users) -> None:
        """Finish or undo what a killed run was at, and clear its scratch away."""
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
        self.old.rename(self.fresh)  # what is the user's in it is not looked for again
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
        finally:  # an interrupt between the two, above all
            self.recover(users)


def _share(source: Path, target: Path) -> None:
    """Let what is the user's be in both directories: as a link, else as a copy."""
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
    """Move what is the user's, unless it is there; FileExistsError if it was written again."""
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
    """What of a directory's path has to be made."""
    whole = directory.absolute()
    return frozenset(path for path in (whole, *whole.parents) if not path.exists())


def remove_empty(directories: Iterable[Path]) -> None:
    """Take those away again that nothing has come into."""
    for directory in sorted(directories, key=lambda path: len(path.parts), reverse=True):
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()
