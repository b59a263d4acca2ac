"""The application that the HTTP library calls: it reads bodies, and sends replies.

The library is any that calls an ASGI application and lets it abort the connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from struct import unpack_from
from typing import Any

from botosmith_runtime.fakes.adapters.server.answering import Answering
from botosmith_runtime.fakes.adapters.server.replies import Record, Reply
from botosmith_runtime.fakes.engine.answers import Delivery
from botosmith_runtime.protocols.errors import RequestError
from botosmith_runtime.protocols.messages import Request

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]

_TICK = 0.05  # seconds between the parts of a body that is sent slowly
_LINGER = 1.0  # seconds in which the rest of a refused body is read, so that its sender listens
_NO_BODY = frozenset({204, 304})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a server reads at most, in bytes and seconds.

    ``body`` is for one request, ``bodies`` for all that are being read. ``silence`` is how long
    a client may pause inside a body.
    """

    body: int = 256 * 1024 * 1024
    bodies: int = 512 * 1024 * 1024
    silence: float = 60.0


class App:
    """Answers the requests of all connections."""

    def __init__(
        self,
        answering: Answering,
        limits: Limits,
        pool: Executor,
        watch: Callable[[Record], object] | None,
    ) -> None:
        """``pool`` runs the rules, which may block. ``watch`` gets the record of each call."""
        self._answering = answering
        self._limits = limits
        self._pool = pool
        self._watch = watch
        self._held = 0

    async def __call__(
        self, abort: Callable[[bool], None], scope: dict[str, Any], receive: Receive, send: Send
    ) -> None:
        """Answer one request. ``abort(True)`` resets its connection, ``abort(False)`` closes it."""
        target = scope["raw_path"].decode("latin-1")
        if query := scope["query_string"]:
            target += f"?{query.decode('latin-1')}"
        headers = tuple([(k.decode("latin-1"), v.decode("latin-1")) for k, v in scope["headers"]])
        request = Request(method=scope["method"], path=target, headers=headers)
        body = _Body(receive)
        try:
            await self._read(body, headers, abort)
        except RequestError as error:
            reply = self._answering.refuse(request, error)
            await self._sent(reply, abort, send, body, scope)
            return
        except _GoneError:
            return
        finally:
            self._held -= body.size
        request = Request(
            method=request.method, path=target, headers=headers, body=body.content()
        )
        loop = asyncio.get_running_loop()
        reply = await loop.run_in_executor(self._pool, self._answering.reply, request)
        await self._sent(reply, abort, send, body, scope)

    async def _read(
        self,
        body: _Body,
        headers: tuple[tuple[str, str], ...],
        abort: Callable[[bool], None],
    ) -> None:
        """Read a body within the limits. Raises RequestError, or _GoneError.

        The connection is closed if nothing arrives for too long.
        """
        for name, value in headers:
            if name == "content-length" and value.isdigit() and int(value) > self._limits.body:
                raise _too_large(self._limits.body)
        loop = asyncio.get_running_loop()
        while not body.ended:
            # wait_for would make a task for each part.
            closing = loop.call_later(self._limits.silence, abort, False)
            try:
                self._held += await body.more()
            finally:
                closing.cancel()
            if body.size > self._limits.body:
                raise _too_large(self._limits.body)
            if self._held > self._limits.bodies:
                message = f"more than {self._limits.bodies:,} bytes of bodies are being received"
                raise RequestError("ServiceUnavailable", message, status=503, where="body")

    async def _sent(
        self,
        reply: Reply,
        abort: Callable[[bool], None],
        send: Send,
        body: _Body,
        scope: dict[str, Any],
    ) -> None:
        """Send a reply, and tell who watches."""
        if self._watch is not None:
            self._watch(reply.record)
        response = reply.response
        if response is None:
            if reply.silent:
                await body.gone()
            abort(True)
            return
        content, headers, whole = _prepared(reply, scope["method"])
        delivery = reply.delivery or Delivery()
        if delivery.cut_after is not None and delivery.cut_after < len(content):
            content, whole = content[: delivery.cut_after], False
        await send(
            {"type": "http.response.start", "status": response.status, "headers": headers}
        )
        gone = asyncio.ensure_future(body.gone()) if delivery.bytes_per_second else None
        try:
            for part in _parts(content, reply, delivery):
                await send({"type": "http.response.body", "body": part, "more_body": True})
                if gone is not None:
                    await asyncio.wait({gone}, timeout=_tick(delivery))
                    if gone.done():
                        return
        finally:
            if gone is not None:
                gone.cancel()
        if not whole:
            abort(False)
            return
        if not body.ended:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(body.drained(), _LINGER)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class _GoneError(Exception):
    """The client closed the connection."""


class _Body:
    """The body of a request, as far as it has been read."""

    def __init__(self, receive: Receive) -> None:
        self.size = 0
        self.ended = False
        self._receive = receive
        self._parts: list[bytes] = []

    async def more(self) -> int:
        """Read another part and return its size."""
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise _GoneError
        part: bytes = message["body"]
        self.ended = not message.get("more_body", False)
        if part:
            self._parts.append(part)
            self.size += len(part)
        return len(part)

    def content(self) -> bytes:
        """The whole body."""
        return self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)

    async def drained(self) -> None:
        """Read the rest of the body, and forget it."""
        self._parts.clear()
        while not self.ended:
            message = await self._receive()
            self.ended = not message.get("more_body", False)

    async def gone(self) -> None:
        """Wait until the client closes the connection."""
        while (await self._receive())["type"] != "http.disconnect":
            pass


def _prepared(
    reply: Reply, method: str
) -> tuple[bytes, list[tuple[bytes, bytes]], bool]:
    """The body to send, the headers, and whether the body is as long as these promise."""
    response = reply.response
    assert response is not None
    content = response.body
    named = {name.lower(): value for name, value in response.headers.items()}
    whole = True
    if response.status in _NO_BODY:
        content = b""
        named.pop("content-length", None)
    elif method == "HEAD":
        content = b""
        named.setdefault("content-length", "0")
    elif not reply.in_parts or response.status >= 300:
        length = named.setdefault("content-length", str(len(content)))
        if length.isdigit():
            whole = int(length) <= len(content)
            content = content[: int(length)]
    headers = [(name.encode("latin-1"), _encoded(value)) for name, value in named.items()]
    return content, headers, whole


def _encoded(value: str) -> bytes:
    try:
        return value.encode("latin-1")
    except UnicodeEncodeError:
        return value.encode()


def _parts(content: bytes, reply: Reply, delivery: Delivery) -> Iterator[bytes]:
    """The parts of a body: events one by one, or what is due at each tick, or all at once."""
    if delivery.bytes_per_second is not None:
        size = max(1, round(delivery.bytes_per_second * _tick(delivery)))
        yield from (content[at : at + size] for at in range(0, len(content), size))
    elif reply.in_parts:
        at = 0
        while at + 4 <= len(content):
            (length,) = unpack_from(">I", content, at)
            yield content[at : at + length]
            at += max(length, 4)
    elif content:
        yield content


def _tick(delivery: Delivery) -> float:
    """The seconds between two parts of a body that is sent slowly: at least a byte each."""
    return max(_TICK, 1 / delivery.bytes_per_second) if delivery.bytes_per_second else 0


def _too_large(most: int) -> RequestError:
    message = f"longer than {most:,} bytes"
    return RequestError("RequestEntityTooLarge", message, status=413, where="body")
