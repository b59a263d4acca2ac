"""The streams in responses, as types. At run time these are aiobotocore's own classes."""

from __future__ import annotations

from abc import ABC
from typing import TYPE_CHECKING, Generic, TypeVar

from aiobotocore.eventstream import AioEventStream

_Event = TypeVar("_Event")

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import TracebackType

    from typing_extensions import Self

    class StreamingBody:
        """The body of a response: ``async with response["Body"] as body: await body.read()``.

        It does not inherit from aiobotocore's class, whose own types accept any attribute.
        """

        async def __aenter__(self) -> Self: ...
        async def __aexit__(
            self,
            exc_type: type[BaseException] | None,
            exc_val: BaseException | None,
            tb: TracebackType | None,
        ) -> None: ...
        async def read(self, amt: int | None = None) -> bytes: ...
        async def readinto(self, b: bytearray) -> int: ...
        async def readlines(self) -> list[bytes]: ...
        def __aiter__(self) -> AsyncIterator[bytes]: ...
        async def __anext__(self) -> bytes: ...
        def iter_lines(
            self, chunk_size: int = 1024, keepends: bool = False
        ) -> AsyncIterator[bytes]: ...
        def iter_chunks(self, chunk_size: int = 1024) -> AsyncIterator[bytes]: ...
        def tell(self) -> int: ...
        def readable(self) -> bool: ...
        async def aclose(self) -> None: ...

    class EventStream(AioEventStream[_Event], Generic[_Event]):
        """The events of a response: ``async for event in response["Payload"]``."""

        def __aiter__(self) -> AsyncIterator[_Event]: ...
        def close(self) -> None: ...

else:
    from aiobotocore.response import AioStreamingBodyBase

    StreamingBody = AioStreamingBodyBase

    class EventStream(ABC, Generic[_Event]):
        """A subscriptable class; every event stream of aiobotocore is an instance of it."""

    EventStream.register(AioEventStream)

__all__ = ("EventStream", "StreamingBody")
