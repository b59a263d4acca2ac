"""Rules of fakes: which one answers, and what comes back."""

from __future__ import annotations

import re
import unittest.mock
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from botocore.exceptions import ClientError, WaiterError
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_importexport.errors import CanceledJobIdException, InvalidJobIdException
from botosmith_importexport.fakes import ABSENT, ANY, FakeImportExport, error
from botosmith_personium_cell.errors import CellNotFoundException
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime.fakes import Call, UnusedRuleError


def answered(caught: pytest.ExceptionInfo[Any]) -> Any:
    """The error response that was raised."""
    return caught.value.response


@pytest.fixture
def fake() -> Iterator[Any]:
    """An untyped one: types are the subject of tests/typing."""
    with FakeImportExport() as fake:
        yield fake


def progress(fake: Any, job: str) -> Any:
    return fake.client.get_status(JobId=job).get("ProgressCode")


def test_rules_answer_in_any_order(fake: Any) -> None:
    fake.get_status(JobId="J1").returns(ProgressCode="Started")
    fake.get_status(JobId="J2").returns(ProgressCode="Success", ErrorCount=0)
    fake.cancel_job().returns(Success=True)
    assert fake.client.cancel_job(JobId="J3")["Success"]
    assert [progress(fake, job) for job in ("J2", "J1", "J2")] == ["Success", "Started", "Success"]


def _two(jobs: list[str]) -> bool:
    return len(jobs) == 2


def _ends_in_1(job: str) -> bool:
    return job.endswith("1")


@pytest.mark.parametrize(
    ("condition", "others"),
    [
        ("J1", False),
        (re.compile("J."), False),  # the whole text
        (_ends_in_1, False),
        (ANY, True),
        (unittest.mock.ANY, True),
    ],
)
def test_conditions(fake: Any, condition: Any, others: bool) -> None:
    fake.get_status(JobId=condition).returns(ProgressCode="Started")
    default = fake.get_status().returns(ProgressCode="other")
    assert progress(fake, "J1") == "Started"
    assert progress(fake, "J10") == ("Started" if others else "other")
    progress(fake, "J10")
    assert default.call_count == (0 if others else 2)
    fake.reset()


def test_a_rule_asks_for_a_part(fake: Any) -> None:
    """botocore#931, boto3#4844."""
    whole = fake.get_status(JobId="J1", strict=True).returns(ProgressCode="strict")
    fake.get_status(JobId="J1").returns(ProgressCode="part")
    none = fake.get_status(APIVersion=ABSENT).returns(ProgressCode="none")
    assert fake.client.get_status(JobId="J1", APIVersion="1").get("ProgressCode") == "part"
    assert progress(fake, "J1") == "strict"
    assert progress(fake, "J2") == "none"
    assert (whole.call_count, none.calls) == (1, ({"JobId": "J2"},))


def test_the_most_specific_rule_answers(fake: Any) -> None:
    label = fake.get_shipping_label
    label().returns(Warning="any")
    label(jobIds=ANY).returns(Warning="ANY")
    label(jobIds=_two).returns(Warning="two")
    label(jobIds=["J1", ANY]).returns(Warning="J1 and another")
    label(jobIds=["J1", "J2"]).returns(Warning="both")
    label(jobIds=["J1", "J2"], name=re.compile(".*")).returns(Warning="both, named")

    def warning(*jobs: str, **more: str) -> Any:
        return fake.boto3_client.get_shipping_label(jobIds=[*jobs], **more)["Warning"]

    assert warning("J1", "J2", name="Ann") == "both, named"
    assert warning("J1", "J2") == "both"
    assert warning("J1", "J3") == "J1 and another"
    assert warning("J3", "J2") == "two"
    assert warning("J1") == "ANY"
    assert warning("J4", "J5", "J6") == "ANY"
    fake.reset()  # nothing was left for the rule without conditions


def _defaults(fake: Any) -> None:
    """What a fixture would do."""
    fake.get_status().returns(ProgressCode="default").optional()
    fake.list_jobs().optional().returns()


def test_optional_rules_give_way() -> None:
    with FakeImportExport() as fake:
        _defaults(fake)  # unused, which is fine
    with FakeImportExport() as fake:
        _defaults(fake)
        own = fake.get_status().returns(ProgressCode="own").times(1)
        fake.get_status(JobId="J1").returns(ProgressCode="J1").optional()
        assert [progress(fake, job) for job in ("J1", "J2", "J2")] == ["J1", "own", "default"]
        assert own.call_count == 1
    fake = FakeImportExport()
    fake.get_status().optional()
    with pytest.raises(UnusedRuleError, match="has no answer yet"):
        fake.close()


def test_responses_are_the_clients_own(fake: Any) -> None:
    """botocore#2069: no aliasing, neither of what is given nor of what comes back."""
    jobs: Any = [{"JobId": "J1", "CreationDate": "2010-06-01T12:00:00+02:00"}]
    fake.list_jobs().returns(Jobs=jobs, ResponseMetadata={"HostId": "h"})
    jobs.clear()
    first = fake.client.list_jobs()
    first["Jobs"].clear()
    second = fake.client.list_jobs()
    moment = datetime(2010, 6, 1, 12, tzinfo=timezone(timedelta(hours=2)))
    assert second.get("Jobs") == [{"JobId": "J1", "CreationDate": moment}]
    metadata = second["ResponseMetadata"]
    assert metadata["RequestId"] != first["ResponseMetadata"]["RequestId"]
    assert metadata == {
        "RequestId": metadata["RequestId"],
        "HTTPStatusCode": 200,
        "HTTPHeaders": {"x-amzn-requestid": metadata["RequestId"]},
        "RetryAttempts": 0,
        "HostId": "h",
    }


def test_sequences(fake: Any) -> None:
    fake.get_status(JobId="J1").returns(ProgressCode="a").times(2).returns(ProgressCode="b")
    fake.get_status(JobId="J2").returns_each({"ProgressCode": "c"}, {"ProgressCode": "d"})
    fake.get_status(JobId="J3").raises("InvalidJobIdException").returns(ProgressCode="e")
    fake.get_status().returns(ProgressCode="other")
    assert [progress(fake, "J1") for _ in range(4)] == ["a", "a", "b", "b"]
    assert [progress(fake, "J2") for _ in range(3)] == ["c", "d", "other"]
    with pytest.raises(InvalidJobIdException):
        progress(fake, "J3")
    assert progress(fake, "J3") == "e"


def test_errors(fake: Any) -> None:
    """boto3#3178, botocore#1375: as they come from the service."""
    rule = fake.get_status(JobId="J1").raises("InvalidJobIdException", message="no such job")
    rule.raises(CanceledJobIdException)
    with pytest.raises(InvalidJobIdException) as caught:
        progress(fake, "J1")
    assert caught.value.message == "no such job"
    assert answered(caught)["ResponseMetadata"]["HTTPStatusCode"] == 400
    with pytest.raises(fake.boto3_client.exceptions.CanceledJobIdException):
        fake.boto3_client.get_status(JobId="J1")
    fake.get_status(JobId="J2").raises("Teapot", unmodelled=True, http_status=418, Pot="brown")
    with pytest.raises(ClientError) as other:
        progress(fake, "J2")
    assert answered(other)["Error"]["Code"] == "Teapot"
    assert answered(other)["ResponseMetadata"]["HTTPStatusCode"] == 418
    assert answered(other)["Pot"] == "brown"


def test_errors_have_the_models_status_and_code() -> None:
    fake: Any = FakePersoniumCell()
    with fake:
        fake.get_cell_import_status().raises("CellNotFoundException", message="gone")
        with pytest.raises(CellNotFoundException) as caught:
            fake.client.get_cell_import_status(CellName="cell1")
    assert caught.value.message == "gone"
    assert answered(caught)["Error"]["Code"] == "PR404-DV-0003"
    assert answered(caught)["ResponseMetadata"]["HTTPStatusCode"] == 404


def _cancelled(request: dict[str, str]) -> Exception:
    return error(CanceledJobIdException, f"no {request['JobId']}")


def _aborted(_: object) -> Exception:
    return ConnectionAbortedError("cable")


def test_responders(fake: Any) -> None:
    def respond(request: dict[str, str]) -> dict[str, str]:
        job = request.pop("JobId")
        if job == "J1":
            raise error(InvalidJobIdException, "raised")
        return {"JobId": job}

    rule = fake.get_status().responds(respond)
    assert fake.client.get_status(JobId="J2").get("JobId") == "J2"
    with pytest.raises(InvalidJobIdException, match="raised"):
        progress(fake, "J1")
    assert [call["JobId"] for call in rule.calls] == ["J2", "J1"]
    rule.responds(_cancelled)
    rule.responds(_aborted)
    with pytest.raises(CanceledJobIdException, match="no J4"):
        progress(fake, "J4")
    with pytest.raises(ConnectionAbortedError, match="cable"):
        progress(fake, "J5")


def test_samples(fake: Any) -> None:
    fake.get_status(JobId="J1").returns_sample(LogKey="mine")
    fake.get_status(JobId="J2").returns_sample(seed=1).returns_sample(seed=1)
    fake.get_status(JobId="J3").returns_sample(seed=2)
    whole, first, again, other = (
        {**fake.client.get_status(JobId=job), "ResponseMetadata": None}
        for job in ("J1", "J2", "J2", "J3")
    )
    assert whole["LogKey"] == "mine"
    assert {"JobId", "ProgressCode", "ArtifactList"} <= whole.keys()
    assert first == again != other


def test_auto_answers_what_no_rule_does() -> None:
    """botocore#2184; botocore#1616 and #1050: the history of calls."""
    fake: Any = FakeGlueMigration(auto=True)
    with fake:
        assert isinstance(fake.client.get_catalog_import_status()["ImportStatus"], dict)
        fake.get_catalog_import_status(CatalogId="1").returns()
        answered = fake.client.get_catalog_import_status(CatalogId="1")
        assert answered.keys() == {"ResponseMetadata"}
        assert fake.calls == (
            Call("GetCatalogImportStatus", {}),
            Call("GetCatalogImportStatus", {"CatalogId": "1"}),
        )


def test_pages(fake: Any) -> None:
    first, second = [{"JobId": "J1"}, {"JobId": "J2"}], [{"JobId": "J3"}]
    rule = fake.list_jobs(MaxJobs=2).pages([{"Jobs": first}, {"Jobs": second}, {}])
    for _ in range(2):
        jobs = [job.get("JobId") for job in fake.client.iter_list_jobs(MaxJobs=2)]
        assert jobs == ["J1", "J2", "J3"]
    pages = [*fake.boto3_client.get_paginator("list_jobs").paginate(MaxJobs=2)]
    assert [page["IsTruncated"] for page in pages] == [True, True, False]
    assert [call.get("Marker") for call in rule.calls[:3]] == [None, "J2", "J3"]


def test_waiters_do_not_wait(fake: Any) -> None:
    steps = [{"ProgressCode": "Pending"}, {"ProgressCode": "Started"}]
    done = {"ProgressCode": "Success", "ErrorCount": 0}
    fake.get_status(JobId="J1").returns_each(*steps, done).returns_each(*steps, done)
    fake.client.get_waiter("job_completed").wait(JobId="J1")
    assert fake.elapsed == 2 * 600
    fake.boto3_client.get_waiter("job_completed").wait(JobId="J1", WaiterConfig={"Delay": 7})
    assert fake.elapsed == 2 * 600 + 2 * 7
    fake.get_status(JobId="J2").raises("ExpiredJobIdException")
    with pytest.raises(WaiterError):
        fake.client.get_waiter("job_completed").wait(JobId="J2")
