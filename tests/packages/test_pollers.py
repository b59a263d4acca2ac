"""Paginators, iter_ methods and waiters, over answers that botocore parsed."""

# pyright: reportTypedDictNotRequiredAccess=false
# (the test says what the service answered)

import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs

import botosmith_glue_migration
import botosmith_importexport
import pytest
from botocore.exceptions import ClientError, OperationNotPageableError, WaiterError
from botosmith_glue_migration.errors import InternalServiceException
from botosmith_importexport import ImportExportClient
from botosmith_importexport.errors import ExpiredJobIdException, InvalidParameterException
from botosmith_importexport.paginator import ListJobsPaginator
from botosmith_importexport.waiter import JobCompletedWaiter
from botosmith_personium_cell import PersoniumCellClient
from botosmith_personium_cell.errors import CellImportFailedException, CellNotFoundException
from personium_unit import EXPORTING, FAILED, IMPORTING, READY, PersoniumUnit, error
from wire import KEYS, Wire, boto3_session, shared_session

AT_ONCE: Any = {"Delay": 0, "MaxAttempts": 5}
FAULT = "<ErrorResponse><Error><Code>{}</Code><Message>m</Message></Error></ErrorResponse>"


def page(jobs: Sequence[str], truncated: bool = False) -> tuple[int, str]:
    members = "".join(
        f"<member><JobId>{job}</JobId><JobType>Import</JobType></member>" for job in jobs
    )
    result = f"<Jobs>{members}</Jobs><IsTruncated>{str(truncated).lower()}</IsTruncated>"
    return 200, f"<ListJobsResponse><ListJobsResult>{result}</ListJobsResult></ListJobsResponse>"


def status(progress: str) -> tuple[int, str]:
    result = f"<JobId>J1</JobId><ProgressCode>{progress}</ProgressCode><ErrorCount>0</ErrorCount>"
    name = "GetStatus"
    return 200, f"<{name}Response><{name}Result>{result}</{name}Result></{name}Response>"


def importexport(*answers: tuple[int, str]) -> tuple[ImportExportClient, Wire]:
    client = botosmith_importexport.connect(
        region_name="us-east-1", session=shared_session(), **KEYS
    )
    return client, Wire(client, *answers)


def markers(wire: Wire) -> list[str | None]:
    forms = [parse_qs(sent.body.decode()) for sent in wire.sent]
    return [form.get("Marker", [None])[0] for form in forms]


def test_items_across_pages_come_one_page_at_a_time() -> None:
    client, wire = importexport(page(["J1", "J2"], True), page(["J3"]))
    jobs = client.iter_list_jobs(MaxJobs=2)
    assert not wire.sent
    assert [next(jobs)["JobId"], next(jobs)["JobId"]] == ["J1", "J2"]
    assert len(wire.sent) == 1
    assert [job["JobId"] for job in jobs] == ["J3"]
    assert markers(wire) == [None, "J2"]


def test_pages_and_full_result() -> None:
    client, wire = importexport(page(["J1", "J2"], True), page(["J3"]))
    assert client.can_paginate("list_jobs")
    paginator = client.get_paginator("list_jobs")
    assert isinstance(paginator, ListJobsPaginator)
    pages = list(paginator.paginate(APIVersion="v"))
    assert [len(one["Jobs"]) for one in pages] == [2, 1]
    assert [one["IsTruncated"] for one in pages] == [True, False]
    assert all(b"APIVersion=v" in sent.body for sent in wire.sent)

    client, wire = importexport(page(["J1", "J2"], True), page(["J3", "J4"], True))
    pages_of_three = client.get_paginator("list_jobs").paginate(
        PaginationConfig={"MaxItems": 3, "PageSize": 2}
    )
    full: Any = pages_of_three.build_full_result()
    assert [job["JobId"] for job in full["Jobs"]] == ["J1", "J2", "J3"]
    assert all(b"MaxJobs=2" in sent.body for sent in wire.sent)
    assert pages_of_three.resume_token == full["NextToken"]

    client, wire = importexport(page(["J3", "J4"]))
    resumed = client.iter_list_jobs(PaginationConfig={"StartingToken": full["NextToken"]})
    assert [job["JobId"] for job in resumed] == ["J4"]
    assert markers(wire) == ["J2"]


def test_limits_and_an_empty_list() -> None:
    client, wire = importexport(page(["J1", "J2"], True), page(["J3"]))
    limited = client.iter_list_jobs(PaginationConfig={"MaxItems": 1})
    assert [job["JobId"] for job in limited] == ["J1"]
    assert len(wire.sent) == 1
    for empty in (page([]), (200, "<ListJobsResponse><ListJobsResult/></ListJobsResponse>")):
        client, _ = importexport(empty)
        assert list(client.iter_list_jobs()) == []


def test_errors_of_a_page_have_their_classes() -> None:
    answers = (page(["J1"], True), (400, FAULT.format("InvalidParameterException")))
    client, _ = importexport(*answers)
    jobs = client.iter_list_jobs()
    assert next(jobs)["JobId"] == "J1"
    with pytest.raises(InvalidParameterException):
        next(jobs)
    client, _ = importexport(*answers)
    with pytest.raises(client.exceptions.InvalidParameterException):
        client.get_paginator("list_jobs").paginate().build_full_result()


def test_what_cannot_be_paged_or_waited_for() -> None:
    client, _ = importexport(page([]))
    untyped: Any = client
    assert not client.can_paginate("get_status")
    with pytest.raises(OperationNotPageableError):
        untyped.get_paginator("get_status")
    with pytest.raises(ValueError, match="Waiter does not exist: jobs_done"):
        untyped.get_waiter("jobs_done")


def wrapped_boto3(*answers: tuple[int, str]) -> tuple[ImportExportClient, Wire]:
    """botocore's own model has no waiters; the package brings its own."""
    session = boto3_session()
    client = ImportExportClient(session.client("importexport", region_name="us-east-1", **KEYS))
    return client, Wire(client, *answers)


@pytest.mark.parametrize("make", [importexport, wrapped_boto3])
def test_importexport_waiter(make: Callable[..., tuple[ImportExportClient, Wire]]) -> None:
    client, wire = make(status("Pending"), status("Started"), status("Success"))
    assert client.waiter_names == ["job_completed"]
    waiter = client.get_waiter("job_completed")
    assert isinstance(waiter, JobCompletedWaiter)
    assert waiter.name == "JobCompleted"
    waiter.wait(JobId="J1", WaiterConfig=AT_ONCE)
    assert len(wire.sent) == 3

    client, wire = make(status("Pending"))
    with pytest.raises(WaiterError, match="Max attempts exceeded") as timed_out:
        client.get_waiter("job_completed").wait(JobId="J1", WaiterConfig=AT_ONCE)
    assert not isinstance(timed_out.value, ClientError)
    assert len(wire.sent) == 5

    client, wire = make(status("Canceled"))
    with pytest.raises(WaiterError) as failed:
        client.get_waiter("job_completed").wait(JobId="J1", WaiterConfig=AT_ONCE)
    last: Any = failed.value.last_response
    assert last["ProgressCode"] == "Canceled"

    client, wire = make((400, FAULT.format("ExpiredJobIdException")))
    with pytest.raises(ExpiredJobIdException) as answered:
        client.get_waiter("job_completed").wait(JobId="J1", WaiterConfig=AT_ONCE)
    assert isinstance(answered.value, WaiterError)
    assert answered.value.message == "m"
    assert isinstance(answered.value.__cause__, WaiterError)
    assert len(wire.sent) == 1

    client, wire = make((400, FAULT.format("Unheard")))
    with pytest.raises(WaiterError, match="Unheard") as unmodelled:
        client.get_waiter("job_completed").wait(JobId="J1", WaiterConfig=AT_ONCE)
    assert type(unmodelled.value) is WaiterError


def test_glue_migration_waiter_goes_on_after_a_timeout_of_the_service() -> None:
    client = botosmith_glue_migration.connect(region_name="us-east-1", **KEYS)
    states = [{"ImportStatus": {"ImportCompleted": done}} for done in (False, True)]
    fault = json.dumps({"__type": "OperationTimeoutException", "Message": "m"})
    running, done = ((200, json.dumps(state)) for state in states)
    wire = Wire(client, running, (400, fault), done)
    client.get_waiter("catalog_import_completed").wait(WaiterConfig=AT_ONCE)
    assert len(wire.sent) == 3


def test_glue_migration_waiter_fails_with_the_modelled_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    client = botosmith_glue_migration.connect(region_name="us-east-1", **KEYS)
    Wire(client, (500, json.dumps({"__type": "InternalServiceException", "Message": "m"})))
    with pytest.raises(InternalServiceException) as caught:
        client.get_waiter("catalog_import_completed").wait(WaiterConfig=AT_ONCE)
    assert (caught.value.Message, caught.value.http_status) == ("m", 500)
    assert isinstance(caught.value, WaiterError)


def test_personium_waiters_follow_the_states(
    cell: PersoniumCellClient, unit: PersoniumUnit
) -> None:
    unit.importing[:] = [IMPORTING, IMPORTING, READY]
    cell.get_waiter("cell_import_ready").wait(CellName="cell1", WaiterConfig=AT_ONCE)
    assert len(unit.received) == 3

    unit.importing[:] = [IMPORTING, FAILED]
    with pytest.raises(WaiterError, match="CellImportReady failed") as failed:
        cell.get_waiter("cell_import_ready").wait(CellName="cell1", WaiterConfig=AT_ONCE)
    last: Any = failed.value.last_response
    assert last["message"]["code"] == "PR409-OD-0003"

    with pytest.raises(CellImportFailedException) as refused:
        cell.get_waiter("cell_export_ready").wait(CellName="cell1", WaiterConfig=AT_ONCE)
    assert isinstance(refused.value, WaiterError)
    assert refused.value.message == "Cell status is [import failed]."

    unit.importing[:] = [READY]
    unit.exporting[:] = [EXPORTING, EXPORTING, READY]
    unit.scripted.append(error("PR503-SV-0004"))  # maintenance: the wait goes on
    cell.get_waiter("cell_export_ready").wait(CellName="cell1", WaiterConfig=AT_ONCE)
    assert not unit.scripted
    assert unit.exporting == [READY]

    with pytest.raises(CellNotFoundException):
        cell.get_waiter("cell_import_ready").wait(CellName="cell2", WaiterConfig=AT_ONCE)
    unit.importing[:] = [IMPORTING]
    with pytest.raises(WaiterError, match="Max attempts exceeded"):
        cell.get_waiter("cell_import_ready").wait(CellName="cell1", WaiterConfig=AT_ONCE)
