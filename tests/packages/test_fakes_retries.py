"""Faults under a fake: botocore's own retries run, nothing sleeps, no network is touched."""

from __future__ import annotations

import inspect
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock

import botocore.endpoint
import botocore.retries.adaptive
import botocore.retries.bucket
import botocore.waiter
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointConnectionError
from botocore.session import Session
from botosmith_glue_migration.fakes import FakeGlueMigration
from botosmith_importexport import ImportExportClient, connect
from botosmith_importexport.errors import InvalidJobIdException
from botosmith_importexport.fakes import FakeImportExport
from botosmith_personium_cell.errors import CellNotFoundException
from botosmith_personium_cell.fakes import FakePersoniumCell
from botosmith_runtime.fakes import FakeClosedError, UnexpectedCallError
from botosmith_runtime.violations import RequestShapeError

KEYS: Any = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret"}


def answered(caught: pytest.ExceptionInfo[Any]) -> Any:
    """The error response that was raised."""
    return caught.value.response


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What was really slept; and no test reaches a socket."""
    slept: list[float] = []

    def refuse(*arguments: Any, **_: Any) -> None:
        raise AssertionError(f"a socket was asked for: {arguments}")

    wait = threading.Condition.wait

    def wait_and_tell(self: threading.Condition, timeout: float | None = None) -> bool:
        if timeout is not None:
            slept.append(timeout)
        return wait(self, timeout)

    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(threading.Condition, "wait", wait_and_tell)  # botocore's rate limiter
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return slept


@pytest.fixture
def fake(slept: list[float]) -> Iterator[Any]:  # noqa: ARG001
    with FakeImportExport() as fake:
        yield fake


def test_throttling_is_retried(fake: Any, slept: list[float]) -> None:
    rule = fake.get_status().throttles(times=2).returns(ProgressCode="Started")
    response = fake.client.get_status(JobId="J1")
    assert response.get("ProgressCode") == "Started"
    assert response["ResponseMetadata"]["RetryAttempts"] == 2
    assert rule.call_count == fake.call_count == 1
    assert fake.elapsed > 0 == len(slept)


def test_throttling_without_end(fake: Any, slept: list[float]) -> None:
    fake.get_status().throttles()
    with pytest.raises(ClientError) as caught:
        fake.client.get_status(JobId="J1")
    assert answered(caught)["Error"]["Code"] == "ThrottlingException"
    retries = {"standard": 2, "legacy": 4}[fake.client.meta.config.retries["mode"]]
    assert answered(caught)["ResponseMetadata"]["RetryAttempts"] == retries
    assert answered(caught)["ResponseMetadata"]["MaxAttemptsReached"]
    assert slept == []


def test_lost_connections(fake: Any) -> None:
    fake.get_status(JobId="J1").fails_connection(times=1).raises("InvalidJobIdException")
    fake.get_status(JobId="J2").fails_connection()
    with pytest.raises(InvalidJobIdException) as caught:
        fake.client.get_status(JobId="J1")
    assert answered(caught)["ResponseMetadata"]["RetryAttempts"] == 1
    with pytest.raises(EndpointConnectionError):
        fake.client.get_status(JobId="J2")


def test_the_retry_finds_another_rule(fake: Any) -> None:
    fake.get_status(JobId="J1").throttles(times=1)
    with pytest.raises(UnexpectedCallError, match="would match, but has no answer left"):
        fake.client.get_status(JobId="J1")
    fake.reset()
    fake.get_status(JobId="J1").throttles(times=1)
    fake.get_status().returns(ProgressCode="Started")
    assert fake.client.get_status(JobId="J1").get("ProgressCode") == "Started"


@pytest.mark.parametrize(("mode", "attempts"), [("legacy", 5), ("standard", 3), ("adaptive", 3)])
def test_retries_are_the_configured_ones(mode: Any, attempts: int, slept: list[float]) -> None:
    fake: Any = FakeImportExport(config=Config(retries={"mode": mode}))
    with fake:
        rule = fake.list_jobs().fails_connection(times=attempts - 1).returns(IsTruncated=False)
        assert fake.client.list_jobs()["ResponseMetadata"]["RetryAttempts"] == attempts - 1
        rule.fails_connection(times=attempts)
        with pytest.raises(EndpointConnectionError):
            fake.client.list_jobs()
    assert slept == []


def test_rates_are_limited_without_sleeping(slept: list[float]) -> None:
    with FakeImportExport(config=Config(retries={"mode": "adaptive"})) as fake:
        fake.get_status().throttles(times=2).returns(ProgressCode="Started")
        assert fake.client.get_status(JobId="J1").get("ProgressCode") == "Started"
        assert fake.elapsed > 0
    assert slept == []


def test_other_rate_limiters_wait_on(slept: list[float]) -> None:
    """While a fake is open, even in its own thread."""
    with FakeImportExport():
        bucket: Any = botocore.retries.adaptive.bucket
        limited = bucket.TokenBucket(max_rate=200, clock=bucket.Clock())
        limited.acquire()
    assert 0 < slept[0] <= 1 / 200


def test_every_protocol_of_ours(slept: list[float]) -> None:
    """query above; here json and rest-json: a fault, then an answer or a modelled error."""
    glue: Any = FakeGlueMigration()
    with glue:
        status: Any = {"ImportCompleted": True, "ImportTime": "2020-01-01"}
        glue.get_catalog_import_status().throttles(times=1).returns(ImportStatus=status)
        assert glue.client.get_catalog_import_status()["ImportStatus"]["ImportCompleted"]
    cell: Any = FakePersoniumCell()
    with cell:
        missing = cell.get_cell_import_status().throttles(http_status=503, times=1)
        missing.raises("CellNotFoundException", message="gone")
        with pytest.raises(CellNotFoundException, match="gone") as caught:
            cell.client.get_cell_import_status(CellName="cell1")
        assert answered(caught)["ResponseMetadata"]["HTTPStatusCode"] == 404
    assert slept == []


def test_delays(fake: Any, slept: list[float]) -> None:
    fake.get_status(JobId="J1").delays(30).returns()
    fake.get_status(JobId="J2").returns().delays(40, real=True)
    fake.client.get_status(JobId="J1")
    assert (fake.elapsed, slept) == (30, [])
    fake.client.get_status(JobId="J2")
    assert (fake.elapsed, slept) == (70, [40])


def test_real_clients_sleep_on(fake: Any, slept: list[float]) -> None:
    """While a fake is open, even in its own thread."""
    fake.get_status().throttles(times=1).returns()
    fake.client.get_status(JobId="J1")
    real: Any = connect(region_name="us-east-1", **KEYS)
    body: Any = Mock(stream=lambda: iter([b"<r/>"]))
    response: Any = AWSResponse
    answers = [response("", status, {}, body) for status in (503, 200)]

    def answer(**_: Any) -> Any:
        return answers.pop(0)

    real.meta.events.register("before-send", answer)
    with pytest.raises(KeyError):  # there is no result in it, but the retry has been slept for
        real.list_jobs()
    assert len(slept) == 1


def test_clock_goes_back(slept: list[float]) -> None:  # noqa: ARG001
    endpoint: Any = botocore.endpoint
    adaptive: Any = botocore.retries.adaptive
    assert (endpoint.time, adaptive.bucket) == (time, botocore.retries.bucket)
    with FakeImportExport(), FakeImportExport():
        assert endpoint.time is not time
        assert endpoint.time.monotonic is time.monotonic
        assert adaptive.bucket is not botocore.retries.bucket
    assert (endpoint.time, adaptive.bucket) == (time, botocore.retries.bucket)


def test_botocore_is_as_fakes_rely_upon() -> None:
    """Where botocore changes one of these, fakes have to follow."""
    endpoint, waiter = map(inspect.getsource, (botocore.endpoint, botocore.waiter))
    assert "time.sleep(handler_response)" in endpoint, "retries sleep elsewhere: see clock.py"
    limiter = inspect.getsource(botocore.retries.adaptive.register_retry_handler)
    assert "bucket.TokenBucket(max_rate=1, clock=clock)" in limiter, "see clock.py"
    assert "clock = bucket.Clock()" in limiter, "see clock.py"
    assert "config.get('Delay'" in waiter, "waiters know no Delay: see stages.py"
    client: Any = Session().create_client("sts", region_name="us-east-1")
    emitter = client.meta.events._emitter
    for event in ("before-call", "after-call.sts"):
        before = emitter._lookup_cache
        client.meta.events.register(event, nothing, unique_id=event)
        assert emitter._lookup_cache is not before, "handlers come unnoticed: see stages.py"
        before = emitter._lookup_cache
        client.meta.events.register(event, nothing, unique_id=event)
        assert emitter._lookup_cache is before, "nothing came, but it looks so: see stages.py"


def echo(request: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    """A page whose only job is the marker that was asked for."""
    return {"Jobs": [{"JobId": request["Marker"]}]}


def nothing(**_: Any) -> None:
    """A handler that does nothing."""


def test_a_retry_ends_with_its_fake(slept: list[float]) -> None:
    """As in another thread; here it is a predicate that closes the fake, for the second attempt."""
    attempts: list[str] = []

    def close(job: str) -> bool:
        attempts.append(job)
        if len(attempts) == 2:
            ending.close(verify=False)
        return True

    ending: Any = FakeImportExport()
    client = ending.client
    ending.get_status(JobId=close).throttles(times=1).returns()
    with FakeImportExport(), pytest.raises(FakeClosedError, match="GetStatus was called, but"):
        client.get_status(JobId="J1")
    with FakeImportExport():
        sleep: Any = botocore.endpoint
        sleep.time.sleep(7)  # in no fake's call any more
    assert slept == [7]


def machinery(client: Any) -> Any:
    """What was expensive to make in a fake's client."""
    attributes: dict[str, Any] = client.__dict__
    return attributes["_endpoint"]


def test_machinery_is_used_again() -> None:
    with FakeImportExport() as fake:
        first = machinery(fake.boto3_client)
        with FakeImportExport() as other:
            second = machinery(other.boto3_client)
            assert second is not first
        ImportExportClient(fake.boto3_client, request_checks="off")
    with FakeImportExport() as fake:
        assert machinery(fake.boto3_client) in (first, second)
        with pytest.raises(RequestShapeError):
            fake.boto3_client.get_status()
        fake.get_status().throttles(times=1).returns()
        spent = machinery(fake.boto3_client)
        fake.boto3_client.get_status(JobId="J1")
    with FakeImportExport() as fake:
        changed = machinery(fake.boto3_client)
        assert changed is not spent
        fake.boto3_client.meta.events.register("before-call", nothing)
    with FakeImportExport() as fake:
        assert machinery(fake.boto3_client) not in (spent, changed)


def test_eight_threads() -> None:
    """10,000 calls over mixed rules; rules are added all the while."""
    wrong: list[object] = []
    calls = 1250

    fake: Any = FakeImportExport()
    with fake:
        for number in range(8):
            fake.get_status(JobId=f"J{number}").returns(ProgressCode=f"P{number}")
        fake.get_status(JobId="missing").raises("InvalidJobIdException")
        each: Any = [{"Success": turn % 2 == 0} for turn in range(8 * calls // 5)]
        cancelled = fake.cancel_job().returns_each(*each)
        listed = fake.list_jobs().responds(echo)
        successes: list[bool] = []

        def work(number: int) -> None:
            job = f"J{number}"
            for turn in range(calls):
                try:  # one wrong answer should not end the thread
                    match turn % 5:
                        case 0:
                            successes.append(fake.boto3_client.cancel_job(JobId=job)["Success"])
                        case 1:
                            mark = f"{number}-{turn}"
                            answer = fake.boto3_client.list_jobs(Marker=mark)
                            assert answer["Jobs"] == [{"JobId": mark}]
                        case 2:
                            with pytest.raises(InvalidJobIdException):
                                fake.client.get_status(JobId="missing")
                        case 3 if turn % 100 == 3:
                            fake.get_status(JobId=f"{job}-{turn}").returns(LogKey=f"{turn}")
                            answer = fake.boto3_client.get_status(JobId=f"{job}-{turn}")
                            assert answer["LogKey"] == f"{turn}"
                        case _:
                            answer = fake.boto3_client.get_status(JobId=job)
                            assert answer["ProgressCode"] == f"P{number}"
                except BaseException as error:  # noqa: PERF203  # the thread should go on
                    wrong.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert fake.call_count == 8 * calls
        assert sorted(successes) == sorted(each["Success"] for each in each)
        assert cancelled.call_count == listed.call_count == 8 * calls // 5
