"""Plain boto3 calls all three services, by each way of finding their models, in fresh processes."""

from __future__ import annotations

import json
import sys
from hashlib import sha1

import pytest
from machine import Machine, by_data_path

CALLS = """
status = create("importexport").get_status(JobId="HSSW2")
print(status["JobId"], status["ProgressCode"], status["CreationDate"].year)
client = create("importexport")
try:
    client.get_status(JobId="NOSUCH")
except client.exceptions.InvalidJobIdException as error:
    print(error.response["Error"]["Message"])
print(create("glue-migration").get_catalog_import_status()["ImportStatus"]["ImportCompleted"])
print(create("glue-migration").get_waiter("catalog_import_completed").wait())
cell = create("personium-cell", endpoint_url=unit)
print(cell.get_cell_import_status(CellName="cell1")["status"])
"""
ANSWERS = "HSSW2 Started 2010\nNo such job: NOSUCH\nTrue\nNone\nready\n"
PROFILE = "[default]\nregion = eu-west-1\n[profile dev]\nregion = us-east-1\n"
CREDENTIALS = "[dev]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n"


def call(machine: Machine, preface: str, profile: str | None) -> None:
    (machine.home / ".aws").mkdir(exist_ok=True)
    (machine.home / ".aws/config").write_text(PROFILE, encoding="utf-8")
    (machine.home / ".aws/credentials").write_text(CREDENTIALS, encoding="utf-8")
    variables = {"AWS_DEFAULT_REGION": "us-east-1"} if profile is None else {}
    program = f"import boto3\nunit, profile = {machine.unit.url!r}, {profile!r}\n{preface}\n{CALLS}"
    assert machine.run(sys.executable, "-W", "error", "-c", program, **variables) == ANSWERS
    operations = [received.operation for received in machine.aws.received]
    assert operations == ["GetStatus"] * 2 + ["GetCatalogImportStatus"] * 2
    assert all("AKIDEXAMPLE" in received.authorization for received in machine.aws.received)
    assert "/us-east-1/glue/" in machine.aws.received[-1].authorization
    assert machine.unit.received[0].lines("Authorization") == [f"Bearer {machine.unit.token}"]


@pytest.mark.parametrize("profile", [None, "dev"])
def test_models_that_are_found(found: Machine, profile: str | None) -> None:
    call(found, "create = boto3.Session(profile_name=profile).client", profile)


@pytest.mark.parametrize("profile", [None, "dev"])
@pytest.mark.parametrize(
    "preface",
    [
        "create = boto3.Session(profile_name=profile).client\n"
        "from botosmith_runtime import plugin; plugin.register(create.__self__)",
        "from botosmith_runtime import plugin; plugin.enable()\n"
        "boto3.setup_default_session(profile_name=profile); create = boto3.client",
        "boto3.setup_default_session(profile_name=profile); create = boto3.client\n"
        "from botosmith_runtime import plugin; plugin.enable(checks=True)",
    ],
    ids=["register", "enable", "enable afterwards"],
)
def test_models_that_are_registered(machine: Machine, preface: str, profile: str | None) -> None:
    call(machine, preface, profile)


@pytest.mark.parametrize(
    ("without", "endpoint", "expected"),
    [
        ("AWS_BEARER_TOKEN_PERSONIUM_CELL", None, "NoAuthTokenError"),
        ("AWS_DEFAULT_REGION", None, "NoRegionError"),
        ("", "", "EndpointResolutionError"),
        ("", "http://localhost:9/", "InsecureEndpointError"),
    ],
)
def test_what_a_plain_client_of_personium_needs(
    machine: Machine, without: str, endpoint: str | None, expected: str
) -> None:
    """A token, any region, an endpoint, and TLS: otherwise nothing is sent."""
    url = machine.unit.url if endpoint is None else endpoint
    program = f"""
import boto3
from botosmith_runtime import plugin; plugin.enable()
try:
    cell = boto3.client("personium-cell", endpoint_url={url!r} or None)
    cell.get_cell_import_status(CellName="cell1")
except Exception as error:
    print(type(error).__name__)
"""
    machine.variables["AWS_DEFAULT_REGION"] = "us-east-1"
    machine.variables.pop(without, None)
    assert machine.run(sys.executable, "-c", program) == f"{expected}\n"
    assert machine.unit.received == []


def test_a_single_sign_on_token_stays_with_aws(machine: Machine) -> None:
    """botocore would send it; no client that knows of the plugin does."""
    machine.variables.pop("AWS_BEARER_TOKEN_PERSONIUM_CELL")
    machine.variables["AWS_DEFAULT_REGION"] = "us-east-1"
    cache = machine.home / ".aws/sso/cache"
    cache.mkdir(parents=True)
    (machine.home / ".aws/config").write_text(
        "[default]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n"
        "[sso-session s]\nsso_region = us-east-1\nsso_start_url = https://sso.example/\n",
        encoding="utf-8",
    )
    token = {"accessToken": "OF-AWS", "expiresAt": "2999-01-01T00:00:00Z"}
    (cache / f"{sha1(b's').hexdigest()}.json").write_text(json.dumps(token), encoding="utf-8")
    program = f"""
import boto3
%s
cell = boto3.client("personium-cell", endpoint_url={machine.unit.url!r})
try:
    cell.get_cell_import_status(CellName="cell1")
except Exception as error:
    print(type(error).__name__)
"""
    for enable in ("enable()", "enable(checks=True)", "register(boto3._get_default_session())"):
        preface = f"from botosmith_runtime import plugin; plugin.{enable}"
        ran = machine.run(sys.executable, "-c", program % preface)
        assert (ran, machine.unit.received) == ("NoAuthTokenError\n", [])
    by_data_path(machine)  # nothing of ours is at work: this is what botocore does
    machine.run(sys.executable, "-c", program % "")
    assert machine.unit.received[0].lines("Authorization") == ["Bearer OF-AWS"]
