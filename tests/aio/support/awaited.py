"""An asynchronous client that is called like a synchronous one: what it gives is awaited here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from inspect import isawaitable
from typing import Any, cast

from botosmith_runtime.aio.types import EventStream, StreamingBody


class Awaited:
    """Wraps a client; streams of its responses are read at once."""

    def __init__(self, client: Any, runner: asyncio.Runner) -> None:
        self._client = client
        self._runner = runner

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._client, name)
        if not callable(found) or isinstance(found, type):
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            return self._result(found(*args, **kwargs))

        return call

    def get_paginator(self, name: str) -> Any:
        """A paginator whose pages are a list."""
        return Awaited(self._client.get_paginator(name), self._runner)

    def get_waiter(self, name: str) -> Any:
        """A waiter that waits here."""
        return Awaited(self._client.get_waiter(name), self._runner)

    def _result(self, given: Any) -> Any:
        if isawaitable(given):
            return self._runner.run(_read(given))
        if hasattr(given, "__aiter__"):
            return self._runner.run(_all(given))
        return given


async def events_of(stream: Any) -> list[Any]:
    """All events of a stream."""
    return [event async for event in stream]


async def _all(given: AsyncIterator[Any]) -> list[Any]:
    return [await _opened(item) async for item in given]


async def _read(given: Awaitable[Any]) -> Any:
    return await _opened(await given)


async def _opened(response: Any) -> Any:
    if not isinstance(response, dict):
        return response
    members = cast("dict[str, Any]", response)
    for name, value in members.items():
        if isinstance(value, StreamingBody):
            async with value as body:
                members[name] = await body.read()
        elif isinstance(value, EventStream):
            members[name] = await events_of(value)
    return members
