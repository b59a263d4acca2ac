"""From one lock everybody builds the same packages, wheels and lock, whatever the machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import botocore
import pytest
from shop import PROJECT, Shop, tool

ROOT = Path(__file__).parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
OTHERS = [one for one in PYTHONS if one != ".".join(map(str, sys.version_info[:2]))]


@pytest.mark.parametrize("version", OTHERS)
def test_another_python_builds_the_same_bytes_elsewhere(
    version: str, shop: Shop, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("another")
    python = other_python(version, place / "python")
    shop.write(PROJECT)
    there = Shop(place / "deep" / "in" / "another")
    there.lay_out(PROJECT)
    (there.root / "botosmith.lock").write_bytes((shop.root / "botosmith.lock").read_bytes())
    expected = shop.state()
    for seed in ("1", "4711"):
        for made in ("out", ".botosmith_cache"):
            shutil.rmtree(there.root / made, ignore_errors=True)
        there.run(python, "-m", "botosmith", "sync", PYTHONHASHSEED=seed)
        built = there.state()
        assert built.keys() == expected.keys()
        assert [path for path in built if built[path] != expected[path]] == []


def other_python(version: str, directory: Path) -> Path:
    """Another version of Python, with botosmith and the locked botocore; skips without one."""
    made = subprocess.run(
        [tool("uv"), "venv", "--seed", "--no-python-downloads", "--python", version, directory],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip(f"there is no Python {version}: {made.stderr}")
    python = directory / "bin" / "python"
    needs = [f"{ROOT}/generator/runtime", f"{ROOT}/generator", f"botocore=={botocore.__version__}"]
    installed = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", *needs],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert installed.returncode == 0, installed.stderr
    return python
