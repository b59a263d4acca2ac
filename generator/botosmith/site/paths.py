"""Which pages a service has, and the way from one to another.

A page lies in a folder of its kind, so that every page but the service's own landing page, and
and of what is next to it, leads up by ``../``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from botosmith import ir
from botosmith.names.files import file_stem

_GLOSSARY_IDS: frozenset[str] = frozenset({"main", "patterns", "results", "terms"})
"""What is no term's: ids that the glossary's page has anyway, or gets from its script."""


class Pages:
    """The pages of one service by what they are about; all paths are relative to its folder."""

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
        self.terms = _fragments(term.name for term in service.glossary)
        self.has_glossary = bool(service.glossary) or any(
            shape.pattern is not None for shape in service.shapes
        )
        self.topics = _paths("topics", _same(topic.name for topic in service.topics))

    def stem(self, operation: str) -> str:
        """The name, without its extension, of an operation's page and of its other files."""
        return posixpath.basename(self.operations[operation]).removesuffix(".html")

    def of_shape(self, name: str) -> str:
        """The page of a structure, an enumeration or an error; empty for other shapes.

        The whole of one operation's request or response is a section of the operation's page.
        """
        return self.shapes.get(name) or self.errors.get(name) or self.payloads.get(name, "")

    def schema(self, name: str) -> str:
        """The JSON Schema of a structure."""
        page, _, section = self.of_shape(name).partition("#")
        return ".".join(filter(None, (page.removesuffix(".html"), section, "schema.json")))

    def links(self) -> dict[str, str]:
        """Names that documentation may mention, and where they lead from a page in a folder."""
        found = {name: f"../{path}" for name, path in self.operations.items()}
        return {name: f"../{path}" for name, path in self.errors.items()} | found


def of_method(name: str) -> str:
    """The fragment of the landing page about a method that botocore or boto3 adds to the client."""
    return f"method.{name}"


def has_page(shape: ir.Shape) -> bool:
    """Structures and enumerations have pages; lists, maps and scalars show where they are used."""
    return bool(shape.enum) or shape.structured


def _payloads(service: ir.Service, pages: Mapping[str, str]) -> dict[str, str]:
    """The sections of the structures that are one request or one response and nothing else."""
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
    """A path for each name, of its stem; two must not meet on a file system that knows no case."""
    taken: set[str] = set()
    return {
        name: f"{folder}/{_untaken(file_stem(stem), taken)}.html" for name, stem in stems.items()
    }


def _fragments(names: Iterable[str]) -> tuple[str, ...]:
    """A fragment of the glossary for each term: letters, digits and hyphens."""
    taken = set(_GLOSSARY_IDS)
    return tuple(_untaken(_hyphenated(name), taken) for name in names)


def _hyphenated(name: str) -> str:
    kept = "".join(char if char.isalnum() and char.isascii() else "-" for char in name.lower())
    return kept.strip("-") or "x"


def _untaken(name: str, taken: set[str]) -> str:
    """``name``, with a number behind it where others have it already, whatever their case."""
    found, number = name, 2
    while found.lower() in taken:
        found, number = f"{name}-{number}", number + 1
    taken.add(found.lower())
    return found
