"""Symbolic links in models: a file may only be a link to another file of the same model.

The content of any other file would be copied into a package, which others can read. The directory
of a service or of an API version may be a link to another one in the same directory of models.
"""

from __future__ import annotations

import os
from pathlib import Path


class OutsideLinkError(ValueError):
    """A symbolic link leads out of its allowed directory, or to nothing."""


def is_dangling(path: Path) -> bool:
    """Whether a path is a link to nothing, or to itself."""
    return path.is_symlink() and not path.exists()


def refuse_outside(path: Path, root: Path) -> None:
    """Raise OutsideLinkError if a path leads out of ``root``, or to nothing.

    ``root`` itself may be a link to any place.
    """
    if is_dangling(path):
        raise OutsideLinkError(f"a symbolic link to nothing ({os.readlink(path)})")
    real = os.path.realpath(path)
    if not Path(real).is_relative_to(os.path.realpath(root)):
        raise OutsideLinkError(f"a symbolic link out of {root}, to {real}")
