"""Uses of asynchronous clients that a type checker has to accept."""

from asyncio import create_task, gather
from typing import Any

from aiobotocore.client import AioBaseClient
from aiobotocore.config import AioConfig
from aiobotocore.session import AioSession
from botosmith_added_methods.aio import connect as connect_files
from botosmith_event_stream.aio import connect as connect_events
from botosmith_importexport.aio import ImportExportClient, connect, register
from botosmith_importexport.aio.literals import JobTypeType
from botosmith_importexport.aio.paginator import ListJobsPaginator
from botosmith_importexport.aio.type_defs import GetStatusOutputTypeDef, JobTypeDef
from botosmith_importexport.aio.waiter import JobCompletedWaiter
from botosmith_importexport.errors import InvalidJobIdException
from botosmith_importexport.fakes import FakeImportExport
from botosmith_importexport.type_defs import GetStatusInputTypeDef
from botosmith_paginators.aio import connect as connect_pages
from botosmith_paginators.type_defs import ItemTypeDef
from botosmith_personium_cell.aio import connect as connect_cell
from botosmith_streaming_blob.aio import connect as connect_blobs
from botosmith_streaming_blob.aio.type_defs import DownloadResponseTypeDef
from typing_extensions import assert_type


async def calls(session: AioSession, plain: AioBaseClient) -> None:
    config = AioConfig(connector_args={"keepalive_timeout": 5})
    async with connect(region_name="us-east-1", session=session, config=config) as client:
        assert_type(client, ImportExportClient)
        status = await client.get_status(JobId="HSSW2")
        assert_type(status, GetStatusOutputTypeDef)
        request: GetStatusInputTypeDef = {"JobId": "HSSW2"}
        both = await gather(client.get_status(**request), client.list_jobs())
        assert_type(both[1].get("Jobs"), list[JobTypeDef] | None)
        assert_type(await create_task(client.get_status(JobId="J")), GetStatusOutputTypeDef)
        assert_type(await client.generate_presigned_url("get_status", {"JobId": "J"}), str)
        with client.checks(response="strict", ignore={"GetStatus.JobId": "length"}):
            await client.list_jobs(MaxJobs=2)
        try:
            await client.cancel_job(JobId="HSSW2")
        except InvalidJobIdException as error:
            assert_type(error.message, str)
        except client.exceptions.UnableToCancelJobIdException as error:
            assert_type(error.response["Error"]["Code"], str)
    register(session)
    async with ImportExportClient(plain, request_checks="strict") as wrapped:
        assert_type(wrapped, ImportExportClient)
        await wrapped.close()
    base: AioBaseClient = wrapped
    kind: JobTypeType = "Import"
    del base, kind


async def pollers(client: ImportExportClient) -> None:
    async for job in client.iter_list_jobs(MaxJobs=50):
        assert_type(job, JobTypeDef)
    paginator = client.get_paginator("list_jobs")
    assert_type(paginator, ListJobsPaginator)
    pages = paginator.paginate(PaginationConfig={"MaxItems": 3})
    async for page in pages:
        assert_type(page.get("Jobs"), list[JobTypeDef] | None)
    async for found in pages.search("Jobs[]"):
        assert_type(found, JobTypeDef)
    async for anything in pages.search("Jobs[].JobId"):
        assert_type(anything, Any)
    waiter = client.get_waiter("job_completed")
    assert_type(waiter, JobCompletedWaiter)
    assert_type(await waiter.wait(JobId="J", WaiterConfig={"Delay": 1}), None)
    async with connect_pages() as several:
        everything = several.get_paginator("list_several").paginate().build_full_result()
        assert_type((await everything).get("Items"), list[ItemTypeDef] | None)
        async for row in several.iter_list_nested():
            assert_type(row, list[str])


async def streams() -> None:
    async with connect_blobs() as blobs:
        response = await blobs.download(Key="k")
        assert_type(response, DownloadResponseTypeDef)
        async with response["Body"] as body:
            assert_type(await body.read(), bytes)
            assert_type(await body.read(10), bytes)
            async for chunk in body.iter_chunks(1024):
                assert_type(chunk, bytes)
            async for line in body.iter_lines():
                assert_type(line, bytes)
        await blobs.upload(Key="k", Body=b"bytes")
    async with connect_events() as events:
        async for event in (await events.listen())["EventStream"]:
            assert_type(event["Text"].get("Text"), str | None)
    async with connect_files() as files:
        await files.generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})


async def cells() -> None:
    async with connect_cell(endpoint_url="https://unit.example/", token="…") as cell:
        await cell.get_cell_import_status(CellName="cell1")
        await cell.get_waiter("cell_import_ready").wait(CellName="cell1")
    async with connect_cell(
        endpoint_url="https://unit.example/", cookie="…", cookie_peer="…"
    ) as cell:
        await cell.get_cell_export_status(CellName="cell1")


async def poll(client: ImportExportClient) -> str:
    return (await client.get_status(JobId="J1")).get("ProgressCode", "")


async def fakes(fake: FakeImportExport) -> None:
    async def progress(
        request: GetStatusInputTypeDef,
    ) -> GetStatusOutputTypeDef | InvalidJobIdException:
        return await fake.aio_client.get_status(**request)

    assert_type(fake.aio_client, ImportExportClient)
    fake.get_status(JobId="J1").returns(ProgressCode="Started")
    fake.get_status(JobId="J2").responds(lambda request: {"ProgressCode": request["JobId"]})
    await poll(fake.aio_client)
    with fake.patch():
        async with connect() as client:
            await poll(client)
    del progress
