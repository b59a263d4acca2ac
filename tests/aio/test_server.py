"""aiobotocore against a fake that is served by HTTP, with both backends, streaming both ways."""

from __future__ import annotations

import asyncio
from io import BytesIO
from typing import Any

import pytest
from aio_packages import Packages
from aio_parts import BACKENDS, KEYS, AioConfig, ClientSession, get_session
from botosmith_importexport.aio import connect
from botosmith_importexport.errors import InvalidJobIdException
from botosmith_importexport.fakes import FakeImportExport

CONTENT = bytes(range(256)) * 1000


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_served_fake(backend: type[Any]) -> None:
    async def use(url: str) -> None:
        config = AioConfig(http_session_cls=backend)
        async with connect(endpoint_url=url, config=config, **KEYS) as client:
            calls = [client.get_status(JobId=f"J{number}") for number in range(50)]
            found = await asyncio.gather(*calls)
            assert [one.get("ProgressCode") for one in found] == [f"J{n}" for n in range(50)]
            assert [job.get("JobId") async for job in client.iter_list_jobs()] == ["A", "B"]
            with pytest.raises(InvalidJobIdException, match="no such job"):
                await client.cancel_job(JobId="J1")

    with FakeImportExport().serve() as server:
        server.fake.get_status().responds(lambda request: {"ProgressCode": request["JobId"]})
        server.fake.list_jobs().pages([{"Jobs": [{"JobId": "A"}]}, {"Jobs": [{"JobId": "B"}]}])
        server.fake.cancel_job().raises("InvalidJobIdException", message="no such job")
        asyncio.run(use(server.url))
        assert server.fake.call_count == 53


@pytest.mark.parametrize("backend", BACKENDS)
def test_streams(backend: type[Any], packages: Packages) -> None:
    s3 = packages.of("s3")

    async def use(url: str) -> None:
        config = AioConfig(http_session_cls=backend, s3={"addressing_style": "path"})
        async with s3.aio.connect(endpoint_url=url, config=config, **KEYS) as client:
            await client.put_object(Bucket="bucket", Key="k", Body=BytesIO(CONTENT))
            async with (await client.get_object(Bucket="bucket", Key="k"))["Body"] as body:
                pieces = [piece async for piece in body.iter_chunks(1000)]
            assert b"".join(pieces) == CONTENT

    with s3.fake().serve() as server:
        put = server.fake.put_object().returns(ETag="e")
        server.fake.get_object().returns(Body=CONTENT)
        asyncio.run(use(server.url))
        assert put.calls[0]["Body"] == CONTENT


def test_events(packages: Packages) -> None:
    s3 = packages.of("s3")
    asked: Any = {"CSV": {}}

    async def use(url: str) -> list[Any]:
        config = AioConfig(s3={"addressing_style": "path"})
        async with s3.aio.connect(endpoint_url=url, config=config, **KEYS) as client:
            response = await client.select_object_content(
                Bucket="bucket", Key="k", Expression="select *", ExpressionType="SQL",
                InputSerialization=asked, OutputSerialization=asked,
            )  # fmt: skip
            return [event async for event in response["Payload"]]

    with s3.fake().serve() as server:
        rows: Any = [{"Records": {"Payload": b"a,b"}}, {"End": {}}]
        server.fake.select_object_content().returns(Payload=rows)
        assert asyncio.run(use(server.url)) == rows


def test_a_plain_client_and_a_presigned_url(packages: Packages) -> None:
    s3 = packages.of("s3")

    async def use(url: str) -> bytes:
        config = AioConfig(s3={"addressing_style": "path"})
        made = get_session().create_client("s3", endpoint_url=url, config=config, **KEYS)
        async with made as client, ClientSession() as http:
            assert (await client.list_buckets())["Buckets"] == []
            target = await client.generate_presigned_url(
                "get_object", {"Bucket": "bucket", "Key": "k"}
            )
            async with http.get(target) as response:
                content: bytes = await response.read()
                return content

    with s3.fake().serve() as server:
        server.fake.list_buckets().returns(Buckets=[])
        server.fake.get_object(Key="k").returns(Body=b"text")
        assert asyncio.run(use(server.url)) == b"text"
