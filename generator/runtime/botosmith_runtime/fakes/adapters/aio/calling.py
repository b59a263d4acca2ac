"""The calls in progress, by task, and their simulated time: fakes do not really sleep.

Many calls of one thread may be in progress, so that their state is in a context variable.
"""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aiobotocore.retries import adaptive, bucket

from botosmith_runtime.fakes.adapters.botocore.internals import inside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from botosmith_runtime.fakes.adapters.botocore.clock import Sending
    from botosmith_runtime.fakes.engine.engine import Engine


class Calling:
    """A call of one client. ``sendings`` are those that go through aiobotocore's sending."""

    __slots__ = ("engine", "sendings")

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.sendings: list[Sending] = []


CURRENT: ContextVar[Calling | None] = ContextVar("botosmith_fake_call", default=None)
"""The innermost call of the running task."""

POLLS: ContextVar[list[int] | None] = ContextVar("botosmith_fake_polls", default=None)
"""How many calls the waiter of the running task has made."""


async def pause(seconds: float) -> None:
    """Sleep in the running event loop; 0 lets other tasks run."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:  # aiobotocore's httpx backend also runs on trio
        await import_module("anyio").sleep(seconds)
    else:
        await asyncio.sleep(seconds)


async def simulated(seconds: float) -> None:
    """Replaces the sleep between retries: it only adds to ``fake.elapsed``."""
    calling = CURRENT.get()
    if calling is None:
        await pause(seconds)
    else:
        calling.engine.wait(seconds)
        await pause(0)


class _Clock(bucket.Clock):
    """The rate limiter's clock, which includes the simulated time."""

    def current_time(self) -> float:
        calling = CURRENT.get()
        now: float = super().current_time()
        return now if calling is None else now + calling.engine.elapsed


class _Buckets:
    """Replaces the rate limiter's module while a client is made: its bucket does not sleep."""

    def __getattr__(self, name: str) -> Any:
        found: Any = getattr(bucket, name)
        if not name.endswith("TokenBucket"):
            return _Clock if name == "Clock" else found

        async def wait(_: Any, seconds: float) -> None:
            await simulated(seconds)

        return type(name, (found,), {"_wait_for_new_fill_rate": wait})


_adaptive: Any = adaptive


class simulating_rates:  # noqa: N801  # a block
    """A block in which clients are made whose rate limiter waits in simulated time."""

    def __enter__(self) -> None:
        _adaptive.bucket = _Buckets()

    def __exit__(self, *_: object) -> None:
        _adaptive.bucket = bucket


def simulate(client: Any, owners: Iterable[Any]) -> None:
    """Let a client's endpoint, and its handlers of retries, sleep in simulated time.

    ``owners`` are the objects whose methods are handlers.
    """
    inside(inside(client)["_endpoint"])["_sleep"] = simulated
    for owner in owners:
        if "_sleep" in inside(owner):
            inside(owner)["_sleep"] = simulated


def driven(coroutine: Any) -> Any:
    """The result of a coroutine that awaits nothing, such as one that makes a fake's client."""
    try:
        coroutine.send(None)
    except StopIteration as ended:
        return ended.value
    coroutine.close()
    raise RuntimeError("aiobotocore waited for something while it made the client of a fake")
