"""Slices as files: what is in them, what is refused, and how they are renewed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import botocore
import pytest
from botosmith import soundness
from botosmith.diffing import compare
from botosmith.load import Library
from botosmith.slicing import slice_model
from project import Project
from tiny_model import Json, merged

ROOT = Path(__file__).parents[2]
MIGRATION = ("GetCatalogImportStatus", "ImportCatalogToGlue")
FOLDER = "models/jobs/2020-01-01"
ENDPOINT: Json = {"required": True, "region": "local"}
LIST: dict[str, Json] = {  # a patch: an operation with shapes of its own, and what stands beside it
    "service-2": {
        "shapes": {
            "ListJobsInput": {"members": {"Order": {"shape": "Order"}}},
            "Order": {"type": "string", "enum": ["up", "down"]},
        }
    },
    "botosmith-1": {
        "operations": {"GetJob": {"privileges": []}, "ListJobs": {"privileges": ["all"]}},
        "errors": {"NoSuchJob": {"httpStatus": 404}},
        "endpoint": ENDPOINT,
        "authentication": {"cookie": {"name": "c", "peerMember": "Token"}, "bearer": {}},
        "topics": [
            {
                "name": "a",
                "title": "A",
                "operations": ["GetJob", "ListJobs"],
                "structures": ["Job"],
            },
            {"name": "b", "title": "B", "operations": ["ListJobs"]},
        ],
    },
}


def read(project: Project, folder: str = FOLDER) -> dict[str, Any]:
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((project.directory / folder).iterdir())
    }


def sliced(project: Project, *operations: str, patch: dict[str, Json] | None = None) -> Json:
    project.add(patch if patch is not None else LIST)
    ended = project.run("slice", "tiny", *operations, "--name", "jobs")
    assert (ended.status, ended.stderr) == (0, "")
    return read(project)


def test_what_the_operation_reaches_and_nothing_else(project: Project) -> None:
    documents = sliced(project, "get_job")
    service = documents["service-2"]
    assert list(service["operations"]) == ["GetJob"]
    assert sorted(service["shapes"]) == ["GetJobInput", "Job", "NoSuchJob", "State", "String"]
    assert documents["paginators-1"] == {"pagination": {}}
    assert list(documents["waiters-2"]["waiters"]) == ["JobDone"]
    assert list(documents["examples-1"]["examples"]) == ["GetJob"]
    assert documents["botosmith-1"] == {
        "version": "1.0",
        "presence": {"Job": {"Reason": {"presentWhen": {"State": ["failed"]}}}},
        "operations": {"GetJob": {"privileges": []}},
        "errors": {"NoSuchJob": {"httpStatus": 404}},
        "endpoint": ENDPOINT,
        "authentication": {"bearer": {}},
        "topics": [{"name": "a", "title": "A", "operations": ["GetJob"], "structures": ["Job"]}],
        "origin": {"service": "tiny", "apiVersion": "2020-01-01"},
    }


def test_an_example_of_aws_that_breaks_its_shape_is_left_out(project: Project) -> None:
    ended = project.run("slice", "devicefarm", "GetRun", "GetJob", "--name", "runs")
    assert (ended.status, ended.stderr) == (0, "")
    (path,) = project.directory.glob("models/runs/*/examples-1.json")
    examples = json.loads(path.read_text(encoding="utf-8"))["examples"]
    assert {name: len(found) for name, found in examples.items()} == {"GetJob": 1, "GetRun": 0}
    assert project.run("build", "runs").status == 0


def test_the_other_operation(project: Project) -> None:
    documents = sliced(project, "ListJobs")
    assert list(documents["paginators-1"]["pagination"]) == ["ListJobs"]
    assert documents["waiters-2"]["waiters"] == {}
    assert documents["examples-1"]["examples"] == {}
    assert sorted(documents["service-2"]["shapes"]) == [
        "Job", "Jobs", "ListJobsInput", "ListJobsOutput", "Order", "State", "String",
    ]  # fmt: skip
    assert "cookie" in documents["botosmith-1"]["authentication"]


def test_a_slice_is_somebody_else_at_the_same_address(project: Project) -> None:
    metadata = sliced(project, "GetJob")["service-2"]["metadata"]
    assert metadata == {
        "apiVersion": "2020-01-01",
        "endpointPrefix": "tiny",
        "protocol": "rest-json",
        "serviceFullName": "Jobs",
        "serviceId": "Jobs",
        "signatureVersion": "v4",
        "signingName": "tiny",
        "uid": "jobs-2020-01-01",
    }
    assert project.run("build", "jobs").status == 0


def test_glue_migration_agrees_with_a_fresh_slice_of_glue() -> None:
    ours = Library((ROOT / "models",)).read("glue-migration")
    fresh = slice_model(Library().read("glue"), MIGRATION, "glue-migration", ours.directory)
    for stem in ("paginators-1", "endpoint-rule-set-1"):
        assert ours.document(stem) == fresh.document(stem)
    assert ours.document("service-2")["metadata"] == fresh.document("service-2")["metadata"]
    assert ours.document("botosmith-1")["origin"] == fresh.document("botosmith-1")["origin"]
    # What is left is what botocore's model does not say: examples, a waiter, statuses of errors.
    found = {
        (change.kind, change.where.partition(".")[0]) for change in compare(fresh, ours).changes
    }
    assert found == {
        ("documentation-changed", "documentation"),
        ("documentation-changed", "glossary"),
        ("documentation-changed", "links"),
        ("documentation-changed", "operations"),
        ("documentation-changed", "shapes"),
        ("documentation-changed", "topics"),
        ("error-status-changed", "shapes"),
        ("examples-changed", "examples"),
        ("waiter-added", "waiters"),
    }


def test_endpoint_discovery_comes_along() -> None:
    whole = Library().read("timestream-query")
    cut = slice_model(whole, ["CancelQuery"], "cancel", Path("cancel", whole.api_version))
    assert list(cut.document("service-2")["operations"]) == ["CancelQuery", "DescribeEndpoints"]
    assert soundness.problems(cut) == []


@pytest.mark.parametrize(
    ("service", "operation", "service_id"),
    [
        ("s3", "GetObject", "s3"),
        ("cognito-identity", "GetId", "cognito identity"),
        ("cognito-identity", "ListIdentities", "Some Name"),
        ("neptune", "CopyDBClusterSnapshot", "neptune"),
        ("neptune", "DescribeDBInstances", "Some Name"),
        ("sqs", "SendMessage", "sqs"),
    ],
)
def test_botocores_handlers_find_the_slices_that_they_are_for(
    service: str, operation: str, service_id: str
) -> None:
    whole = Library().read(service)
    cut = slice_model(whole, [operation], "some-name", Path("some-name", whole.api_version))
    assert cut.document("service-2")["metadata"]["serviceId"] == service_id


# --- refused ---------------------------------------------------------------------------------

ELSEWHERE = ["slice", "s3", "GetObject", "--name", "x", "--models"]
SLICE = ["slice", "tiny", "GetJob", "--name"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["slice", "tiny", "GetJobs", "--name", "x"], "'GetJobs'; did you mean GetJob or ListJobs"),
        (["slice", "tony", "GetJob", "--name", "x"], "unknown service 'tony'"),
        ([*SLICE, "s3"], "s3 is a service of botocore's; choose another --name"),
        ([*SLICE, "X y"], "'X y' cannot name a service"),
        ([*SLICE, "3d"], "metadata.serviceId: expected words of letters"),
        ([*SLICE, "route-53"], "'Route 53' would be a serviceId that botocore knows"),
        (["slice", "tiny", "GetJob"], "pass --name NAME"),
        (["slice", "tiny", "--name", "x"], "name a SERVICE and its OPERATIONs"),
        (["slice", "--update", "models/tiny", "--name", "x"], "--update takes a directory"),
        (["slice", "--update", "models/tiny"], "records no origin: tiny was not cut from a model"),
        (["slice", "--update", "models"], "records no origin"),
        ([*ELSEWHERE, "/dev/null/x"], "cannot write /dev/null/x/x/2006-03-01: Not a directory"),
        ([*SLICE, "x", "--keep-documentation"], "--keep-documentation belongs to --update"),
    ],
)  # fmt: skip
def test_mistakes_write_nothing(project: Project, arguments: list[str], said: str) -> None:
    project.add()
    ended = project.run(*arguments)
    assert (ended.status, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert [path.name for path in project.directory.iterdir()] == ["models"]
    assert [path.name for path in (project.directory / "models").iterdir()] == ["tiny"]


def test_another_model_of_that_name(project: Project) -> None:
    first = sliced(project, "GetJob")
    again = project.run("slice", "tiny", "GetJob", "--name", "jobs")
    assert again.stdout.endswith(" of tiny (as it was)\n")
    other = project.run("slice", "tiny", "ListJobs", "--name", "jobs")
    assert (other.status, other.stdout) == (2, "")
    assert f"{FOLDER} holds a different model; pass --force" in other.stderr
    assert read(project) == first
    assert project.run("slice", "tiny", "ListJobs", "--name", "jobs", "--force").status == 0
    assert list(read(project)["service-2"]["operations"]) == ["ListJobs"]
    assert sorted(path.name for path in (project.directory / "models/jobs").iterdir()) == [
        "2020-01-01"
    ]


# --- renewed ---------------------------------------------------------------------------------


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
    for path in (ROOT / "models" / "glue-migration" / "2017-03-31").iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    ended = project.run("slice", "--update", str(target), "--keep-documentation")
    assert ended.stdout.splitlines()[0] == "glue-migration: no change"
    origin = read(project, "models/glue-migration/2017-03-31")["botosmith-1"]["origin"]
    assert origin["botocore"] == botocore.__version__
