"""A service on loopback, in its own protocol: ``protocols`` on both sides of a function."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from botocore.model import ServiceModel
from botosmith_runtime.protocols import ErrorAnswer, Request, parse_request, serialise_response

Answer = Callable[[str, dict[str, Any]], Any]
"""Takes an operation and its parameters; returns a response, or an ``ErrorAnswer``."""

_PIECE = 1000


@contextmanager
def serving(model: ServiceModel, answer: Answer) -> Generator[str]:
    """The URL of a server that answers with ``answer`` until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            request = Request(
                method=self.command,
                path=self.path,
                headers=tuple(self.headers.items()),
                body=self._body(),
            )
            operation, parameters = parse_request(model, request)
            found: dict[str, Any] | ErrorAnswer = answer(operation, parameters)
            response = serialise_response(model, operation, found, request=request)
            self.send_response(response.status)
            for name, value in response.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(response.body)))
            self.end_headers()
            for start in range(0, len(response.body), _PIECE):
                self.wfile.write(response.body[start : start + _PIECE])
                self.wfile.flush()

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            pieces: list[bytes] = []
            while size := int(self.rfile.readline(), 16):
                pieces.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(pieces)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
