"""Pages of the tiny models of ``tests/generator/goldens``, byte by byte.

``goldens/<quirk>/`` holds the files of the site that matter for the quirk. After a deliberate
change ``UPDATE_GOLDENS=1 python -m pytest tests/site/test_goldens.py`` rewrites them: read the
diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from botosmith.build.service import build
from botosmith.models.load import Library
from botosmith.site.render import render_site

MODELS = Path(__file__).parents[1] / "generator" / "goldens"
GOLDENS = Path(__file__).parent / "goldens"
UPDATE = bool(os.environ.get("UPDATE_GOLDENS"))


@pytest.mark.parametrize("quirk", sorted(path.name for path in GOLDENS.iterdir()))
def test_pages_are_what_they_were(quirk: str) -> None:
    model = Library((MODELS,)).load(quirk)
    files = render_site(build(model), model)
    expected = sorted(path for path in (GOLDENS / quirk).rglob("*") if path.is_file())
    assert expected
    for path in expected:
        generated = files[path.relative_to(GOLDENS / quirk).as_posix()]
        assert isinstance(generated, str)
        if UPDATE:
            path.write_text(generated, encoding="utf-8", newline="")
        assert path.read_bytes().decode() == generated
