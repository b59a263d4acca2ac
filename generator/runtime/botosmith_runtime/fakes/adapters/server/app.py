"""The application: it lets rules answer requests, and sends the replies whole, cut or slowly."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from struct import unpack_from

from botosmith_runtime.fakes.adapters.server.answering import Answering
from botosmith_runtime.fakes.adapters.server.exchanges import Headers, HttpExchange
from botosmith_runtime.fakes.adapters.server.incoming import HeldBytes, Limits
from botosmith_runtime.fakes.adapters.server.replies import Record, Reply
from botosmith_runtime.protocols.errors import RequestError
from botosmith_runtime.protocols.messages import Request

_TICK = 0.05  # seconds between the parts of a body that is sent slowly
_BODILESS = frozenset({204, 304})
_FOREVER = 1e6  # seconds


class App:
    """Answers the requests of all connections."""

    def __init__(
        self,
        answering: Answering,
        limits: Limits,
        pool: Executor,
        watch: Callable[[Record], object] | None,
    ) -> None:
        """``pool`` runs rules that may block. ``watch`` gets the record of each call."""
        self.received = HeldBytes(limits)
        self._answering = answering
        self._pool = pool
        self._watch = watch

    def complete(self, exchange: HttpExchange, request: Request) -> None:
        """Answer a whole request: at once, or in the pool if a rule may block."""
        if not self._answering.is_quick(request):
            exchange.run(self._later(exchange, request))
            return
        try:
            self._send(exchange, self._answering.reply(request))
        except Exception:  # a fault in botosmith must not keep the connection open
            exchange.reset()
            raise

    def refuse(self, exchange: HttpExchange, request: Request, error: RequestError) -> None:
        """Answer a request that was not read to its end."""
        self._send(exchange, self._answering.refuse(request, error))

    async def _later(self, exchange: HttpExchange, request: Request) -> None:
        loop = asyncio.get_running_loop()
        reply = await loop.run_in_executor(self._pool, self._answering.reply, request)
        self._send(exchange, reply)

    def _send(self, exchange: HttpExchange, reply: Reply) -> None:
        """Send a reply, and show its record."""
        if self._watch is not None:
            self._watch(reply.record)
        if reply.response is None:
            if reply.silent:
                exchange.run(asyncio.sleep(_FOREVER))
            else:
                exchange.reset()
            return
        content, headers, whole = _prepared(reply, exchange.method)
        delivery = reply.delivery
        if delivery is None and whole and not reply.in_parts:
            exchange.send(reply.response.status, headers, content)
            return
        most = len(content)
        if delivery is not None and delivery.cut_after is not None:
            most = delivery.cut_after
        content, whole = content[:most], whole and most >= len(content)
        exchange.open(reply.response.status, headers)
        if delivery is not None and delivery.bytes_per_second is not None:
            exchange.run(_slowly(exchange, content, delivery.bytes_per_second, whole))
            return
        for part in _events(content) if reply.in_parts else (content,):
            exchange.write(part)
        _end(exchange, whole)


async def _slowly(exchange: HttpExchange, content: bytes, rate: float, whole: bool) -> None:
    tick = max(_TICK, 1 / rate)  # at least a byte each
    size = max(1, round(rate * tick))
    for at in range(0, len(content), size):
        exchange.write(content[at : at + size])
        await asyncio.sleep(tick)
    _end(exchange, whole)


def _end(exchange: HttpExchange, whole: bool) -> None:
    if whole:
        exchange.finish()
    else:
        exchange.cut()


def _prepared(reply: Reply, method: str) -> tuple[bytes, Headers, bool]:
    """The body to send, the headers, and whether the body is as long as these promise."""
    response = reply.response
    assert response is not None
    content = response.body
    named = {name.lower(): value for name, value in response.headers.items()}
    whole = True
    if response.status in _BODILESS:
        content = b""
        named.pop("content-length", None)
    elif method == "HEAD":
        content = b""
        named.setdefault("content-length", "0")
    elif not reply.in_parts:
        length = named.setdefault("content-length", str(len(content)))
        if length.isdigit() and int(length) != len(content):
            whole = int(length) < len(content)
            content = content[: int(length)]
    headers = [(name.encode("latin-1"), _encoded(value)) for name, value in named.items()]
    return content, headers, whole


def _encoded(value: str) -> bytes:
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode()


def _events(content: bytes) -> Iterator[bytes]:
    """The messages of an event stream, which each begin with their length."""
    at = 0
    while at + 4 <= len(content):
        (length,) = unpack_from(">I", content, at)
        yield content[at : at + length]
        at += max(length, 4)
