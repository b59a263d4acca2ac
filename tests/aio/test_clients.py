"""Clients that are awaited, against a service on loopback, with both backends of aiobotocore."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from aio_packages import Packages
from aio_parts import BACKENDS, KEYS, AioAWSResponse, AioConfig, HttpxSession, get_session
from botocore.exceptions import ClientError, ParamValidationError
from botosmith_importexport.aio import ImportExportClient, connect, register
from botosmith_importexport.errors import InvalidJobIdException
from botosmith_importexport.fakes import FakeImportExport
from botosmith_runtime.violations import RequestShapeError, ResponseShapeError, ShapeWarning


@pytest.fixture
def jobs() -> Iterator[Any]:
    """A served fake with a few jobs."""
    with FakeImportExport(allow_unused=True).serve() as server:
        fake = server.fake
        fake.list_jobs().pages(
            [{"Jobs": [{"JobId": "A"}, {"JobId": "B"}]}, {"Jobs": [{"JobId": "C"}]}]
        )
        done: Any = {"ProgressCode": "Success", "ErrorCount": 0}
        fake.get_status(JobId="J1").returns(ProgressCode="Started").returns(**done)
        fake.get_status(JobId="gone").raises("InvalidJobIdException", message="no such job")
        yield server


@pytest.mark.parametrize("backend", BACKENDS)
def test_operations_pages_waiters_and_errors(backend: type[Any], jobs: Any) -> None:
    async def use(url: str) -> None:
        config = AioConfig(http_session_cls=backend)
        async with connect(endpoint_url=url, config=config, **KEYS) as client:
            waiter = client.get_waiter("job_completed")
            await waiter.wait(JobId="J1", WaiterConfig={"Delay": 0})
            found = [job.get("JobId") async for job in client.iter_list_jobs(MaxJobs=2)]
            assert found == ["A", "B", "C"]
            pages = client.get_paginator("list_jobs").paginate()
            assert [job.get("JobId") async for job in pages.search("Jobs[]")] == found
            everything = await client.get_paginator("list_jobs").paginate().build_full_result()
            assert [job.get("JobId") for job in everything.get("Jobs", [])] == found
            with pytest.raises(InvalidJobIdException, match="no such job") as caught:
                await client.get_status(JobId="gone")
            assert isinstance(caught.value, ClientError)
            assert isinstance(caught.value, client.exceptions.InvalidJobIdException)
            with pytest.raises(client.exceptions.InvalidJobIdException):
                await waiter.wait(JobId="gone")

    asyncio.run(use(jobs.url))
    assert jobs.fake.calls[0].request == {"JobId": "J1"}


def test_the_httpx_backend_runs_on_trio(jobs: Any) -> None:
    trio = importlib.import_module("trio")

    async def use(url: str) -> list[str | None]:
        config = AioConfig(http_session_cls=HttpxSession)
        async with connect(endpoint_url=url, config=config, **KEYS) as client:
            return [job.get("JobId") async for job in client.iter_list_jobs()]

    assert trio.run(use, jobs.url) == ["A", "B", "C"]


def test_checks_apply_to_both_sides() -> None:
    wrong: Any = {"JobID": "J1"}

    async def use(url: str) -> None:
        async with connect(endpoint_url=url, **KEYS) as client:
            with pytest.raises(RequestShapeError, match="JobId"):
                await client.get_status(**wrong)
            with (
                pytest.warns(ShapeWarning),
                client.checks(request="warn"),
                pytest.raises(ParamValidationError, match="JobId"),
            ):
                await client.get_status(**wrong)
            with client.checks(response="strict"), pytest.raises(ResponseShapeError):
                await client.get_status(JobId="J1")
            await client.get_status(JobId="J1")
            assert [one.direction for one in client.shape_warnings] == ["request", "response"]

    with FakeImportExport(answer_checks="off").serve() as server:
        server.fake.get_status().returns(ProgressCode="Success")  # without ErrorCount
        asyncio.run(use(server.url))


def test_check_modes_of_one_task_do_not_reach_another() -> None:
    wrong: Any = {"JobType": "Other", "Manifest": "", "ValidateOnly": False}

    async def use(client: Any) -> list[str]:
        async def task(mode: Any) -> str:
            with client.checks(request=mode):
                await asyncio.sleep(0)  # the other task enters its block
                try:
                    await client.create_job(**wrong)
                except RequestShapeError:
                    return "refused"
                return "sent"

        return [*await asyncio.gather(task("strict"), task("off"))]

    with FakeImportExport() as fake:
        fake.create_job().returns_sample()
        assert asyncio.run(use(fake.aio_client)) == ["refused", "sent"]


def test_a_plain_client_is_wrapped(jobs: Any) -> None:
    async def use(url: str) -> None:
        session = get_session()
        register(session)
        made: Any = session.create_client("importexport", endpoint_url=url, **KEYS)
        async with made as plain:
            client = ImportExportClient(plain, request_checks="strict")
            assert (await client.list_jobs()).get("IsTruncated") is True
            assert plain.exceptions.InvalidJobIdException is InvalidJobIdException
            assert client.meta is plain.meta
            assert client.can_paginate("list_jobs")
            assert client.waiter_names == ["job_completed"]
            url_of = await client.generate_presigned_url("get_status", {"JobId": "J"})
            assert url_of.startswith(url)
        async with get_session().create_client("importexport", endpoint_url=url, **KEYS) as plain:
            waiter = ImportExportClient(plain).get_waiter("job_completed")  # botocore has none
            await waiter.wait(JobId="J1", WaiterConfig={"Delay": 0})

    asyncio.run(use(jobs.url))


def test_coroutines_handle_events() -> None:
    """aiobotocore awaits handlers, and so does the emitter of our own sessions."""
    seen: list[str] = []

    async def coroutine(params: dict[str, Any], **_: Any) -> None:
        await asyncio.sleep(0)
        seen.append(params["JobId"])

    async def instead(**_: Any) -> Any:
        return AioAWSResponse("", 200, {}, None), {"ProgressCode": "Stubbed"}

    async def use() -> Any:
        async with connect(**KEYS) as client:
            events: Any = client.meta.events
            events.register("provide-client-params.importexport.GetStatus", coroutine)
            events.register("before-call.importexport.GetStatus", instead)
            with client.checks(response="off"):
                return await client.get_status(JobId="J1")

    assert asyncio.run(use()) == {"ProgressCode": "Stubbed"}
    assert seen == ["J1"]


def test_aiostubber_works_with_a_typed_client() -> None:
    stubber_of: Any = importlib.import_module("aiobotocore.stub").AioStubber

    async def use() -> Any:
        async with connect(**KEYS) as client:
            with stubber_of(client) as stubber:
                stubber.add_response("get_status", {"ProgressCode": "Started"}, {"JobId": "J1"})
                return await client.get_status(JobId="J1")

    assert asyncio.run(use())["ProgressCode"] == "Started"


def test_the_httpx_backend_reads_no_events(packages: Packages) -> None:
    """A limit of aiobotocore 3.10, which the guide names."""
    s3 = packages.of("s3")
    rows: list[Any] = [{"Records": {"Payload": b"a,b"}}, {"End": {}}]

    async def use(url: str) -> Any:
        config = AioConfig(http_session_cls=HttpxSession, s3={"addressing_style": "path"})
        async with s3.aio.connect(endpoint_url=url, config=config, **KEYS) as client:
            asked: Any = {"CSV": {}}
            response = await client.select_object_content(
                Bucket="bucket", Key="k", Expression="select *", ExpressionType="SQL",
                InputSerialization=asked, OutputSerialization=asked,
            )  # fmt: skip
            return [event async for event in response["Payload"]]

    with s3.fake().serve() as server:
        server.fake.select_object_content().returns(Payload=rows)
        with pytest.raises(Exception, match="read"):
            asyncio.run(use(server.url))
