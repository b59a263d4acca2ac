"""Uses of asynchronous clients that a type checker has to flag, line by line."""

from typing import Any

from botocore.session import Session
from botosmith_event_stream.aio import connect as connect_events
from botosmith_importexport import ImportExportClient as SyncClient
from botosmith_importexport import connect as connect_sync
from botosmith_importexport.aio import ImportExportClient, connect
from botosmith_importexport.fakes import FakeImportExport
from botosmith_personium_cell.aio import connect as connect_cell
from botosmith_streaming_blob.aio import connect as connect_blobs


def takes_sync(client: SyncClient) -> None:
    client.list_jobs()


async def opening(session: Any, sync: SyncClient) -> None:
    connect().get_status(JobId="J")  # error: a block opens the client
    await connect()  # error: a block opens the client
    with connect() as never:  # error: the block is asynchronous
        del never
    async with connect_sync() as sync_client:  # error: the client is synchronous
        del sync_client
    connect(region="us-east-1")  # error: region_name
    connect(request_checks="lenient")  # error: no such mode
    connect(session="default")  # error: a session
    connect(session=Session())  # error: one of aiobotocore
    connect_cell(region_name="x")  # error: it has no regions
    connect_cell(endpoint_url="https://unit.example/", token=b"t")  # error: text
    await sync.get_status(JobId="J")  # error: the call is not awaited
    del session


async def calls(client: ImportExportClient) -> None:
    takes_sync(client)  # error: the calls are coroutines
    client.get_status(JobId="J")["ProgressCode"]  # error: await it
    await client.get_status()  # error: JobId is required
    await client.get_status("HSSW2")  # error: by keyword only
    await client.get_status(JobId=7)  # error: text
    await client.describe_jobs()  # error: no such operation
    (await client.get_status(JobId="J"))["Errors"]  # error: no such key
    client.generate_presigned_url("get_status").upper()  # error: await it
    await client.generate_presigned_url("get_state")  # error: no such method


async def pollers(client: ImportExportClient) -> None:
    for job in client.iter_list_jobs():  # error: async for
        del job
    async for item in client.iter_list_jobs(Max=50):  # error: MaxJobs
        del item
    client.get_paginator("list_job")  # error: no such paginator
    client.get_waiter("job_complete")  # error: no such waiter
    await client.get_waiter("job_completed").wait()  # error: JobId is required
    pages = client.get_paginator("list_jobs").paginate()
    pages.build_full_result()["Jobs"]  # error: await it
    async for job in pages:
        job["Job"]  # error: no such key


async def streams() -> None:
    async with connect_blobs() as blobs:
        body = (await blobs.download(Key="k"))["Body"]
        body.read().decode()  # error: await it
        (await body.read()).encode()  # error: bytes
        await blobs.upload(Key="k", Body=body)  # error: read it first
    async with connect_events() as events:
        async for event in (await events.listen())["EventStream"]:
            event["Trouble"]  # error: aiobotocore raises it


async def fakes(fake: FakeImportExport) -> None:
    takes_sync(fake.aio_client)  # error: the calls are coroutines
    await fake.client.get_status(JobId="J")  # error: the call is not awaited
    fake.aio_client = fake.aio_client  # error: it cannot be set
    await fake.aio_client.get_state(JobId="J")  # error: no such operation
