"""What a check reports: warnings at the caller's line, errors that travel, no secret in either."""

import copy
import inspect
import pickle
import traceback
import warnings
from collections.abc import Callable
from typing import Any

import botosmith_importexport
import pytest
from botocore.exceptions import BotoCoreError, ParamValidationError
from botosmith_importexport.checks import get_status_response, list_jobs_response
from botosmith_runtime.violations import RequestShapeError, ResponseShapeError, ShapeWarning
from personium_unit import PersoniumUnit, answer
from shape_payloads import BAD_REQUEST, BROKEN, JUNK, glue, recorded
from wire import KEYS, Wire, shared_session

MEMBERS = (
    "expected one of the members JobType, Manifest, ManifestAddendum, ValidateOnly, APIVersion"
)
SECRET = "peer-of-the-cookie"
STATUS = (
    "<{0}Response><{0}Result><JobType>Fax</JobType><ProgressCode>Success</ProgressCode>"
    "<ErrorCount>0</ErrorCount><Jobs><member><JobType>Fax</JobType></member></Jobs>"
    "</{0}Result></{0}Response>"
)


def line_above() -> int:
    return inspect.stack(0)[1].lineno - 1


def call(client: Any) -> int:
    client.get_status(JobId="J1")
    return line_above()


def pages(client: Any) -> int:
    list(client.get_paginator("list_jobs").paginate())
    return line_above()


def items(client: Any) -> int:
    list(client.iter_list_jobs())
    return line_above()


def wait(client: Any) -> int:
    client.get_waiter("job_completed").wait(JobId="J1")
    return line_above()


def wrapped(client: Any) -> int:
    client._client.get_status(JobId="J1")
    return line_above()


@pytest.mark.parametrize("make", [call, pages, items, wait, wrapped])
def test_a_warning_points_to_the_line_that_called(make: Callable[[Any], int]) -> None:
    given: Any = {"region_name": "us-east-1", "session": shared_session(), **KEYS}
    client = botosmith_importexport.connect(**given, response_checks="warn")
    operation = "ListJobs" if make in (pages, items) else "GetStatus"
    Wire(client, (200, STATUS.format(operation)))
    with recorded() as caught:
        line = make(client)
    (warning,) = caught
    assert (warning.filename, warning.lineno) == (__file__, line)
    assert warning.category is ShapeWarning


def test_warnings_are_kept_where_code_can_read_them() -> None:
    client, _ = glue(JUNK, request_checks="warn", response_checks="warn")
    assert client.shape_warnings == ()
    with recorded() as caught:
        client.get_catalog_import_status(**BAD_REQUEST)
    request, response = client.shape_warnings
    assert [warning.message for warning in caught] == [request, response]
    assert (request.direction, request.operation) == ("request", "GetCatalogImportStatus")
    assert (response.direction, response.operation) == ("response", "GetCatalogImportStatus")
    (violation,) = response.violations
    assert (violation.path, violation.rule) == ("ImportStatus.ImportedBy", "pattern")
    assert violation.message in str(response)
    with recorded():
        for _ in range(100):
            client.get_catalog_import_status()
    assert len(client.shape_warnings) == 100
    assert {warning.direction for warning in client.shape_warnings} == {"response"}


def test_a_filter_makes_errors_of_warnings() -> None:
    client, wire = glue(JUNK, response_checks="warn")
    with warnings.catch_warnings():
        warnings.simplefilter("error", ShapeWarning)
        with pytest.raises(ShapeWarning, match="the response of GetCatalogImportStatus breaks its"):
            client.get_catalog_import_status()
        warnings.simplefilter("ignore", ShapeWarning)
        client.get_catalog_import_status()
    assert len(wire.sent) == len(client.shape_warnings) == 2


def test_errors_say_what_and_carry_what_came() -> None:
    client, _ = glue(BROKEN, response_checks="strict")
    with pytest.raises(ParamValidationError) as refused:
        client.get_catalog_import_status(**BAD_REQUEST, catalogId="")
    assert isinstance(refused.value, RequestShapeError)
    assert str(refused.value) == (
        "the request of GetCatalogImportStatus breaks its shape:\n"
        "  CatalogId: length: expected 1 to 255 characters, got "
        f"'{'x' * 60}'... (256 characters)\n"
        "  catalogId: unknown: expected one of the members CatalogId"
    )
    with pytest.raises(ResponseShapeError) as raised:
        client.get_catalog_import_status()
    assert str(raised.value) == (
        "the response of GetCatalogImportStatus breaks its shape:\n"
        "  ImportStatus.ImportCompleted: type: expected a boolean, got 'yes'"
    )
    assert raised.value.response["ImportStatus"] == {"ImportCompleted": "yes"}
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert not isinstance(raised.value, ParamValidationError)
    for error in (refused.value, raised.value):
        assert isinstance(error, BotoCoreError)
        for clone in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
            assert type(clone) is type(error)
            assert (str(clone), clone.args) == (str(error), error.args)
            assert (clone.operation, clone.violations) == (error.operation, error.violations)
            assert getattr(clone, "response", None) == getattr(error, "response", None)


def test_warnings_travel() -> None:
    client, _ = glue(JUNK, response_checks="warn")
    with recorded():
        client.get_catalog_import_status()
    (warning,) = client.shape_warnings
    for clone in (pickle.loads(pickle.dumps(warning)), copy.copy(warning)):
        assert (type(clone), str(clone)) == (ShapeWarning, str(warning))
        assert clone.violations == warning.violations
        assert (clone.direction, clone.operation) == (warning.direction, warning.operation)


def test_slips_of_the_caller_are_told_and_news_of_the_service_are_not() -> None:
    client: Any = botosmith_importexport.connect(session=shared_session(), **KEYS)
    with pytest.raises(RequestShapeError) as refused:
        client.create_job(JobTyp="Import", JobType="Imort", Manifest="m", ValidateOnly=True, X=1)
    assert str(refused.value).splitlines()[1:] == [
        '  JobType: enum: expected one of "Export", "Import", got \'Imort\'',
        f"  JobTyp: unknown: {MEMBERS}; did you mean JobType?",
        f"  X: unknown: {MEMBERS}",
    ]
    with (
        client.checks(request="strict"),
        pytest.raises(RequestShapeError, match="newer than the model passes with request_checks"),
    ):
        client.create_job(JobType="Imort", Manifest="m", ValidateOnly=True)
    unknown = next(one for one in refused.value.violations if one.path == "JobTyp")
    assert unknown.message == f"JobTyp: unknown: {MEMBERS}"
    assert str(pickle.loads(pickle.dumps(unknown))) == f"{unknown.message}; did you mean JobType?"
    news = get_status_response({"JobTyp": "Import"})
    assert "did you mean" in str(ShapeWarning("request", "GetStatus", tuple(news)))
    assert "did you mean" not in str(ShapeWarning("response", "GetStatus", tuple(news)))
    assert "did you mean" not in str(ResponseShapeError("GetStatus", tuple(news), {}))


def test_many_items_with_one_cause_are_one_line() -> None:
    jobs = [{"JobId": "J1", "JobType": "Fax"}, {"JobType": "Import"}] * 300
    jobs[7] = {"JobType": "Telex"}
    found = list_jobs_response({"Jobs": jobs})
    assert len(found) == 301
    assert str(ShapeWarning("response", "ListJobs", tuple(found))).splitlines()[1:] == [
        '  Jobs[0].JobType: enum: expected one of "Export", "Import", got \'Fax\' '
        "(and 300 more like it)"
    ]


def test_by_default_a_cause_is_warned_of_once() -> None:
    """Each client says it once; ``shape_warnings`` has every time."""
    client, _ = glue(BROKEN)
    with recorded() as caught:
        for _ in range(3):
            client.get_catalog_import_status(**BAD_REQUEST)
    assert [one.category for one in caught] == [ShapeWarning, ShapeWarning]
    directions = [warning.direction for warning in client.shape_warnings]
    assert directions == ["request", "response"] * 3


def test_a_message_holds_the_first_of_many() -> None:
    client, _ = glue()
    with pytest.raises(RequestShapeError) as refused:
        client.get_catalog_import_status(**{f"Member{number}": 1 for number in range(25)})
    lines = str(refused.value).splitlines()
    assert len(lines) == 22
    assert lines[-1] == "  ... and 5 more"
    assert len(refused.value.violations) == 25


@pytest.mark.parametrize("peer", [[SECRET], {SECRET: SECRET}, SECRET.encode(), {"a": {SECRET}}])
def test_sensitive_values_are_shown_nowhere(
    peer: Any, connect_cell: Callable[..., Any], unit: PersoniumUnit
) -> None:
    """The cookie's peer authenticates; it is a sensitive string."""
    cell = connect_cell(token=unit.token)
    with pytest.raises(RequestShapeError) as refused:
        cell.get_cell_import_status(CellName="cell 1", CookiePeer=peer, RequestKey=[SECRET])
    error = refused.value
    assert [one.path for one in error.violations] == ["CellName", "CookiePeer", "RequestKey"]
    warning = ShapeWarning("request", error.operation, error.violations)
    for one in (error, warning):
        shown = [str(one), repr(one), repr(one.args), repr(vars(one)), repr(one.violations)]
        shown += traceback.format_exception_only(type(one), one)
        assert not [text for text in shown if SECRET in text]
        assert SECRET.encode() not in pickle.dumps(one)
    assert not unit.received


def test_responses_of_a_cell_as_it_is_documented(
    connect_cell: Callable[..., Any], unit: PersoniumUnit
) -> None:
    """``started_at`` never comes with "ready", and ``message`` only with "import failed"."""
    cell = connect_cell(token=unit.token, response_checks="strict")
    assert cell.get_cell_import_status(CellName="cell1")["status"] == "ready"
    body: Any = {"status": "ready", "started_at": "2017-02-13T09:00:00.000Z", "message": {}}
    unit.scripted.append(answer(body))
    with pytest.raises(ResponseShapeError) as raised:
        cell.get_cell_import_status(CellName="cell1")
    assert [(one.path, one.rule) for one in raised.value.violations] == [
        ("message.code", "required"),
        ("message.message", "required"),
        ("started_at", "presence"),
        ("message", "presence"),
    ]
