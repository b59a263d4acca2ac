"""The base class of every generated client whose calls are awaited."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn
from weakref import ReferenceType

from aiobotocore.client import AioBaseClient

from botosmith_runtime.aio import pollers
from botosmith_runtime.client import Client, ExceptionsT

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self


class AioClient(Client[ExceptionsT], AioBaseClient):
    """A client of aiobotocore with the types of one service.

    It wraps a client of aiobotocore and has all of its methods and attributes. ``connect`` opens
    one for an ``async with`` block.
    """

    _wrapped: ClassVar[str] = "a client of aiobotocore, such as that of session.create_client({!r})"
    _asynchronous: ClassVar[bool] = True
    _loop: ReferenceType[Any] | None = None
    _closed: bool = False
    _stays_open: bool = False
    """Whether it is the client of a fake, which has no connections."""

    async def __aenter__(self) -> Self:
        """Open the connections of the wrapped client."""
        await self._client.__aenter__()
        self._opened()
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Close the client's connections."""
        self._closed = not self._stays_open
        await self._client.__aexit__(exc_type, exc_val, tb)

    async def close(self) -> None:  # type: ignore[override]
        """Close the client's connections."""
        self._closed = not self._stays_open
        await self._client.close()

    async def generate_presigned_url(  # type: ignore[override]
        self,
        ClientMethod: Any,
        Params: Mapping[str, Any] | None = None,
        ExpiresIn: int = 3600,
        HttpMethod: str | None = None,
    ) -> str:
        """Make a URL for one call without credentials, valid for ``ExpiresIn`` seconds."""
        made = self._client.generate_presigned_url
        url: str = await made(ClientMethod, Params, ExpiresIn, HttpMethod)
        return url

    def __deepcopy__(self, memo: Any) -> NoReturn:
        """Raise TypeError: the connections belong to one event loop."""
        self._refuse("copied")

    def __reduce__(self) -> NoReturn:
        """Raise TypeError: the connections belong to one event loop."""
        self._refuse("pickled")

    def _refuse(self, what: str) -> NoReturn:
        raise TypeError(
            f"this {type(self).__name__} cannot be {what}: its connections belong to one event "
            "loop; open a client where it is used: async with connect(...)"
        )

    def _opened(self) -> None:
        """Note the event loop, and that the client is open."""
        from weakref import ref

        self._closed = False
        if self._stays_open:
            return
        try:
            self._loop = ref(asyncio.get_running_loop())
        except RuntimeError:  # another library runs the coroutines, such as trio
            self._loop = None

    # The generated method declares the type of the result; aiobotocore itself has no types.
    async def _call(  # type: ignore[override]
        self, method: str, params: Mapping[str, object]
    ) -> Any:
        if self._closed or self._loop is not None:
            self._check_usable(method)
        try:
            call = getattr(self._client, method)
        except AttributeError:  # a plain client, from an older botocore than the package's model
            raise self._older(method) from None
        return await call(**params)

    def _iterate(  # type: ignore[override]
        self, method: str, params: Mapping[str, object]
    ) -> AsyncIterator[Any]:
        return pollers.items(self._client.get_paginator(method).paginate(**params))

    def _check_usable(self, method: str) -> None:
        """Raise RuntimeError for a client that is closed, or that another event loop opened."""
        name = type(self).__name__
        if self._closed:
            raise RuntimeError(
                f"{name}.{method} was called, but the client is closed: call it inside the block "
                "of async with connect(...)"
            )
        loop = self._loop() if self._loop is not None else None
        if loop is not asyncio.get_running_loop():
            state = "is closed" if loop is None or loop.is_closed() else "is not the running one"
            raise RuntimeError(
                f"{name}.{method} was called, but the client was opened in an event loop which "
                f"{state}: open a client in each event loop, async with connect(...)"
            )

    def _waiter_of_model(self, name: str) -> Any:
        from aiobotocore.waiter import create_waiter_with_client

        return self.service.waiter(name, self._client, create_waiter_with_client)

    def _generated(self, module: str, registry: str) -> Any:
        return super()._generated(f"aio.{module}", registry)
