"""One request and its response, as the application sees them over any version of HTTP."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Coroutine
from email.utils import formatdate
from typing import Any, Protocol

from botosmith_runtime.fakes.adapters.server.incoming import HeldBytes
from botosmith_runtime.protocols.errors import RequestError
from botosmith_runtime.protocols.messages import Request

Headers = list[tuple[bytes, bytes]]


class Application(Protocol):
    """What connections call, once for each request."""

    received: HeldBytes

    def complete(self, exchange: HttpExchange, request: Request) -> None:
        """Answer a whole request."""
        ...

    def refuse(self, exchange: HttpExchange, request: Request, error: RequestError) -> None:
        """Answer a request whose body was not read, or that cannot be parsed."""
        ...


class HttpExchange(ABC):
    """A request whose response is still to be sent."""

    def __init__(self, method: str) -> None:
        self.method = method
        self._task: asyncio.Task[Any] | None = None

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Do work that waits. It is cancelled if the client closes the connection."""
        self._task = asyncio.get_running_loop().create_task(work)
        self._task.add_done_callback(self._ended)

    def cancel(self) -> None:
        """End the work: the client is gone, or the server stops."""
        if self._task is not None:
            self._task.cancel()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self.reset()

    @abstractmethod
    def send(self, status: int, headers: Headers, body: bytes) -> None:
        """Send a whole response. ``headers`` have the length of the body, if it needs one."""

    @abstractmethod
    def open(self, status: int, headers: Headers) -> None:
        """Send the head of a response whose body follows in parts."""

    @abstractmethod
    def write(self, part: bytes) -> None:
        """Send a part of the body."""

    @abstractmethod
    def finish(self) -> None:
        """End the body."""

    @abstractmethod
    def cut(self) -> None:
        """End the response before its body is whole."""

    @abstractmethod
    def reset(self) -> None:
        """Reset the connection: its client gets an error instead of a response."""


_DATE: list[Any] = [0, b""]


def date() -> bytes:
    """The value of ``Date``, made once a second."""
    now = int(time.time())
    if _DATE[0] != now:
        _DATE[:] = now, formatdate(now, usegmt=True).encode()
    found: bytes = _DATE[1]
    return found
