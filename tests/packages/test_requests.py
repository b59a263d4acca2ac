"""What leaves the generated clients: method, URL, headers, body and signature."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import botosmith_glue_migration
import botosmith_importexport
import pytest
from botocore.config import Config
from botosmith_importexport import ImportExportClient
from personium_unit import PersoniumUnit
from signatures import signature_v2, signature_v4
from wire import KEYS, Sent, Wire, boto3_session, botocore_session, shared_session

SECRET = KEYS["aws_secret_access_key"]
EMPTY = "<{0}Response><{0}Result/></{0}Response>"
SIGNING_V2 = ("AWSAccessKeyId", "SignatureVersion", "SignatureMethod", "Timestamp", "Signature")

# Operation, parameters, and the form that the service documents for them.
IMPORTEXPORT: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("CancelJob", {"JobId": "J1"}, {"JobId": "J1"}),
    (
        "CreateJob",
        {"JobType": "Import", "Manifest": "a: b\n~é &+%", "ValidateOnly": True},
        {"JobType": "Import", "Manifest": "a: b\n~é &+%", "ValidateOnly": "true"},
    ),
    (
        "GetShippingLabel",
        {"jobIds": ["J1", "J2"], "name": "Ann O'Neil"},
        {"jobIds.member.1": "J1", "jobIds.member.2": "J2", "name": "Ann O'Neil"},
    ),
    ("GetStatus", {"JobId": "J1", "APIVersion": "x*y"}, {"JobId": "J1", "APIVersion": "x*y"}),
    ("ListJobs", {"MaxJobs": 50, "Marker": "J0"}, {"MaxJobs": "50", "Marker": "J0"}),
    (
        "UpdateJob",
        {"JobId": "J1", "Manifest": "m", "JobType": "Export", "ValidateOnly": False},
        {"JobId": "J1", "Manifest": "m", "JobType": "Export", "ValidateOnly": "false"},
    ),
]
METHODS = {
    "CancelJob": "cancel_job",
    "CreateJob": "create_job",
    "GetShippingLabel": "get_shipping_label",
    "GetStatus": "get_status",
    "ListJobs": "list_jobs",
    "UpdateJob": "update_job",
    "GetCatalogImportStatus": "get_catalog_import_status",
    "ImportCatalogToGlue": "import_catalog_to_glue",
}


def check_v4(sent: Sent, secret: str, region: str, service: str) -> None:
    """The Authorization header is what the request gives under this scope."""
    kind, _, rest = sent.headers["Authorization"].partition(" ")
    fields = dict(part.split("=", 1) for part in rest.split(", "))
    date = sent.headers["X-Amz-Date"]
    scope = f"{date[:8]}/{region}/{service}/aws4_request"
    assert kind == "AWS4-HMAC-SHA256"
    assert fields["Credential"] == f"{KEYS['aws_access_key_id']}/{scope}"
    names = fields["SignedHeaders"].split(";")
    assert {"host", "x-amz-date"} <= set(names)
    assert fields["Signature"] == signature_v4(
        sent.method, sent.url, sent.headers, names, sent.body, scope, date, secret
    )


@pytest.mark.parametrize(("operation", "params", "form"), IMPORTEXPORT)
def test_importexport_sends_a_signed_form_to_the_global_host(
    operation: str, params: dict[str, Any], form: dict[str, str]
) -> None:
    client = botosmith_importexport.connect(
        region_name="eu-west-1", session=shared_session(), **KEYS
    )
    wire = Wire(client, (200, EMPTY.format(operation)))
    getattr(client, METHODS[operation])(**params)
    (sent,) = wire.sent
    assert (sent.method, sent.url) == ("POST", "https://importexport.amazonaws.com/")
    assert sent.headers["Content-Type"] == "application/x-www-form-urlencoded; charset=utf-8"
    assert "Authorization" not in sent.headers
    fields = dict(parse_qsl(sent.body.decode(), keep_blank_values=True, strict_parsing=True))
    signing = {name: fields.pop(name) for name in SIGNING_V2}
    assert fields == {"Action": operation, "Version": "2010-06-01", **form}
    assert signing["AWSAccessKeyId"] == KEYS["aws_access_key_id"]
    assert (signing["SignatureVersion"], signing["SignatureMethod"]) == ("2", "HmacSHA256")
    expected = signature_v2("POST", sent.url, sent.body.decode(), SECRET)
    assert signing["Signature"] == expected


def test_temporary_credentials_are_part_of_the_v2_signature() -> None:
    client = botosmith_importexport.connect(
        region_name="us-east-1", aws_session_token="session/token+1", **KEYS
    )
    wire = Wire(client, (200, EMPTY.format("GetStatus")))
    client.get_status(JobId="J1")
    body = wire.sent[0].body.decode()
    fields = dict(parse_qsl(body))
    assert fields["SecurityToken"] == "session/token+1"
    assert fields["Signature"] == signature_v2("POST", wire.sent[0].url, body, SECRET)


def configured_in_code(tmp_path: Path) -> ImportExportClient:  # noqa: ARG001 (one signature)
    config = Config(signature_version="v4")
    return botosmith_importexport.connect(region_name="us-east-1", config=config, **KEYS)


def configured_for_the_session(tmp_path: Path) -> ImportExportClient:  # noqa: ARG001
    session = botocore_session()
    session.set_default_client_config(Config(signature_version="v4"))
    return botosmith_importexport.connect(region_name="us-east-1", session=session, **KEYS)


def configured_in_the_file(tmp_path: Path) -> ImportExportClient:
    text = "[default]\nimportexport =\n  signature_version = v4\n"
    (tmp_path / "config").write_text(text)
    return botosmith_importexport.connect(region_name="us-east-1", **KEYS)


def wrapped(tmp_path: Path) -> ImportExportClient:  # noqa: ARG001
    """What botocore chooses, although the model says v2."""
    client = boto3_session().client("importexport", region_name="us-east-1", **KEYS)
    return ImportExportClient(client)


@pytest.mark.parametrize(
    "make", [configured_in_code, configured_for_the_session, configured_in_the_file, wrapped]
)
def test_who_asks_for_v4_gets_it(
    make: Callable[[Path], ImportExportClient], tmp_path: Path
) -> None:
    client = make(tmp_path)
    wire = Wire(client, (200, EMPTY.format("GetStatus")))
    client.get_status(JobId="J1")
    assert wire.sent[0].url == "https://importexport.amazonaws.com/"
    assert b"Signature" not in wire.sent[0].body
    check_v4(wire.sent[0], SECRET, "us-east-1", "IngestionService")


@pytest.mark.parametrize("operation", ["GetCatalogImportStatus", "ImportCatalogToGlue"])
@pytest.mark.parametrize("params", [{}, {"CatalogId": "123456789012"}])
def test_glue_migration_sends_what_glue_expects(operation: str, params: dict[str, str]) -> None:
    client = botosmith_glue_migration.connect(region_name="eu-central-1", **KEYS)
    wire = Wire(client, (200, "{}"))
    getattr(client, METHODS[operation])(**params)
    (sent,) = wire.sent
    assert (sent.method, sent.url) == ("POST", "https://glue.eu-central-1.amazonaws.com/")
    assert sent.headers["X-Amz-Target"] == f"AWSGlue.{operation}"
    assert sent.headers["Content-Type"] == "application/x-amz-json-1.1"
    assert json.loads(sent.body) == params
    check_v4(sent, SECRET, "eu-central-1", "glue")


@pytest.mark.parametrize(
    ("method", "params", "expected"),
    [
        ("get_cell_import_status", {}, ("GET", "/cell1/__import", None)),
        ("get_cell_export_status", {}, ("GET", "/cell1/__export", None)),
        (
            "import_cell",
            {"Name": "CellExport_2017_01"},
            ("POST", "/cell1/__import", {"Name": "CellExport_2017_01"}),
        ),
        ("export_cell", {"Name": "Snap-1"}, ("POST", "/cell1/__export", {"Name": "Snap-1"})),
    ],
)
def test_personium_with_a_token(
    method: str,
    params: dict[str, str],
    expected: tuple[str, str, Any],
    unit: PersoniumUnit,
    connect_cell: Callable[..., Any],
) -> None:
    client = connect_cell(token=unit.token)
    response = getattr(client, method)(CellName="cell1", RequestKey="key_1", **params)
    (received,) = unit.received
    body = json.loads(received.body) if received.body else None
    assert (received.method, received.path, body) == expected
    assert dict(received.query) == {}
    assert received.lines("Authorization") == [f"Bearer {unit.token}"]
    assert received.lines("X-Personium-RequestKey") == ["key_1"]
    assert not received.lines("Cookie")
    assert not received.lines("X-Amz-Date")
    assert response["ResponseMetadata"]["HTTPStatusCode"] == (202 if params else 200)
    assert response["PersoniumVersion"] == "1.5.6"
    assert response["AccessControlAllowOrigin"] == "*"
    location = f"{unit.url}cell1/{expected[1].rsplit('/', 1)[1]}"
    assert response.get("Location") == (location if params else None)


def test_personium_with_a_cookie(unit: PersoniumUnit, connect_cell: Callable[..., Any]) -> None:
    client = connect_cell(cookie=unit.cookie, cookie_peer=unit.peer)
    client.get_cell_import_status(CellName="cell1")
    (received,) = unit.received
    assert (received.method, received.path) == ("GET", "/cell1/__import")
    assert dict(received.query) == {"p_cookie_peer": [unit.peer]}
    assert received.lines("Cookie") == [f"p_cookie={unit.cookie}"]
    assert not received.lines("Authorization")


@pytest.mark.parametrize(("asked", "signed"), [(None, "POST"), ("GET", "GET")])
def test_presigned_urls(asked: str | None, signed: str) -> None:
    client = botosmith_importexport.connect(region_name="us-east-1", **KEYS)
    url = client.generate_presigned_url("get_status", {"JobId": "J1"}, 60, HttpMethod=asked)
    query = dict(parse_qsl(urlsplit(url).query))
    scope = query["X-Amz-Credential"].partition("/")[2]
    assert urlsplit(url).netloc == "importexport.amazonaws.com"
    assert (query["Action"], query["JobId"], query["X-Amz-Expires"]) == ("GetStatus", "J1", "60")
    assert scope.endswith("/us-east-1/IngestionService/aws4_request")
    names = query["X-Amz-SignedHeaders"].split(";")
    date = query["X-Amz-Date"]
    expected = signature_v4(signed, url, {}, names, b"", scope, date, SECRET)
    assert query["X-Amz-Signature"] == expected
