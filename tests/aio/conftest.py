"""Fixtures of the tests of asynchronous clients. They need aiobotocore: ``tox -e aio``."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from aio_packages import Packages
from botosmith_importexport.fakes import FakeImportExport
from personium_unit import PersoniumUnit


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
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    return Packages(tmp_path_factory.mktemp("packages"))


@pytest.fixture
def fake() -> Iterator[FakeImportExport]:
    with FakeImportExport() as opened:
        yield opened


@pytest.fixture
def unit(authority: trustme.CA) -> Iterator[PersoniumUnit]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate: Any = authority.issue_cert("localhost")
    certificate.configure_cert(context)
    unit = PersoniumUnit(context)
    yield unit
    unit.stop()
