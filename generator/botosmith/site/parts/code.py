"""Code that the site's own texts show, lit up as the examples are."""

from __future__ import annotations

from botosmith.site.snippets import Pane
from botosmith.site.snippets.highlight import highlighted


def python_pane(code: str) -> Pane:
    """Python of our own."""
    return Pane(key="", title="", language="python", html=highlighted(code, "python"))


def shell_pane(code: str) -> Pane:
    """Shell commands of our own."""
    return Pane(key="", title="", language="console", html=highlighted(code, ""))


def plain_pane(code: str) -> Pane:
    """Python without colours, where there is much of it."""
    return Pane(key="", title="", language="python", html=highlighted(code, ""))
