"""Exchanges two paths in one step, if the system can do that.

Linux has ``renameat2`` with RENAME_EXCHANGE (on ext4, XFS, btrfs, tmpfs and others), macOS has
``renamex_np`` with RENAME_SWAP (on APFS). Windows has no such call, musl's C library may lack it,
and some file systems refuse it. ``replacing`` then uses two renames, and if a run is killed between
them, the next run recovers.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS, sys/stdio.h

Call = Callable[[bytes, bytes], int]


def exchange(one: Path, other: Path) -> bool:
    """Exchange two existing paths of one file system; False if that was not possible.

    In that case nothing has changed. Raises an audit event ``botosmith.exchange``, as renames do.
    """
    sys.audit("botosmith.exchange", str(one), str(other))
    call = _system_call()
    return call is not None and call(os.fsencode(one), os.fsencode(other)) == 0


@cache
def _system_call() -> Call | None:
    try:
        import ctypes

        library = ctypes.CDLL(None)
        if sys.platform == "linux":
            renameat2 = library.renameat2
            return lambda one, other: int(
                renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
            )
        if sys.platform == "darwin":
            renamex_np = library.renamex_np
            return lambda one, other: int(renamex_np(one, other, _RENAME_SWAP))
    except (ImportError, OSError, TypeError, AttributeError):  # the system lacks the function
        pass
    return None
