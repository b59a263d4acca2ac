"""Prints ``waiter.py``: the data and filters of its template."""

from __future__ import annotations

import json

from botosmith import ir, text
from botosmith.package.pollers.registry import registry
from botosmith.package.python import homes, prose
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports
from botosmith.package.python.stubs import condensed
from botosmith.package.python.templates import Templates

_HOMES: homes.Homes = {"botosmith_runtime.pollers": ["Waiter"]}


def waiters(subject: Subject) -> str:
    """The text of ``waiter.py``."""
    return printed(subject, homes.imports(subject, _HOMES, here=".waiter"))


def stub(subject: Subject) -> str:
    """The text of ``waiter.pyi``: signatures alone."""
    imports = homes.imports(subject, _HOMES, here=".waiter", lazy=False)
    return condensed(printed(subject, imports, stub=True))


def printed(
    subject: Subject, imports: Imports, *, awaited: bool = False, stub: bool = False
) -> str:
    """The text of a module of waiters, whose base class ``imports`` finds.

    Those that are ``awaited`` have no list of what they accept: the synchronous module has it.
    """
    found = subject.service.waiters
    return _TEMPLATES.module(
        "pollers/waiter.py",
        subject,
        imports,
        exported=["WAITERS", *(waiter.class_name for waiter in found)],
        awaited=awaited,
        stub=stub,
    )


def accepts(acceptor: ir.Acceptor) -> str:
    """``success when ImportStatus.ImportCompleted is true``."""
    what = {
        "path": f"{acceptor.argument} is {acceptor.expected}",
        "pathAll": f"every {acceptor.argument} is {acceptor.expected}",
        "pathAny": f"any {acceptor.argument} is {acceptor.expected}",
        "status": f"the HTTP status is {acceptor.expected}",
        "error": _error_phrase(acceptor.expected),
    }.get(acceptor.matcher, f"{acceptor.matcher} {acceptor.argument} is {acceptor.expected}")
    return " ".join(text.printable(f"{acceptor.state} when {what}").split())


def _acceptor(acceptor: ir.Acceptor) -> str:
    """``- success when ImportStatus.ImportCompleted is true``, in a class's docstring."""
    return prose.bullet(accepts(acceptor), 4)


def _error_phrase(expected: str) -> str:
    match json.loads(expected):
        case True:
            return "the service answers with an error"
        case False:
            return "the service answers without an error"
        case code:
            return f"the service answers {code}"


_TEMPLATES = Templates(
    {"acceptor": _acceptor, "all_paragraphs": prose.all_paragraphs, "registry": registry}
)
