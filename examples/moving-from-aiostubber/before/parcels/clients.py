"""The clients of the program."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from aiobotocore.session import get_session

if TYPE_CHECKING:
    from types_aiobotocore_s3 import S3Client
    from types_aiobotocore_sqs import SQSClient


class Clients(NamedTuple):
    """One client for each service."""

    sqs: SQSClient
    s3: S3Client


@asynccontextmanager
async def connect(region: str) -> AsyncGenerator[Clients]:
    """Open the clients for a block."""
    session = get_session()
    async with AsyncExitStack() as stack:
        sqs = await stack.enter_async_context(session.create_client("sqs", region_name=region))
        s3 = await stack.enter_async_context(session.create_client("s3", region_name=region))
        yield Clients(sqs=sqs, s3=s3)
