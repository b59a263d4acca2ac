"""A client with HTTP/2 in clear text, for several requests at the same time."""

from __future__ import annotations

import socket
from typing import Any

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, ResponseReceived, StreamEnded, StreamReset

Head = list[tuple[str, str]]


def answers(port: int, paths: list[str], headers: Head, body: bytes = b"") -> list[tuple[Any, Any]]:
    """The status, or "reset", and the body of each response, in the order of the requests."""
    connection = H2Connection(H2Configuration(header_encoding="utf-8"))
    found: dict[int, list[Any]] = {}
    with socket.create_connection(("127.0.0.1", port)) as stream:
        connection.initiate_connection()
        for number, path in enumerate(paths):
            ident = 1 + 2 * number
            found[ident] = [None, b""]
            method = "POST" if body else "GET"
            head = [(":method", method), (":path", path), (":scheme", "http"), *headers]
            connection.send_headers(ident, head, end_stream=not body)
            for at in range(0, len(body), 16_384):
                part = body[at : at + 16_384]
                connection.send_data(ident, part, end_stream=at + 16_384 >= len(body))
        waiting = set(found)
        while waiting:
            stream.sendall(connection.data_to_send())
            data = stream.recv(65536)
            assert data, "the server closed the connection"
            for event in connection.receive_data(data):
                match event:
                    case ResponseReceived():
                        fields: Any = event.headers
                        found[event.stream_id][0] = int(dict(fields)[":status"])
                    case DataReceived():
                        found[event.stream_id][1] += event.data
                        length = event.flow_controlled_length
                        connection.acknowledge_received_data(length, event.stream_id)
                    case StreamReset():
                        found[event.stream_id][0] = "reset"
                        waiting.discard(event.stream_id)
                    case StreamEnded():
                        waiting.discard(event.stream_id)
                    case _:
                        pass
    return [(status, content) for status, content in found.values()]
