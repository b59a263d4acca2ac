"""What ``aio/`` adds to a package on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from aws_services import CROSS_SECTION, few_or_all
from botosmith.tools.builds import package_files

MODELS = Path(__file__).parents[2] / "models"
OWN = ["glue-migration", "importexport", "personium-cell"]


@pytest.mark.parametrize("service", [*few_or_all(CROSS_SECTION), *OWN])
def test_growth(service: str) -> None:
    files = package_files(service, (MODELS,) if service in OWN else ())
    sizes = {
        name: len(content if isinstance(content, bytes) else content.encode())
        for name, content in files.items()
    }
    added = sum(size for name, size in sizes.items() if "/aio/" in name)
    assert 0 < added <= 0.35 * (sum(sizes.values()) - added)
