"""Connections with HTTP/1.1 and HTTP/1.0, parsed by httptools."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from http.client import responses
from typing import Any

import httptools

from botosmith_runtime.fakes.adapters.server.exchanges import (
    Application,
    Headers,
    HttpExchange,
    date,
)
from botosmith_runtime.fakes.adapters.server.incoming import HEAD, Incoming
from botosmith_runtime.fakes.adapters.server.sockets import no_delay, reset
from botosmith_runtime.protocols.errors import RequestError
from botosmith_runtime.protocols.messages import Request

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
_LINGER = 1.0  # seconds in which the rest of a refused request is read, so that its sender listens
_BODILESS = frozenset({204, 304})
_LINES = {
    status: b"HTTP/1.1 %d %s\r\n" % (status, text.encode()) for status, text in responses.items()
}


class Http1(asyncio.Protocol):
    """One connection. Requests that arrive before the last one was answered wait in a queue."""

    def __init__(self, app: Application, connections: set[Any]) -> None:
        self._app = app
        self._connections = connections
        self._parser: Any = httptools.HttpRequestParser(self)
        self._waiting: deque[tuple[Incoming, bool, bool]] = deque()
        self._exchange: _Exchange | None = None
        self._closing = False
        self._goes_on = False
        self._is_choked = False
        self._started = False
        self._new_message()
        self.transport: Any = None
        self.active_at = time.monotonic()

    # asyncio

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        no_delay(transport)
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # nothing depends on it
        self._connections.discard(self)
        if self._exchange is not None:
            self._exchange.cancel()
        if self._incoming is not None:
            self._incoming.drop()
        for incoming, _, _ in self._waiting:
            incoming.drop()

    def data_received(self, data: bytes) -> None:
        self.active_at = time.monotonic()
        if not self._started:
            self._started = True
            if data.startswith(PREFACE[:4]):
                self._switch(data)
                return
        if self._closing:
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            # The request is answered in HTTP/1.1, as every server may do; Java asks for h2c. The
            # parser has skipped its body, so it is read again, without the upgrade.
            if self._parser.get_method() == b"CONNECT":
                self._misread("this is no proxy")
                return
            head = self._without_upgrade()
            self._parser = httptools.HttpRequestParser(self)
            self.data_received(head + data[upgrade.args[0] :])
            return
        except httptools.HttpParserError as error:
            self._misread(str(error))
            return
        if self._incoming is None:
            self._head_size += len(data)
            if self._head_size > HEAD:
                self._misread("the headers do not end")

    def pause_writing(self) -> None:
        """Answer no further request while the client does not read its responses."""
        self._is_choked = True
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """Go on."""
        self._is_choked = False
        if self._exchange is None:
            self._go_on()

    @property
    def is_idle(self) -> bool:
        """Whether no request is being received or answered."""
        return self._exchange is None and self._incoming is None and self._head_size == 0

    @property
    def is_answering(self) -> bool:
        """Whether a response is still to be sent."""
        return self._exchange is not None

    def close(self) -> None:
        """Close the connection, whatever happens in it."""
        if self._exchange is not None:
            self._exchange.cancel()
        self.transport.abort()

    # httptools

    def _new_message(self) -> None:
        self._incoming: Incoming | None = None
        self._url = b""
        self._headers: list[tuple[str, str]] = []
        self._head_size = 0

    def on_message_begin(self) -> None:
        self._new_message()

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._incoming is None:  # else it is a trailer
            self._headers.append((name.decode("latin-1"), value.decode("latin-1")))

    def on_headers_complete(self) -> None:
        if self._is_upgrade():
            return
        method: str = self._parser.get_method().decode("latin-1")
        path = self._url.decode("latin-1")
        incoming = Incoming(method, path, self._headers, self._app.received)
        self._incoming = incoming
        if incoming.problem is not None:
            self._refuse_unread(incoming)
        elif incoming.awaits_continue and self._exchange is None:
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _is_upgrade(self) -> bool:
        """Whether the parser will take what follows for another protocol."""
        named = {name.lower(): value.lower() for name, value in self._headers}
        asked = "upgrade" in named and "upgrade" in named.get("connection", "")
        return asked or self._parser.get_method() == b"CONNECT"

    def _without_upgrade(self) -> bytes:
        """The head of a request again, without the headers that ask for another protocol."""
        kept = [one for one in self._headers if one[0].lower() not in ("connection", "upgrade")]
        lines = [self._parser.get_method() + b" " + self._url + b" HTTP/1.1"]
        lines += [f"{name}: {value}".encode("latin-1") for name, value in kept]
        return b"\r\n".join([*lines, b"", b""])

    def on_body(self, body: bytes) -> None:
        if self._incoming is not None and not self._closing:
            self._incoming.add(body)
            if self._incoming.problem is not None:
                self._refuse_unread(self._incoming)

    def on_message_complete(self) -> None:
        incoming = self._incoming
        if incoming is None or self._closing:
            return
        keeps = bool(self._parser.should_keep_alive())
        modern = self._parser.get_http_version() != "1.0"
        self._new_message()
        if self._exchange is not None or self._is_choked:
            self._waiting.append((incoming, keeps, modern))
            self.transport.pause_reading()
        else:
            self._answer(incoming, keeps, modern)

    # Answers

    def _answer(self, incoming: Incoming, keeps: bool, modern: bool) -> None:
        request = incoming.whole()
        self._exchange = _Exchange(self, request.method, keeps, modern)
        self._app.complete(self._exchange, request)

    def _refuse_unread(self, incoming: Incoming) -> None:
        """Answer a request whose rest is not read, and close the connection."""
        assert incoming.problem is not None
        self._refuse(incoming.head, incoming.problem)

    def _refuse(self, request: Request, error: RequestError) -> None:
        self._closing = True
        if self._exchange is not None:  # an earlier request is being answered
            self._exchange.keeps = False
            return
        exchange = self._exchange = _Exchange(self, request.method, False, True)
        self._app.refuse(exchange, request, error)

    def _misread(self, problem: str) -> None:
        """Answer what is not HTTP."""
        if self._closing:
            return
        known = self._parser.get_method().decode("latin-1", "replace") if self._url else "GET"
        path = self._url[:1000].decode("latin-1") if self._url.startswith(b"/") else "/"
        headers = tuple(self._headers[:100])
        request = Request(method=known, path=path, headers=headers)
        error = RequestError("BadRequest", f"not HTTP: {problem[:100]}", where="request")
        self._refuse(request, error)

    def answered(self, keeps: bool) -> None:
        """Go on with the next request, or close the connection."""
        self._exchange = None
        self.active_at = time.monotonic()
        if not keeps:
            self._closing = True
        if not self._goes_on:  # else the loop of _go_on has called this
            self._go_on()

    def _go_on(self) -> None:
        """Answer the requests that wait, as far as the client reads the responses."""
        self._goes_on = True
        while self._waiting and not (self._exchange or self._closing or self._is_choked):
            self._answer(*self._waiting.popleft())
        self._goes_on = False
        if self._exchange is not None:
            return
        if self._closing:
            self._end()
        elif not (self._is_choked or self.transport.is_closing()):
            self.transport.resume_reading()

    def _end(self) -> None:
        """Close the connection after what was written."""
        if self._incoming is None and not self._head_size:
            self.transport.close()
            return
        # A connection that is closed with unread data is reset, and the response is lost.
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.transport.resume_reading()
        asyncio.get_running_loop().call_later(_LINGER, self.transport.close)

    def _switch(self, data: bytes) -> None:
        from botosmith_runtime.fakes.adapters.server.http2 import Http2

        self._connections.discard(self)
        other = Http2(self._app, self._connections)
        self.transport.set_protocol(other)
        other.connection_made(self.transport)
        other.data_received(data)


class _Exchange(HttpExchange):
    def __init__(self, connection: Http1, method: str, keeps: bool, modern: bool) -> None:
        super().__init__(method)
        self.keeps = keeps
        self._connection = connection
        self._transport = connection.transport
        self._modern = modern
        self._chunked = False

    def send(self, status: int, headers: Headers, body: bytes) -> None:
        self._transport.write(self._head(status, headers) + body)
        self._connection.answered(self.keeps)

    def open(self, status: int, headers: Headers) -> None:
        if not any(name == b"content-length" for name, _ in headers):
            if self._modern:
                self._chunked = True
                headers = [*headers, (b"transfer-encoding", b"chunked")]
            else:
                self.keeps = False
        self._transport.write(self._head(status, headers))

    def write(self, part: bytes) -> None:
        self._transport.write(b"%x\r\n%s\r\n" % (len(part), part) if self._chunked else part)

    def finish(self) -> None:
        if self._chunked:
            self._transport.write(b"0\r\n\r\n")
        self._connection.answered(self.keeps)

    def cut(self) -> None:
        self._transport.close()

    def reset(self) -> None:
        reset(self._transport)

    def _head(self, status: int, headers: Headers) -> bytes:
        lines = [_LINES.get(status) or b"HTTP/1.1 %d \r\n" % status, b"date: ", date(), b"\r\n"]
        for name, value in headers:
            lines += name, b": ", value, b"\r\n"
        if not self.keeps:
            lines.append(b"connection: close\r\n")
        elif not self._modern:
            lines.append(b"connection: keep-alive\r\n")
        lines.append(b"\r\n")
        return b"".join(lines)
