"""Disks that are full: each command says so in a sentence, and the last good output stays whole."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from project import Project

LIMIT = 700  # bytes a file may have: a real failure of the system's, in the middle of writing
STUBS = """
import resource, sys
from botosmith.tools import stubs
from botosmith.cli import main

def build(services, data, out):
    project = out / "types_boto3_custom_package"
    project.mkdir()
    (project / "pyproject.toml").write_text("[project]")

def limited(services, data, out):
    build(services, data, out)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))

stubs.check_builder = lambda: None  # which needs Python 3.12
stubs._run = {"tmp": build, "stubs": limited}[sys.argv.pop()]
main()
"""


def files(directory: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(directory.rglob("*"))
    }


def limited(*command: str, limit: int = LIMIT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": str(Path.cwd() / "tmp")},
    )


@pytest.mark.parametrize(
    ("before", "command", "place"),
    [
        (["build --wheels"], "build --wheels", "out/tiny"),
        (["build --no-site"], "build --no-site --wheels", "out/wheels"),
        (["build"], "build", "out/tiny"),
        ([], "build", "out/tiny"),
        (["slice tiny GetJob --name jobs"], "slice --update models/jobs", "models/jobs/2020-01-01"),
        ([], "slice tiny GetJob --name jobs", "models/jobs/2020-01-01"),
        (["install tiny --data-path data"], "install tiny --data-path data", "data"),
        ([], "install tiny --data-path data", "data"),
    ],
)
def test_a_full_disk(project: Project, before: list[str], command: str, place: str) -> None:
    (project.directory / "tmp").mkdir()
    project.add()
    for each in before:
        assert project.run(*each.split()).status == 0
    if place != "out/wheels":
        project.add({"service-2": {"shapes": {"State": {"enum": ["done", "failed", "late"]}}}})
    was = files(project.directory)
    ended = limited("-m", "botosmith", *command.split())
    assert (ended.returncode, ended.stdout.count("changed")) == (2, int(place == "out/wheels"))
    *_, said = ended.stderr.splitlines()
    verb = "change" if place == "data" else "write"
    assert said.startswith(f"botosmith: cannot {verb} {place}: File too large (")
    assert "Traceback" not in ended.stderr
    now = files(project.directory)
    assert now.keys() - was.keys() <= {"out", "out/wheels"}
    assert {path: now[path] for path in was} == was
    assert project.run(*command.split()).status == 0


@pytest.mark.parametrize(("place", "limit"), [("tmp", LIMIT), ("stubs", 1 << 20)])
def test_a_full_disk_for_stubs(project: Project, place: str, limit: int) -> None:
    """The place where the models are copied to for the builder, or that of the stubs."""
    (project.directory / "tmp").mkdir()
    project.add()
    was = files(project.directory)
    ended = limited("-c", STUBS, "stubs", "tiny", "--out", "stubs", place, limit=limit)
    where = project.directory / place if place == "tmp" else place
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"botosmith: cannot write {where}: File too large (")
    assert len(ended.stderr.splitlines()) == 1
    assert files(project.directory) == was
