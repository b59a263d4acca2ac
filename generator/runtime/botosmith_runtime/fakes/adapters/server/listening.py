"""The connections of a server, in a thread with an event loop. hypercorn speaks HTTP."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from hypercorn.app_wrappers import ASGIWrapper
from hypercorn.asyncio.tcp_server import TCPServer
from hypercorn.asyncio.worker_context import WorkerContext
from hypercorn.config import Config

from botosmith_runtime.fakes.adapters.server.app import App

_BACKLOG = 512
_HEADS = 1024 * 1024
"""Bytes of a request's line and headers that are read: far more than are accepted, so that the
error is the service's own."""
_STREAMS = 256
_GRACE = 0.3  # seconds in which calls in progress may end
_THREADS = 128


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any free one.

    Raises OSError with a message that says what to do instead.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OverflowError as error:
        raise OSError(f"port {port}: expected a number from 0 to 65535") from error
    except OSError as error:
        free = "choose another port, or 0 for any free one"
        if error.errno == errno.EADDRINUSE:
            raise OSError(error.errno, f"port {port} of {host} is in use: {free}") from error
        if error.errno == errno.EACCES:
            raise OSError(error.errno, f"port {port} needs more rights: {free}") from error
        why = error.strerror or str(error)
        raise OSError(error.errno, f"cannot listen at {host}, port {port}: {why}") from error


class Listening:
    """A thread that serves one socket from ``start`` to ``stop``."""

    def __init__(
        self,
        listener: socket.socket,
        tls: ssl.SSLContext | None,
        make: Callable[[ThreadPoolExecutor], App],
    ) -> None:
        """``make`` returns the application; it is called in the thread, inside the event loop."""
        self._listener = listener
        self._tls = tls
        self._make = make
        self._config = _config()
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
        self._loop.set_exception_handler(lambda *_: None)
        self._stopping = asyncio.Event()
        context = WorkerContext(None)
        pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="botosmith-rules")
        app = self._make(pool)
        tasks: set[asyncio.Task[Any]] = set()

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task: Any = asyncio.current_task()
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            # Headers and body are written one after the other. asyncio only sets this for sockets
            # that name their protocol; without it, each answer takes 40 ms.
            found: socket.socket = writer.get_extra_info("socket")
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            application: Any = partial(_called, app, partial(_abort, writer))
            loop: Any = self._loop
            await TCPServer(
                ASGIWrapper(application), loop, self._config, context, {}, reader, writer
            )

        server = await asyncio.start_server(
            connected, sock=self._listener, ssl=self._tls, backlog=_BACKLOG
        )
        self._ready.set()
        await self._stopping.wait()
        server.close()
        await context.terminated.set()  # which closes idle connections
        if tasks:
            await asyncio.wait(tasks, timeout=_GRACE)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_GRACE)
        pool.shutdown(wait=False, cancel_futures=True)


async def _called(
    app: App, abort: Callable[[bool], None], scope: Any, receive: Any, send: Any
) -> None:
    if scope["type"] == "http":
        await app(abort, scope, receive, send)
    else:  # a WebSocket, which no service of the models has
        abort(False)


def _abort(writer: asyncio.StreamWriter, reset: bool) -> None:
    """Close a connection at once; with ``reset``, its client gets an error instead of an end."""
    found: socket.socket | None = writer.get_extra_info("socket")
    if reset and found is not None:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def _config() -> Config:
    config = Config()
    config.errorlog = config.accesslog = None
    config.include_server_header = False
    config.h11_max_incomplete_size = _HEADS
    config.h2_max_header_list_size = _HEADS
    config.h2_max_concurrent_streams = _STREAMS
    config.keep_alive_max_requests = 2**62
    config.keep_alive_timeout = 60.0
    config.max_app_queue_size = 0  # else a refused body stops the connection for good
    return config
