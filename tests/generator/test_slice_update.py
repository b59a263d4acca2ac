"""Slices that are renewed: what changed upstream comes, and what is the user's stays."""

from __future__ import annotations

import json
from pathlib import Path

import botocore
import pytest
from cut_model import FOLDER, read, sliced
from project import Project
from tiny_model import Json, merged

ROOT = Path(__file__).parents[2]


def edit(project: Project, stem: str, patch: Json) -> None:
    path = project.directory / FOLDER / f"{stem}.json"
    document = merged(json.loads(path.read_text(encoding="utf-8")), patch)
    path.write_text(json.dumps(document), encoding="utf-8")


def test_update_shows_what_changed_upstream_and_keeps_what_is_the_users(project: Project) -> None:
    waiter = sliced(project, "GetJob", patch={})["waiters-2"]["waiters"]["JobDone"]
    mine = {"Mine": {**waiter, "description": "Mine."}}
    edit(project, "waiters-2", {"waiters": mine})
    edit(project, "botosmith-1", {"links": [{"title": "Mine", "url": "https://mine.example/"}]})
    edit(project, "service-2", {"documentation": "Mine.", "metadata": {"serviceId": "My Jobs"}})
    project.add({"service-2": {"shapes": {"State": {"enum": ["done", "failed", "late"]}}}})
    ended = project.run("slice", "--update", "models/jobs")
    assert (ended.status, ended.stderr) == (0, "")
    assert ended.stdout == (
        'risky     response  shapes.State.enum: "late" is new (GetJob) [enum-value-added]\n'
        "safe      service   1 text of the documentation changed [documentation-changed]\n"
        "jobs: 0 breaking, 1 risky, 1 safe; asks for a minor version\n"
        f"{FOLDER}: updated\n"
    )
    after = read(project)
    assert after["service-2"]["shapes"]["State"]["enum"] == ["done", "failed", "late"]
    assert after["service-2"]["documentation"] == "<p>Keeps jobs.</p>"
    assert after["service-2"]["metadata"]["serviceId"] == "My Jobs"
    assert after["waiters-2"]["waiters"]["Mine"] == mine["Mine"]
    assert after["botosmith-1"]["links"][0]["title"] == "Mine"
    again = project.run("slice", "--update", FOLDER)
    assert again.stdout == f"jobs: no change\n{FOLDER}: up to date\n"


def test_update_can_keep_texts(project: Project) -> None:
    sliced(project, "GetJob", patch={})
    edit(project, "service-2", {"documentation": "Mine."})
    assert project.run("slice", "--update", "models/jobs", "--keep-documentation").status == 0
    assert read(project)["service-2"]["documentation"] == "Mine."


def test_update_lets_go_of_what_is_gone_upstream(project: Project) -> None:
    sliced(project, "GetJob", "ListJobs", patch={})
    gone = {"ListJobs": None}
    project.add({"service-2": {"operations": gone}, "paginators-1": {"pagination": gone}})
    ended = project.run("slice", "--update", "models/jobs")
    assert ended.stdout.startswith(
        "breaking  service   operations.ListJobs: ListJobs is gone [operation-removed]\n"
    )
    assert list(read(project)["service-2"]["operations"]) == ["GetJob"]


THEIRS = {
    "NOTES.md": "mine",
    "docs/guide.md": "mine, too",
    "service-2.sdk-extras.json": '{"merge": {"shapes": {"State": {"documentation": "Extra."}}}}',
}


def add_theirs(project: Project) -> None:
    for name, content in THEIRS.items():
        path = project.directory / FOLDER / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")


def theirs(project: Project) -> dict[str, str]:
    place = project.directory / FOLDER
    return {name: (place / name).read_text(encoding="utf-8") for name in THEIRS}


def versions(project: Project) -> list[str]:
    return sorted(path.name for path in (project.directory / FOLDER).parent.iterdir())


@pytest.mark.parametrize(
    "again",
    [
        ("--update", "models/jobs"),
        ("tiny", "GetJob", "--name", "jobs", "--force"),
    ],
)
def test_what_a_slice_does_not_write_stays(project: Project, again: tuple[str, ...]) -> None:
    sliced(project, "GetJob", patch={})
    add_theirs(project)
    assert project.run("slice", "tiny", "GetJob", "--name", "jobs").stdout.endswith("(as it was)\n")
    ended = project.run("slice", "--update", "models/jobs")
    assert ended.stdout == f"jobs: no change\n{FOLDER}: up to date\n"
    shadowed = project.directory / FOLDER / "waiters-2.json.gz"  # a model's, not the user's own
    shadowed.write_bytes(b"")
    project.add({"service-2": {"shapes": {"State": {"enum": ["done", "failed", "late"]}}}})
    assert project.run("slice", *again).status == 0
    assert theirs(project) == THEIRS
    assert not shadowed.exists()
    written = (project.directory / FOLDER / "service-2.json").read_text(encoding="utf-8")
    assert '"late"' in written
    assert "Extra." not in written
    assert versions(project) == ["2020-01-01"]


@pytest.mark.parametrize(
    ("again", "said"),
    [
        (("--update", "models/jobs"), f"{FOLDER}: up to date"),
        (("--update", FOLDER), f"{FOLDER}: up to date"),
        (("tiny", "GetJob", "--name", "jobs"), "(as it was)"),
        (("tiny", "ListJobs", "--name", "jobs"), "holds a different model"),
    ],
)
def test_a_run_that_was_killed_between_its_renames_is_undone(
    project: Project, again: tuple[str, ...], said: str
) -> None:
    documents = sliced(project, "GetJob", patch={})
    add_theirs(project)
    place = project.directory / FOLDER
    place.rename(place.with_name(".2020-01-01.old"))
    place.with_name(".2020-01-01.new").mkdir()
    assert "jobs has no model" in project.run("build", "jobs").stderr
    ended = project.run("slice", *again)
    assert said in ended.stdout + ended.stderr
    assert theirs(project) == THEIRS
    for name in ("NOTES.md", "docs/guide.md", "docs", "service-2.sdk-extras.json"):
        path = place / name
        path.rmdir() if path.is_dir() else path.unlink()
    assert read(project) == documents


def test_a_run_that_was_killed_before_it_cleaned_up_is_finished(project: Project) -> None:
    sliced(project, "GetJob", patch={})
    place = project.directory / FOLDER
    old = place.with_name(".2020-01-01.old")
    old.mkdir()
    (old / "service-2.json").write_text("{}")
    (old / "NOTES.md").write_text("mine")
    assert project.run("lint", "models/jobs").status == 0
    assert project.run("slice", "--update", "models/jobs").status == 0
    assert (place / "NOTES.md").read_text() == "mine"
    assert versions(project) == ["2020-01-01"]


def test_update_of_glue_migration_changes_nothing_but_texts(project: Project) -> None:
    target = project.directory / "models" / "glue-migration" / "2017-03-31"
    target.mkdir(parents=True)
    for path in (ROOT / "models" / "glue-migration" / "2017-03-31").glob("*.json"):
        (target / path.name).write_bytes(path.read_bytes())
    ended = project.run("slice", "--update", str(target), "--keep-documentation")
    assert ended.stdout.splitlines()[0] == "glue-migration: no change"
    origin = read(project, "models/glue-migration/2017-03-31")["botosmith-1"]["origin"]
    assert origin["botocore"] == botocore.__version__
