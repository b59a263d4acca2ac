"""AWS Import/Export and Glue on loopback, answering as their documentation shows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

STATUS = """<GetStatusResponse xmlns="http://importexport.amazonaws.com/doc/2010-06-01/">
  <GetStatusResult>
    <JobId>{job}</JobId><JobType>Import</JobType><LocationCode>AtAWS</LocationCode>
    <LocationMessage>The device is at AWS.</LocationMessage>
    <ProgressCode>Started</ProgressCode><ErrorCount>0</ErrorCount>
    <CreationDate>2010-05-21T09:00:00Z</CreationDate>
  </GetStatusResult>
  <ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>
</GetStatusResponse>"""
ERROR = """<ErrorResponse><Error><Type>Sender</Type><Code>InvalidJobIdException</Code>
  <Message>No such job: {job}</Message></Error><RequestId>r-2</RequestId></ErrorResponse>"""
MIGRATED = {"ImportStatus": {"ImportCompleted": True, "ImportedBy": "me", "ImportTime": 1.5e9}}


@dataclass(frozen=True)
class Received:
    """A request as it arrived: the operation, its parameters, and who signed it."""

    operation: str
    params: dict[str, Any] = field(hash=False)
    authorization: str


class AwsStandIn:
    """Answers GetStatus and GetCatalogImportStatus; the job ``NOSUCH`` does not exist."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self._server = ThreadingHTTPServer(("localhost", 0), _handler(self))
        self.url = f"http://localhost:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(aws: AwsStandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            target = self.headers.get("X-Amz-Target", "")
            signed = self.headers.get("Authorization", "")
            if target:
                operation = target.removeprefix("AWSGlue.")
                aws.received.append(Received(operation, json.loads(text), signed))
                self._answer(200, json.dumps(MIGRATED), "application/x-amz-json-1.1")
                return
            query = dict(parse_qsl(text))
            job = query.get("JobId", "")
            signed = signed or query.get("AWSAccessKeyId", "")
            aws.received.append(Received(query["Action"], query, signed))
            found = job != "NOSUCH"
            body = (STATUS if found else ERROR).format(job=job)
            self._answer(200 if found else 400, body, "text/xml")

        def _answer(self, status: int, body: str, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (as http.server's)
            pass

    return Handler
