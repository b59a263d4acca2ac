"""The data of the pages' search and navigation: classic scripts, which work from ``file://``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from botosmith import ir, names
from botosmith.site.context import Context
from botosmith.site.parts.grouping import Groups
from botosmith.site.paths import Pages, of_method

_TYPE = "TypeDef"


def navigation(groups: Groups, pages: Pages) -> str:
    """``nav.js``: every operation of the service in groups, for the list next to each page.

    An operation is its method's name, and its page if that has another name.
    """
    return script(
        "botosmithNavigation",
        [
            [
                title,
                [_short("operations", (o.method, pages.operations[o.name])) for o in operations],
            ]
            for title, operations in groups
        ],
    )


def index(context: Context) -> str:
    """``search.js``: the named parts of a service, with their pages.

    Each kind has its folder and its entries: a name, its page, other names, and the members of a
    structure or the values of an enumeration. An operation has the members of its request and of
    its response. Empty values at the end are left out, and so is a page with the entry's name.
    """
    kinds = [
        [kind, folder, [_short(folder, entry) for entry in entries]]
        for kind, folder, entries in _kinds(context)
        if entries
    ]
    return script("botosmithIndex", kinds)


Entry = tuple[str, ...]


def _kinds(context: Context) -> Iterator[tuple[str, str, list[Entry]]]:
    service, pages, shapes = context.service, context.paths, context.shapes

    def members(name: str) -> str:
        return _listed(m.name for m in shapes[name].members) if name else ""

    yield (
        "operation",
        "operations",
        [
            (o.method, pages.operations[o.name], _others(o), members(o.input), members(o.output))
            for o in service.operations
        ],
    )
    yield "method", "", [(m.name, f"index.html#{of_method(m.name)}") for m in service.added_methods]
    yield "error", "errors", [(n, path, "", members(n)) for n, path in pages.errors.items()]
    yield "waiter", "waiters", [(name, path) for name, path in pages.waiters.items()]
    yield (
        "paginator",
        "paginators",
        [(p.method, pages.paginators[p.operation]) for p in service.paginators],
    )
    yield "topic", "topics", [(topic.title, pages.topics[topic.name]) for topic in service.topics]
    yield "guide", "", _guides(context)
    structures = [name for name in pages.shapes if not shapes[name].enum]
    yield (
        "structure",
        "shapes",
        [(n, pages.shapes[n], _types(context, n), members(n)) for n in structures],
    )
    literals = {literal.shape: literal.name for literal in service.literals}
    yield (
        "enumeration",
        "shapes",
        [
            (n, pages.shapes[n], literals.get(n, ""), _listed(shapes[n].enum))
            for n in pages.shapes
            if shapes[n].enum
        ],
    )


def _others(operation: ir.Operation) -> str:
    """The names of an operation's types, unless they follow from the operation's name."""
    named = (operation.request, operation.response)
    return _listed(name.removesuffix(_TYPE) for name in named if not name.startswith("Empty"))


def _types(context: Context, shape: str) -> str:
    """The names of a structure's types, other than the structure's own."""
    found = (name.removesuffix(_TYPE) for name in context.types.get(shape, []))
    return _listed(name for name in found if name != shape)


def _guides(context: Context) -> list[Entry]:
    service = context.service
    found: list[Entry] = [
        ("Testing", "testing.html", f"Fake {names.fake_class(service.class_name)} Stubber pytest"),
        ("Common errors", "common-errors.html", "Exceptions ClientError throttling"),
        ("Install and connect", "index.html#install", "Getting started credentials"),
        ("Types", "index.html#types", "TypedDict"),
    ]
    if context.paths.has_glossary:
        found.append(("Glossary", "glossary.html", "Patterns"))
    if context.history:
        found.append(("What changed", "history.html", "History versions"))
    return found


def _listed(found: Iterable[str]) -> str:
    """Names or values in one text; the script splits it."""
    return "|".join(dict.fromkeys(one.replace("|", " ") for one in found))


def _short(folder: str, entry: Entry) -> list[str]:
    name, page, *more = entry
    kept = [name, "" if page == f"{folder}/{name}.html" else page, *more]
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
