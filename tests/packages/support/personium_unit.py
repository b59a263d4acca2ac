"""A Personium unit on loopback: the four operations on a cell, played as documented, over TLS."""

import json
import re
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

VERSION = "1.5.6"

# The codes of the unit's own errors and their texts.
TEXTS = {
    "PR400-EV-0002": "Request header is invalid [X-Personium-RequestKey].",
    "PR400-CM-0001": "Required key [Name] missing.",
    "PR400-CM-0002": "Field [Name] format error. Must be [^[a-zA-Z0-9-_]{1,192}$].",
    "PR400-CM-0004": "JSON parse error. [{].",
    "PR400-MC-0001": "[00_meta.json] does not exist in the snapshot file.",
    "PR400-MC-0003": "Version of the snapshot file is invalid.",
    "PR400-MC-0004": "The specified snapshot file is not zip file.",
    "PR401-AU-0001": "Authorization required.",
    "PR401-AU-0002": "Access token expired.",
    "PR401-AU-0003": "Invalid authentication scheme.",
    "PR401-AU-0006": "Token parse error.",
    "PR401-AU-0007": "Can not access with refresh token.",
    "PR401-AU-0008": "Token dsig error.",
    "PR401-AU-0009": "Authentication failed.",
    "PR403-AU-0002": "Necessary privilege is lacking.",
    "PR403-AU-0007": "Insufficient scope is granted for the access token. [root] Privilege is "
    "required.",
    "PR404-DV-0001": "Resource not found. [snapshot.zip].",
    "PR404-DV-0003": "Cell not found.",
    "PR404-MC-0001": "URI is not recognized.",
    "PR405-MC-0001": "Method not allowed.",
    "PR409-CM-0001": "Cell status is [import failed].",
    "PR409-CM-0002": "Because [Cell Import] is being executed, writing to cell can not be done.",
    "PR409-DV-0002": "File [snapshot.zip] already exists.",
    "PR409-MC-0001": "Cell to be processed is being accessed by other requests.",
    "PR500-CM-0001": "Request body load failed.",
    "PR500-CM-0002": "Files I/O error caused [export] to fail.",
    "PR500-SV-9999": "Unknown Exception.",
    "PR503-SV-0004": "Service is under maintenance [restoring].",
    "PR503-SV-0005": "Disks are almost full.",
}
READY = {"status": "ready"}
IMPORTING = {
    "status": "importation in progress",
    "started_at": "2017-02-13T09:00:00.000Z",
    "progress": "81%",
    "importation_name": "CellExport_2017_01",
}
FAILED = {
    **IMPORTING,
    "status": "import failed",
    "message": {
        "code": "PR409-OD-0003",
        "message": {"lang": "en", "value": "The entity already exists."},
    },
}
EXPORTING = {
    "status": "exportation in progress",
    "started_at": "2017-02-13T09:00:00.000Z",
    "progress": "30%",
    "exportation_name": "CellExport_2017_01",
}


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class Received:
    """A request as it arrived; ``headers`` keeps every line, in order."""

    method: str
    path: str
    query: Mapping[str, Sequence[str]]
    headers: Sequence[tuple[str, str]]
    body: bytes

    def lines(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]


def answer(body: Any, status: int = 200, **headers: str) -> Answer:
    return Answer(status, json.dumps(body).encode(), headers)


def error(code: str, **headers: str) -> Answer:
    message = {"lang": "en", "value": TEXTS[code]}
    return answer({"code": code, "message": message}, int(code[2:5]), **headers)


class PersoniumUnit:
    """One unit with the cell ``cell1``; ``scripted`` answers come before what the unit would say.

    ``importing`` and ``exporting`` are what the status operations answer, one after the other; the
    last stays.
    """

    cell = "cell1"
    token = "AA~unit-token_1"
    cookie = "cookie-value"
    peer = "peer-value"

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.received: list[Received] = []
        self.scripted: list[Answer] = []
        self.importing: list[dict[str, Any]] = [READY]
        self.exporting: list[dict[str, Any]] = [READY]
        self.snapshots = {"CellExport_2017_01"}
        self._server = _server(self)
        if context is not None:  # the handshake is left to the thread of the connection
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "http" if context is None else "https"
        self.url = f"{scheme}://localhost:{self._server.server_port}/"
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, request: Received) -> Answer:
        self.received.append(request)
        return self.scripted.pop(0) if self.scripted else self._operate(request)

    def _operate(self, request: Received) -> Answer:
        _, cell, operation = (*request.path.split("/", 2), "")[:3]
        if operation not in ("__import", "__export"):
            return error("PR404-MC-0001")
        if request.method not in ("GET", "POST"):
            return error("PR405-MC-0001")
        refusal = self._refusal(request)
        if refusal is not None:
            realm = f'Bearer realm="{self.url}{cell}/"'
            return error(refusal, **({"WWW-Authenticate": realm} if "401" in refusal else {}))
        if cell != self.cell:
            return error("PR404-DV-0003")
        if request.method == "POST":
            return self._start(request, cell, operation)
        if operation == "__export" and self.importing[0] == FAILED:
            return error("PR409-CM-0001")
        states = self.importing if operation == "__import" else self.exporting
        return answer(states.pop(0) if len(states) > 1 else states[0])

    def _refusal(self, request: Received) -> str | None:
        """A cookie counts only without Authorization, and only with its peer in the query."""
        key = "".join(request.lines("X-Personium-RequestKey"))
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,128}", key):
            return "PR400-EV-0002"
        authorization = request.lines("Authorization")
        if authorization:
            scheme, _, token = authorization[0].partition(" ")
            if scheme != "Bearer":
                return "PR401-AU-0003"
            return None if token == self.token else "PR401-AU-0006"
        peers = request.query.get("p_cookie_peer", [])
        if not peers:
            return "PR401-AU-0001"
        pair = (request.lines("Cookie"), list(peers))
        return None if pair == ([f"p_cookie={self.cookie}"], [self.peer]) else "PR401-AU-0009"

    def _start(self, request: Received, cell: str, operation: str) -> Answer:
        try:
            name = json.loads(request.body or b"{}").get("Name")
        except ValueError:
            return error("PR400-CM-0004")
        if name is None and operation == "__import":
            return error("PR400-CM-0001")
        if name is not None and not re.fullmatch(r"[a-zA-Z0-9-_]{1,192}", name):
            return error("PR400-CM-0002")
        if IMPORTING in self.importing or EXPORTING in self.exporting:
            return error("PR409-CM-0002")
        if operation == "__import" and name not in self.snapshots:
            return error("PR404-DV-0001")
        if operation == "__export" and name in self.snapshots:
            return error("PR409-DV-0002")
        return Answer(202, b"", {"Location": f"{self.url}{cell}/{operation}"})


def _server(unit: PersoniumUnit) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            url = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            given = unit.answer(
                Received(
                    self.command,
                    url.path,
                    parse_qs(url.query),
                    self.headers.items(),
                    self.rfile.read(length),
                )
            )
            self.send_response(given.status)
            headers = {
                "X-Personium-Version": VERSION,
                "Access-Control-Allow-Origin": "*",
                "Content-Type": "application/json",
                **given.headers,
                "Content-Length": str(len(given.body)),
            }
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(given.body)

        do_POST = do_PUT = do_GET  # noqa: N815 (names that http.server looks for)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (as http.server's)
            pass

    return ThreadingHTTPServer(("localhost", 0), Handler)
