"""A slice and the whole service: the same bytes leave, and the same bytes mean the same.

One operation of a service, chosen by its name's hash; ``python -m pytest -m aws`` takes a slice of
each service of AWS, a normal run of a cross-section. The slice has its own serviceId throughout.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from aws_services import ALL, CROSS_SECTION, few_or_all
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.samples import Sampler
from botosmith.tools.slice import slice_model
from botosmith.tools.slice.store import store
from talking import DISCOVERED, TREATED_BY_NAME, Talking, request, shuffled, still


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    still(monkeypatch)


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
    for operation, method in shuffled(client.client):
        cut = slice_model(whole, [operation], name, directory / name / whole.api_version)
        built = build(cut)
        client.sampler = Sampler(built)
        if (given := request(client.sampler, operation)) is None:
            continue
        spoken = client.call(method, given)
        if spoken[0]:
            break
    else:
        pytest.fail(f"no operation of {service} can be called")
    assert built.service_id != client.client.meta.service_model.service_id
    store(cut)
    sliced = Talking(name, directory)
    sliced.sampler = client.sampler
    assert sliced.call(method, given) == spoken
    client.fails = sliced.fails = True
    assert sliced.call(method, given) == client.call(method, given)
