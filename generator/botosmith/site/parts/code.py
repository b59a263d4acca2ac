"""Code in the site's own texts, highlighted as in examples."""

from __future__ import annotations

from botosmith.site.snippets import Pane
from botosmith.site.snippets.highlight import highlighted


def python_pane(code: str) -> Pane:
    """A pane with our own Python code."""
    return Pane(key="", title="", language="python", html=highlighted(code, "python"))


def shell_pane(code: str) -> Pane:
    """A pane with our own shell commands."""
    return Pane(key="", title="", language="console", html=highlighted(code, ""))


def plain_pane(code: str) -> Pane:
    """Python without colours, for long code."""
    return Pane(key="", title="", language="python", html=highlighted(code, ""))
