"""Clients with an AioStubber each, which have to use every response."""

from __future__ import annotations

from collections.abc import AsyncIterator, Generator
from contextlib import AsyncExitStack, contextmanager
from typing import Any, NamedTuple

import pytest
import pytest_asyncio
from aiobotocore.response import StreamingBody
from aiobotocore.session import get_session
from aiobotocore.stub import AioStubber
from parcels.clients import Clients


class Stubbers(NamedTuple):
    """One stubber for each client."""

    sqs: AioStubber
    s3: AioStubber


class Raw:
    """What a StreamingBody reads from."""

    def __init__(self, content: bytes) -> None:
        self.content = self
        self._left = content

    async def read(self, size: int = -1) -> bytes:
        found, self._left = self._left, b""
        return found if size else b""

    def at_eof(self) -> bool:
        return not self._left

    def close(self) -> None:
        pass


def body(content: bytes) -> StreamingBody:
    """The body of a response."""
    raw: Any = Raw(content)
    return StreamingBody(raw, len(content))


@contextmanager
def stubbed(client: Any) -> Generator[AioStubber]:
    """A stubber that fails where a response is left over."""
    with AioStubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@pytest_asyncio.fixture
async def clients() -> AsyncIterator[Clients]:
    """Clients of both services, with made-up credentials."""
    session = get_session()
    session.set_credentials("test", "test")
    async with AsyncExitStack() as stack:
        sqs = session.create_client("sqs", region_name="eu-west-1")
        s3 = session.create_client("s3", region_name="eu-west-1")
        yield Clients(
            sqs=await stack.enter_async_context(sqs), s3=await stack.enter_async_context(s3)
        )


@pytest.fixture
def stubs(clients: Clients) -> Generator[Stubbers]:
    """Their stubbers."""
    with stubbed(clients.sqs) as sqs, stubbed(clients.s3) as s3:
        yield Stubbers(sqs, s3)
