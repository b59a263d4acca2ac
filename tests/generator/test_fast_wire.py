"""Sessions that read models in parts, or from a pack: the same bytes leave, and mean the same.

Some operations of each service of a cross-section; ``python -m pytest -m aws`` takes a few of all.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from aws_services import ALL, CROSS_SECTION, few_or_all
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.output.write import write
from botosmith.samples import Sampler
from botosmith.tools.packs import pack_files
from botosmith_runtime.loader import read_in_parts
from botosmith_runtime.packs import VARIABLE
from talking import DISCOVERED, TREATED_BY_NAME, Talking, request, shuffled, still

MANY, FEW = 10, 3  # operations of a service


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    still(monkeypatch)


@pytest.mark.parametrize(
    "service", sorted({*few_or_all(CROSS_SECTION), *TREATED_BY_NAME, *DISCOVERED})
)
def test_the_wire_is_that_of_botocore(
    service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_the_same_wire(service, MANY, tmp_path, monkeypatch)


@pytest.mark.aws
@pytest.mark.parametrize("service", ALL)
def test_every_service(service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_the_same_wire(service, FEW, tmp_path, monkeypatch)


def assert_the_same_wire(
    service: str, most: int, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sampler = Sampler(build(Library().read(service)))
    plain, parts = Talking(service), Talking(service, prepare=read_in_parts)
    write(pack_files([service]), directory / "pack")
    monkeypatch.setenv(VARIABLE, str(directory / "pack"))
    clients = plain, parts, Talking(service, prepare=read_in_parts)
    for client in clients:
        client.sampler = sampler
    called = 0
    for operation, method in shuffled(plain.client):
        if called == most:
            break
        if (given := request(sampler, operation)) is None:
            continue
        for fails in (False, True):
            for client in clients:
                client.fails = fails
            expected, *found = [client.call(method, given) for client in clients]
            assert found == [expected, expected], operation
        called += bool(expected[0])
    assert called
