"""Slices as files: what is in them, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from botosmith.models import validation
from botosmith.models.load import Library
from botosmith.tools.diff import compare
from botosmith.tools.slice import slice_model
from cut_model import ENDPOINT, FOLDER, read, sliced
from project import Project

ROOT = Path(__file__).parents[2]
MIGRATION = ("GetCatalogImportStatus", "ImportCatalogToGlue")


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


def test_the_title_of_a_slice_has_the_words_of_the_service_as_it_spells_them(
    project: Project,
) -> None:
    ended = project.run("slice", "sqs", "SendMessage", "--name", "sqs-shop")
    assert (ended.status, ended.stderr) == (0, "")
    (path,) = project.directory.glob("models/sqs-shop/*/service-2.json")
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    assert metadata["serviceFullName"] == "Amazon SQS Shop"


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
    assert validation.problems(cut) == []


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
