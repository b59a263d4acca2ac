"""``fake.aio_client``: the same rules and history as ``fake.client``, for code that awaits."""

from __future__ import annotations

import asyncio
import gc
import importlib
import time
from typing import Any

import pytest
from aio_packages import Packages
from aio_parts import AioConfig, HttpxSession
from awaited import events_of
from botocore.config import Config
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError, WaiterError
from botosmith_importexport.aio import ImportExportClient
from botosmith_importexport.errors import InvalidJobIdException
from botosmith_importexport.fakes import FakeImportExport
from botosmith_runtime.aio.types import EventStream, StreamingBody
from botosmith_runtime.fakes import (
    BlockingResponderWarning,
    FakeClosedError,
    ResponderError,
    UnexpectedCallError,
)
from botosmith_runtime.violations import RequestShapeError

STARTED: Any = {"ProgressCode": "Started"}


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were really slept for."""
    seconds: list[float] = []
    sleep: Any = asyncio.sleep

    async def note(delay: float, *given: Any) -> Any:
        if delay:
            seconds.append(delay)
        return await sleep(0, *given)

    monkeypatch.setattr(asyncio, "sleep", note)
    return seconds


def test_both_clients_share_rules_and_history(fake: FakeImportExport) -> None:
    rule = fake.get_status(JobId="J1").returns(**STARTED).returns(ProgressCode="Pending")

    async def use() -> Any:
        return await fake.aio_client.get_status(JobId="J1")

    assert fake.client.get_status(JobId="J1").get("ProgressCode") == "Started"
    assert asyncio.run(use())["ProgressCode"] == "Pending"
    assert (rule.call_count, fake.call_count) == (2, 2)
    assert [call.request for call in fake.calls] == [{"JobId": "J1"}] * 2
    assert isinstance(fake.aio_client, ImportExportClient)
    assert fake.aio_client is fake.aio_client


def test_pages_and_waiters(fake: FakeImportExport, slept: list[float]) -> None:
    fake.list_jobs().pages([{"Jobs": [{"JobId": "A"}]}, {"Jobs": [{"JobId": "B"}]}])
    fake.get_status().returns(**STARTED).returns(ProgressCode="Success", ErrorCount=0)

    async def use() -> list[str | None]:
        client = fake.aio_client
        await client.get_waiter("job_completed").wait(JobId="J1")
        return [job.get("JobId") async for job in client.iter_list_jobs()]

    assert asyncio.run(use()) == ["A", "B"]
    assert fake.elapsed == 600
    assert slept == []


def test_waiters_of_several_tasks_count_their_own_polls(fake: FakeImportExport) -> None:
    for job in ("J1", "J2", "J3"):
        rule = fake.get_status(JobId=job).returns(**STARTED).times(3)
        rule.returns(ProgressCode="Success", ErrorCount=0)

    async def use() -> None:
        waiter = fake.aio_client.get_waiter("job_completed")
        await asyncio.gather(*(waiter.wait(JobId=job) for job in ("J1", "J2", "J3")))

    asyncio.run(use())
    assert fake.elapsed == 3 * 3 * 600


def test_errors_are_those_of_the_model(fake: FakeImportExport) -> None:
    fake.get_status(JobId="J1").raises("InvalidJobIdException", message="no such job")
    fake.get_status(JobId="J2").raises(ReadTimeoutError)

    async def use() -> None:
        client = fake.aio_client
        with pytest.raises(InvalidJobIdException, match="no such job"):
            await client.get_status(JobId="J1")
        with pytest.raises(client.exceptions.InvalidJobIdException) as caught:
            await client.get_waiter("job_completed").wait(JobId="J1")
        assert isinstance(caught.value, WaiterError)
        with pytest.raises(ReadTimeoutError):
            await client.get_status(JobId="J2")

    asyncio.run(use())


def test_requests_are_checked_and_use_up_nothing(fake: FakeImportExport) -> None:
    rule = fake.get_status().returns(**STARTED)

    async def use() -> None:
        with pytest.raises(RequestShapeError):
            await fake.aio_client.get_status(JobId=7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        assert rule.call_count == 0
        await fake.aio_client.get_status(JobId="J1")

    asyncio.run(use())


def test_a_call_without_a_rule_says_what_is_closest(fake: FakeImportExport) -> None:
    fake.get_status(JobId="J1").returns(**STARTED)

    async def use() -> None:
        await fake.aio_client.get_status(JobId="J1")
        with pytest.raises(UnexpectedCallError, match="the closest rule is"):
            await fake.aio_client.get_status(JobId="J2")

    asyncio.run(use())
    fake.reset()


CONFIGS = {
    "legacy": None,
    "standard": Config(retries={"mode": "standard"}),
    "adaptive": AioConfig(retries={"mode": "adaptive", "total_max_attempts": 4}),
    "httpx": AioConfig(http_session_cls=HttpxSession),
}


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS)
def test_faults_are_retried_without_sleeping(config: Any, slept: list[float]) -> None:
    with FakeImportExport(config=config) as fake:
        fake.get_status(JobId="J1").throttles(times=1).fails_connection(times=1).returns(**STARTED)
        fake.get_status(JobId="J2").fails_connection()

        async def use() -> None:
            response = await fake.aio_client.get_status(JobId="J1")
            assert response["ResponseMetadata"]["RetryAttempts"] == 2
            with pytest.raises(EndpointConnectionError):
                await fake.aio_client.get_status(JobId="J2")

        asyncio.run(use())
        assert fake.elapsed > 0
    assert slept == []


def test_the_rate_limiter_waits_in_simulated_time(slept: list[float]) -> None:
    config = Config(retries={"mode": "adaptive", "total_max_attempts": 2})
    with FakeImportExport(config=config) as fake:
        jobs = [f"J{number}" for number in range(6)]
        for job in jobs:
            fake.get_status(JobId=job).throttles(times=1).returns(**STARTED)

        async def use() -> None:
            for job in jobs:
                await fake.aio_client.get_status(JobId=job)

        asyncio.run(use())
        assert fake.elapsed > 6  # half a call a second, the least rate
    assert slept == []


def test_other_tasks_run_during_a_call(fake: FakeImportExport) -> None:
    """Code that polls without a pause can be cancelled, as with a real client."""
    fake.get_status().returns(**STARTED)

    async def poll() -> None:
        while True:
            await fake.aio_client.get_status(JobId="J1")

    async def use() -> None:
        task = asyncio.create_task(poll())
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(use())
    assert fake.call_count > 1


def test_delays(fake: FakeImportExport) -> None:
    fake.get_status(JobId="J1").returns(**STARTED).delays(3600)
    fake.get_status(JobId="J2").returns(**STARTED).delays(0.05, real=True)

    async def use() -> None:
        await asyncio.wait_for(fake.aio_client.get_status(JobId="J1"), 600)
        assert fake.elapsed == 3600
        slow = asyncio.create_task(fake.aio_client.get_status(JobId="J2"))
        await fake.aio_client.get_status(JobId="J1")  # while the other one sleeps
        assert not slow.done()
        await slow

    asyncio.run(use())


def test_a_cancelled_call_has_used_up_its_answer(fake: FakeImportExport) -> None:
    rule = fake.get_status().returns(**STARTED).delays(3600, real=True).returns(**STARTED)

    async def use() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(fake.aio_client.get_status(JobId="J1"), 0.01)
        assert rule.call_count == 1

        never_begun = asyncio.create_task(fake.aio_client.get_status(JobId="J2"))
        never_begun.cancel()
        with pytest.raises(asyncio.CancelledError):
            await never_begun
        assert rule.call_count == 1  # it did not reach the fake

    asyncio.run(use())
    assert [call.request["JobId"] for call in fake.calls] == ["J1"]
    fake.allow_unused = True


def test_one_failure_cancels_a_group_of_tasks(fake: FakeImportExport) -> None:
    fake.get_status(JobId="slow").returns(**STARTED).delays(3600, real=True)
    fake.get_status(JobId="gone").raises("InvalidJobIdException")

    async def use() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(fake.aio_client.get_status(JobId="slow"))
            group.create_task(fake.aio_client.get_status(JobId="gone"))

    with pytest.raises(ExceptionGroup, match="unhandled errors") as caught:  # noqa: F821
        asyncio.run(use())
    (error,) = caught.value.exceptions
    assert isinstance(error, InvalidJobIdException)


def test_only_a_server_cuts_off() -> None:
    fake = FakeImportExport()
    fake.get_status().returns(**STARTED).cuts_off(after=3)

    async def use() -> Any:
        return await fake.aio_client.get_status(JobId="J1")

    with pytest.raises(UnexpectedCallError, match=r"as only a server can: use fake.serve\(\)"):
        asyncio.run(use())
    fake.close(verify=False)


def test_several_event_loops_one_after_the_other(fake: FakeImportExport) -> None:
    fake.get_status().throttles(times=1).returns(**STARTED)
    client = fake.aio_client

    async def use() -> Any:
        async with client as same:  # a fake has no connections to close
            return await same.get_status(JobId="J1")

    assert [asyncio.run(use())["ProgressCode"] for _ in range(3)] == ["Started"] * 3


def test_trio() -> None:
    trio = importlib.import_module("trio")
    with FakeImportExport(config=AioConfig(http_session_cls=HttpxSession)) as fake:
        fake.get_status().throttles(times=1).returns(**STARTED)

        async def use() -> Any:
            return await fake.aio_client.get_status(JobId="J1")

        assert trio.run(use)["ProgressCode"] == "Started"


def test_responders_may_be_coroutines(fake: FakeImportExport) -> None:
    async def answer(request: Any) -> Any:
        await asyncio.sleep(0)
        if request["JobId"] == "gone":
            return InvalidJobIdException({"Error": {"Code": "InvalidJobIdException"}}, "")
        return {"ProgressCode": request["JobId"]}

    fake.get_status().responds(answer)

    async def use() -> list[Any]:
        calls = [fake.aio_client.get_status(JobId=job) for job in ("A", "B", "gone")]
        return await asyncio.gather(*calls, return_exceptions=True)

    first, second, third = asyncio.run(use())
    assert (first["ProgressCode"], second["ProgressCode"]) == ("A", "B")
    assert isinstance(third, InvalidJobIdException)


def test_a_synchronous_client_awaits_no_responder(fake: FakeImportExport) -> None:
    async def answer(request: Any) -> Any:
        return request

    fake.get_status().responds(answer)
    with pytest.raises(ResponderError, match=r"only calls of fake\.aio_client await"):
        fake.client.get_status(JobId="J1")


def test_a_responder_that_blocks_is_named(fake: FakeImportExport) -> None:
    def answer(_: Any) -> Any:
        time.sleep(0.2)
        return STARTED

    fake.get_status().responds(answer)

    async def use() -> None:
        await fake.aio_client.get_status(JobId="J1")

    with pytest.warns(BlockingResponderWarning, match=r"blocked the event loop for 0\.2 s: write"):
        asyncio.run(use())


def test_a_responder_that_runs_a_loop_of_its_own(fake: FakeImportExport) -> None:
    def answer(_: Any) -> Any:
        coroutine = asyncio.sleep(0)
        try:
            return asyncio.run(coroutine)
        finally:
            coroutine.close()

    fake.get_status().responds(answer)

    async def use() -> None:
        await fake.aio_client.get_status(JobId="J1")

    with pytest.raises(ResponderError, match="cannot be called from a running event loop"):
        asyncio.run(use())


@pytest.mark.parametrize("transport", ["stub", "wire"])
def test_streams(transport: Any, packages: Packages) -> None:
    with packages.of("s3").fake(transport=transport) as fake:
        fake.get_object().returns(Body=b"a\nb\n")
        fake.select_object_content().returns(Payload=[{"Records": {"Payload": b"1"}}, {"End": {}}])
        fake.get_bucket_location().returns(LocationConstraint="eu-west-1")
        fake.head_object().raises("404")

        async def use() -> None:
            client = fake.aio_client
            response = await client.get_object(Bucket="bucket", Key="k")
            async with response["Body"] as body:
                assert isinstance(body, StreamingBody)
                assert await body.read(1) == b"a"
                assert [line async for line in body.iter_lines()] == [b"", b"b"]
            response = await client.get_object(Bucket="bucket", Key="k")
            assert await response["Body"].read() == b"a\nb\n"
            asked: Any = {"CSV": {}}
            events = (
                await client.select_object_content(
                    Bucket="bucket", Key="k", Expression="select *", ExpressionType="SQL",
                    InputSerialization=asked, OutputSerialization=asked,
                )
            )["Payload"]  # fmt: skip
            assert isinstance(events, EventStream)
            assert await events_of(events) == [{"Records": {"Payload": b"1"}}, {"End": {}}]
            where = await client.get_bucket_location(Bucket="bucket")
            assert where["LocationConstraint"] == "eu-west-1"
            with pytest.raises(Exception, match="404"):
                await client.head_object(Bucket="bucket", Key="k")

        asyncio.run(use())


def test_bodies_of_the_httpx_backend(packages: Packages) -> None:
    """Its bodies are closed by a coroutine, unlike those of aiohttp."""
    with packages.of("s3").fake(config=AioConfig(http_session_cls=HttpxSession)) as fake:
        fake.get_object().returns(Body=b"a\nb\n")

        async def use() -> None:
            body: Any = (await fake.aio_client.get_object(Bucket="bucket", Key="k"))["Body"]
            assert await body.read(2) == b"a\n"
            assert [line async for line in body.iter_lines()] == [b"b"]
            await body.close()

        asyncio.run(use())


def test_a_store_is_shared(packages: Packages) -> None:
    with packages.of("s3").fake() as fake:
        objects = fake.store("Bucket", "Key")
        objects.puts(fake.put_object())
        objects.gets(fake.get_object(), missing="NoSuchKey")

        async def use() -> Any:
            await fake.aio_client.put_object(Bucket="bucket", Key="k", Body=b"text")
            async with (await fake.aio_client.get_object(Bucket="bucket", Key="k"))["Body"] as body:
                return await body.read()

        assert asyncio.run(use()) == b"text"
        assert fake.client.get_object(Bucket="bucket", Key="k")["Body"].read() == b"text"


def test_a_fake_closed_while_calls_are_in_flight() -> None:
    fake = FakeImportExport()
    client = fake.aio_client
    fake.get_status(JobId="J1").returns(**STARTED).delays(0.05, real=True)
    fake.get_status(JobId="J2").fails_connection(times=1).returns(**STARTED)

    async def use() -> list[Any]:
        tasks = [asyncio.create_task(client.get_status(JobId=job)) for job in ("J1", "J2")]
        await asyncio.sleep(0)
        fake.close(verify=False)
        return await asyncio.gather(*tasks, return_exceptions=True)

    for error in asyncio.run(use()):
        assert isinstance(error, FakeClosedError)
        assert "GetStatus was in flight when this FakeImportExport was closed at " in str(error)
        assert "await the call, or cancel its task" in str(error)
    with FakeImportExport() as other:  # which has the same stage
        other.get_status().returns(**STARTED)

        async def late() -> None:
            status = await other.aio_client.get_status(JobId="J1")
            assert status.get("ProgressCode") == "Started"
            with pytest.raises(FakeClosedError, match="GetStatus was called, but this"):
                await client.get_status(JobId="J1")

        asyncio.run(late())


def test_tasks_that_are_left_do_not_disturb_another_fake() -> None:
    with FakeImportExport(allow_unused=True) as fake:
        fake.get_status().returns(**STARTED).delays(3600, real=True)

        async def leave() -> None:
            loop = asyncio.get_running_loop()
            waiting = loop.create_task(fake.aio_client.get_status(JobId="J1"))
            await asyncio.sleep(0)
            assert not waiting.done()

        asyncio.run(leave())  # which cancels the task
    gc.collect()
    with FakeImportExport() as other:
        other.get_status().returns(ProgressCode="Pending")

        async def use() -> Any:
            return await other.aio_client.get_status(JobId="J1")

        assert asyncio.run(use())["ProgressCode"] == "Pending"


def test_a_strict_fake_keeps_its_order() -> None:
    with FakeImportExport(strict=True) as fake:
        fake.get_status(JobId="J1").returns(**STARTED)
        fake.list_jobs().returns(Jobs=[])

        async def use() -> None:
            with pytest.raises(UnexpectedCallError, match="expected next is get_status"):
                await fake.aio_client.list_jobs()
            await fake.aio_client.get_status(JobId="J1")
            fake.client.list_jobs()

        asyncio.run(use())
        fake.engine.unexpected.clear()


def test_handlers_of_a_test_go_with_its_fake() -> None:
    seen: list[str] = []

    async def note(params: dict[str, Any], **_: Any) -> None:
        await asyncio.sleep(0)
        seen.append(params["JobId"])

    def endpoint(builtins: dict[str, Any], **_: Any) -> None:
        builtins["SDK::Endpoint"] = "https://elsewhere.invalid"

    urls: list[str] = []

    def see(params: dict[str, Any], **_: Any) -> None:
        urls.append(params["url"])

    for expected in (["J1"], ["J1"]):
        with FakeImportExport() as fake:
            fake.get_status().returns(**STARTED)

            async def use(fake: FakeImportExport, expected: list[str]) -> None:
                client = fake.aio_client
                await client.get_status(JobId="J0")  # whose endpoint is kept
                if not seen:
                    events: Any = client.meta.events
                    events.register("provide-client-params.importexport.*", note)
                    events.register("before-endpoint-resolution.importexport", endpoint)
                    events.register("before-call.importexport.*", see)
                    await client.get_status(JobId="J1")
                    assert urls == ["https://elsewhere.invalid/"]
                else:
                    await client.get_status(JobId="J2")
                assert seen == expected

            asyncio.run(use(fake, expected))
