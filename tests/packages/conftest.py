"""Fixtures of the tests of generated packages: a clean environment, a unit on loopback."""

import os
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from botocore.config import Config
from botosmith_personium_cell import PersoniumCellClient, connect
from personium_unit import PersoniumUnit
from wire import shared_session

ONE_ATTEMPT = Config(retries={"total_max_attempts": 1})


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No configuration but the test's own, and no look for credentials over the network."""
    for name in list(os.environ):
        if name.startswith("AWS_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture(scope="session")
def server_context(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate: Any = authority.issue_cert("localhost")
    certificate.configure_cert(context)
    return context


@pytest.fixture
def unit(server_context: ssl.SSLContext) -> Iterator[PersoniumUnit]:
    unit = PersoniumUnit(server_context)
    yield unit
    unit.stop()


@pytest.fixture
def connect_cell(unit: PersoniumUnit, authority_file: str) -> Iterator[Callable[..., Any]]:
    """``connect`` to the unit, without retries unless the test says otherwise."""
    clients: list[PersoniumCellClient] = []

    def connect_to_unit(**options: Any) -> PersoniumCellClient:
        given: dict[str, Any] = {
            "endpoint_url": unit.url,
            "verify": authority_file,
            "config": ONE_ATTEMPT,
            "session": shared_session(),
            **options,
        }
        clients.append(connect(**given))
        return clients[-1]

    yield connect_to_unit
    for client in clients:
        client.close()


@pytest.fixture
def cell(connect_cell: Callable[..., Any], unit: PersoniumUnit) -> PersoniumCellClient:
    client: PersoniumCellClient = connect_cell(token=unit.token)
    return client
