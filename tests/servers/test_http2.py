"""HTTP/2 in clear text: requests beyond the limits, and streams that are taken back."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from botosmith_importexport.fakes import FakeImportExport
from botosmith_runtime.fakes import Server, serve
from generated_fakes import GeneratedFakes
from h2.config import H2Configuration
from h2.connection import H2Connection
from two import answers

HEAD = [(":authority", "localhost"), ("x-amz-target", "DynamoDB_20120810.GetItem")]
STATUS = b"Action=GetStatus&Version=2010-06-01&JobId=J1"
FORM = [(":authority", "a"), ("content-type", "application/x-www-form-urlencoded")]


@pytest.fixture
def server(fakes: GeneratedFakes) -> Iterator[Server[Any]]:
    importexport, dynamodb = FakeImportExport(), fakes["dynamodb"]()
    importexport.get_status().optional().returns(ProgressCode="Started")
    server = serve(importexport, dynamodb, max_body=50_000)
    yield server
    ((status, body),) = answers(server.port, ["/"], FORM, STATUS)
    assert (status, b"<ProgressCode>Started<" in body) == (200, True)
    server.close(verify=False)


def test_a_hundred_requests_at_once(server: Server[Any]) -> None:
    found = answers(server.port, ["/"] * 100, FORM, STATUS)
    assert {status for status, _ in found} == {200}
    assert server.fakes[0].call_count == 100


def test_many_headers(server: Server[Any]) -> None:
    head = [*HEAD, *((f"x-{number}", "v" * 50) for number in range(5_000))]
    ((status, body),) = answers(server.port, ["/"], head)
    assert status == 400
    assert b"headers: longer than 65,536 characters" in body


def test_a_body_beyond_the_limit(server: Server[Any]) -> None:
    ((status, body),) = answers(server.port, ["/"], HEAD, bytes(60_000))
    assert (status, json.loads(body)["__type"]) == (413, "RequestEntityTooLarge")


def test_streams_that_are_taken_back(server: Server[Any]) -> None:
    """They are answered or forgotten; the connection and the server go on."""
    connection = H2Connection(H2Configuration(header_encoding="utf-8"))
    with socket.create_connection(("127.0.0.1", server.port)) as stream:
        connection.initiate_connection()
        for number in range(5_000):
            ident = 1 + 2 * number
            head = [(":method", "POST"), (":path", "/"), (":scheme", "http"), *HEAD]
            connection.send_headers(ident, head)
            connection.reset_stream(ident)
            if number % 100 == 99:
                stream.sendall(connection.data_to_send())
    ((status, _),) = answers(server.port, ["/"], FORM, STATUS)
    assert status == 200


def test_a_list_of_headers_without_end(server: Server[Any]) -> None:
    """The connection is closed; the limit is that of what a header can be unpacked to."""
    connection = H2Connection(H2Configuration(header_encoding="utf-8"))
    with socket.create_connection(("127.0.0.1", server.port)) as stream:
        connection.initiate_connection()
        head = [(":method", "GET"), (":path", "/"), (":scheme", "http"), *HEAD]
        connection.send_headers(1, [*head, *[("x-a", "v" * 4_000)] * 1_000])
        with suppress(ConnectionError):
            stream.sendall(connection.data_to_send())
            while stream.recv(65536):
                pass
