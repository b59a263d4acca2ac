"""Sphinx builds the guides; `tox -e docs` tests them.

The reference sites of our services become the folder `reference`. ``BOTOSMITH_REFERENCE`` says
where `botosmith build` has written them; the default is `out/site`.
"""

import os
import shutil
from pathlib import Path

from sphinx.application import Sphinx

REFERENCE = Path(os.environ.get("BOTOSMITH_REFERENCE", Path(__file__).parents[1] / "out" / "site"))

project = "botosmith"
copyright = "the authors of botosmith"  # noqa: A001  # Sphinx's name
html_theme = "furo"
html_title = "botosmith"
html_static_path = ["static"]
html_css_files = ["guides.css"]
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
    "sphinx_click",
]
exclude_patterns = ["_build"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
nitpicky = False
# Names of generated packages lead to their pages in the reference; nothing is fetched.
intersphinx_mapping = {
    path.parent.name: (f"reference/{path.parent.name}", str(path))
    for path in sorted(REFERENCE.glob("*/objects.inv"))
}


def _copy_reference(app: Sphinx, exception: Exception | None) -> None:
    """Put the reference sites beside the guides."""
    if exception is None and app.builder.format == "html" and REFERENCE.is_dir():
        shutil.copytree(REFERENCE, Path(app.outdir) / "reference", dirs_exist_ok=True)


def setup(app: Sphinx) -> None:
    """Sphinx calls this."""
    app.connect("build-finished", _copy_reference)
