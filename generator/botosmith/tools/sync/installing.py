"""The command to install the packages.

Commands contain the paths of wheels. ``pip install --find-links out/wheels NAME`` would also look
for NAME in the package index, where anybody can register it.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path

from botosmith import __version__
from botosmith.names import package_name
from botosmith.tools.builds import WHEELS
from botosmith.tools.sync.lock import Lock

WHEEL_END = "-py3-none-any.whl"
RUNTIME_WHEEL = f"botosmith_runtime-{__version__}{WHEEL_END}"


def wheel_name(service: str, version: str) -> str:
    """The file name of a package's wheel."""
    return f"{package_name(service)}-{version}{WHEEL_END}"


def command(out: Path, lock: Lock, names: Iterable[str], *, offline: bool) -> str:
    """The command that installs these packages, and the runtime with them."""
    wheels = [RUNTIME_WHEEL, *(wheel_name(one, lock.packages[one].version) for one in names)]
    paths = " ".join(shlex.quote(str(out / WHEELS / one)) for one in wheels)
    return f"pip install {'--no-index ' if offline else ''}{paths}"
