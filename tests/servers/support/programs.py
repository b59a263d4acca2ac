"""Runs foreign clients: with dead keys, and a proxy that does not exist for other hosts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from botosmith_runtime.fakes import Server

HERE = Path(__file__).parent
MODULES = Path(os.environ.get("BOTOSMITH_TEST_NODE_MODULES", HERE / "node_modules"))
REQUIRED = bool(os.environ.get("BOTOSMITH_TESTS_COMPLETE"))


def needed(command: str) -> str:
    """The path of a program. Without it a test is skipped, but fails where CI has to have it."""
    found = shutil.which(command)
    if found is None:
        absent(command)
    return str(found)


def absent(what: str) -> None:
    """Skip the test, or fail where everything has to be there."""
    if REQUIRED:
        pytest.fail(f"{what} is not installed", pytrace=False)
    pytest.skip(f"needs {what}")


def run(
    server: Server[Any], *command: str, status: int = 0, cwd: Path | None = None, **more: str
) -> str:
    """What a program prints."""
    env = {**server.env(block_others=True), "AWS_PAGER": "", "PYTHONPATH": "", **more}
    done = subprocess.run(
        command, env=env, capture_output=True, text=True, check=False, cwd=cwd, timeout=300
    )
    assert done.returncode == status, f"{command[0]}: {done.stdout}\n{done.stderr}"
    return done.stdout if status == 0 else done.stderr


def node(server: Server[Any], script: str, *arguments: str, **more: str) -> Any:
    """What a script of this folder prints as JSON; it can only connect to this machine."""
    command = needed("node")
    package = "aws-sdk" if script == "version_2.js" else "@aws-sdk"
    if not (MODULES / package).is_dir():
        absent(f"{package} of npm in {MODULES.name}")
    guard = ("--no-warnings", "--require", str(HERE / "only_local.js"))
    more = {"NODE_PATH": str(MODULES), **more}
    return json.loads(run(server, command, *guard, str(HERE / script), *arguments, **more))
