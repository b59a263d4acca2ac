"""The guides as a site: Sphinx builds them without a warning, and every link in them holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sphinx.util.inventory import InventoryFile

DOCS = Path(__file__).parents[2] / "docs"
_OF_SPHINX = {"genindex", "search", "py-modindex"}


def test_sphinx_builds_the_guides_without_a_warning(tmp_path: Path) -> None:
    command = ("-W", "--keep-going", "-q", "-b", "html", str(DOCS), str(tmp_path))
    ran = subprocess.run(
        [sys.executable, "-m", "sphinx", *command], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    pages = {path.stem for path in DOCS.glob("*.md")}
    assert pages == {path.stem for path in tmp_path.glob("*.html")} - {
        "genindex",
        "search",
        "py-modindex",
    }
    inventory = InventoryFile.loads((tmp_path / "objects.inv").read_bytes(), uri="")
    classes = inventory.data["py:class"]
    for name in ("botosmith_runtime.client.Client", "botosmith_runtime.fakes.Fake"):
        assert name in classes
