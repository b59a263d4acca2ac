"""The connections of a server, in a thread with an event loop."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from botosmith_runtime.fakes.adapters.server.app import App
from botosmith_runtime.fakes.adapters.server.http1 import Http1
from botosmith_runtime.fakes.adapters.server.incoming import Limits

_GRACE = 0.3  # seconds in which calls in progress may end
_SWEEP = 1.0  # seconds between two looks for silent connections
_THREADS = 128


class Listening:
    """A thread that serves one socket from ``start`` to ``stop``."""

    def __init__(
        self,
        listener: socket.socket,
        tls: ssl.SSLContext | None,
        make: Callable[[ThreadPoolExecutor], App],
    ) -> None:
        """``make`` returns the application, and is given the threads for rules that may block."""
        self._listener = listener
        self._tls = tls
        self._make = make
        self._ready = threading.Event()
        self._failed: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="botosmith-server", daemon=True)

    def start(self) -> None:
        """Start the thread, and return when it accepts connections."""
        self._thread.start()
        self._ready.wait()
        if self._failed is not None:
            raise self._failed

    def stop(self) -> None:
        """Close all connections within a second, and end the thread."""
        if self._loop is not None and self._stopping is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:
            self._failed = error
        finally:
            self._ready.set()
            self._listener.close()

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        # What a client does to its connection is no error of the server.
        self._loop.set_exception_handler(_ignore)
        self._stopping = asyncio.Event()
        pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="botosmith-rules")
        app = self._make(pool)
        connections: set[Any] = set()

        def connected() -> asyncio.Protocol:
            return Negotiated(app, connections) if self._tls else Http1(app, connections)

        server = await self._loop.create_server(connected, sock=self._listener, ssl=self._tls)
        sweeping = self._loop.create_task(_sweep(connections, app.received.limits))
        self._ready.set()
        await self._stopping.wait()
        sweeping.cancel()
        server.close()
        until = time.monotonic() + _GRACE
        while any(one.is_answering for one in connections) and time.monotonic() < until:
            await asyncio.sleep(0.01)
        for one in [*connections]:
            one.close()
        await asyncio.sleep(0)  # the transports close their sockets
        pool.shutdown(wait=False, cancel_futures=True)


class Negotiated(asyncio.Protocol):
    """A TLS connection before client and server know its version of HTTP."""

    def __init__(self, app: App, connections: set[Any]) -> None:
        self._app = app
        self._connections = connections

    def connection_made(self, transport: Any) -> None:
        """Go on with the version that was negotiated."""
        chosen = transport.get_extra_info("ssl_object").selected_alpn_protocol()
        if chosen == "h2":
            from botosmith_runtime.fakes.adapters.server.http2 import Http2

            other: asyncio.Protocol = Http2(self._app, self._connections)
        else:
            other = Http1(self._app, self._connections)
        transport.set_protocol(other)
        other.connection_made(transport)


def _ignore(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    pass


async def _sweep(connections: set[Any], limits: Limits) -> None:
    """Close connections on which nothing arrives."""
    while True:
        await asyncio.sleep(_SWEEP)
        now = time.monotonic()
        for one in [*connections]:
            most = limits.idle if one.is_idle else limits.silence
            if not one.is_answering and now - one.active_at > most:
                one.close()
