"""Connections with HTTP/2, by h2: with TLS, or in clear text if the client begins with it."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Any

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import (
    ConnectionTerminated,
    DataReceived,
    RemoteSettingsChanged,
    RequestReceived,
    StreamEnded,
    StreamReset,
    WindowUpdated,
)
from h2.exceptions import ProtocolError
from h2.settings import SettingCodes, Settings

from botosmith_runtime.fakes.adapters.server.exchanges import (
    Application,
    Headers,
    HttpExchange,
    date,
)
from botosmith_runtime.fakes.adapters.server.incoming import HEAD, Incoming
from botosmith_runtime.fakes.adapters.server.sockets import no_delay, reset

_STREAMS = 100
_WINDOW = 2**20  # bytes of a body that a client may send before they are acknowledged


class Http2(asyncio.Protocol):
    """One connection with its streams."""

    def __init__(self, app: Application, connections: set[Any]) -> None:
        self._app = app
        self._connections = connections
        self._h2 = H2Connection(H2Configuration(client_side=False, header_encoding="latin-1"))
        self._h2.local_settings = Settings(
            client=False,
            initial_values={
                SettingCodes.MAX_CONCURRENT_STREAMS: _STREAMS,
                SettingCodes.MAX_HEADER_LIST_SIZE: HEAD,
                SettingCodes.INITIAL_WINDOW_SIZE: _WINDOW,
            },
        )
        self._h2.decoder.max_header_list_size = HEAD  # the setting counts once it is acknowledged
        self._incoming: dict[int, Incoming] = {}
        self._exchanges: dict[int, _Exchange] = {}
        self.transport: Any = None
        self.active_at = time.monotonic()

    # asyncio

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        no_delay(transport)
        self._connections.add(self)
        self._h2.initiate_connection()
        self._h2.increment_flow_control_window(_WINDOW)
        self.flush()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  # nothing depends on it
        self._connections.discard(self)
        for exchange in [*self._exchanges.values()]:
            exchange.cancel()
        for incoming in self._incoming.values():
            incoming.drop()
        self._exchanges.clear()
        self._incoming.clear()

    def data_received(self, data: bytes) -> None:
        self.active_at = time.monotonic()
        try:
            events = self._h2.receive_data(data)
            for event in events:
                self._handle(event)
        except ProtocolError:
            self.flush()
            self.transport.close()
            return
        self.flush()

    def pause_writing(self) -> None:
        """Read nothing while the client does not read."""
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """Go on."""
        self.transport.resume_reading()

    @property
    def is_idle(self) -> bool:
        """Whether no request is being received or answered."""
        return not self._exchanges and not self._incoming

    @property
    def is_answering(self) -> bool:
        """Whether a response is still to be sent."""
        return bool(self._exchanges)

    def close(self) -> None:
        """Close the connection, whatever happens in it."""
        for exchange in [*self._exchanges.values()]:
            exchange.cancel()
        if not self.transport.is_closing():
            self._h2.close_connection()
            self.flush()
            self.transport.close()

    # h2

    def _handle(self, event: Any) -> None:
        match event:
            case RequestReceived():
                self._begin(event.stream_id, event.headers)
            case DataReceived():
                self._h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                if (incoming := self._incoming.get(event.stream_id)) is not None:
                    incoming.add(event.data)
                    self._refuse_if_wrong(event.stream_id, incoming)
            case StreamEnded():
                if (incoming := self._incoming.pop(event.stream_id, None)) is not None:
                    request = incoming.whole()
                    exchange = self._exchange(event.stream_id, request.method)
                    self._app.complete(exchange, request)
            case StreamReset():
                if (incoming := self._incoming.pop(event.stream_id, None)) is not None:
                    incoming.drop()
                if (gone := self._exchanges.pop(event.stream_id, None)) is not None:
                    gone.cancel()
            case WindowUpdated() | RemoteSettingsChanged():
                for exchange in [*self._exchanges.values()]:
                    exchange.push()
            case ConnectionTerminated():
                self.transport.close()
            case _:
                pass

    def _begin(self, stream: int, headers: Any) -> None:
        pseudo = {name: value for name, value in headers if name.startswith(":")}
        plain = [(name, value) for name, value in headers if not name.startswith(":")]
        if ":authority" in pseudo and not any(name == "host" for name, _ in plain):
            plain.insert(0, ("host", pseudo[":authority"]))
        method, path = pseudo.get(":method", "GET"), pseudo.get(":path", "/")
        incoming = self._incoming[stream] = Incoming(method, path, plain, self._app.received)
        if incoming.awaits_continue:
            self._h2.send_headers(stream, [(":status", "100")])
        self._refuse_if_wrong(stream, incoming)

    def _refuse_if_wrong(self, stream: int, incoming: Incoming) -> None:
        if incoming.problem is not None:
            del self._incoming[stream]
            exchange = self._exchange(stream, incoming.head.method)
            self._app.refuse(exchange, incoming.head, incoming.problem)

    def _exchange(self, stream: int, method: str) -> _Exchange:
        exchange = self._exchanges[stream] = _Exchange(self, self._h2, stream, method)
        return exchange

    def flush(self) -> None:
        """Send what h2 has written."""
        if data := self._h2.data_to_send():
            self.transport.write(data)

    def answered(self, stream: int) -> None:
        """Forget a stream whose response was sent."""
        self._exchanges.pop(stream, None)
        self.active_at = time.monotonic()


class _Exchange(HttpExchange):
    def __init__(self, connection: Http2, h2: H2Connection, stream: int, method: str) -> None:
        super().__init__(method)
        self._connection = connection
        self._h2 = h2
        self._stream = stream
        self._unsent = bytearray()
        self._finished = False

    def send(self, status: int, headers: Headers, body: bytes) -> None:
        self.open(status, headers)
        self._unsent += body
        self.finish()

    def open(self, status: int, headers: Headers) -> None:
        fields = [(b":status", b"%d" % status), (b"date", date()), *headers]
        try:
            self._h2.send_headers(self._stream, fields)
        except ProtocolError:  # the client has reset the stream
            self._connection.answered(self._stream)
        self._connection.flush()

    def write(self, part: bytes) -> None:
        self._unsent += part
        self.push()

    def finish(self) -> None:
        self._finished = True
        self.push()

    def push(self) -> None:
        """Send as much of the body as the client's window takes."""
        try:
            while self._unsent:
                window = self._h2.local_flow_control_window(self._stream)
                size = min(window, self._h2.max_outbound_frame_size, len(self._unsent))
                if size <= 0:
                    break
                self._h2.send_data(self._stream, bytes(self._unsent[:size]))
                del self._unsent[:size]
            if self._finished and not self._unsent:
                self._h2.end_stream(self._stream)
                self._connection.answered(self._stream)
        except ProtocolError:  # the client has reset the stream
            self._connection.answered(self._stream)
        self._connection.flush()

    def cut(self) -> None:
        with suppress(ProtocolError):
            self._h2.reset_stream(self._stream, ErrorCodes.INTERNAL_ERROR)
        self._connection.answered(self._stream)
        self._connection.flush()

    def reset(self) -> None:
        reset(self._connection.transport)
