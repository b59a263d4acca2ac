"""What a fast type checker says of a package: pyrefly, as strict as it can be."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import botosmith_runtime
from conformance.outcome import Log

# The decorator came with Python 3.12.
_SETTINGS = ("--preset", "strict", "--ignore", "missing-override-decorator")


def available() -> bool:
    """Whether the checker is installed."""
    return find_spec("pyrefly") is not None


def examine(directory: Path, log: Log) -> None:
    """Report what the checker says of the package in ``directory``."""
    command = [
        *(sys.executable, "-m", "pyrefly", "check", "--threads=1"),
        *_SETTINGS,
        *("--output-format=min-text", "--summary=none", "--disable-search-path-heuristics"),
        *("--python-interpreter-path", sys.executable, "--python-version", "3.10"),
        *("--search-path", str(directory)),
        *("--search-path", str(Path(botosmith_runtime.__file__).parents[1])),
        str(directory / "**/*.py"),
    ]
    ran = subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)
    errors = [line for line in ran.stdout.splitlines() if line.startswith("ERROR")]
    for error in errors:
        log.say("", error.replace(f"{directory}/", "").removeprefix("ERROR "))
    if ran.returncode and not errors:
        raise ChildProcessError(f"pyrefly ended with {ran.returncode}: {ran.stderr[-500:]}")
    log.count("modules", len(list(directory.glob("*/*.py"))))
