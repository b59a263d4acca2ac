"""Clients that are awaited, against a service on loopback, with both backends of aiobotocore."""

from __future__ import annotations

import asyncio
import importlib
from io import BytesIO
from typing import Any

import pytest
from aio_packages import Packages, model_of
from aio_parts import BACKENDS, KEYS, AioAWSResponse, AioConfig, HttpxSession, get_session
from botocore.exceptions import ClientError, ParamValidationError
from botocore.model import ServiceModel
from botosmith_importexport.aio import ImportExportClient, connect, register
from botosmith_importexport.errors import InvalidJobIdException
from botosmith_runtime.protocols import ErrorAnswer
from botosmith_runtime.violations import RequestShapeError, ShapeWarning
from wire_server import serving

PAGES: dict[Any, Any] = {
    None: {"Jobs": [{"JobId": "A"}, {"JobId": "B"}], "IsTruncated": True},
    "B": {"Jobs": [{"JobId": "C"}], "IsTruncated": False},
}


class Jobs:
    """AWS Import/Export with a few jobs; a job is complete when it was asked for twice."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, operation: str, parameters: dict[str, Any]) -> Any:
        self.asked.append((operation, parameters))
        if operation == "ListJobs":
            return PAGES[parameters.get("Marker")]
        if parameters["JobId"] == "gone":
            return ErrorAnswer(code="InvalidJobIdException", message="no such job")
        done = len(self.asked) > 1
        return {"ProgressCode": "Success", "ErrorCount": 0} if done else {"ProgressCode": "Started"}


def importexport() -> Any:
    module = importlib.import_module("botosmith_importexport.client")
    session = get_session()
    module.register(session)
    loader: Any = session.get_component("data_loader")
    return ServiceModel(loader.load_service_model("importexport", "service-2"), "importexport")


@pytest.mark.parametrize("backend", BACKENDS)
def test_operations_pages_waiters_and_errors(backend: type[Any]) -> None:
    service = Jobs()

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

    with serving(importexport(), service) as url:
        asyncio.run(use(url))
    assert service.asked[0] == ("GetStatus", {"JobId": "J1"})


@pytest.mark.parametrize("backend", BACKENDS)
def test_streams_go_both_ways(backend: type[Any], packages: Packages) -> None:
    stored: dict[str, bytes] = {}
    content = bytes(range(256)) * 100

    def answer(operation: str, parameters: dict[str, Any]) -> Any:
        match operation:
            case "PutObject":
                stored[parameters["Key"]] = parameters["Body"]
                return {"ETag": '"e"'}
            case "SelectObjectContent":
                rows: list[Any] = [{"Records": {"Payload": stored["k"][:3]}}, {"End": {}}]
                return {"Payload": rows}
            case _:
                body = stored.get(parameters["Key"])
                missing = ErrorAnswer(code="NoSuchKey", message="none")
                return missing if body is None else {"Body": body}

    async def use(url: str) -> None:
        config = AioConfig(http_session_cls=backend, s3={"addressing_style": "path"})
        s3 = packages.of("s3").aio
        async with s3.connect(endpoint_url=url, config=config, **KEYS) as client:
            await client.put_object(Bucket="bucket", Key="k", Body=BytesIO(content))
            await client.put_object(Bucket="bucket", Key="small", Body=b"text")
            async with (await client.get_object(Bucket="bucket", Key="k"))["Body"] as body:
                assert await body.read(10) == content[:10]
                assert b"".join([piece async for piece in body.iter_chunks(999)]) == content[10:]
            with pytest.raises(client.exceptions.NoSuchKey):
                await client.get_object(Bucket="bucket", Key="none")

    with serving(model_of("s3"), answer) as url:
        asyncio.run(use(url))
    assert stored == {"k": content, "small": b"text"}


def test_events_of_a_service(packages: Packages) -> None:
    asked: Any = {"CSV": {}}

    def answer(operation: str, parameters: dict[str, Any]) -> Any:
        assert (operation, parameters["Key"]) == ("SelectObjectContent", "k")
        rows: list[Any] = [{"Records": {"Payload": b"a,b"}}, {"End": {}}]
        return {"Payload": rows}

    async def use(url: str) -> list[Any]:
        config = AioConfig(s3={"addressing_style": "path"})
        s3 = packages.of("s3").aio
        async with s3.connect(endpoint_url=url, config=config, **KEYS) as client:
            response = await client.select_object_content(
                Bucket="bucket", Key="k", Expression="select *", ExpressionType="SQL",
                InputSerialization=asked, OutputSerialization=asked,
            )  # fmt: skip
            return [event async for event in response["Payload"]]

    with serving(model_of("s3"), answer) as url:
        found = asyncio.run(use(url))
    assert found == [{"Records": {"Payload": b"a,b"}}, {"End": {}}]


def test_the_httpx_backend_runs_on_trio() -> None:
    trio = importlib.import_module("trio")

    async def use(url: str) -> list[str | None]:
        config = AioConfig(http_session_cls=HttpxSession)
        async with connect(endpoint_url=url, config=config, **KEYS) as client:
            return [job.get("JobId") async for job in client.iter_list_jobs()]

    with serving(importexport(), Jobs()) as url:
        assert trio.run(use, url) == ["A", "B", "C"]


def test_checks_apply_to_both_sides() -> None:
    wrong: Any = {"JobID": "J1"}

    def answer(operation: str, parameters: dict[str, Any]) -> Any:  # noqa: ARG001
        return {"Jobs": [], "Surprise": "no such member"} if operation == "ListJobs" else {}

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
            assert client.shape_warnings

    with serving(importexport(), answer) as url:
        asyncio.run(use(url))


def test_check_modes_of_one_task_do_not_reach_another() -> None:
    wrong: Any = {"JobType": "Other", "Manifest": "", "ValidateOnly": False}

    def answer(operation: str, parameters: dict[str, Any]) -> Any:  # noqa: ARG001
        return {}

    async def use(url: str) -> list[str]:
        async with connect(endpoint_url=url, response_checks="off", **KEYS) as client:

            async def task(mode: Any) -> str:
                with client.checks(request=mode):
                    await asyncio.sleep(0)  # the other task enters its block
                    try:
                        await client.create_job(**wrong)
                    except RequestShapeError:
                        return "refused"
                    return "sent"

            return [*await asyncio.gather(task("strict"), task("off"))]

    with serving(importexport(), answer) as url:
        assert asyncio.run(use(url)) == ["refused", "sent"]


def test_a_plain_client_is_wrapped() -> None:
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

    with serving(importexport(), Jobs()) as url:
        asyncio.run(use(url))


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
    rows: list[Any] = [{"Records": {"Payload": b"a,b"}}, {"End": {}}]

    async def use(url: str) -> Any:
        config = AioConfig(http_session_cls=HttpxSession, s3={"addressing_style": "path"})
        async with packages.of("s3").aio.connect(endpoint_url=url, config=config, **KEYS) as client:
            asked: Any = {"CSV": {}}
            response = await client.select_object_content(
                Bucket="bucket", Key="k", Expression="select *", ExpressionType="SQL",
                InputSerialization=asked, OutputSerialization=asked,
            )  # fmt: skip
            return [event async for event in response["Payload"]]

    def answer(operation: str, parameters: dict[str, Any]) -> Any:  # noqa: ARG001
        return {"Payload": rows}

    with serving(model_of("s3"), answer) as url, pytest.raises(Exception, match="read"):
        asyncio.run(use(url))
