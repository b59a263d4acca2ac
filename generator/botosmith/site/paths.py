"""Which pages a service has, and the paths from one to another.

Each kind of page has a folder. So every page refers to the service's folder as ``../``, except the
landing page and the pages next to it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from botosmith import ir
from botosmith.names.files import file_stem

_GLOSSARY_IDS: frozenset[str] = frozenset({"main", "patterns", "results", "terms"})
"""The ids that the glossary's page uses for something other than terms, also in its script."""


class Pages:
    """The pages of one service by their subjects; all paths are relative to its folder."""

    def __init__(self, service: ir.Service) -> None:
        self.operations = _paths("operations", {o.name: o.method for o in service.operations})
        self.errors = _paths("errors", _same(error.name for error in service.errors))
        self.payloads = _payloads(service, self.operations)
        elsewhere = self.errors.keys() | self.payloads.keys()
        self.shapes = _paths(
            "shapes",
            _same(s.name for s in service.shapes if has_page(s) and s.name not in elsewhere),
        )
        self.paginators = _paths("paginators", {p.operation: p.method for p in service.paginators})
        self.waiters = _paths("waiters", _same(waiter.method for waiter in service.waiters))
        resources = service.resources.all if service.resources is not None else ()
        self.resources = _paths("resources", {one.name: one.class_name for one in resources})
        self.terms = _fragments(term.name for term in service.glossary)
        self.has_glossary = bool(service.glossary) or any(
            shape.pattern is not None for shape in service.shapes
        )
        self.topics = _paths("topics", _same(topic.name for topic in service.topics))

    def stem(self, operation: str) -> str:
        """The name, without extension, of an operation's page and its other files."""
        return posixpath.basename(self.operations[operation]).removesuffix(".html")

    def of_shape(self, name: str) -> str:
        """The page of a structure, an enumeration or an error; empty for other shapes.

        A shape that is only the request or the response of one operation is a section of the
        operation's page.
        """
        return self.shapes.get(name) or self.errors.get(name) or self.payloads.get(name, "")

    def schema(self, name: str) -> str:
        """The path of a structure's JSON Schema."""
        page, _, section = self.of_shape(name).partition("#")
        return ".".join(filter(None, (page.removesuffix(".html"), section, "schema.json")))

    def links(self) -> dict[str, str]:
        """Names that documentation may mention, with their links from a page in a folder."""
        found = {name: f"../{path}" for name, path in self.operations.items()}
        return {name: f"../{path}" for name, path in self.errors.items()} | found


def of_method(name: str) -> str:
    """The fragment of the landing page about a method that botocore or boto3 adds to the client."""
    return f"method.{name}"


def has_page(shape: ir.Shape) -> bool:
    """Whether a shape has a page: only structures and enumerations; others are shown in place."""
    return bool(shape.enum) or shape.structured


def _payloads(service: ir.Service, pages: Mapping[str, str]) -> dict[str, str]:
    """The sections of structures that are only the request or the response of one operation."""
    nested = {member.shape for shape in service.shapes for member in shape.members}
    nested |= {shape.element for shape in service.shapes}
    found: dict[str, list[str]] = {}
    for operation in service.operations:
        for name, section in ((operation.input, "request"), (operation.output, "response")):
            found.setdefault(name, []).append(f"{pages[operation.name]}#{section}")
    return {
        name: sections[0]
        for name, sections in found.items()
        if name and len(sections) == 1 and name not in nested
    }


def _same(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in names}


def _paths(folder: str, stems: Mapping[str, str]) -> dict[str, str]:
    """A path for each name, from its stem; unique on case-insensitive file systems, too."""
    taken: set[str] = set()
    return {
        name: f"{folder}/{_untaken(file_stem(stem), taken)}.html" for name, stem in stems.items()
    }


def _fragments(names: Iterable[str]) -> tuple[str, ...]:
    """A URL fragment for each term of the glossary: letters, digits and hyphens."""
    taken = set(_GLOSSARY_IDS)
    return tuple(_untaken(_hyphenated(name), taken) for name in names)


def _hyphenated(name: str) -> str:
    kept = "".join(char if char.isalnum() and char.isascii() else "-" for char in name.lower())
    return kept.strip("-") or "x"


def _untaken(name: str, taken: set[str]) -> str:
    """``name``, with a number if it is taken already, in any case."""
    found, number = name, 2
    while found.lower() in taken:
        found, number = f"{name}-{number}", number + 1
    taken.add(found.lower())
    return found
