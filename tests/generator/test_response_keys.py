"""Which keys of responses types require: those of the model, or nearly all."""

from __future__ import annotations

from pathlib import Path

import pytest
from botosmith import ir
from botosmith.build.service import build
from botosmith.models.load import Library
from project import Project
from synced import Program

GOLDENS = Path(__file__).parent / "goldens"


def required(service: str, response: str, keys: ir.ResponseKeys) -> set[str]:
    """The required keys of a type, but for ``ResponseMetadata``."""
    built = build(Library((GOLDENS,)).load(service), keys)
    (found,) = (one for one in built.types if one.name == response)
    assert isinstance(found, ir.TypedDictDef)
    return {field.name for field in found.fields if field.required} - {"ResponseMetadata"}


NONE: set[str] = set()
REQUIRED = [
    # What botocore always sets; NextToken has no paginator, and is known by its name.
    ("streaming-blob", "LookResponseTypeDef", {"Content", "Status", "Labels"}, {"Length"}),
    ("streaming-blob", "SettingsResponseTypeDef", {"Settings"}, {"Version"}),
    # Token leads to the next page, says the paginator.
    ("paginators", "ListSeveralResponseTypeDef", NONE, {"Items", "Prefixes"}),
    ("paginators", "ListSeveralFullResultTypeDef", NONE, {"Items", "Prefixes"}),
    # Nested keys are as in the model.
    ("paginators", "ResultTypeDef", NONE, NONE),
    # Empty lists of S3 are nothing in XML; the request has the marker, too.
    ("s3", "ListPartsOutputTypeDef", NONE, {"Bucket", "Owner", "IsTruncated"}),
    ("sqs", "ReceiveMessageResultTypeDef", NONE, {"Messages"}),
]


@pytest.mark.parametrize(("service", "response", "model", "present"), REQUIRED)
def test_required_keys(service: str, response: str, model: set[str], present: set[str]) -> None:
    assert required(service, response, "model") == model
    found = required(service, response, "present")
    assert model | present <= found
    assert not found & {"NextToken", "Token", "Parts", "PartNumberMarker", "NextPartNumberMarker"}
    if service not in ("s3", "sqs"):
        assert found == model | present


def test_build_and_verify_take_it(project: Project) -> None:
    options = ("sqs", "--response-keys", "present")
    assert project.run("build", *options, "--no-site").status == 0
    types = (project.out / "sqs/botosmith_sqs/type_defs.py").read_text()
    assert "    Messages: list[MessageTypeDef]" in types
    assert project.run("verify", *options).status == 0
    assert "NotRequired[list[MessageTypeDef]]" in project.run("verify", "sqs").stdout
    refused = project.run("build", "sqs", "--response-keys", "all")
    assert refused.status == 2
    assert "'all' is not one of 'model', 'present'" in refused.stderr


def test_sync_builds_anew_when_it_changes(project: Project) -> None:
    program = Program(project)
    chosen = 'services = ["sqs"]\nwheels = false\n'
    program.write(configuration=chosen)
    assert program.sync().status == 0
    types = program.root / "out/sqs/botosmith_sqs/type_defs.py"
    lock = program.root / "botosmith.lock"
    first, locked = types.read_text(), lock.read_text()
    assert "response-keys" not in locked
    program.write(configuration=f'{chosen}response-keys = "present"\n')
    assert program.sync("--check").status == 1
    assert program.sync().status == 0
    assert "    Messages: list[MessageTypeDef]" in types.read_text()
    assert '"response-keys": "present"' in lock.read_text()
    assert "up to date" in program.sync().stdout
    program.write(configuration=chosen)
    program.sync()
    assert types.read_text() == first
