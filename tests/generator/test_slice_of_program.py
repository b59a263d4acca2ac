"""A program and its slices: cut from its calls, used by it, and grown as it calls more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from botosmith.build.service import build, class_name
from botosmith.models.load import Library
from botosmith.names import slice_class
from botosmith.tools.slice import slice_model
from project import Project

BOTO3 = """
import boto3
def send(queue, files, body):
    queue.send_message(QueueUrl="u", MessageBody=body)
    files.upload_fileobj(body, "b", "k")
    files.get_waiter("bucket_exists").wait(Bucket="b")
def main():
    send(boto3.client("sqs"), boto3.client("s3"), "x")
    boto3.client("s3").nope()
"""
SLICED = """
from typing import Any
from botosmith_s3_app import S3AppClient, connect as files
from botosmith_sqs_app import connect
def send(queue, files: S3AppClient, body):
    transfer: Any = files
    queue.send_message(QueueUrl="u", MessageBody=body)
    transfer.upload_fileobj(body, "b", "k")
    files.get_waiter("bucket_exists").wait(Bucket="b")
def main():
    send(connect(), files(), "x")
    files().nope()
"""


def read(project: Project, name: str, stem: str = "service-2") -> Any:
    (path,) = (project.directory / "models" / name).glob(f"*/{stem}.json")
    return json.loads(path.read_text(encoding="utf-8"))


def operations(project: Project, name: str) -> list[str]:
    return list(read(project, name)["operations"])


def write(project: Project, source: str) -> None:
    (project.directory / "src").mkdir(exist_ok=True)
    (project.directory / "src" / "app.py").write_text(source, encoding="utf-8")


def models(project: Project) -> list[str]:
    return sorted(path.name for path in (project.directory / "models").iterdir())


@pytest.fixture
def app(project: Project) -> Project:
    write(project, BOTO3)
    return project


ALL = ("slice", "--from-code", "src", "--name", "app")


def test_a_slice_for_every_service(app: Project) -> None:
    ended = app.run(*ALL)
    assert ended.status == 0
    assert "undecided: src/app.py:9: s3 has no operation for nope\n" in ended.stderr
    assert "1 place undecided: " in ended.stderr
    assert models(app) == ["s3-app", "sqs-app"]
    assert operations(app, "sqs-app") == ["SendMessage"]
    assert {"HeadBucket", "PutObject", "UploadPart"} < set(operations(app, "s3-app"))


def test_a_slice_for_one_service(app: Project) -> None:
    ended = app.run("slice", "sqs", "--from-code", "src", "--name", "queues")
    assert (ended.status, ended.stderr) == (0, "")  # what is unclear about S3 was not asked
    assert operations(app, "queues") == ["SendMessage"]
    assert models(app) == ["queues"]


def test_the_program_that_uses_the_slices_gives_the_same_slices(app: Project) -> None:
    assert app.run(*ALL).status == 0
    write(app, SLICED)
    again = app.run(*ALL)
    assert again.stdout.count(" (as it was)\n") == 2
    assert "undecided: src/app.py:12: s3 has no operation for nope\n" in again.stderr
    assert models(app) == ["s3-app", "sqs-app"]


def test_a_slice_grows_with_the_program(app: Project) -> None:
    assert app.run(*ALL).status == 0
    write(app, SLICED + "    connect().purge_queue(QueueUrl='u')\n")
    refused = app.run("slice", "sqs", "--from-code", "src", "--name", "sqs-app")
    assert "sqs-app/2012-11-05 holds a different model; pass --force" in refused.stderr
    assert app.run("slice", "--update", "models/sqs-app", "delete_message").status == 0
    ended = app.run("slice", "--update", "models/sqs-app", "--from-code", "src")
    assert (ended.status, ended.stderr) == (0, "")
    assert "operations.PurgeQueue: PurgeQueue is new [operation-added]\n" in ended.stdout
    assert operations(app, "sqs-app") == ["DeleteMessage", "PurgeQueue", "SendMessage"]
    forced = app.run("slice", "sqs", "--from-code", "src", "--name", "sqs-app", "--force")
    assert forced.status == 0
    assert operations(app, "sqs-app") == ["PurgeQueue", "SendMessage"]


def test_what_was_added_stays_and_others_are_cut(app: Project) -> None:
    assert app.run(*ALL).status == 0
    assert app.run("slice", "--update", "models/sqs-app", "PurgeQueue").status == 0
    write(app, BOTO3 + "    boto3.client('sns').publish()\n")
    ended = app.run(*ALL)
    assert ended.status == 0
    said = "kept, it has 1 operation more than src calls: PurgeQueue (--force removes them)\n"
    assert f"models/sqs-app/2012-11-05: {said}" in ended.stdout
    assert operations(app, "sqs-app") == ["PurgeQueue", "SendMessage"]
    assert models(app) == ["s3-app", "sns-app", "sqs-app"]


def test_a_model_in_the_way_stops_no_others(app: Project) -> None:
    assert app.run(*ALL).status == 0
    write(app, BOTO3 + "    boto3.client('sqs').purge_queue(), boto3.client('sns').publish()\n")
    ended = app.run(*ALL)
    assert ended.status == 2
    assert "sqs-app/2012-11-05 holds a different model; pass --force" in ended.stderr
    assert operations(app, "sqs-app") == ["SendMessage"]
    assert operations(app, "sns-app") == ["Publish"]


def test_an_update_knows_its_service(app: Project) -> None:
    assert app.run(*ALL).status == 0
    ended = app.run("slice", "sqs", "--update", "models/sqs-app")
    assert (ended.status, ended.stdout) == (2, "")
    assert "'sqs' is a service, and --update takes that from models/sqs-app" in ended.stderr


def test_what_is_added_may_need_a_handler_of_botocores(project: Project) -> None:
    command = ("slice", "cognito-identity", "ListIdentities", "--name", "ids")
    assert project.run(*command).status == 0
    assert read(project, "ids")["metadata"]["serviceId"] == "Ids"
    assert project.run("slice", "--update", "models/ids", "GetId").status == 0
    assert read(project, "ids")["metadata"]["serviceId"] == "cognito identity"
    library = Library((project.directory / "models",))
    assert build(library.load("ids")).class_name == "IdsClient"  # nobody's import breaks
    assert operations(project, "ids") == ["GetId", "ListIdentities"]


def test_an_update_keeps_the_class_that_there_is(project: Project) -> None:
    assert project.run("slice", "sqs", "SendMessage", "--name", "sqs-app").status == 0
    (path,) = (project.directory / "models" / "sqs-app").glob("*/botosmith-1.json")
    facts = json.loads(path.read_text(encoding="utf-8"))
    assert facts.pop("clientClass") == "SQSAppClient"
    path.write_text(json.dumps(facts), encoding="utf-8")  # as if it had never had that
    assert project.run("slice", "--update", "models/sqs-app", "PurgeQueue").status == 0
    assert class_name(Library((project.directory / "models",)).load("sqs-app")) == "SqsClient"


def test_facts_about_what_is_added_come_along(project: Project) -> None:
    project.add(
        {"botosmith-1": {"operations": {n: {"privileges": [n]} for n in ("GetJob", "ListJobs")}}}
    )
    assert project.run("slice", "tiny", "GetJob", "--name", "jobs").status == 0
    assert project.run("slice", "--update", "models/jobs", "ListJobs").status == 0
    facts = read(project, "jobs", "botosmith-1")["operations"]
    assert facts == {n: {"privileges": [n]} for n in ("GetJob", "ListJobs")}


@pytest.mark.parametrize(
    ("service", "operation", "name", "expected"),
    [
        ("sqs", "SendMessage", "sqs-orders", "SQSOrdersClient"),
        ("sqs", "SendMessage", "mail", "MailClient"),
        ("sqs", "SendMessage", "sqsish", "SqsishClient"),
        ("s3", "GetObject", "s3-big-files", "S3BigFilesClient"),
        ("dynamodb", "Scan", "dynamodb-orders", "DynamoDBOrdersClient"),
        ("stepfunctions", "StopExecution", "stepfunctions-orders", "SFNOrdersClient"),
        ("secretsmanager", "GetSecretValue", "secretsmanager-orders", "SecretsManagerOrdersClient"),
        ("glue", "GetJob", "glue-migration", "GlueMigrationClient"),
    ],
)
def test_a_slices_class_is_the_wholes_and_what_its_name_adds(
    tmp_path: Path, service: str, operation: str, name: str, expected: str
) -> None:
    cut = slice_model(Library().read(service), [operation], name, tmp_path)
    assert class_name(cut) == expected
    assert build(cut).class_name == expected
    assert slice_class(expected, name, name) == expected


def test_a_slice_of_a_slice_is_named_after_it(project: Project) -> None:
    assert project.run("slice", "sqs", "SendMessage", "PurgeQueue", "--name", "sqs-app").status == 0
    assert project.run("slice", "sqs-app", "PurgeQueue", "--name", "sqs-app-tiny").status == 0
    assert project.run("build", "sqs-app-tiny").status == 0
    package = project.out / "sqs-app-tiny" / "botosmith_sqs_app_tiny"
    assert "class SQSAppTinyClient(" in (package / "client.py").read_text(encoding="utf-8")
    assert "class FakeSQSAppTiny(" in (package / "fakes.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sns", "--from-code", "src", "--name", "x"], "no operations of sns found to slice for"),
        (["--from-code", "empty", "--name", "x"], "empty has no Python files"),
        (["--from-code", "nowhere", "--name", "x"], "Path 'nowhere' does not exist"),
        (["s3", "ListBuckets", "--from-code", "src", "--name", "x"], "name operations or pass"),
        (["s4", "--from-code", "src", "--name", "x"], "unknown service 's4'"),
    ],
)
def test_mistakes_write_nothing(app: Project, arguments: list[str], said: str) -> None:
    (app.directory / "empty").mkdir()
    ended = app.run("slice", *arguments)
    assert (ended.status, ended.stdout) == (2, "")
    assert said in ended.stderr
    assert not (app.directory / "models").exists()


def test_an_operation_that_the_whole_has_not_cannot_be_added(app: Project) -> None:
    assert app.run(*ALL).status == 0
    ended = app.run("slice", "--update", "models/sqs-app", "PurgeQueues")
    assert (ended.status, ended.stdout) == (2, "")
    assert "sqs has no operation 'PurgeQueues'; did you mean PurgeQueue" in ended.stderr
    assert operations(app, "sqs-app") == ["SendMessage"]
