"""The payload checker of operation pages, as scripts for the root of the site.

``checker.js`` is what a page loads, ``payloads.js`` what it loads when there is something to check.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_SCRIPTS = {
    "checker.js": ("page",),
    "payloads.js": ("json", "words", "moments", "check"),
}


@cache
def checker_scripts() -> dict[str, str]:
    """The scripts by name; each keeps its names to itself."""
    folder = files("botosmith") / "templates" / "site" / "checker"
    texts: dict[str, str] = {}
    for name, parts in _SCRIPTS.items():
        body = "\n".join((folder / f"{part}.js").read_text(encoding="utf-8") for part in parts)
        texts[name] = f'"use strict";\n(() => {{\n{body}}})();\n'
    return texts
