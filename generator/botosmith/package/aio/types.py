"""Prints ``aio/type_defs.py`` and ``aio/literals.py``: mostly what the synchronous modules have."""

from __future__ import annotations

from botosmith.build.annotations import COMMON_TYPES
from botosmith.package.aio.names import imports, streaming
from botosmith.package.python.files import Subject
from botosmith.package.python.templates import Templates
from botosmith.package.types.definitions import TEMPLATES


def type_defs(subject: Subject) -> str:
    """The text of ``aio/type_defs.py``; responses with a stream have types of their own.

    Type checkers refuse a class in the place of an imported one, so such a module names the rest.
    """
    replaced = subject.once(streaming)
    if not replaced:
        return _same(subject, "type_defs", "Requests, responses and structures")
    collected = imports(subject, {}, here=".type_defs", lazy=False)
    found = COMMON_TYPES | {definition.name for definition in subject.service.types}
    for name in found - {definition.name for definition in replaced}:
        collected.load(name)
    return TEMPLATES.module(
        "types/type_defs.py",
        subject,
        collected,
        types=replaced,
        stub=False,
        documented=False,
        exported=found,
    )


def literals(subject: Subject) -> str:
    """The text of ``aio/literals.py``."""
    return _same(subject, "literals", "Enumerations and other literals")


def _same(subject: Subject, module: str, what: str) -> str:
    return _TEMPLATES.file("aio/same.py", subject, module=module, what=what)


_TEMPLATES = Templates({})
