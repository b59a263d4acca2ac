"""The scripts of a site, as files for its root.

Every page loads ``site.js``. Pages of operations load ``checker.js``, and ``payloads.js`` when
there is a payload to check. The sources have types in JSDoc for a type checker; the files for
readers do not contain them.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_SCRIPTS = {
    "site.js": (
        "assets",
        ("dom", "panes", "folds", "lists", "finding", "search", "start"),
    ),
    "checker.js": ("checker", ("page",)),
    "payloads.js": ("checker", ("json", "words", "nearest", "moments", "constraints", "check")),
}
_TYPES = re.compile(
    r"^ *\* @.*\n"  # in a longer comment
    r"|^ */\*\* @.*\*/\n"  # on a separate line
    r"|/\*\* @.*?\*/ ",  # before an expression or a parameter
    re.MULTILINE,
)


@cache
def scripts() -> dict[str, str]:
    """The scripts by name, without the types."""
    return {name: _TYPES.sub("", text) for name, text in typed_scripts().items()}


def typed_scripts() -> dict[str, str]:
    """The scripts with their types; the names of each are local to it."""
    site = files("botosmith.site")
    found: dict[str, str] = {}
    for name, (folder, parts) in _SCRIPTS.items():
        body = "\n".join(
            (site / folder / f"{part}.js").read_text(encoding="utf-8") for part in parts
        )
        found[name] = f'"use strict";\n(() => {{\n{body}}})();\n'
    return found
