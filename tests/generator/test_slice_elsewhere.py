"""Calls on objects that nobody knows: what they may be is told, and how to go on."""

from __future__ import annotations

from pathlib import Path

import pytest
from botosmith.models.load import Library
from botosmith.tools.slice.source_code import usage
from project import Project

MAY_BE = {
    "a word with all that it needs": (
        "c.query(TableName='t', KeyConditionExpression='x')",
        "query may be dynamodb's Query",
    ),
    "in camelCase": (
        "c.submit_job(jobName='a', jobQueue='b', jobDefinition='c')",
        "submit_job may be batch's SubmitJob",
    ),
    "what needs nothing": ("c.get_caller_identity()", "may be sts's GetCallerIdentity"),
    "some of what is passed": ("c.head_object(Bucket='b', **more)", "may be s3's HeadObject"),
    "a waiter": (
        "c.get_waiter('object_exists').wait(Bucket='b', Key='k')",
        "waiter object_exists may be s3's, which calls HeadObject: "
        "it is not clear what get_waiter is called on",
    ),
    "a paginator": ("c.get_paginator('list_objects_v2')", "may be s3's ListObjectsV2: "),
    "a URL": (
        "c.generate_presigned_url('upload_part_copy')",
        "upload_part_copy may be s3's UploadPartCopy: "
        "it is not clear what generate_presigned_url is called on",
    ),
    "what is no operation": (
        "c.download_file('b', 'k', 'f')",
        "download_file may be s3's, which calls GetObject and HeadObject",
    ),
    "a word that is no operation": ("c.copy({}, Bucket='b', Key='k')", "copy may be s3's, which"),
    "of many services": (
        "c.tag_resource(ResourceArn='a', Tags=[])",
        "tag_resource may be acm's TagResource, apigatewayv2's TagResource, ",
    ),
}
NOTHING = """
import shutil
class Store:
    def list_queues(self): pass
def f(a, store: Store):
    a.query(User); a.query(name='x'); a.query(Colour='t'); a.query(**x)
    a.get_object(Bucket='b'); a.get_object(Bucket='b', Key='k', Colour='r'); a.get_object('b', 'k')
    a.get_object(**x); a.copy(); a.copy(1, 2); shutil.copy(1, 2, 3); a.upload_file('f')
    a.upload_file(path='p', to='q', at='r'); store.list_queues(); a.get_waiter('lunch')
    getattr(a, 'list_queues')(); a.publish(); a.invoke()
"""
PROGRAM = """
import boto3
def send(client): return client.invoke(FunctionName="f")
boto3.client("sqs").list_queues()
"""


def write(directory: Path, source: str) -> Path:
    (directory / "src").mkdir(exist_ok=True)
    (directory / "src" / "app.py").write_text(source, encoding="utf-8")
    return directory / "src"


@pytest.mark.parametrize(("call", "note"), MAY_BE.values(), ids=MAY_BE)
def test_what_any_service_has_is_named(tmp_path: Path, call: str, note: str) -> None:
    found = usage(write(tmp_path, f"def f(c, more):\n    {call}\n"), Library())
    (undecided,) = found.undecided
    assert (undecided.line, found.operations) == (2, {})
    assert note in undecided.reason


def test_what_is_told_by_too_little_is_not_listed(tmp_path: Path) -> None:
    assert usage(write(tmp_path, NOTHING), Library()).undecided == set()


def test_many_services_are_counted(tmp_path: Path) -> None:
    source = write(tmp_path, "def f(c): c.tag_resource(ResourceArn='a', Tags=[])")
    (undecided,) = usage(source, Library()).undecided
    assert " other services: it is not clear" in undecided.reason
    assert undecided.reason.count("TagResource") == 3


def test_a_service_without_a_client_is_not_lost_in_silence(project: Project) -> None:
    write(project.directory, PROGRAM)
    ended = project.run("slice", "--from-code", "src", "--name", "app")
    assert ended.status == 0
    assert "undecided: src/app.py:3: invoke may be lambda's Invoke: it is not clear" in ended.stderr
    only = project.run("slice", "sqs", "--from-code", "src", "--name", "queues")
    assert (only.status, only.stderr) == (0, "")  # lambda was not asked for


def test_a_library_that_is_given_its_clients(project: Project) -> None:
    write(project.directory, "def f(c): c.put_object(Bucket='b', Key='k')")
    ended = project.run("slice", "--from-code", "src", "--name", "app")
    assert ended.status == 2
    assert "src/app.py:1: put_object may be " in ended.stderr
    assert "found to slice for; annotate the parameters that are clients, such as" in ended.stderr
    named = project.run("slice", "s3", "--from-code", "src", "--name", "files")
    assert "src/app.py:1: put_object may be s3's PutObject" in named.stderr
    assert "'client: S3Client' (of botosmith_s3 or types_boto3_s3)" in named.stderr
    assert "botosmith slice s3 OPERATION... --name NAME" in named.stderr


@pytest.mark.parametrize("package", ["botosmith_s3", "types_boto3_s3"])
def test_the_annotation_that_is_advised_helps(project: Project, package: str) -> None:
    source = f"from {package} import S3Client\ndef f(client: S3Client): client.list_buckets()"
    write(project.directory, source)
    ended = project.run("slice", "s3", "--from-code", "src", "--name", "files")
    assert (ended.status, ended.stderr[:6]) == (0, "note: ")


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        ("download_file", "is not an operation: name what it calls, GetObject HeadObject"),
        ("generate_presigned_url", "is not an operation: name those that it is used for"),
    ],
)
def test_a_method_is_no_operation(project: Project, operation: str, said: str) -> None:
    ended = project.run("slice", "s3", operation, "--name", "files")
    assert (ended.status, ended.stdout) == (2, "")
    assert f"{operation} {said}" in ended.stderr


def test_help_tells_of_undecided_places(project: Project) -> None:
    assert "cannot decide" in project.run("slice", "--help").stdout
