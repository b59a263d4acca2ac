"""Clients whose requests end where the network would begin, and which samples answer.

Nothing about them depends on the moment: the clock stands still (``still``).
"""

from __future__ import annotations

import datetime
import random
import time
import types
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import Session
from botocore.tokens import FrozenAuthToken as AuthToken
from botosmith.models.documents import is_list, is_object
from botosmith.samples import NoSample, Sampler
from canned_answers import Answer, answer, error

NOW = datetime.datetime(2026, 1, 2, 3, 4, 5)
# More that botocore has handlers for, and one that it asks for an endpoint first.
TREATED_BY_NAME = ["apigateway", "cognito-identity", "ec2", "glacier", "iam", "machinelearning"]
DISCOVERED = ["timestream-query"]
UNSIGNED_HERE = {"cloudfront-keyvaluestore"}  # SigV4a takes a library that is not here
# What no sample knows: values that an endpoint is made of.
FIXED = {
    "AccountId": "123456789012",
    "Bucket": "my-bucket",
    "KvsARN": "arn:aws:cloudfront::123456789012:key-value-store/0b1f3c5e-7a92",
    "accountId": "-",
}


def _now(**_: object) -> datetime.datetime:
    return NOW


def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still, and random names are no longer random."""
    for module in ("auth", "endpoint", "signers", "utils"):
        monkeypatch.setattr(f"botocore.{module}.get_current_datetime", _now)
    # SigV2 reads the clock in its own way.
    clock = types.SimpleNamespace(strftime=time.strftime, gmtime=NOW.utctimetuple, time=lambda: 0)
    monkeypatch.setattr("botocore.auth.time", clock)
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=1))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def shuffled(client: BaseClient) -> list[tuple[str, str]]:
    """The operations of a service and their methods, in a random order that stays the same."""
    methods = client.meta.method_to_api_mapping
    found = [(name, method) for method, name in sorted(methods.items()) if hasattr(client, method)]
    random.Random(client.meta.service_model.service_name).shuffle(found)
    return found


def request(sampler: Sampler, operation: str) -> dict[str, Any] | None:
    """A request that botocore finds an endpoint for; None where there is no sample."""
    try:
        made = sampler.request(operation)
    except NoSample:
        return None
    return {key: FIXED.get(key, value) for key, value in made.items()}


def _as_it_is(_: Any) -> None:
    pass


class Talking:
    """A client whose requests end at ``before-send``, where samples of answers come from."""

    sampler: Sampler

    def __init__(
        self, name: str, *models: Path, prepare: Callable[[Any], None] = _as_it_is
    ) -> None:
        """``prepare`` is given the session before anything else."""
        session: Any = Session()
        prepare(session)
        session.set_credentials("AKIDEXAMPLE", "secret")
        session._auth_token = AuthToken("token")  # for the services without signatures
        session.get_component("data_loader").search_paths[:0] = map(str, models)
        unsigned = name.removesuffix("-slice") in UNSIGNED_HERE
        version = UNSIGNED if unsigned else None
        config = Config(retries={"max_attempts": 0}, signature_version=version)
        self.client: BaseClient = session.create_client(
            name, region_name="us-east-1", config=config
        )
        self.fails = False
        self._sent: list[object] = []
        events: Any = self.client.meta.events
        events.register("before-send", self._send)

    def call(self, method: str, request: dict[str, Any]) -> tuple[list[object], object]:
        """What leaves the client, and what it makes of the answer."""
        self._sent = []
        try:
            outcome: object = _read(getattr(self.client, method)(**request))
        except ClientError as raised:
            outcome = type(raised).__name__, raised.response
        except (BotoCoreError, ValueError) as raised:
            outcome = type(raised).__name__, str(raised)
        return self._sent, outcome

    def _send(self, request: Any, event_name: str, **_: Any) -> AWSResponse:
        headers = {name: value for name, value in request.headers.items() if name != "User-Agent"}
        body = request.body.read() if hasattr(request.body, "read") else request.body
        self._sent.append((request.method, request.url, headers, body))
        operation = self.client.meta.service_model.operation_model(event_name.rpartition(".")[2])
        given = self._answer(operation)
        headers_and_raw: Any = (given.headers, _Body(given.body))
        return AWSResponse(request.url, given.status, *headers_and_raw)

    def _answer(self, operation: Any) -> Answer:
        if self.fails:
            return error(operation)
        try:
            return answer(operation, self.sampler.response(operation.name))
        except NoSample:
            return Answer(200, b"")


class _Body:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self._content

    def read(self, *_: Any) -> bytes:
        content, self._content = self._content, b""
        return content


def _read(value: Any) -> Any:
    """A parsed response as something that can be compared: streams are read."""
    if is_object(value):
        return {key: _read(item) for key, item in value.items()}
    if is_list(value):
        return [_read(item) for item in value]
    if hasattr(value, "iter_lines"):
        return value.read()
    return type(value).__name__ if hasattr(value, "close") else value
