"""Locks directories against concurrent runs, and removes temporary files of killed runs.

A lock on a directory ends with its process, also if the process is killed. Windows has no such
lock: two concurrent runs in one directory are possible there, and temporary files of killed runs
are not removed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]  # not available on Windows


@contextmanager
def locked(directory: Path) -> Generator[None]:
    """Lock a directory for one run; it is made if it is missing. There is no lock file."""
    with ExitStack() as lock:
        directory.mkdir(parents=True, exist_ok=True)
        while not _take(directory, lock):
            directory.mkdir(parents=True, exist_ok=True)
        yield


@contextmanager
def scratch(directory: Path, prefix: str) -> Generator[Path]:
    """A new temporary directory; those of killed runs are removed."""
    for left in sorted(directory.glob(f"{prefix}*")):
        with suppress(OSError), ExitStack() as lock:  # it is another user's, or in use
            if fcntl and _take(left, lock, wait=False):
                shutil.rmtree(left)
    with ExitStack() as lock:
        place = Path(tempfile.mkdtemp(prefix=prefix, dir=directory))
        while not _take(place, lock):  # another run removed it before it was locked
            place = Path(tempfile.mkdtemp(prefix=prefix, dir=directory))
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _take(directory: Path, lock: ExitStack, *, wait: bool = True) -> bool:
    """Lock a directory until ``lock`` is closed; False if another run has removed it meanwhile.

    Raises OSError if the lock is not free and ``wait`` is False.
    """
    if fcntl is None:
        return True
    try:
        descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return False
    lock.callback(os.close, descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # some network file systems have no locks; a single run needs none
        if not wait:
            raise
    return directory.exists() and os.path.samestat(os.fstat(descriptor), directory.stat())
