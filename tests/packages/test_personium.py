"""Personium's documented states, headers and refusals, against a unit on loopback."""

# pyright: reportTypedDictNotRequiredAccess=false
# (the test says what the service answered)

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
from botosmith_personium_cell import PersoniumCellClient
from botosmith_personium_cell import errors as personium
from personium_unit import EXPORTING, FAILED, IMPORTING, READY, PersoniumUnit

STARTED = datetime(2017, 2, 13, 9, tzinfo=timezone.utc)
HEADERS = {
    "PersoniumVersion": "1.5.6",
    "AccessControlAllowOrigin": "*",
    "ContentType": "application/json",
}


def without_metadata(response: Any) -> dict[str, Any]:
    assert response["ResponseMetadata"]["RetryAttempts"] == 0
    return {name: value for name, value in response.items() if name != "ResponseMetadata"}


@pytest.mark.parametrize("state", [READY, IMPORTING, FAILED])
def test_states_of_an_import(
    state: dict[str, Any], cell: PersoniumCellClient, unit: PersoniumUnit
) -> None:
    """The three states of the documentation, with the members that each has."""
    unit.importing[:] = [state]
    times = {"started_at": STARTED} if "started_at" in state else {}
    response = cell.get_cell_import_status(CellName="cell1")
    assert without_metadata(response) == {**state, **times, **HEADERS}


@pytest.mark.parametrize("state", [READY, EXPORTING])
def test_states_of_an_export(
    state: dict[str, Any], cell: PersoniumCellClient, unit: PersoniumUnit
) -> None:
    unit.exporting[:] = [state]
    times = {"started_at": STARTED} if "started_at" in state else {}
    response = cell.get_cell_export_status(CellName="cell1")
    assert without_metadata(response) == {**state, **times, **HEADERS}


def test_starting_an_import_and_an_export(cell: PersoniumCellClient, unit: PersoniumUnit) -> None:
    imported = cell.import_cell(CellName="cell1", Name="CellExport_2017_01")
    assert imported["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert without_metadata(imported) == {"Location": f"{unit.url}cell1/__import", **HEADERS}
    exported = cell.export_cell(CellName="cell1")  # the unit chooses a name
    assert exported["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert without_metadata(exported) == {"Location": f"{unit.url}cell1/__export", **HEADERS}
    assert unit.received[1].body == b"{}"


def test_refusals(cell: PersoniumCellClient, unit: PersoniumUnit) -> None:
    untyped: Any = cell
    with pytest.raises(personium.SnapshotNotFoundException):
        cell.import_cell(CellName="cell1", Name="unheard")
    with pytest.raises(personium.SnapshotAlreadyExistsException):
        cell.export_cell(CellName="cell1", Name="CellExport_2017_01")
    with pytest.raises(personium.CellNotFoundException):
        cell.get_cell_import_status(CellName="cell2")
    unit.importing[:] = [IMPORTING]
    with pytest.raises(personium.CellLockedException):
        cell.export_cell(CellName="cell1")
    unit.importing[:] = [FAILED]
    with pytest.raises(personium.CellImportFailedException):
        cell.get_cell_export_status(CellName="cell1")
    assert untyped.close() is None


def test_authorization_required(unit: PersoniumUnit, connect_cell: Callable[..., Any]) -> None:
    """The unit says where to get a token; the header can be read from the error."""
    from botocore import UNSIGNED
    from botocore.config import Config

    client = connect_cell(config=Config(signature_version=UNSIGNED))
    with pytest.raises(personium.AuthorizationRequiredException) as caught:
        client.get_cell_import_status(CellName="cell1")
    metadata = caught.value.response["ResponseMetadata"]
    realm = metadata["HTTPHeaders"]["www-authenticate"]
    assert realm == f'Bearer realm="{unit.url}cell1/"'
    assert metadata["HTTPStatusCode"] == caught.value.http_status == 401
    assert not unit.received[0].lines("Authorization")


def test_a_cookie_counts_only_with_its_peer(
    unit: PersoniumUnit, connect_cell: Callable[..., Any]
) -> None:
    client = connect_cell(cookie=unit.cookie)
    assert client.get_cell_import_status(CellName="cell1", CookiePeer=unit.peer)["status"]
    with pytest.raises(personium.AuthenticationFailedException):
        client.get_cell_import_status(CellName="cell1", CookiePeer="another")
    with pytest.raises(personium.AuthorizationRequiredException):
        client.get_cell_import_status(CellName="cell1")
    client = connect_cell(cookie="another", cookie_peer=unit.peer)
    with pytest.raises(personium.AuthenticationFailedException):
        client.get_cell_import_status(CellName="cell1")
    client = connect_cell(cookie=unit.cookie, cookie_peer="another")
    response = client.get_cell_import_status(CellName="cell1", CookiePeer=unit.peer)
    assert response["status"] == "ready"  # a call's own peer comes first


def test_paths_below_the_root_of_a_unit(
    unit: PersoniumUnit, connect_cell: Callable[..., Any]
) -> None:
    """A slash at the end of the URL makes no difference; cell names are escaped."""
    client = connect_cell(token=unit.token, endpoint_url=unit.url.rstrip("/"))
    client.get_cell_import_status(CellName="cell1")
    with pytest.raises(personium.UriNotRecognizedException):
        connect_cell(token=unit.token, endpoint_url=f"{unit.url}app/").get_cell_import_status(
            CellName="cell1"
        )
    assert [one.path for one in unit.received] == ["/cell1/__import", "/app/cell1/__import"]
