"""Prints ``errors.py``: the data and filters of its template."""

from __future__ import annotations

from botosmith import ir, names, text
from botosmith.package.python import homes, prose
from botosmith.package.python.code import MAGIC_TUPLE, TUPLE, in_tuple
from botosmith.package.python.files import Subject
from botosmith.package.python.statements import assigned
from botosmith.package.python.stubs import condensed
from botosmith.package.python.templates import Templates

_HOMES: homes.Homes = {
    "botosmith_runtime.errors": ["ServiceError"],
    "botosmith_runtime.type_defs": [
        *("CapitalMessageErrorResponseTypeDef", "MessageErrorResponseTypeDef"),
    ],
}


def errors(subject: Subject) -> str:
    """The text of ``errors.py``."""
    return _errors(subject, stub=False)


def stub(subject: Subject) -> str:
    """The text of ``errors.pyi``: what type checkers need of the classes."""
    return condensed(_errors(subject, stub=True))


def _errors(subject: Subject, *, stub: bool) -> str:
    service = subject.service
    defined = [error.class_name for error in service.errors]
    error_base = names.error_base(service.class_name, {*defined})
    return _TEMPLATES.module(
        "errors/errors.py",
        subject,
        homes.imports(subject, _HOMES, here=".errors", lazy=not stub),
        exported=[*defined, error_base],
        error_base=error_base,
        stub=stub,
    )


def _attribute(field: ir.ErrorField) -> str:
    """``Message (str): what it says``, in a class's docstring."""
    head = f"{field.attribute} ({field.annotation})"
    return prose.item(head, text.summary(field.documentation), 8)


def _fields(error: ir.Error) -> str:
    """The members of an error and their attributes, as a tuple of pairs."""
    pairs = [in_tuple(text.literal(field.name), f'"{field.attribute}"') for field in error.fields]
    return assigned(in_tuple(*pairs, style=MAGIC_TUPLE if len(pairs) > 1 else TUPLE), "fields", 4)


_TEMPLATES = Templates({"attribute": _attribute, "fields": _fields})
