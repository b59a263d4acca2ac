"""Personium over asyncio: a token or a cookie, only over TLS, and only to the unit."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from aio_parts import BACKENDS, AioConfig, AIOHTTPSession, get_session
from botocore import UNSIGNED
from botocore.exceptions import EndpointResolutionError, NoAuthTokenError
from botosmith_personium_cell.aio import PersoniumCellClient, connect, register
from botosmith_personium_cell.errors import AuthorizationRequiredException, CellNotFoundException
from botosmith_runtime.errors import (
    EndpointNotGivenError,
    InsecureEndpointError,
    SignatureRefusedError,
)
from personium_unit import PersoniumUnit


def once(backend: type[Any] = AIOHTTPSession) -> Any:
    return AioConfig(retries={"total_max_attempts": 1}, http_session_cls=backend)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_token(unit: PersoniumUnit, authority_file: str, backend: type[Any]) -> None:
    tokens: list[str] = []

    def token() -> str:
        tokens.append("asked")
        return unit.token

    async def use() -> None:
        async with connect(
            endpoint_url=unit.url, token=token, verify=authority_file, config=once(backend)
        ) as cell:
            status = await cell.get_cell_import_status(CellName="cell1")
            assert status["status"] == "ready"
            started = await cell.import_cell(CellName="cell1", Name="CellExport_2017_01")
            assert started["ResponseMetadata"]["HTTPStatusCode"] == 202
            with pytest.raises(CellNotFoundException, match="Cell not found"):
                await cell.get_cell_import_status(CellName="nowhere")

    asyncio.run(use())
    assert len(tokens) == 3  # before each request


def test_headers_are_repeated(unit: PersoniumUnit, authority_file: str) -> None:
    async def use() -> None:
        async with connect(
            endpoint_url=unit.url, token=unit.token, verify=authority_file, config=once()
        ) as cell:
            await cell.get_cell_import_status(CellName="cell1", Override=["A:1", "B:2,3"])

    asyncio.run(use())
    lines = [value for name, value in unit.received[-1].headers if name == "X-Override"]
    assert lines == ["A:1", "B:2,3"]


def test_a_cookie_with_its_peer(unit: PersoniumUnit, authority_file: str) -> None:
    async def use() -> None:
        async with connect(
            endpoint_url=unit.url, cookie=unit.cookie, cookie_peer=unit.peer,
            verify=authority_file, config=once(),
        ) as cell:  # fmt: skip
            assert (await cell.get_cell_import_status(CellName="cell1"))["status"] == "ready"

    asyncio.run(use())
    sent = dict(unit.received[-1].headers)
    assert "Authorization" not in sent


def test_without_a_secret_nothing_is_sent(
    unit: PersoniumUnit, authority_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def use(**given: Any) -> None:
        options: Any = {
            "endpoint_url": unit.url,
            "verify": authority_file,
            "config": once(),
            **given,
        }
        async with connect(**options) as cell:
            await cell.get_cell_import_status(CellName="cell1")

    with pytest.raises(NoAuthTokenError, match=r"pass token= to connect\(\)"):
        asyncio.run(use())
    with pytest.raises(InsecureEndpointError, match="only sent over TLS"):
        asyncio.run(use(token="secret", endpoint_url="http://localhost:1/"))
    with pytest.raises(EndpointResolutionError, match="pass endpoint_url"):
        asyncio.run(use(token="secret", endpoint_url=None))
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://localhost:1/")  # for all services
    with pytest.raises(EndpointNotGivenError, match="usually names an emulator of AWS"):
        asyncio.run(use(token="secret", endpoint_url=None))
    with pytest.raises(ValueError, match="pass token or cookie, not both"):
        asyncio.run(use(token="secret", cookie="secret"))
    anonymous = AioConfig(signature_version=UNSIGNED, retries={"max_attempts": 0})
    with pytest.raises(AuthorizationRequiredException):
        asyncio.run(use(config=anonymous))
    assert len(unit.received) == 1


def test_the_environment_has_a_token(
    unit: PersoniumUnit, authority_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_PERSONIUM_CELL", unit.token)
    monkeypatch.setenv("AWS_ENDPOINT_URL_PERSONIUM_CELL", unit.url)

    async def use() -> None:
        async with connect(verify=authority_file, config=once()) as cell:
            await cell.get_cell_import_status(CellName="cell1")
        session = get_session()  # plain clients of a registered session are guarded, too
        register(session)
        made: Any = session.create_client(
            "personium-cell", region_name="x", verify=authority_file, config=once()
        )
        async with made as plain:
            await PersoniumCellClient(plain).get_cell_import_status(CellName="cell1")

    asyncio.run(use())
    assert len(unit.received) == 2


def _choose(**_: Any) -> str:
    return "v4"


def test_keys_of_aws_never_leave(
    unit: PersoniumUnit, authority_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")

    async def use() -> None:
        async with connect(
            endpoint_url=unit.url, token=unit.token, verify=authority_file, config=once()
        ) as cell:
            await cell.get_cell_import_status(CellName="cell1")
            events: Any = cell.meta.events
            name = "choose-signer.personium-cell.GetCellImportStatus"
            events.register_first(name, _choose)
            with pytest.raises(SignatureRefusedError):
                await cell.get_cell_import_status(CellName="cell1")

    asyncio.run(use())
    (received,) = unit.received
    assert "AKIDEXAMPLE" not in str(received.headers)


def test_logs_hide_the_token(
    unit: PersoniumUnit, authority_file: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    async def use() -> None:
        async with connect(
            endpoint_url=unit.url, token=unit.token, verify=authority_file, config=once()
        ) as cell:
            await cell.get_cell_import_status(CellName="cell1")

    asyncio.run(use())
    assert "Sending http request" in caplog.text
    assert unit.token not in caplog.text
