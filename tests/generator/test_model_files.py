"""What lies in the directory of a model: links, and names that not every file system can have."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from botosmith.names.files import why_no_file
from project import Project
from tiny_model import TINY, Json

FOLDER = "models/tiny/2020-01-01"
Change = Callable[[Path], None]


def linked(name: str, to: str) -> Change:
    """Put a link there, in the place of what has its name, which moves out of the models."""

    def change(models: Path) -> None:
        place = models / name
        if place.exists():
            place.rename(models.parent / "real")
        place.symlink_to(to)

    return change


def linked_twice(models: Path) -> None:
    folder = models / "tiny/2020-01-01"
    (folder / "a.json").symlink_to("b.json")
    (folder / "b.json").symlink_to("/etc/hosts")


OUTSIDE = {
    "file": (linked("tiny/2020-01-01/x.json", "/etc/hosts"), "/x.json: a symbolic link out of"),
    "file of use": (
        linked("tiny/2020-01-01/waiters-2.json", "../../../real"),
        "/waiters-2.json: a symbolic link out of",
    ),
    "the service's": (
        linked("tiny/2020-01-01/service-2.json", "../../../real"),
        "/service-2.json: a symbolic link out of",
    ),
    "to another version": (
        linked("tiny/2020-01-01/x.json", "../2019-01-01/x.json"),
        "/x.json: a symbolic link to nothing (../2019-01-01/x.json)",
    ),
    "directory": (linked("tiny/2020-01-01/x.json", "/etc"), "/x.json: a symbolic link out of"),
    "chain": (linked_twice, "/a.json: a symbolic link out of"),
    "nothing": (
        linked("tiny/2020-01-01/x.json", "gone"),
        "/x.json: a symbolic link to nothing (gone)",
    ),
    "circle": (linked("tiny/2020-01-01/x.json", "x.json"), "/x.json: a symbolic link to nothing"),
    "version": (linked("tiny/2020-01-01", "../../real"), ": a symbolic link out of models, to /"),
    "service": (linked("tiny", "../real"), ": a symbolic link out of models, to /"),
}


@pytest.mark.parametrize(("change", "said"), OUTSIDE.values(), ids=OUTSIDE)
def test_a_link_out_of_a_model_is_refused_by_every_command(
    project: Project, change: Change, said: str
) -> None:
    project.add()
    change(project.directory / "models")
    for command in (["build"], ["verify"], ["slice", "tiny", "GetJob", "--name", "x"],
                    ["diff", "models/tiny", "models/tiny"], ["install", "tiny"]):  # fmt: skip
        ended = project.run(*command)
        assert f"  {FOLDER}{said}" in ended.stderr
        assert (ended.status, ended.stdout) == (2, "")
    found = project.run("lint").stdout.replace(": error: ", ": ")
    assert f"{FOLDER}{said}" in found
    assert "[outside-link]; replace the link by the file itself" in found
    assert not project.out.exists()


@pytest.mark.parametrize("name", ["gone", "tiny/2021-01-01"])
def test_a_directory_that_is_a_link_to_nothing_is_named(project: Project, name: str) -> None:
    project.add()
    (project.directory / "models" / name).symlink_to("nowhere")
    said = f"models/{name}: a symbolic link to nothing (nowhere)"
    ended = project.run("build", "--no-site")
    assert (said in ended.stderr, ended.status) == (True, 2)
    ended = project.run("lint")
    assert said.replace(": a", ": error: a") in ended.stdout or said in ended.stderr


def test_links_that_stay_inside_are_files_like_others(project: Project, tmp_path: Path) -> None:
    folder = project.add()
    (folder / "waiters-2.json").rename(folder / "more.json")
    (folder / "waiters-2.json").symlink_to("more.json")
    folder.rename(folder.with_name(".latest"))
    folder.symlink_to(".latest")
    (tmp_path / "models").rename(tmp_path / "real")
    (tmp_path / "models").symlink_to("real")
    assert project.run("build").status == 0
    packed = project.out / "tiny/botosmith_tiny" / FOLDER / "waiters-2.json"
    assert not packed.is_symlink()
    assert packed.read_bytes() == (folder / "more.json").read_bytes()


NAMES = {
    "con.json": "Windows reserves that name for a device",
    "NUL.json": "Windows reserves that name for a device",
    "aux.x.json": "Windows reserves that name for a device",
    "Lpt1.json.gz": "Windows reserves that name for a device",
    "com\u00b9.json": "Windows reserves that name for a device",
    "a:b.json": "Windows allows no ':' in the name of a file",
    "a\nb.json": "Windows allows no '\\n' in the name of a file",
    "Waiters-2.json": "its name differs from that of waiters-2.json only by case",
}


@pytest.mark.skipif(os.name == "nt", reason="cannot have such files")
@pytest.mark.parametrize(("name", "said"), NAMES.items())
def test_a_file_that_windows_cannot_have(project: Project, name: str, said: str) -> None:
    folder = project.add()
    (folder / name).write_bytes(b"{}")
    shown = name.replace("\n", "\\n")
    assert f"  {FOLDER}/{shown}: {said}" in project.run("build").stderr
    assert "[reserved-file-name]; choose another name" in project.run("lint").stdout


@pytest.mark.parametrize("service", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_a_service_that_windows_cannot_have(project: Project, service: str) -> None:
    project.add(service=service)
    said = f"'{service}' cannot name a service: Windows reserves that name for a device"
    for command in (["build"], ["lint"], ["slice", "s3", "ListBuckets", "--name", service]):
        ended = project.run(*command)
        assert said in ended.stderr
        assert ended.status == 2


@pytest.mark.parametrize("version", ["con", "nul.1", "2020."])
def test_a_version_that_windows_cannot_have(project: Project, version: str) -> None:
    folder = project.add({"service-2": {"metadata": {"apiVersion": version}}})
    folder.rename(folder.with_name(version))
    ended = project.run("build")
    assert "metadata.apiVersion: cannot be the name of a directory: Windows" in ended.stderr


def test_pages_have_names_that_every_file_system_takes(project: Project) -> None:
    """Operations, shapes, errors, paginators, waiters and topics; and every link has a target."""
    get, one = TINY["service-2"]["operations"]["GetJob"], TINY["waiters-2"]["waiters"]["JobDone"]
    error = TINY["service-2"]["shapes"]["NoSuchJob"]
    shapes: dict[str, Json] = {
        "NUL": {"type": "structure", "members": {}},
        "Nul_": {"type": "structure", "members": {}},
        "Com1": {"type": "string", "enum": ["a"]},
        "Lpt1": {**error, "error": {"code": "Lpt1"}},
        "Job": {"members": {name: {"shape": name} for name in ("NUL", "Nul_", "Com1")}},
    }
    operations = {name: {**get, "name": name} for name in ("Con", "Con_", "Aux")}
    operations["Prn"] = {**TINY["service-2"]["operations"]["ListJobs"], "name": "Prn"}
    project.add(
        {
            "service-2": {"operations": operations, "shapes": shapes},
            "waiters-2": {"waiters": {"Aux": one}},
            "paginators-1": {"pagination": {"Prn": TINY["paginators-1"]["pagination"]["ListJobs"]}},
            "botosmith-1": {"topics": [{"name": "nul", "title": "x", "operations": ["Con"]}]},
        }
    )
    assert project.run("build").status == 0
    files = project.files()
    for path in files:
        for part in Path(path).parts:
            assert not why_no_file(part), path
    assert len({path.lower() for path in files}) == len(files)
    site = {path.removeprefix("site/tiny/") for path in files if path.startswith("site/tiny/")}
    assert {
        "operations/con_.html", "operations/con_.md", "operations/con_.rules.js",
        "operations/Con_-2.html", "operations/aux_.html", "operations/prn_.html",
        "shapes/NUL_.html", "shapes/NUL_.schema.json", "shapes/Nul_-2.html", "shapes/Com1_.html",
        "errors/Lpt1_.html", "paginators/prn_.html", "waiters/aux_.html", "topics/nul_.html",
    } <= site  # fmt: skip
    for path in sorted(site):
        if path.endswith(".html"):
            assert_links_lead_somewhere(files, path)
    found = project.run("lint", "--fail-on", "never").stdout
    assert "operations.Con: note: Windows reserves con for a device: its page is con_.html" in found
    assert "shapes.NUL: note: Windows reserves NUL for a device: its page is NUL_.html" in found


def assert_links_lead_somewhere(files: dict[str, bytes], page: str) -> None:
    text = files[f"site/tiny/{page}"].decode("utf-8")
    for link in re.findall(r'(?:href|src|data-rules)="([^"#]+)', text):
        if "://" not in link:
            target = os.path.normpath(os.path.join("site/tiny", os.path.dirname(page), link))
            assert target in files, (page, link)
