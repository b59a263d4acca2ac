"""pyright's language server: what an editor asks it about a file, and what it answers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple


class Finding(NamedTuple):
    """What is wrong at a place; lines and columns count from 0."""

    line: int
    start: int
    end: int
    message: str


class Server:
    """A server that looks at the files of one directory."""

    def __init__(self, reader: IO[bytes], writer: IO[bytes], root: Path) -> None:
        self._reader = reader
        self._writer = writer
        self._root = root.as_uri()
        self._number = 0
        self._diagnostics: dict[str, list[Any]] = {}
        self._ask(
            "initialize",
            processId=None,
            rootUri=self._root,
            capabilities={"workspace": {"configuration": True, "workspaceFolders": True}},
            workspaceFolders=[{"uri": self._root, "name": "picture"}],
        )
        self._tell("initialized")

    def open(self, name: str, text: str) -> list[Finding]:
        """Open a file; returns what is wrong with it, in order."""
        uri = f"{self._root}/{name}"
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        while uri not in self._diagnostics:
            self._hear()
        found = [
            Finding(
                one["range"]["start"]["line"],
                one["range"]["start"]["character"],
                one["range"]["end"]["character"],
                one["message"],
            )
            for one in self._diagnostics[uri]
        ]
        return sorted(found)

    def completions(self, name: str, line: int, column: int) -> list[str]:
        """What the server proposes at a place, best first."""
        answer = self._ask(
            "textDocument/completion",
            textDocument={"uri": f"{self._root}/{name}"},
            position={"line": line, "character": column},
        )
        items = sorted(answer["items"], key=lambda item: str(item.get("sortText", item["label"])))
        return [str(item["label"]) for item in items]

    def close(self) -> None:
        """End the server."""
        self._ask("shutdown")
        self._tell("exit")

    def _ask(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        number = self._number
        self._send(id=number, method=method, params=parameters)
        while True:
            message = self._hear()
            if message.get("id") == number and "method" not in message:
                return message["result"]

    def _tell(self, method: str, **parameters: Any) -> None:
        self._send(method=method, params=parameters)

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._writer.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._writer.flush()

    def _hear(self) -> dict[str, Any]:
        """The server's next message. Its own questions are answered here."""
        length = 0
        while line := self._reader.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise EOFError("pyright's language server has ended")
        message: dict[str, Any] = json.loads(self._reader.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            items = message.get("params", {}).get("items")
            self._send(id=message["id"], result=items and [self._settings(item) for item in items])
        return message

    @staticmethod
    def _settings(item: dict[str, Any]) -> dict[str, Any]:
        match item.get("section"):
            case "python":
                return {"pythonPath": sys.executable}
            case "python.analysis":
                return {"typeCheckingMode": "strict", "extraPaths": sys.path}
            case _:
                return {}


@contextmanager
def server(root: Path) -> Generator[Server]:
    """A language server, while it runs."""
    command = [sys.executable, "-m", "pyright.langserver", "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        opened = Server(process.stdout, process.stdin, root)
        yield opened
        opened.close()
