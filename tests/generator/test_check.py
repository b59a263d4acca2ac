"""``botosmith check``: the project's models come first, then installed packages, then AWS's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from botosmith_runtime.installed import installed
from project import Project

RESPONSE = """{"State": "lost"}"""
FOUND = 'State: enum: expected one of "done", "failed", got "lost" (likely)\n'


@pytest.fixture
def package(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installed package with the model of ``tiny``, and another of AWS's ``sts``."""
    place = project.directory / "installed"
    for service in ("tiny", "sts"):
        module = f"botosmith_{service}"
        (place / module).mkdir(parents=True)
        project.add(service=service)
        information = place / f"{module}-1.0.dist-info"
        information.mkdir()
        (information / "METADATA").write_text(f"Name: botosmith-{service}\nVersion: 1.0\n")
        (information / "entry_points.txt").write_text(f"[botosmith.models]\n{service} = {module}\n")
        (project.directory / "models").rename(place / module / "models")
    monkeypatch.setattr(sys, "path", [str(place), *sys.path])
    installed.cache_clear()
    (project.directory / "none").mkdir()
    (project.directory / "response.json").write_text(RESPONSE)
    yield place
    installed.cache_clear()


def check(project: Project, *arguments: str) -> tuple[int, str]:
    ended = project.run("check", *arguments, "--response", "response.json")
    return ended.status, ended.stdout + ended.stderr


@pytest.mark.usefixtures("package")
def test_a_model_of_an_installed_package(project: Project) -> None:
    assert check(project, "tiny", "GetJob") == (0, FOUND)
    assert check(project, "sts", "GetJob") == (0, FOUND)  # though botocore has an sts


@pytest.mark.usefixtures("package")
def test_what_is_likely_wrong_fails_with_strict_alone(project: Project) -> None:
    assert check(project, "tiny", "GetJob", "--strict") == (1, FOUND)
    (project.directory / "response.json").write_text('{"State": 7}')
    said = "State: type: expected a string, got 7\n"
    assert check(project, "tiny", "GetJob") == (1, said)


@pytest.mark.usefixtures("package")
def test_the_project_has_precedence(project: Project) -> None:
    lost = {"service-2": {"shapes": {"State": {"enum": ["lost"]}}}}
    project.add(
        {**lost, "waiters-2": {"waiters": {"JobDone": None}}, "botosmith-1": {"presence": None}}
    )
    assert check(project, "tiny", "GetJob") == (0, "")


@pytest.mark.usefixtures("package")
def test_other_directories_are_searched_instead(project: Project) -> None:
    status, said = check(project, "tiny", "GetJob", "--models", "none")
    assert status == 2
    assert said.startswith("botosmith: unknown service 'tiny' (searched none, botocore's own")


def test_two_packages_with_one_model(project: Project, package: Path) -> None:
    entry = package / "botosmith_sts-1.0.dist-info" / "entry_points.txt"
    entry.write_text("[botosmith.models]\ntiny = botosmith_tiny\nsts = botosmith_sts\n")
    installed.cache_clear()
    status, said = check(project, "tiny", "GetJob")
    assert status == 2
    assert "both bring a model of tiny 2020-01-01: uninstall all but one" in said
    assert "unknown service" in check(project, "tiny", "GetJob", "--models", "none")[1]
