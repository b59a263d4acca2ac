"""Tiny models, one quirk each, and the modules that are generated from them, byte by byte.

``goldens/<quirk>/expected/`` holds the modules that matter for the quirk. After a deliberate change
``UPDATE_GOLDENS=1 python -m pytest tests/generator/test_goldens.py`` rewrites them: read the diff.
An empty file in ``expected`` is filled in that way, too.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from botosmith.models.load import Library
from botosmith.names import package_name
from botosmith.output.write import write
from botosmith.tools.builds import package_files
from imported_package import imported
from model_reading import Reading

GOLDENS = Path(__file__).parent / "goldens"
QUIRKS = sorted(path.name for path in GOLDENS.iterdir())
UPDATE = bool(os.environ.get("UPDATE_GOLDENS"))


@pytest.mark.parametrize("quirk", QUIRKS)
def test_modules_are_what_they_were(quirk: str) -> None:
    files = package_files(quirk, (GOLDENS,))
    root = GOLDENS / quirk / "expected"
    expected = sorted(path for path in root.rglob("*") if path.is_file())
    assert expected
    for path in expected:
        generated = files[f"{package_name(quirk)}/{path.relative_to(root).as_posix()}"]
        assert isinstance(generated, str)
        if UPDATE:
            path.write_text(generated, encoding="utf-8", newline="")
        assert path.read_bytes().decode() == generated


@pytest.mark.parametrize("quirk", QUIRKS)
def test_types_say_what_the_model_says(quirk: str, tmp_path: Path) -> None:
    write(package_files(quirk, (GOLDENS,)), tmp_path / quirk)
    documents = Library((GOLDENS,)).load(quirk).documents
    with imported(tmp_path / quirk, package_name(quirk)) as package:
        assert list(Reading(documents, package).disagreements()) == []
