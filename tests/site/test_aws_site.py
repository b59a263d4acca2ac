"""The site of every service of AWS: it is built, links are good, no page is heavy."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import site_links
from aws_services import ALL
from built_site import run

pytestmark = pytest.mark.aws


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("everything")
    run(directory, "build", "--all", "--jobs", "2")
    return directory / "out" / "site"


@pytest.mark.parametrize("service", ALL)
def test_service(everything: Path, service: str) -> None:
    assert site_links.problems(everything, [service]) == []
    site_links.read.cache_clear()
    for page in (everything / service).rglob("*.html"):
        weight = len(gzip.compress(page.read_bytes(), 6))
        assert weight <= 60_000, (page, weight)  # with what it loads, 100 kB
