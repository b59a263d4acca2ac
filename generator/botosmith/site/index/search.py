"""The data of the pages' search and navigation: classic scripts, which work from ``file://``."""

from __future__ import annotations

import json
from typing import Any

from botosmith import ir
from botosmith.site.paths import Pages


def navigation(service: ir.Service, pages: Pages) -> str:
    """``nav.js``: every operation of the service, for the list next to each page."""
    return script(
        "botosmithNavigation", [[o.method, pages.operations[o.name]] for o in service.operations]
    )


def index(service: ir.Service, pages: Pages) -> str:
    """``search.js``: operations, errors, structures and members by name, with their pages.

    Each kind has its folder and its entries: a name, the names of members, and the page. The page
    is left out if it has that name in that folder.
    """
    shapes = {shape.name: shape for shape in service.shapes}

    def members(*names: str) -> str:
        found = dict.fromkeys(m.name for name in names if name for m in shapes[name].members)
        return " ".join(found)

    structures = [name for name in pages.shapes if not shapes[name].enum]
    enumerations = [name for name in pages.shapes if shapes[name].enum]
    kinds: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
        "operation": (
            "operations",
            [
                (o.method, f"{o.name} {members(o.input, o.output)}", pages.operations[o.name])
                for o in service.operations
            ],
        ),
        "method": (
            "",
            [(method.name, "", "index.html#added") for method in service.added_methods],
        ),
        "error": ("errors", [(name, members(name), path) for name, path in pages.errors.items()]),
        "structure": ("shapes", [(n, members(n), pages.shapes[n]) for n in structures]),
        "enumeration": ("shapes", [(n, "", pages.shapes[n]) for n in enumerations]),
        "topic": ("topics", [(t.title, "", pages.topics[t.name]) for t in service.topics]),
        "paginator": (
            "paginators",
            [(p.method, "", pages.paginators[p.operation]) for p in service.paginators],
        ),
        "waiter": ("waiters", [(name, "", path) for name, path in pages.waiters.items()]),
    }
    return script(
        "botosmithIndex",
        [
            [kind, folder, [_short(folder, entry) for entry in entries]]
            for kind, (folder, entries) in kinds.items()
            if entries
        ],
    )


def _short(folder: str, entry: tuple[str, str, str]) -> list[str]:
    name, members, page = entry
    kept = [name, members, "" if page == f"{folder}/{name}.html" else page]
    while not kept[-1]:
        kept.pop()
    return kept


def script(function: str, value: Any) -> str:
    """A call of our function with ``value``; text from a model cannot end the script."""
    return f"{function}({data(value)});\n"


def data(value: Any, *, indent: int | None = None) -> str:
    """JSON that is safe in a script element or file: without ``</script>`` and U+2028."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(value, separators=separators, indent=indent)
    return text.replace("<", "\\u003c")
