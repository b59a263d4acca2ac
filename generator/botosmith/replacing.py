"""One directory in the place of another: whole, even where a run is killed between two renames.

The new one is completed aside, the old one is renamed out of the way, and the new one takes its
place. What such a run left behind is found again: ``recover`` finishes or undoes it.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: two runs at once in one directory are not kept apart there
    fcntl = None  # type: ignore[assignment]

Users = Callable[[str], bool]
"""Whether a name in the old directory is the user's own, which moves over into the new one."""


def nobodys(_name: str) -> bool:
    """Nothing in a directory is the user's."""
    return False


def beside(target: Path, what: str) -> Path:
    """Where the new or the old state of a directory waits for its turn."""
    return target.with_name(f".{target.name}.{what}")


def swap(fresh: Path, target: Path, old: Path, *, users: Users) -> None:
    """Put ``fresh`` in the place of ``target``, which stays as it is if that fails."""
    try:
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    finally:  # an interrupt between the two, above all
        recover(target, old, users=users)


def recover(target: Path, old: Path, *, users: Users) -> None:
    """Finish a swap that came to both its renames; undo one that stopped between them."""
    if not old.exists():
        return
    if not target.exists():
        target.parent.mkdir(exist_ok=True)
        old.rename(target)
        return
    for path in sorted(old.iterdir()):
        if users(path.name):
            if (target / path.name).exists():  # it was written again after a run that was killed
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
            path.rename(target / path.name)
    shutil.rmtree(old)


def missing(directory: Path) -> frozenset[Path]:
    """What of a directory's path has to be made."""
    whole = directory.absolute()
    return frozenset(path for path in (whole, *whole.parents) if not path.exists())


def remove_empty(directories: Iterable[Path]) -> None:
    """Take those away again that nothing has come into."""
    for directory in sorted(directories, key=lambda path: len(path.parts), reverse=True):
        if directory.is_dir() and not any(directory.iterdir()):
            directory.rmdir()


@contextmanager
def locked(directory: Path) -> Generator[None]:
    """One run at a time in a directory; a lock on itself leaves nothing behind."""
    if fcntl is None:
        yield
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems cannot; single runs need no lock
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
