"""Raw bytes that no client sends: the service's own error, and the server goes on."""

from __future__ import annotations

import json
import resource
import socket
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from itertools import islice
from random import Random
from typing import Any

import pytest
from botosmith_importexport.fakes import FakeImportExport
from botosmith_runtime.fakes import Server, serve
from generated_fakes import GeneratedFakes

SCOPE = "Credential=AKID/20260102/us-east-1/{}/aws4_request, SignedHeaders=host, Signature=abc"
MOST = 1_000_000  # bytes of a body


def signed(service: str) -> str:
    return f"Authorization: AWS4-HMAC-SHA256 {SCOPE.format(service)}"


@pytest.fixture
def server(fakes: GeneratedFakes) -> Iterator[Server[Any]]:
    made = (FakeImportExport(), fakes["dynamodb"](), fakes["s3"](), fakes["cloudwatch"]())
    made[0].get_status().optional().returns(ProgressCode="Started")
    server = serve(*made, max_body=MOST)
    yield server
    assert answer(server, post(b"Action=GetStatus&Version=2010-06-01&JobId=J1"))[0] == 200
    server.close(verify=False)


def post(body: bytes, *headers: str, path: str = "/") -> tuple[bytes, ...]:
    form = () if headers else ("Content-Type: application/x-www-form-urlencoded",)
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", *form, *headers]
    return ("\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode(), body)


def answer(server: Server[Any], parts: Iterable[bytes]) -> tuple[int, bytes]:
    """The status and the body of the response to these bytes."""
    with (
        socket.create_connection(("127.0.0.1", server.port)) as connection,
        connection.makefile("rb") as file,
    ):
        with suppress(OSError):  # it may be refused before all is sent
            for part in parts:
                connection.sendall(part)
        status = int(file.readline().split()[1])
        length = 0
        while (line := file.readline().strip().lower()) != b"":
            if line.startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        return status, file.read(length)


def endless() -> Iterator[bytes]:
    yield b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
    yield signed("dynamodb").encode() + b"\r\nX-Amz-Target: DynamoDB_20120810.GetItem\r\n\r\n"
    while True:
        yield b"10000\r\n" + bytes(0x10000) + b"\r\n"


def test_a_body_without_end(server: Server[Any]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status, body = answer(server, islice(endless(), 2_000))
    assert (status, json.loads(body)["__type"]) == (413, "RequestEntityTooLarge")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KB


def test_a_length_beyond_the_limit(server: Server[Any]) -> None:
    head = f"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {10**15}\r\n{signed('s3')}\r\n\r\n"
    status, body = answer(server, [head.encode()])
    assert status == 413
    assert b"<Code>RequestEntityTooLarge</Code>" in body


@pytest.mark.parametrize(("count", "size"), [(10_000, 10), (10, 10_000), (2, 600_000)])
def test_many_headers(server: Server[Any], count: int, size: int) -> None:
    lines = [f"x-{number}: {'v' * size}" for number in range(count)]
    status, body = answer(server, post(b"{}", "X-Amz-Target: DynamoDB_20120810.GetItem", *lines))
    assert status == 400
    assert b"RequestHeaderSectionTooLarge" in body or b"headers" in body


def test_headers_without_end(server: Server[Any]) -> None:
    def parts() -> Iterator[bytes]:
        yield b"GET / HTTP/1.1\r\nHost: a\r\n"
        for _ in range(100_000):
            yield b"a: " + b"b" * 1000 + b"\r\n"

    assert answer(server, parts())[0] == 400


FORM = "Content-Type: application/x-www-form-urlencoded"
XML = "Content-Type: application/xml"
TARGET = "X-Amz-Target: DynamoDB_20120810.PutItem"
CBOR = ("Smithy-Protocol: rpc-v2-cbor", "Content-Type: application/cbor", signed("monitoring"))
METRICS = "/service/GraniteServiceVersion20100801/operation/ListMetrics"
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    b"<Delete><Object><Key>&b;</Key></Object></Delete>"
)


@pytest.mark.parametrize(
    ("request_parts", "status", "code"),
    [
        pytest.param(
            post(BOMB, XML, signed("s3"), path="/b?delete"), 400, b"MalformedXML", id="xml"
        ),
        pytest.param(
            post(b'{"Item":' * 100_000, TARGET, signed("dynamodb")),
            400, b"SerializationException", id="deep json",
        ),
        pytest.param(
            post(b"\xbf" + b"\x9b" + b"\xff" * 8, *CBOR, path=METRICS),
            400, b"SerializationException", id="cbor",
        ),
        pytest.param(
            post(b"\x5b\x7f" + b"\xff" * 7, *CBOR, path=METRICS),
            400, b"SerializationException", id="long cbor",
        ),
        pytest.param(
            post(zlib.compress(bytes(10**8), wbits=31), TARGET, "Content-Encoding: gzip"),
            400, b"SerializationException", id="gzip",
        ),
        pytest.param(
            post(b"{}", TARGET, "Authorization: AWS4-HMAC-SHA256 Credential=AKID"),
            400, b"IncompleteSignatureException", id="signature",
        ),
        pytest.param(
            post(b"", "Authorization: AWS4-HMAC-SHA256 nonsense", path="/b/k?uploads"),
            400, b"AuthorizationHeaderMalformed", id="signature of s3",
        ),
        pytest.param(
            post(b"", XML, path="/b/k?uploads&X-Amz-Algorithm=AWS4-HMAC-SHA256"),
            400, b"AuthorizationQueryParametersError", id="presigned",
        ),
        pytest.param(
            post(b"{}", "X-Amz-Target: DynamoDB_20120810.Nothing", signed("dynamodb")),
            400, b"UnknownOperationException", id="operation",
        ),
        pytest.param(
            post(b"{}", "X-Amz-Target: Nothing.Nothing"), 404, b"UnknownOperation", id="target"
        ),
        pytest.param(
            post(b"Action=Nothing&Version=2010-06-01", FORM, signed("importexport")),
            400, b"<Code>InvalidAction</Code>", id="action",
        ),
        pytest.param(
            post(b"x", "Expect: a miracle", signed("s3")), 417, b"ExpectationFailed", id="expect"
        ),
    ],
)  # fmt: skip
def test_errors_in_the_form_of_the_service(
    server: Server[Any], request_parts: tuple[bytes, ...], status: int, code: bytes
) -> None:
    got, body = answer(server, request_parts)
    assert (got, code in body) == (status, True), body


def test_what_is_not_http(server: Server[Any]) -> None:
    for content in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"hello\r\n\r\n",
        b"GET\r\n\r\n",
    ):
        assert answer(server, [content])[0] == 400
    for content in (b"", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnonsense" * 10):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(content)


def test_two_services_that_claim_one_request(fakes: GeneratedFakes) -> None:
    server = serve(fakes["rds"](), fakes["neptune"]())
    body = b"Action=DescribeDBClusters&Version=2014-10-31"
    got = answer(server, post(body))
    assert got[0] == 400
    assert b"could be for neptune, rds: serve only one of them" in got[1]
    with pytest.raises(AssertionError, match="could be for neptune, rds"):
        server.close()


def test_clients_that_vanish(server: Server[Any]) -> None:
    """While they send, while they wait, and while they read."""
    importexport, _, s3, _ = server.fakes
    importexport.get_status(JobId="slow").optional().delays(0.2, real=True).returns()
    s3.get_object().optional().returns(Body=bytes(5_000_000)).drips(bytes_per_second=1_000_000)
    head, body = post(b"Action=GetStatus&Version=2010-06-01&JobId=slow")
    get = f"GET /b/k HTTP/1.1\r\nHost: a\r\n{signed('s3')}\r\n\r\n".encode()
    for content in (head, head + body[:5], head + body, get, get * 5) * 4:
        connection = socket.create_connection(("127.0.0.1", server.port))
        connection.sendall(content)
        connection.close()


def test_requests_in_one_piece(server: Server[Any]) -> None:
    """Several requests of a connection arrive before the first is answered."""
    server.fakes[0].get_status(JobId="slow").optional().delays(0.1, real=True).returns(JobId="slow")
    parts = b""
    for job in ("slow", "J2", "slow", "J3"):
        parts += b"".join(post(f"Action=GetStatus&Version=2010-06-01&JobId={job}".encode()))
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(parts)
        found = b""
        while found.count(b"</GetStatusResponse>") < 4:
            found += connection.recv(65536)
    slow = [b"<JobId>slow" in one for one in found.split(b"</GetStatusResponse>")[:4]]
    assert slow == [True, False, True, False]


def test_a_client_that_does_not_read(server: Server[Any]) -> None:
    """Responses are made only as fast as they are read: ten thousand would be 10 GB."""
    server.fakes[2].get_object().optional().returns(Body=bytes(1_000_000))
    target = f"GET /b/k HTTP/1.1\r\nHost: a\r\n{signed('s3')}\r\n\r\n".encode()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.settimeout(0.5)
        with suppress(TimeoutError):
            connection.sendall(target * 10_000)
        calls = server.fakes[2].call_count
    assert calls < 100
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KB


def test_thousands_of_requests_in_one_piece(server: Server[Any]) -> None:
    server.fakes[0].get_status(JobId="slow").optional().delays(0.1, real=True).returns(JobId="slow")
    first = b"".join(post(b"Action=GetStatus&Version=2010-06-01&JobId=slow"))
    target = f"GET /b/k HTTP/1.1\r\nHost: a\r\n{signed('s3')}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(first + target * 3_000)
        found = bytearray()
        while found.count(b"HTTP/1.1 400 ") < 3_000:
            found += connection.recv(2**20)


def test_requests_with_wrong_bytes(server: Server[Any]) -> None:
    """Each of a thousand has some bytes that are replaced, left out or repeated."""
    random = Random(3)
    valid = [
        b"".join(post(b"Action=GetStatus&Version=2010-06-01&JobId=J1")),
        b"".join(post(b'{"TableName": "t"}', TARGET, signed("dynamodb"))),
        b"".join(post(b"\xbf\xff", *CBOR, path=METRICS)),
        f"PUT /b/k?x=1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n{signed('s3')}\r\n\r\n".encode()
        + b"3\r\nabc\r\n0\r\n\r\n",
    ]
    for _ in range(1_000):
        content = bytearray(random.choice(valid))
        for _ in range(random.randint(1, 5)):
            at = random.randrange(len(content))
            content[at : at + random.randint(0, 3)] = random.randbytes(random.randint(0, 3))
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(content)
            connection.shutdown(socket.SHUT_WR)
            with suppress(ConnectionError):
                while connection.recv(65536):
                    pass


def test_an_upgrade_that_is_not_taken(server: Server[Any]) -> None:
    """Clients of Java ask for HTTP/2 in each request, and go on in HTTP/1.1."""
    upgrade = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAEAAEAA")
    head, body = post(b"Action=GetStatus&Version=2010-06-01&JobId=J2", FORM, *upgrade)
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        for parts in (head + body, (head + body) * 2):
            connection.sendall(parts)
            found, count = b"", parts.count(b"POST")
            while found.count(b"</GetStatusResponse>") < count:
                found += connection.recv(65536)
            assert found.startswith(b"HTTP/1.1 200 OK\r\n")


def test_it_stops_with_clients_connected() -> None:
    """One sends, one waits for an answer, one keeps its connection for later."""
    fake = FakeImportExport()
    fake.get_status().delays(3600, real=True).returns()
    server = fake.serve()
    with ExitStack() as stack:
        idle, half, waiting = (
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            for _ in range(3)
        )
        head, body = post(b"Action=GetStatus&Version=2010-06-01&JobId=slow")
        half.sendall(head)
        waiting.sendall(head + body)
        while not fake.calls:
            time.sleep(0.01)
        server.close(verify=False)
        for one in (idle, half, waiting):
            with suppress(ConnectionError):
                while one.recv(65536):
                    pass
