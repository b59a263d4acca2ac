"""A project for each test that runs the tools of others."""

from __future__ import annotations

from pathlib import Path

import pytest
from shop import Shop, tool


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    tool("uv")  # where tox has not installed the tools, there may be no index for pip either
    return Shop(tmp_path)
