"""What leaves a client at botocore's last event, and canned answers that botocore parses."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, TypedDict

from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.session import Session


class Keys(TypedDict):
    aws_access_key_id: str
    aws_secret_access_key: str


KEYS: Keys = {"aws_access_key_id": "AKIDEXAMPLE", "aws_secret_access_key": "secret/KEY+of=tests"}


def boto3_session(**options: Any) -> Any:
    """A session of boto3's, which has no types."""
    return import_module("boto3").Session(**options)


def botocore_session(**options: Any) -> Any:
    """A session of botocore's that makes clients of any service."""
    return Session(**options)


@cache
def shared_session() -> Any:
    """One session for many tests: to load its data is most of what a client costs."""
    return botocore_session()


class _Body:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self._content


@dataclass(frozen=True)
class Sent:
    method: str
    url: str
    headers: dict[str, str]
    body: bytes


class Wire:
    """Stands where the network would begin; each call takes one answer, the last one stays."""

    def __init__(self, client: BaseClient, *answers: tuple[int, str]) -> None:
        self.sent: list[Sent] = []
        self._answers = list(answers)
        events: Any = client.meta.events
        events.register("before-send", self._send)

    def _send(self, request: Any, **_: Any) -> AWSResponse:
        headers = {
            name: value.decode() if isinstance(value, bytes) else str(value)
            for name, value in request.headers.items()
        }
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body
        self.sent.append(Sent(request.method, request.url, headers, body))
        status, text = self._answers[0] if len(self._answers) == 1 else self._answers.pop(0)
        headers_and_raw: Any = ({}, _Body(text.encode()))
        return AWSResponse(request.url, status, *headers_and_raw)
