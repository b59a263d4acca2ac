"""Fakes whose answers are bytes: what botocore's own parser makes of them, without a network."""

from __future__ import annotations

import inspect
from datetime import datetime, timezone
from typing import Any

import pytest
from botocore.endpoint import Endpoint
from botocore.exceptions import ClientError
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_importexport.errors import InvalidJobIdException
from botosmith_importexport.fakes import FakeImportExport
from botosmith_personium_cell.errors import CellNotFoundException
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime.fakes import RuleError

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc)


def test_a_private_part_that_this_relies_upon() -> None:
    read: Any = vars(Endpoint)["_do_get_response"]
    assert [*inspect.signature(read).parameters] == [
        "self",
        "request",
        "operation_model",
        "context",
    ]


def test_an_answer_is_parsed_like_a_service_s() -> None:
    answers: list[Any] = []
    transports: tuple[Any, ...] = ("stub", "wire")
    for transport in transports:
        with FakeImportExport(transport=transport) as fake:
            fake.get_status(JobId="J1").returns(
                ProgressCode="Started",
                CreationDate=MOMENT,
                ErrorCount=3,
                LocationMessage="é <&>\r\n",
            )
            answers.append(fake.client.get_status(JobId="J1"))
    given, parsed = answers
    assert parsed["ResponseMetadata"].pop("HTTPHeaders")["content-type"] == "text/xml"
    del given["ResponseMetadata"]["HTTPHeaders"]
    assert parsed == given


def test_what_parsing_does() -> None:
    """XML has no microseconds that botocore would lose, but text that no member had is empty."""
    moment = MOMENT.replace(microsecond=125_000)
    with FakeImportExport(transport="wire") as fake:
        fake.get_status(JobId="J1").returns(CreationDate=moment, ProgressMessage="")
        fake.list_jobs().returns(Jobs=[], IsTruncated=False)
        status: Any = fake.client.get_status(JobId="J1")
        assert (status["CreationDate"], status["ProgressMessage"]) == (moment, "")
        assert fake.client.list_jobs().get("Jobs") == []


def test_json() -> None:
    with FakeGlueMigration(transport="wire") as fake:
        fake.get_catalog_import_status().returns(
            ImportStatus={"ImportCompleted": True, "ImportTime": MOMENT, "ImportedBy": "me"}
        )
        found = fake.client.get_catalog_import_status().get("ImportStatus")
    assert found == {"ImportCompleted": True, "ImportTime": MOMENT, "ImportedBy": "me"}


def test_errors() -> None:
    with FakeImportExport(transport="wire") as fake:
        fake.get_status(JobId="J1").raises("InvalidJobIdException", message="no <such> job")
        with pytest.raises(InvalidJobIdException) as caught:
            fake.client.get_status(JobId="J1")
    error: Any = caught.value.response
    assert caught.value.message == "no <such> job"
    assert error["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert error["Error"]["Type"] == "Sender"
    with FakePersoniumCell(transport="wire") as cells:
        cells.get_cell_import_status(CellName="c").raises(CellNotFoundException)
        with pytest.raises(CellNotFoundException):
            cells.client.get_cell_import_status(CellName="c")


def test_an_error_to_retry_is_answered_once() -> None:
    """As with answers that are handed on: retries are for ``throttles`` and its like."""
    with FakeImportExport(transport="wire") as fake:
        rule = fake.get_status(JobId="J1").raises("Throttling", unmodelled=True)
        with pytest.raises(ClientError) as caught:
            fake.client.get_status(JobId="J1")
        assert rule.call_count == 1
    error: Any = caught.value.response
    assert error["ResponseMetadata"]["RetryAttempts"] == 0


def test_an_answer_after_faults() -> None:
    with FakeImportExport(transport="wire") as fake:
        rule = fake.get_status(JobId="J1").throttles(times=1).fails_connection(times=1)
        metadata: Any = {"HostId": "h"}
        rule.returns(ProgressCode="x", CreationDate=MOMENT, ResponseMetadata=metadata)
        found: Any = fake.client.get_status(JobId="J1")
    assert (found["ProgressCode"], found["CreationDate"]) == ("x", MOMENT)
    assert found["ResponseMetadata"]["RetryAttempts"] == 2
    assert found["ResponseMetadata"]["HostId"] == "h"


def test_metadata_of_the_rule() -> None:
    with FakeImportExport(transport="wire") as fake:
        metadata: Any = {"HTTPStatusCode": 202, "RequestId": "mine"}
        fake.get_status(JobId="J1").returns(ResponseMetadata=metadata)
        found: Any = fake.client.get_status(JobId="J1")["ResponseMetadata"]
    assert (found["RequestId"], found["HTTPStatusCode"]) == ("mine", 202)


def test_paginators() -> None:
    with FakeImportExport(transport="wire") as fake:
        jobs: Any = [{"JobId": f"J{n}", "CreationDate": MOMENT} for n in range(5)]
        fake.list_jobs().pages([{"Jobs": jobs[:3]}, {"Jobs": jobs[3:]}])
        found: Any = [*fake.client.iter_list_jobs()]
    assert found == jobs


def test_an_answer_that_no_protocol_has_room_for() -> None:
    with FakeImportExport(transport="wire", answer_checks="off") as fake:
        broken: Any = {"JobId": object(), "Jobs": 5, "CreationDate": 4}
        fake.list_jobs().returns(**broken)
        with pytest.raises(RuleError, match="ListJobs: the answer cannot be written in query: "):
            fake.client.list_jobs()


def test_a_transport_that_there_is_not() -> None:
    unknown: Any = "pigeon"
    with pytest.raises(ValueError, match="transport='pigeon': expected one of stub, wire"):
        FakeImportExport(transport=unknown)


def test_wire_and_stub_share_the_pool() -> None:
    """A stage that answered in bytes serves an ordinary fake afterwards."""
    transports: tuple[Any, ...] = ("wire", "stub", "wire")
    for transport in transports:
        with FakeImportExport(transport=transport) as fake:
            fake.get_status(JobId="J1").returns(ProgressCode=transport)
            found: Any = fake.client.get_status(JobId="J1")
            assert found["ProgressCode"] == transport
            has_type = "content-type" in found["ResponseMetadata"]["HTTPHeaders"]
            assert has_type == (transport == "wire")
