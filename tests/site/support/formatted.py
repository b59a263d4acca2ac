"""What ruff would write in other words: the layout of the docs' Python is its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def differences(directory: Path, width: int) -> str:
    """The diff that ruff makes of the files of a directory, for lines of ``width`` columns."""
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--diff"]
    ran = subprocess.run(
        [*command, "--line-length", str(width), str(directory)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == bool(ran.stdout), ran.stderr
    return ran.stdout
