"""Sphinx builds the guides: ``tox -e docs``."""

project = "botosmith"
copyright = "the authors of botosmith"  # noqa: A001  # Sphinx's name
html_theme = "furo"
html_title = "botosmith"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_click"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "description"
nitpicky = False
