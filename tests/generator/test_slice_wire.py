"""A slice and the whole service: the same bytes leave, and the same bytes mean the same.

One operation of a service, chosen by its name's hash; ``python -m pytest -m aws`` takes a slice of
each service of AWS, a normal run of a cross-section. The slice has its own serviceId throughout.
"""

from __future__ import annotations

import datetime
import random
import time
import types
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aws_services import ALL, CROSS_SECTION, few_or_all
from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import Session
from botocore.tokens import FrozenAuthToken as AuthToken
from botosmith.build.service import build
from botosmith.models.documents import is_list, is_object
from botosmith.models.load import Library
from botosmith.samples import NoSample, Sampler
from botosmith.tools.slice import slice_model
from botosmith.tools.slice.store import store
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


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still, and random names are no longer random."""
    for module in ("auth", "endpoint", "signers", "utils"):
        monkeypatch.setattr(f"botocore.{module}.get_current_datetime", _now)
    # SigV2 reads the clock in its own way.
    clock = types.SimpleNamespace(strftime=time.strftime, gmtime=NOW.utctimetuple, time=lambda: 0)
    monkeypatch.setattr("botocore.auth.time", clock)
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=1))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.mark.parametrize(
    "service", sorted({*few_or_all(CROSS_SECTION), *TREATED_BY_NAME, *DISCOVERED})
)
def test_slice_speaks_as_the_whole(service: str, tmp_path: Path) -> None:
    assert_speaks_as_the_whole(service, tmp_path)


@pytest.mark.aws
@pytest.mark.parametrize("service", ALL)
def test_every_service(service: str, tmp_path: Path) -> None:
    assert_speaks_as_the_whole(service, tmp_path)


def assert_speaks_as_the_whole(service: str, directory: Path) -> None:
    whole = Library().read(service)
    client = Talking(service)
    name = f"{service}-slice"
    for operation, method in _shuffled(client.client):
        cut = slice_model(whole, [operation], name, directory / name / whole.api_version)
        built = build(cut)
        client.sampler = Sampler(built)
        if (request := _request(client.sampler, operation)) is None:
            continue
        spoken = client.call(method, request)
        if spoken[0]:
            break
    else:
        pytest.fail(f"no operation of {service} can be called")
    assert built.service_id != client.client.meta.service_model.service_id
    store(cut)
    sliced = Talking(name, directory)
    sliced.sampler = client.sampler
    assert sliced.call(method, request) == spoken
    client.fails = sliced.fails = True
    assert sliced.call(method, request) == client.call(method, request)


def _shuffled(client: BaseClient) -> list[tuple[str, str]]:
    """The operations of a service and their methods, in a random order that stays the same."""
    methods = client.meta.method_to_api_mapping
    found = [(name, method) for method, name in sorted(methods.items()) if hasattr(client, method)]
    random.Random(client.meta.service_model.service_name).shuffle(found)
    return found


def _request(sampler: Sampler, operation: str) -> dict[str, Any] | None:
    try:
        request = sampler.request(operation)
    except NoSample:
        return None
    return {key: FIXED.get(key, value) for key, value in request.items()}


class Talking:
    """A client whose requests end at ``before-send``, where samples of answers come from."""

    sampler: Sampler

    def __init__(self, name: str, *models: Path) -> None:
        session: Any = Session()
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
