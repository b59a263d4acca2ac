"""A checkout whose line ends git changed: nothing in it is taken for somebody else's work."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from botosmith.tools.install.manifest import MANIFEST
from project import Project

VERSION = "tiny/2020-01-01"


def git(*arguments: str, cwd: Path) -> None:
    user = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    subprocess.run(["git", *user, *arguments], cwd=cwd, check=True, capture_output=True)


def checked_out(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Commit the project, and put a clone with CRLF line ends in its place."""
    origin = tmp_path_factory.mktemp("origin") / "project"
    git("init", "-q", cwd=project.directory)
    git("add", ".", cwd=project.directory)
    git("commit", "-qm", "All of it", cwd=project.directory)
    project.directory.rename(origin)
    git("-c", "core.autocrlf=true", "clone", "-q", str(origin), str(project.directory), cwd=origin)
    return origin


def files(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def test_a_checkout_with_other_line_ends(
    project: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.add()
    assert project.run("slice", "tiny", "GetJob", "--name", "jobs").status == 0
    assert project.run("build", "--wheels").status == 0
    assert project.run("install", "tiny", "--data-path", "data").status == 0
    (project.out / "tiny/NOTES.txt").write_text("mine\n", encoding="utf-8")
    origin = checked_out(project, tmp_path_factory)
    monkeypatch.chdir(project.directory)
    for name in (
        "out/tiny/pyproject.toml",
        "out/site/tiny/index.html",
        f"data/{VERSION}/{MANIFEST}",
    ):
        assert b"\r\n" in (project.directory / name).read_bytes()

    verified = project.run("verify")
    assert (verified.status, verified.stderr) == (0, "")
    assert verified.stdout.startswith("out/tiny/NOTES.txt: yours, ")
    ended = project.run("build", "--wheels")
    assert (ended.status, ended.stderr) == (0, "")
    built, expected = files(project.out), files(origin / "out")
    assert built.pop("tiny/NOTES.txt") == b"mine\r\n"
    assert expected.pop("tiny/NOTES.txt") == b"mine\n"
    assert built == expected

    assert project.run("slice", "tiny", "GetJob", "--name", "jobs").stdout.endswith("(as it was)\n")
    assert project.run("slice", "--update", "models/jobs").stdout.endswith(": up to date\n")
    assert project.run("install", "tiny", "--data-path", "data").stdout.startswith(
        "data/tiny/2020-01-01: as it was\n"
    )
    project.add({"service-2": {"documentation": "<p>newer</p>"}})
    assert "installed\n" in project.run("install", "tiny", "--data-path", "data").stdout
    assert project.run("install", "tiny", "--uninstall", "--data-path", "data").status == 0
    assert not (project.directory / "data").exists()


def test_without_a_record_other_line_ends_are_no_difference(
    project: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.add()
    assert project.run("build").status == 0
    expected = files(project.out)
    for record in project.out.rglob("botosmith.generated"):
        record.unlink()
    checked_out(project, tmp_path_factory)
    monkeypatch.chdir(project.directory)
    ended = project.run("build")
    assert (ended.status, ended.stderr) == (0, "")
    assert files(project.out) == expected
