"""Run the README's example, or any other program, against AWS Import/Export on this machine.

    python examples/demo.py [program]

A stand-in of the service answers over loopback with what the real one would send, so botocore's
own serializer, signature, retries and parser are at work; no credentials, no network.
"""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl

JOBS = {
    "HSSW2": "2010-05-21T09:00:00Z",
    "KTQ8A": "2010-05-20T17:30:00Z",
    "ZM4XD": "2010-04-02T08:15:00Z",
}
PROGRAM = Path(__file__).with_name("jobs.py")


def job(job_id: str) -> str:
    return (
        f"<JobId>{job_id}</JobId><JobType>Import</JobType>"
        f"<CreationDate>{JOBS[job_id]}</CreationDate>"
    )


def answer(request: Mapping[str, str]) -> tuple[int, str]:
    """The status and the body with which the service answers a request."""
    action = request["Action"]
    if action == "ListJobs":
        start = list(JOBS).index(request["Marker"]) + 1 if "Marker" in request else 0
        end = start + int(request.get("MaxJobs", "100"))
        members = "".join(
            f"<member>{job(job_id)}<IsCanceled>false</IsCanceled></member>"
            for job_id in list(JOBS)[start:end]
        )
        more = str(end < len(JOBS)).lower()
        result = f"<Jobs>{members}</Jobs><IsTruncated>{more}</IsTruncated>"
    elif request.get("JobId") not in JOBS:
        return 400, (
            "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidJobIdException</Code>"
            f"<Message>No such job: {request.get('JobId')}</Message></Error>"
            "<RequestId>demo</RequestId></ErrorResponse>"
        )
    elif action == "GetStatus":
        result = job(request["JobId"]) + (
            "<LocationCode>AtAWS</LocationCode><ProgressCode>Started</ProgressCode>"
        )
    else:
        result = "<Success>true</Success>"
    return 200, (
        f'<{action}Response xmlns="http://importexport.amazonaws.com/doc/2010-06-01/">'
        f"<{action}Result>{result}</{action}Result>"
        "<ResponseMetadata><RequestId>demo</RequestId></ResponseMetadata>"
        f"</{action}Response>"
    )


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        status, text = answer(dict(parse_qsl(body)))
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing: standard output is the program's."""


@contextmanager
def service() -> Generator[str]:
    """The stand-in's URL, while it runs."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    program = sys.argv[1] if len(sys.argv) > 1 else str(PROGRAM)
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]  # your own AWS settings stay out of this
    with service() as url:
        os.environ |= {
            "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": "demo",
            "AWS_SECRET_ACCESS_KEY": "demo",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
        runpy.run_path(program, run_name="__main__")


if __name__ == "__main__":
    main()
