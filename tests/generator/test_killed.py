"""Commands that are killed, at any point: old or new output is whole at once, and a rerun is fine.

Each command is run once to count its points, then once for each of them, where it gets SIGKILL. At
once afterwards, each package, folder of the docs, page above them, wheel, model and project of
stubs is as it was or as it is to be, the user's files in them included. The same command then ends
well and leaves what it would have left, to the byte, and nothing else.

Where two directories cannot change places in one step, one is absent between two renames. All else
is whole there, too, and the same command puts it right.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from botosmith.output.record import RECORD
from botosmith.output.write import write_loose
from botosmith.tools.install.manifest import MANIFEST
from killed_runs import Ended, Runs, warm_process
from project import Project
from tiny_model import Json

NEWER: dict[str, Json] = {
    "service-2": {
        "documentation": "<p>Keeps newer jobs.</p>",
        "operations": {
            "StopJob": {"name": "StopJob", "http": {"method": "POST", "requestUri": "/"}}
        },
    },
    "waiters-2": {"waiters": {"JobDone": None}},
}
UNINSTALL = ("install", "tiny", "--uninstall")
EVERYWHERE = "BOTOSMITH_TESTS_KILL_EVERYWHERE"  # else at some points of the longer commands
Tree = dict[str, bytes | None]


def spread(directory: Path, *names: str) -> None:
    for name in names:
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"the user's {name}", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Case:
    """A command, and the state that it starts from."""

    command: tuple[str, ...]
    prepare: Callable[[Project], None]
    native: bool = True


def nothing(project: Project) -> None:
    project.add()


def built(project: Project) -> None:
    project.add()
    spread(project.directory / "out/wheels", "six-1.0-py3-none-any.whl")
    write_loose({"botosmith_tiny-0.0.1-py3-none-any.whl": "old"}, project.out / "wheels")
    assert project.run("build", "--wheels").status == 0
    spread(project.out / "tiny", "NOTES.txt", ".git/HEAD", "botosmith_tiny/mine/added.py")
    spread(project.out / "site/tiny", "mine.html")
    project.add(NEWER)


def sliced(project: Project) -> None:
    project.add()
    assert project.run("slice", "tiny", "GetJob", "--name", "jobs").status == 0
    spread(project.directory / "models/jobs/2020-01-01", "NOTES.md", "docs/guide.md")
    project.add({"service-2": {"shapes": {"State": {"enum": ["done", "failed", "late"]}}}})


def home(project: Project) -> None:
    """A service that is installed already and stays, another that is to be changed."""
    project.add()
    project.add(service="other")
    spread(project.directory / "home", ".aws/config")
    place = ("--data-path", "home/.aws/models")
    assert project.run("install", "tiny", "other", *place).status == 0
    project.add(NEWER)


def alone(project: Project) -> None:
    """What was installed is all that the home directory holds."""
    project.add()
    assert project.run("install", "tiny", "--data-path", "home/.aws/models").status == 0


def with_notes(project: Project) -> None:
    alone(project)
    spread(project.directory / "home/.aws/models/tiny/2020-01-01", "NOTES.md")


def stubbed(project: Project) -> None:
    spread(project.directory / "stubs", ".venv/pyvenv.cfg")
    spread(project.directory / "stubs", ".venv/mine")
    project.add()


def packed(project: Project) -> None:
    assert project.run("pack", "importexport", "--out", "pack").status == 0
    spread(project.directory / "pack", "NOTES.txt")


def configured(project: Project) -> None:
    project.add()
    (project.directory / "botosmith.toml").write_text('services = ["tiny"]\n')


def synced(project: Project) -> None:
    configured(project)
    assert project.run("sync").status == 0
    spread(project.out / "tiny", "NOTES.txt", "botosmith_tiny/mine/added.py")
    project.add(NEWER)


CASES = {
    "build, first": Case(("build",), nothing),
    "build": Case(("build",), built),
    "build, two renames": Case(("build",), built, native=False),
    "build --wheels, first": Case(("build", "--wheels"), nothing),
    "build --wheels": Case(("build", "--wheels"), built),
    "slice --update": Case(("slice", "--update", "models/jobs"), sliced),
    "slice --update, two renames": Case(("slice", "--update", "models/jobs"), sliced, native=False),
    "install, first": Case(("install", "tiny"), nothing),
    "install": Case(("install", "tiny"), home),
    "install, two renames": Case(("install", "tiny"), home, native=False),
    "uninstall": Case(UNINSTALL, home),
    "uninstall the last": Case(UNINSTALL, alone),
    "uninstall beside notes": Case(UNINSTALL, with_notes),
    "uninstall beside notes, two renames": Case(UNINSTALL, with_notes, native=False),
    "sync, first": Case(("sync",), configured),
    "sync": Case(("sync",), synced),
    "stubs": Case(("stubs", "tiny", "--out", "stubs"), stubbed),
    "pack": Case(("pack", "sts", "--out", "pack"), packed),
}


def tree(directory: Path) -> Tree:
    """Every file and directory.

    Of a manifest, the files: an installation does not know what a killed one had made above it.
    """
    found: Tree = {}
    for path in sorted(directory.rglob("*")):
        content = path.read_bytes() if path.is_file() else None
        if content and path.name == MANIFEST:
            content = json.dumps(json.loads(content)["files"]).encode()
        found[path.relative_to(directory).as_posix()] = content
    return found


def units(files: Tree) -> dict[str, Tree]:
    """What is whole or not: by the directory or loose file, without scratch."""
    found: dict[str, Tree] = {}
    for path, content in files.items():
        if content is not None and (unit := _unit(path.split("/"))):
            found.setdefault(unit, {})[path] = content
    return found


def _unit(parts: list[str]) -> str:
    if any(part[0] == "." and part not in {".aws", ".git", ".venv"} for part in parts):
        return ""
    if parts[0] == "tmp":
        return ""
    match parts:
        case ["out", "site" | "wheels", name] if name == RECORD:
            return ""  # it names what is there before and what comes, while both are
        case ["out", "site", service, *_] | ["out", "wheels", service]:
            return "/".join([*parts[:2], service])
        case ["out", service, *_] | ["stubs" | "pack" as service, *_]:
            return service
        case ["models", *_]:
            return "/".join(parts[:3])
        case ["home", ".aws", "models", *_]:
            return "/".join(parts[:5])
        case _:
            return "/".join(parts)


@pytest.fixture(scope="module")
def run() -> Iterator[Runs]:
    with warm_process() as runs:
        yield runs


def restore(source: Path, place: Path) -> None:
    """Give a directory the content of another; manifests hold paths, so it stays where it is."""
    for path in place.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    shutil.copytree(source, place, symlinks=True, dirs_exist_ok=True)


@pytest.mark.parametrize("name", CASES)
def test_killed(
    name: str, run: Runs, project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    case, place = CASES[name], project.directory
    (place / "home").mkdir()
    (place / "tmp").mkdir()
    case.prepare(project)
    before = tree(place)
    start = tmp_path_factory.mktemp("start")
    restore(place, start)
    ended = run(*case.command, cwd=place, native=case.native)
    assert ended.status == 0, ended.output
    after = tree(place)
    old, new = units(before), units(after)
    assert old != new
    opened = [point.removeprefix("open ") for point in ended.points if point.startswith("open ")]
    assert not units(dict.fromkeys(opened, b"")), "written in its place"
    absent = 0
    count = len(ended.points)
    points = range(1, count + 1) if os.environ.get(EVERYWHERE) else ended.some()
    for point in points:
        restore(start, place)
        killed = run(*case.command, cwd=place, kill_at=point, native=case.native)
        assert killed.status == -9, killed.output
        at_once = tree(place)
        found = units(at_once)
        for unit in old.keys() | new.keys() | found.keys():
            state = found.get(unit)
            if state is None and not case.native and unit in old:
                absent += 1
                continue
            assert state in (old.get(unit), new.get(unit)), (point, unit)
        again = run(*case.command, cwd=place, native=case.native)
        assert again.status == 0 or _was_done(case, at_once, after, again), (point, again.output)
        assert tree(place) == after, point
    print(f"{name}: killed at {len(points)} of {count} points")
    assert len(points) > 5
    assert bool(absent) is not case.native


def _was_done(case: Case, at_once: Tree, after: Tree, again: Ended) -> bool:
    """Whether nothing was left to do, which a second uninstallation calls a mistake."""
    return case.command == UNINSTALL and at_once == after and "has no model" in again.output
