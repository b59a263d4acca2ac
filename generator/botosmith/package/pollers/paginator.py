"""Prints ``paginator.py``: the data and filters of its template."""

from __future__ import annotations

from botosmith import ir, text
from botosmith.package.pollers.registry import registry
from botosmith.package.python import homes
from botosmith.package.python.annotations import tree
from botosmith.package.python.code import statement, subscript
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports
from botosmith.package.python.stubs import condensed
from botosmith.package.python.templates import Templates, collecting

_HOMES: homes.Homes = {
    "botosmith_runtime.pollers": ["Pages", "Paginator"],
}


def paginators(subject: Subject) -> str:
    """The text of ``paginator.py``."""
    return printed(subject, homes.imports(subject, _HOMES, here=".paginator"))


def stub(subject: Subject) -> str:
    """The text of ``paginator.pyi``: signatures alone."""
    imports = homes.imports(subject, _HOMES, here=".paginator", lazy=False)
    return condensed(printed(subject, imports, stub=True))


def printed(subject: Subject, imports: Imports, *, stub: bool = False) -> str:
    """The text of a module of paginators, whose base classes ``imports`` finds."""
    found = subject.service.paginators
    return _TEMPLATES.module(
        "pollers/paginator.py",
        subject,
        imports,
        exported=["PAGINATORS", *(paginator.class_name for paginator in found)],
        stub=stub,
    )


def _pages(imports: Imports, paginator: ir.Paginator, stub: bool) -> str:
    """``) -> Pages[page, full result, what can be searched for, what is found then]:``."""
    searched = subscript(imports.use("Literal"), *map(text.literal, paginator.searches))
    types = [
        tree(imports.use(paginator.page)),
        tree(imports.use(paginator.full_result)),
        searched if paginator.searches else imports.use("NoReturn"),
        tree(imports.use(paginator.found)),
    ]
    end = ": ..." if stub else ":"
    return statement(") -> ", subscript(imports.use("Pages"), *types), end, 4)


_TEMPLATES = Templates({"pages": collecting(_pages), "registry": registry})
