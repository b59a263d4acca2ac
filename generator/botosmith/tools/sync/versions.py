"""The version of a package: botocore's, and a counter that goes up when the content changes.

``1.44.5.0`` is the first package from the models of botocore 1.44.5, ``1.44.5.1`` the next one with
another content, and ``1.44.8.0`` the first from botocore 1.44.8. Versions are PEP 440 releases, so
pip, uv and Poetry sort them, and pins such as ``==1.44.5.*`` work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from botosmith.problems import BotosmithError

_RELEASE = re.compile(r"[0-9]+(?:\.[0-9]+)*")


def release(version: str) -> tuple[int, ...]:
    """The numbers of a version, without what follows them, such as ``.dev1`` or ``+local``."""
    found = _RELEASE.match(version)
    return tuple(map(int, found[0].split("."))) if found else ()


def is_before(one: str, other: str) -> bool:
    """Whether a version sorts before another; missing numbers are zeros, as in PEP 440."""
    first, second = release(one), release(other)
    length = max(len(first), len(second))
    return _padded(first, length) < _padded(second, length)


def following(prefix: str, locked: str, package: str) -> str:
    """The version for new content, after the locked version, which may be empty.

    Raises BotosmithError if it would not sort after the locked version.
    """
    start = ".".join(map(str, release(prefix)))
    if locked.rpartition(".")[0] == start:
        return f"{start}.{int(locked.rpartition('.')[2]) + 1}"
    if locked and not is_before(locked, f"{start}.0"):
        raise BotosmithError(
            f"{package}: its content changed, and the next version, {start}.0, would not sort "
            f"after {locked} of the lock: set a higher version in the configuration"
        )
    return f"{start}.0"


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """The versions that a package can get, by the digest of its content."""

    content: str
    locked: str
    following: str

    def of(self, content: str) -> str:
        """The locked version for the locked content, else the next one."""
        return self.locked if self.locked and content == self.content else self.following


def _padded(numbers: tuple[int, ...], length: int) -> tuple[int, ...]:
    return numbers + (0,) * (length - len(numbers))
