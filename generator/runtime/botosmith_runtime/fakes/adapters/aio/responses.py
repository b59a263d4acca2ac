"""Answers and faults in the form that aiobotocore expects.

They are those for botocore, with an HTTP response whose content is awaited, and with streams that
are read asynchronously.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

from aiobotocore.awsrequest import AioAWSResponse
from aiobotocore.eventstream import AioEventStream
from aiobotocore.httpxsession import HttpxSession
from aiobotocore.response import HttpxStreamingBody, StreamingBody

from botosmith_runtime.fakes.adapters.botocore.internals import inside
from botosmith_runtime.fakes.adapters.botocore.responses import Streams, each_event

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.values import Body, Events

_Response: Any = AioAWSResponse
_Body: Any = StreamingBody
_HttpxBody: Any = HttpxStreamingBody
_Stream: Any = AioEventStream


class Raw:
    """What aiobotocore reads from a response: its ``content`` is a stream, as in aiohttp."""

    def __init__(self, content: bytes, url: str = "") -> None:
        self.content = _Content(content)
        self.url = url
        self.raw_headers = ()

    async def read(self) -> bytes:
        """All that is left."""
        return await self.content.read()

    def close(self) -> None:
        """Nothing is open."""

    async def aiter_raw(self) -> AsyncIterator[bytes]:
        """All that is left, as the httpx backend reads it."""
        yield await self.read()

    async def aclose(self) -> None:
        """Nothing is open."""


class _Content:
    def __init__(self, content: bytes) -> None:
        self._left = content

    async def read(self, size: int = -1) -> bytes:
        """The next bytes, or all that are left."""
        taken = self._left if size < 0 else self._left[:size]
        self._left = self._left[len(taken) :]
        return taken

    def at_eof(self) -> bool:
        """Whether all was read."""
        return not self._left

    async def iter_chunks(self) -> AsyncIterator[tuple[bytes, bool]]:
        """All of it, in one piece."""
        if self._left:
            yield await self.read(), True


def awaited(response: Any) -> Any:
    """An HTTP response of botocore as one of aiobotocore."""
    raw = Raw(response.raw.read(), response.url)
    return _Response(response.url, response.status_code, response.headers, raw)


def _opened_body(body: Body) -> Any:
    return _Body(Raw(body.content), len(body.content))


def _opened_httpx_body(body: Body) -> Any:
    return _HttpxBody(Raw(body.content), len(body.content))


def _opened_events(events: Events, operation: str) -> Any:
    return _OpenedEvents(events, operation)


class _OpenedEvents(_Stream):  # type: ignore[misc]  # aiobotocore has no types
    """An event stream of aiobotocore whose events are in memory."""

    def __init__(self, source: Events, operation: str) -> None:
        self._events: Iterator[Any] = each_event(source, operation)
        self._raw_stream = Raw(b"")

    async def __anext__(self) -> AsyncIterator[Any]:
        """Each event; aiobotocore's streams have an iterator in this place, too."""
        for event in self._events:
            yield event

    async def get_initial_response(self) -> Any:
        """None: a fake has no initial message."""


_STREAMS = Streams(_Response, _opened_body, _opened_events)
_HTTPX_STREAMS = Streams(_Response, _opened_httpx_body, _opened_events)


def streams_of(client: Any) -> Streams:
    """The streams of a client, whose bodies depend on its backend."""
    session = inside(inside(client)["_endpoint"])["http_session"]
    return _HTTPX_STREAMS if isinstance(session, HttpxSession) else _STREAMS
