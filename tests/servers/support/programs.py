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
    """The path of a program of the system; without it the test is skipped."""
    found = shutil.which(command)
    if found is None:
        pytest.skip(f"needs {command}")
    return str(found)


def needed_module(name: str) -> None:
    """Skip the test without a module of npm, or fail in CI, where tox installs it."""
    if not (MODULES / name).is_dir():
        if REQUIRED:
            pytest.fail(f"{name} of npm is not installed", pytrace=False)
        pytest.skip(f"needs {name} of npm")


def run(server: Server[Any], *command: str, **more: str) -> str:
    """What a program prints."""
    env = {**server.env(block_others=True), "AWS_PAGER": "", "PYTHONPATH": "", **more}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command[0]}: {done.stdout}\n{done.stderr}"
    return done.stdout


def node(server: Server[Any], script: str, *arguments: str, **more: str) -> Any:
    """What a script of this folder prints as JSON; it can only connect to this machine."""
    command = needed("node")
    needed_module("aws-sdk" if script == "version_2.js" else "@aws-sdk")
    guard = ("--no-warnings", "--require", str(HERE / "only_local.js"))
    more = {"NODE_PATH": str(MODULES), **more}
    return json.loads(run(server, command, *guard, str(HERE / script), *arguments, **more))
