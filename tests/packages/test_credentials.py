"""Tokens and cookies: who gets them, when, and where they never go."""

import gc
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from itertools import count
from pathlib import Path
from threading import Barrier
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

import botosmith_importexport
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointProviderError, NoAuthTokenError
from botosmith_personium_cell import PersoniumCellClient, connect, register
from botosmith_personium_cell.errors import ServiceMaintenanceException, TokenParseException
from botosmith_runtime.errors import InsecureEndpointError
from personium_unit import PersoniumUnit, error
from wire import KEYS, Wire, boto3_session, botocore_session

UNIT = "https://unit.example/"
SECRET = "AA~very-secret_token"
READY = (200, '{"status": "ready"}')


def authorizations(unit: PersoniumUnit) -> list[list[str]]:
    return [received.lines("Authorization") for received in unit.received]


def test_a_callable_is_asked_before_every_attempt(
    unit: PersoniumUnit, connect_cell: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=waits.append))
    numbers = count(1)
    retrying = Config(retries={"total_max_attempts": 3, "mode": "standard"})
    client = connect_cell(token=lambda: f"t{next(numbers)}", config=retrying)
    assert not unit.received
    assert next(numbers) == 1  # making the client asked for nothing
    unit.scripted += [error("PR503-SV-0004"), error("PR503-SV-0004"), error("PR503-SV-0004")]
    with pytest.raises(ServiceMaintenanceException):
        client.get_cell_import_status(CellName="cell1")
    with pytest.raises(TokenParseException):
        client.get_cell_import_status(CellName="cell1")
    assert authorizations(unit) == [[f"Bearer t{number}"] for number in (2, 3, 4, 5)]


def test_the_token_takes_the_place_of_what_a_handler_set(
    unit: PersoniumUnit, connect_cell: Callable[..., Any]
) -> None:
    client = connect_cell(token=unit.token)

    def set_header(params: dict[str, Any], **_: Any) -> None:
        params["headers"]["authorization"] = "Basic other"

    seen: list[Any] = []

    def look(request: Any, **_: Any) -> None:
        seen.append(request.headers.get_all("Authorization"))

    client.meta.events.register("before-call", set_header)
    client.meta.events.register("request-created", look)
    client.get_cell_import_status(CellName="cell1")
    assert authorizations(unit) == seen == [[f"Bearer {unit.token}"]]


@pytest.mark.parametrize("token", ["", "with space", "line\n", "a\r\nX-Evil: 1", "é", "\x7f"])
def test_a_token_that_no_header_can_carry(token: str) -> None:
    with pytest.raises(ValueError, match=r"is empty|not allowed in a header") as caught:
        connect(endpoint_url=UNIT, token=token)
    assert not token or token not in str(caught.value)
    client = connect(endpoint_url=UNIT, token=lambda: token)
    wire = Wire(client, READY)
    with pytest.raises(ValueError, match=r"is empty|not allowed in a header"):
        client.get_cell_import_status(CellName="cell1")
    assert not wire.sent


@pytest.mark.parametrize("cookie", ["", 'quo"te', "a,b", "a;b", "a b", "back\\slash", "é", "\n"])
def test_a_value_that_no_cookie_can_carry(cookie: str) -> None:
    with pytest.raises(ValueError, match="p_cookie") as caught:
        connect(endpoint_url=UNIT, cookie=cookie)
    assert not cookie or f"{cookie!r}" not in str(caught.value)


@pytest.mark.parametrize("secret", [b"t", bytearray(b"t"), 7, ["t"]])
def test_a_secret_that_is_no_text(secret: Any) -> None:
    """The types say so; a program without types would send the ``b`` and the quotes, too."""
    given: list[Any] = [
        {"token": secret},
        {"cookie": secret},
        {"cookie": "c", "cookie_peer": secret},
    ]
    for options in given:
        with pytest.raises(TypeError, match="expected a str, got a"):
            connect(endpoint_url=UNIT, **options)
    client = connect(endpoint_url=UNIT, token=lambda: secret)
    wire = Wire(client, READY)
    with pytest.raises(TypeError, match=r"the result of token\(\): expected a str"):
        client.get_cell_import_status(CellName="cell1")
    assert not wire.sent


class Token(str, Enum):
    OWN = "own"


@pytest.mark.parametrize("given", [{"token": Token.OWN}, {"cookie": Token.OWN}])
def test_a_secret_of_an_enumeration_is_its_value(given: Any) -> None:
    """Which was looked at; ``str`` and ``format`` make something else of it."""
    client = connect(endpoint_url=UNIT, **given)
    wire = Wire(client, READY)
    client.get_cell_import_status(CellName="cell1")
    headers = wire.sent[0].headers
    assert headers.get("Authorization") == "Bearer own" or headers["Cookie"] == "p_cookie=own"


@pytest.mark.parametrize("secret", [{"token": SECRET}, {"cookie": SECRET}])
def test_no_log_shows_a_secret(
    secret: Any,
    unit: PersoniumUnit,
    connect_cell: Callable[..., Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """botocore logs the headers of each request, at the level DEBUG."""
    caplog.set_level("DEBUG")
    with pytest.raises(ClientError):
        connect_cell(**secret).get_cell_import_status(CellName="cell1")
    (received,) = unit.received
    assert SECRET in "".join(received.lines("Authorization") + received.lines("Cookie"))
    assert "Sending http request" in caplog.text
    assert "b'***'" in caplog.text
    assert SECRET not in caplog.text


def test_token_and_cookie_exclude_each_other() -> None:
    with pytest.raises(ValueError, match="token or cookie"):
        connect(endpoint_url=UNIT, token="t", cookie="c")


@pytest.mark.parametrize("secret", [{"token": SECRET}, {"cookie": SECRET, "cookie_peer": SECRET}])
def test_only_tls_carries_a_secret(secret: Any) -> None:
    client = connect(endpoint_url="http://user:password@unit.example/", **secret)
    wire = Wire(client, READY)
    with pytest.raises(InsecureEndpointError, match="is not https") as caught:
        client.get_cell_import_status(CellName="cell1")
    assert not wire.sent
    assert "unit.example/cell1/__import" in str(caught.value)
    for hidden in (SECRET, "password"):
        assert hidden not in f"{caught.value!r} {caught.value}"
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize("secret", [{"token": SECRET}, {"cookie": SECRET, "cookie_peer": SECRET}])
def test_no_repr_shows_a_secret(secret: Any) -> None:
    session = botocore_session()
    found: list[Any] = [connect(endpoint_url=UNIT, session=session, **secret), session]
    seen: dict[int, Any] = {}
    while found:  # whatever the client and the session hold
        one = found.pop()
        if id(one) in seen or isinstance(one, (type, ModuleType)):
            continue
        seen[id(one)] = one
        if type(one).__module__ != "builtins":  # a dict that holds the secret is nobody's own
            assert SECRET not in repr(one), type(one)
        function = isinstance(one, FunctionType)
        found += one.__closure__ or () if function else gc.get_referents(one)
    assert SECRET in [one for one in seen.values() if isinstance(one, str)]


def test_without_an_endpoint_nothing_is_sent() -> None:
    client = connect(token=SECRET)
    wire = Wire(client, READY)
    with pytest.raises(EndpointProviderError, match="pass endpoint_url"):
        client.get_cell_import_status(CellName="cell1")
    assert not wire.sent


def test_the_environment_names_endpoint_and_token(
    unit: PersoniumUnit, authority_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_PERSONIUM_CELL", unit.url)
    monkeypatch.setenv("AWS_BEARER_TOKEN_PERSONIUM_CELL", unit.token)
    monkeypatch.setenv("AWS_CA_BUNDLE", authority_file)
    client = connect()
    assert client.get_cell_import_status(CellName="cell1")["status"] == "ready"
    client.close()
    client = connect(token="explicit")
    with pytest.raises(TokenParseException):
        client.get_cell_import_status(CellName="cell1")
    client.close()
    client = connect(cookie=unit.cookie, cookie_peer=unit.peer)
    client.get_cell_import_status(CellName="cell1")
    client.close()
    assert authorizations(unit) == [[f"Bearer {unit.token}"], ["Bearer explicit"], []]


def test_a_registered_session_makes_plain_clients_with_the_environment_s_token(
    unit: PersoniumUnit, authority_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_PERSONIUM_CELL", unit.token)
    session = botocore_session()
    register(session)
    plain = session.create_client(
        "personium-cell", "personium", endpoint_url=unit.url, verify=authority_file
    )
    client = PersoniumCellClient(plain)
    assert client.get_cell_import_status(CellName="cell1", Override=["A:1", "B:2"])["status"]
    client.close()
    assert authorizations(unit) == [[f"Bearer {unit.token}"]]
    assert unit.received[0].lines("X-Override") == ["A:1", "B:2"]


def test_a_token_is_one_client_s(tmp_path: Path) -> None:
    """Neither other services, nor earlier or later clients of the session, are given it."""
    session = boto3_session(region_name="us-east-1", **KEYS)
    register(session)
    earlier = connect(endpoint_url=UNIT, session=session)
    client = connect(endpoint_url=UNIT, session=session, token=SECRET)
    later = connect(endpoint_url=UNIT, session=session)
    other = botosmith_importexport.connect(session=session)
    plain = session.client("personium-cell", endpoint_url=UNIT)
    for one in (earlier, later, plain):
        wire = Wire(one, READY)
        with pytest.raises(NoAuthTokenError):
            one.get_cell_import_status(CellName="cell1")
        assert not wire.sent
    wires = [Wire(client, READY), Wire(other, (200, "<a><ListJobsResult/></a>"))]
    client.get_cell_import_status(CellName="cell1")
    other.list_jobs()
    assert wires[0].sent[0].headers["Authorization"] == f"Bearer {SECRET}"
    assert SECRET not in str(wires[1].sent)
    assert not (tmp_path / "config").exists()


def test_no_aws_credentials_and_no_single_sign_on_for_a_host_outside_aws(tmp_path: Path) -> None:
    """The user's AWS profile is none of the unit's business."""
    process = f"credential_process = /bin/sh -c 'touch {tmp_path}/asked'"
    text = f"[default]\nsso_session = s\n{process}\n[sso-session s]\nsso_region = us-east-1\n"
    (tmp_path / "config").write_text(f"{text}sso_start_url = https://sso.example/start\n")
    client = connect(endpoint_url=UNIT)
    wire = Wire(client, READY)
    with pytest.raises(NoAuthTokenError):
        client.get_cell_import_status(CellName="cell1")
    assert not wire.sent
    assert not (tmp_path / "asked").exists()


def test_threads_that_make_clients_of_one_session_at_once() -> None:
    session = botocore_session()
    barrier = Barrier(8)

    def connect_and_call(number: int) -> str:
        barrier.wait()
        client = connect(endpoint_url=UNIT, session=session, token=f"t{number}")
        wire = Wire(client, READY)
        client.get_cell_import_status(CellName="cell1")
        return wire.sent[0].headers["Authorization"]

    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(connect_and_call, range(8)))
    assert sent == [f"Bearer t{number}" for number in range(8)]
