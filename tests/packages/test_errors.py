"""Errors: a class for each, found by ``except`` from answers that botocore parsed, as text."""

# pyright: reportTypedDictNotRequiredAccess=false
# (the test says what the service answered)

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import botosmith_glue_migration
import botosmith_importexport
import botosmith_personium_cell
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, WaiterError
from botosmith_glue_migration import errors as glue_errors
from botosmith_importexport import errors as importexport_errors
from botosmith_personium_cell import PersoniumCellClient
from botosmith_personium_cell import errors as personium_errors
from botosmith_runtime.errors import ServiceError
from personium_unit import TEXTS, PersoniumUnit, answer, error
from wire import KEYS, Wire, shared_session

ONE_ATTEMPT = Config(retries={"total_max_attempts": 1})
PERSONIUM = {
    "PR400-EV-0002": "InvalidRequestKeyException",
    "PR400-CM-0001": "RequiredKeyMissingException",
    "PR400-CM-0002": "FieldFormatException",
    "PR400-CM-0004": "JsonParseException",
    "PR400-MC-0001": "SnapshotEntryMissingException",
    "PR400-MC-0003": "SnapshotVersionInvalidException",
    "PR400-MC-0004": "SnapshotNotZipException",
    "PR401-AU-0001": "AuthorizationRequiredException",
    "PR401-AU-0002": "AccessTokenExpiredException",
    "PR401-AU-0003": "InvalidAuthenticationSchemeException",
    "PR401-AU-0006": "TokenParseException",
    "PR401-AU-0007": "RefreshTokenNotAllowedException",
    "PR401-AU-0008": "TokenSignatureException",
    "PR401-AU-0009": "AuthenticationFailedException",
    "PR403-AU-0002": "NecessaryPrivilegeLackingException",
    "PR403-AU-0007": "InsufficientScopeException",
    "PR404-DV-0001": "SnapshotNotFoundException",
    "PR404-DV-0003": "CellNotFoundException",
    "PR404-MC-0001": "UriNotRecognizedException",
    "PR405-MC-0001": "MethodNotAllowedException",
    "PR409-CM-0001": "CellImportFailedException",
    "PR409-CM-0002": "CellLockedException",
    "PR409-DV-0002": "SnapshotAlreadyExistsException",
    "PR409-MC-0001": "CellInUseException",
    "PR500-CM-0001": "RequestBodyLoadFailedException",
    "PR500-CM-0002": "FileIOException",
    "PR500-SV-9999": "UnknownServerException",
    "PR503-SV-0004": "ServiceMaintenanceException",
    "PR503-SV-0005": "DisksAlmostFullException",
}
IMPORTEXPORT = (
    "BucketPermissionException",
    "CanceledJobIdException",
    "CreateJobQuotaExceededException",
    "ExpiredJobIdException",
    "InvalidAccessKeyIdException",
    "InvalidAddressException",
    "InvalidCustomsException",
    "InvalidFileSystemException",
    "InvalidJobIdException",
    "InvalidManifestFieldException",
    "InvalidParameterException",
    "InvalidVersionException",
    "MalformedManifestException",
    "MissingCustomsException",
    "MissingManifestFieldException",
    "MissingParameterException",
    "MultipleRegionsException",
    "NoSuchBucketException",
    "UnableToCancelJobIdException",
    "UnableToUpdateJobIdException",
)
XML = (
    "<ErrorResponse xmlns='http://importexport.amazonaws.com/doc/2010-06-01/'><Error>"
    "<Type>Sender</Type><Code>{}</Code><Message>No &lt;such&gt; job: {}</Message></Error>"
    "<RequestId>r-1</RequestId></ErrorResponse>"
)


def check(
    caught: Any, module: Any, name: str, code: str, status: int, operation: str, message: str
) -> None:
    """The error is of its class, says what the service said, and survives pickling and copying."""
    assert type(caught) is getattr(module, name)
    vars(caught)["where"] = "here"
    for one in (caught, pickle.loads(pickle.dumps(caught)), copy.copy(caught)):
        assert type(one) is type(caught)
        assert isinstance(one, ServiceError)
        assert (one.code, one.http_status, one.message) == (code, status, message)
        assert one.response == caught.response
        assert one.response["Error"]["Code"] == code
        assert one.response["Error"]["Message"] == message
        assert one.operation_name == operation
        assert vars(one)["where"] == "here"
        assert str(one) == str(caught)
        assert str(one).startswith(f"An error occurred ({code}) when calling the {operation} ")
        assert str(one).endswith(f": {message}")


def test_these_are_all() -> None:
    """The tables above and the generated classes are the same."""
    assert set(TEXTS) == set(PERSONIUM)
    for module, names in (
        (personium_errors, {*PERSONIUM.values(), "PersoniumCellError"}),
        (importexport_errors, {*IMPORTEXPORT, "ImportExportError"}),
    ):
        assert set(module.__all__) == names


@pytest.mark.parametrize("code", PERSONIUM)
def test_personium(code: str, cell: PersoniumCellClient, unit: PersoniumUnit) -> None:
    unit.scripted.append(error(code))
    error_class = getattr(cell.exceptions, PERSONIUM[code])
    with pytest.raises(error_class) as caught:
        cell.import_cell(CellName="cell1", Name="n")
    status = int(code[2:5])
    name = PERSONIUM[code]
    check(caught.value, personium_errors, name, code, status, "ImportCell", TEXTS[code])
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert isinstance(caught.value, personium_errors.PersoniumCellError)


@pytest.mark.parametrize("name", IMPORTEXPORT)
def test_importexport(name: str) -> None:
    client = botosmith_importexport.connect(
        region_name="us-east-1", session=shared_session(), **KEYS
    )
    Wire(client, (400, XML.format(name, "é")))
    with pytest.raises(getattr(client.exceptions, name)) as caught:
        client.get_status(JobId="J1")
    check(caught.value, importexport_errors, name, name, 400, "GetStatus", "No <such> job: é")


@pytest.mark.parametrize(
    ("name", "status"), [("InternalServiceException", 500), ("OperationTimeoutException", 400)]
)
@pytest.mark.parametrize("message", [{"Message": "why"}, {"message": "why"}, {}])
def test_glue_migration(name: str, status: int, message: dict[str, str]) -> None:
    client = botosmith_glue_migration.connect(region_name="us-east-1", config=ONE_ATTEMPT, **KEYS)
    Wire(client, (status, json.dumps({"__type": f"com.amazonaws.glue#{name}", **message})))
    with pytest.raises(getattr(glue_errors, name)) as caught:
        client.get_catalog_import_status()
    text = "why" if message else ""
    check(caught.value, glue_errors, name, name, status, "GetCatalogImportStatus", text)
    assert caught.value.Message == message.get("Message")  # the modelled member, as it is named
    assert pickle.loads(pickle.dumps(caught.value)).Message == message.get("Message")


@pytest.mark.parametrize(
    ("module", "package"),
    [
        (glue_errors, botosmith_glue_migration),
        (importexport_errors, botosmith_importexport),
        (personium_errors, botosmith_personium_cell),
    ],
)
def test_exceptions_of_a_client_are_the_generated_classes(module: Any, package: Any) -> None:
    options: dict[str, Any] = {"region_name": "us-east-1", **KEYS}
    if package is botosmith_personium_cell:
        options = {"endpoint_url": "https://unit.example/", "token": "t"}
    client: Any = package.connect(**options)
    modelled = [name for name in module.__all__ if name.endswith("Exception")]
    for name in modelled:
        error_class = getattr(client.exceptions, name)
        assert error_class is getattr(module, name)
        assert client.exceptions.from_code(error_class.code) is error_class
    assert client.exceptions.ClientError is ClientError
    assert client.exceptions.from_code("Unheard") is ClientError
    with pytest.raises(AttributeError, match="no attribute Unheard"):
        _ = client.exceptions.Unheard


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"code": "PR409-OD-0003", "message": {"lang": "en", "value": "It exists."}}, "It exists."),
        ({"code": "PR500-SV-0000", "message": {"lang": "en", "value": None}}, ""),
        ({"code": "PR500-SV-0000", "message": {"lang": "en"}}, ""),
        ({"code": "PR500-SV-0000", "message": "text already"}, "text already"),
        ({"code": "PR500-SV-0000"}, ""),
    ],
)
def test_a_code_without_a_class_is_a_client_error_with_text(
    body: Any, text: str, cell: PersoniumCellClient, unit: PersoniumUnit
) -> None:
    unit.scripted.append(answer(body, 409))
    with pytest.raises(ClientError) as caught:
        cell.get_cell_import_status(CellName="cell1")
    assert type(caught.value) is ClientError
    assert caught.value.response["Error"].get("Message") == text
    assert str(caught.value).endswith(f": {text}")


def test_an_answer_that_is_no_json(cell: PersoniumCellClient, unit: PersoniumUnit) -> None:
    page = answer(None, 502)
    unit.scripted.append(
        type(page)(502, b"<html>Bad Gateway</html>", {"Content-Type": "text/html"})
    )
    with pytest.raises(ClientError) as caught:
        cell.get_cell_import_status(CellName="cell1")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 502
    assert isinstance(caught.value.response["Error"]["Message"], str)


def test_a_failed_wait_is_pickled_and_copied(
    connect_cell: Callable[..., Any], unit: PersoniumUnit
) -> None:
    """It is both errors at once, and so are its copies; what was put on it travels with it."""
    unit.scripted.append(error("PR403-AU-0002"))
    waiter = connect_cell(token=unit.token).get_waiter("cell_import_ready")
    with pytest.raises(personium_errors.NecessaryPrivilegeLackingException) as caught:
        waiter.wait(CellName="cell1")
    vars(caught.value)["where"] = "here"
    for one in (pickle.loads(pickle.dumps(caught.value)), copy.deepcopy(caught.value)):
        assert isinstance(one, personium_errors.NecessaryPrivilegeLackingException)
        assert isinstance(one, WaiterError)
        assert one.last_response["Error"]["Code"] == "PR403-AU-0002"
        last: Any = one.last_response
        assert last == one.response
        assert one.kwargs["name"] == "CellImportReady"
        assert (one.message, one.http_status) == (TEXTS["PR403-AU-0002"], 403)
        assert (str(one), one.args) == (str(caught.value), caught.value.args)
        assert vars(one)["where"] == "here"
