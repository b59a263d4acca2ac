"""What it takes to start a server of fakes, to call it, and to call it very often.

The peer is `moto_server`, which may have an environment of its own: BOTOSMITH_BENCH_MOTO is its
path. Both get the same bytes from the same client, which reads the answer and does nothing else.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.harness import Table, generate

SERVICES = ("sqs", "sts", "dynamodb")
CONNECTIONS, CALLS = 64, 100_000
_SCOPE = (
    "Credential=AKIDEXAMPLE/20260102/us-east-1/{}/aws4_request, SignedHeaders=host, Signature=ab"
)
_PROGRAM = """
import signal, sys
sys.path[:0] = sys.argv[1].split(":")
from botosmith_importexport.fakes import FakeImportExport
from botosmith_runtime.fakes import serve
from botosmith_sts.fakes import FakeSTS

identity = {"UserId": "AIDA", "Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/me"}
jobs, sts = FakeImportExport(keep_calls=0), FakeSTS(keep_calls=0)
sts.get_caller_identity().returns(**identity)
for number in range(10):
    jobs.get_status(JobId=f"F{number}").returns(JobId=f"F{number}")
jobs.get_status(JobId="E").raises("InvalidJobIdException")
if sys.argv[2] == "threads":
    jobs.get_status().responds(lambda request: {"JobId": request["JobId"]})
with serve(jobs, sts) as server:
    print(server.port, flush=True)
    signal.sigwait([signal.SIGTERM])
    server.close(verify=False)
"""


def tables(rounds: int, quick: bool = False) -> Iterator[Table]:
    """Three tables: the start, a call, and many calls."""
    yield _starts(max(3, rounds))
    with tempfile.TemporaryDirectory() as folder:
        generate(["importexport", "sts"], Path(folder))
        packages = f"{folder}/importexport:{folder}/sts"
        yield _calls(packages, max(3, rounds))
        yield _many(packages, CALLS // 10 if quick else CALLS)


def moto() -> str | None:
    """The path of `moto_server`, if it is there."""
    return os.environ.get("BOTOSMITH_BENCH_MOTO") or shutil.which("moto_server")


def form(service: str, body: str) -> bytes:
    """A request of the query protocol."""
    lines = (
        "POST / HTTP/1.1",
        f"Host: {service}.us-east-1.amazonaws.com",
        "Content-Type: application/x-www-form-urlencoded",
        f"Authorization: AWS4-HMAC-SHA256 {_SCOPE.format(service)}",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join([*lines, "", body]).encode()


IDENTITY = form("sts", "Action=GetCallerIdentity&Version=2011-06-15")


class Client:
    """A connection that is made again where the server closes it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connect()

    def _connect(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self._port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._file = self._socket.makefile("rb")
        self._closed = False

    def call(self, request: bytes) -> int:
        """Send a request and read its response; the status."""
        if self._closed:
            self._connect()
        self._socket.sendall(request)
        status = int(self._file.readline().split()[1])
        length = 0
        while (line := self._file.readline().lower()) not in (b"\r\n", b""):
            if line.startswith(b"content-length:"):
                length = int(line[15:])
            self._closed |= line.startswith(b"connection: close")
        self._file.read(length)
        if self._closed:
            self.close()
        return status

    def close(self) -> None:
        """Close the connection."""
        self._file.close()
        self._socket.close()


class Start(NamedTuple):
    """What a server took to its first answer."""

    wall: float  # seconds
    cpu: float  # seconds
    memory: float  # MB


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def _started(*command: str) -> Start:
    """Start a server and call it until it answers."""
    port = _free_port()
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            time.sleep(0.002)
        wall = time.perf_counter() - started
        return Start(wall, _cpu(process.pid), memory(process.pid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _answers(port: int) -> bool:
    try:
        client = Client(port)
    except OSError:
        return False
    try:
        return client.call(IDENTITY) == 200
    finally:
        client.close()


def memory(pid: int, what: str = "VmRSS") -> float:
    """The memory of a process in MB."""
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in text.splitlines() if line.startswith(what))
    return int(line.split()[1]) * 1024 / 1e6


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _starts(rounds: int) -> Table:
    serve = (sys.executable, "-m", "botosmith", "serve")
    ways: dict[str, tuple[str, ...]] = {
        "three services": (*serve, *SERVICES, "--unmatched", "sample", "--port"),
        "all services": (*serve, "--all", "--port"),
    }
    if (peer := moto()) is not None:
        ways["moto_server"] = (peer, "-p")
    found: dict[str, list[Start]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, command in ways.items():
            found[name].append(_started(*command))
    table = Table("From the start to the first answer", ("server", "seconds", "CPU seconds", "MB"))
    for name, starts in found.items():
        wall, cpu, used = (statistics.median(column) for column in zip(*starts, strict=True))
        table.add(name, f"{wall:.2f}", f"{cpu:.2f}", f"{used:.0f}")
        if name == "three services":
            table.want("seconds, three services", wall, 0.5)
            table.want("MB, three services", used, 80)
    return table


@contextmanager
def _served(packages: str, kind: str = "") -> Generator[tuple[int, int]]:
    """A server of fakes in a process of its own: the process and the port."""
    command = [sys.executable, "-c", _PROGRAM, packages, kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        try:
            yield process.pid, port
        finally:
            process.terminate()


@contextmanager
def _running(*command: str) -> Generator[int]:
    """A server that answers; its port is the last argument of the command."""
    port = _free_port()
    with subprocess.Popen(
        [*command, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            while not _answers(port):
                time.sleep(0.01)
            yield port
        finally:
            process.terminate()


def _calls(packages: str, rounds: int) -> Table:
    """The medians of calls that take turns."""
    with ExitStack() as stack:
        _, port = stack.enter_context(_served(packages))
        ports = {"a fake, fixed answer": port}
        serve = (sys.executable, "-m", "botosmith", "serve", "sts", "--unmatched", "sample")
        ports["botosmith serve, sample"] = stack.enter_context(_running(*serve, "--port"))
        if (peer := moto()) is not None:
            ports["moto_server"] = stack.enter_context(_running(peer, "-p"))
        clients = {name: Client(each) for name, each in ports.items()}
        seconds: dict[str, list[float]] = {name: [] for name in clients}
        for _ in range(rounds):
            for name, client in clients.items():
                for _ in range(100):
                    began = time.perf_counter()
                    assert client.call(IDENTITY) == 200
                    seconds[name].append(time.perf_counter() - began)
        for client in clients.values():
            client.close()
    table = Table("Milliseconds of STS GetCallerIdentity", ("server", "median", "part of moto's"))
    medians = {name: statistics.median(each) for name, each in seconds.items()}
    theirs = medians.get("moto_server", 0)
    for name, median in medians.items():
        part = f"1/{theirs / median:.1f}" if theirs and median != theirs else ""
        table.add(name, f"{median * 1e3:.3f}", part)
        if part:
            table.want(f"{name}, as a part of moto's", median / theirs, 0.1)
    table.notes.append(
        "Requests are checked at each call. So are samples; a fixed answer is checked when it is "
        "written."
    )
    return table


def _many(packages: str, calls: int) -> Table:
    columns = ("rules", "calls", "wrong", "calls per second", "MB before", "MB after")
    table = Table(f"{CONNECTIONS} connections at once", columns)
    for name, kind in (("fixed answers", ""), ("with a function", "threads")):
        with _served(packages, kind) as (pid, port):
            asyncio.run(_storm(port, calls // 10, kind))  # everything is imported and cached then
            before = memory(pid)
            began = time.perf_counter()
            wrong = asyncio.run(_storm(port, calls, kind))
            took = time.perf_counter() - began
            after = memory(pid)
        cells = (f"{calls:,}", str(wrong), f"{calls / took:,.0f}", f"{before:.0f}", f"{after:.0f}")
        table.add(name, *cells)
        table.want(f"wrong answers, {name}", wrong, 0)
        table.want(f"MB more, {name}", after - before, 5)
    return table


async def _storm(port: int, calls: int, kind: str) -> int:
    """Make the calls over all connections; how many answers were wrong."""
    each = calls // CONNECTIONS
    found = await asyncio.gather(*(_stream(port, each, n, kind) for n in range(CONNECTIONS)))
    return sum(found)


async def _stream(port: int, calls: int, connection: int, kind: str) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    wrong = 0
    for number in range(calls):
        job = ("E", f"F{number % 10}", f"J{connection}-{number}")[number % (3 if kind else 2)]
        if number % 7 == 0:
            request, expected = IDENTITY, b"<Account>123456789012<"
        else:
            body = f"Action=GetStatus&Version=2010-06-01&JobId={job}"
            request = form("importexport", body)
            expected = b"InvalidJobId" if job == "E" else f"<JobId>{job}<".encode()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        wrong += expected not in await reader.readexactly(length)
    writer.close()
    return wrong
