"""Fakes of AWS's own models: every sample served, every declared error raised and caught by class.

A cross-section of services is part of every run; ``python -m pytest -m aws`` takes all of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from aws_services import ALL, CROSS_SECTION
from faked_service import disagreements


@pytest.mark.parametrize("service", CROSS_SECTION)
def test_service(service: str, tmp_path: Path) -> None:
    assert list(disagreements(service, tmp_path)) == []


@pytest.mark.aws
@pytest.mark.parametrize("service", ALL)
def test_every_service(service: str, tmp_path: Path) -> None:
    assert list(disagreements(service, tmp_path)) == []
