"""Renders ``type_defs.py`` and its stub."""

from __future__ import annotations

from botosmith.build.annotations import COMMON_TYPES
from botosmith.package.python import homes
from botosmith.package.python.files import Subject
from botosmith.package.python.stubs import condensed
from botosmith.package.types.definitions import TEMPLATES


def type_defs(subject: Subject) -> str:
    """The text of ``type_defs.py``. It exports the runtime's types that all services share."""
    return _type_defs(subject, stub=False)


def stub(subject: Subject) -> str:
    """The text of ``type_defs.pyi``, without documentation: type checkers read it often.

    Editors still show the documentation from ``type_defs.py``.
    """
    return condensed(_type_defs(subject, stub=True))


def _type_defs(subject: Subject, *, stub: bool) -> str:
    shared = {"botosmith_runtime.type_defs": COMMON_TYPES}
    imports = homes.imports(subject, shared, here=".type_defs", lazy=False)
    for name in COMMON_TYPES:
        imports.load(name)
    return TEMPLATES.module(
        "types/type_defs.py",
        subject,
        imports,
        types=subject.service.types,
        stub=stub,
        documented=not stub,
        exported=COMMON_TYPES | {definition.name for definition in subject.service.types},
    )
