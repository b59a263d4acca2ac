"""The clients of the program."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import NamedTuple

from aiobotocore.session import get_session
from botosmith_s3 import aio as aio_s3
from botosmith_sqs import aio as aio_sqs


class Clients(NamedTuple):
    """One client for each service."""

    sqs: aio_sqs.SQSClient
    s3: aio_s3.S3Client


@asynccontextmanager
async def connect(region: str) -> AsyncGenerator[Clients]:
    """Open the clients for a block."""
    session = get_session()
    async with AsyncExitStack() as stack:
        sqs = aio_sqs.connect(session=session, region_name=region)
        s3 = aio_s3.connect(session=session, region_name=region)
        yield Clients(
            sqs=await stack.enter_async_context(sqs), s3=await stack.enter_async_context(s3)
        )
