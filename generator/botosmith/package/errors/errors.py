"""What ``errors.py`` is printed with."""

from __future__ import annotations

from botosmith import ir, names, text
from botosmith.package.python import homes, prose
from botosmith.package.python.files import Subject
from botosmith.package.python.layout import WIDTH, broken
from botosmith.package.python.templates import Templates

_HOMES: homes.Homes = {"botosmith_runtime.errors": ["ServiceError"]}


def errors(subject: Subject) -> str:
    """The text of ``errors.py``."""
    service = subject.service
    defined = [error.class_name for error in service.errors]
    error_base = names.error_base(service.class_name, {*defined})
    return _TEMPLATES.module(
        "errors/errors.py",
        subject,
        homes.imports(subject, _HOMES, here=".errors"),
        exported=[*defined, error_base],
        error_base=error_base,
    )


def _attribute(field: ir.ErrorField) -> str:
    """``Message (str): what it says``, in a class's docstring."""
    head = f"{field.attribute} ({field.annotation})"
    return prose.item(head, text.summary(field.documentation), 8)


def _fields(error: ir.Error) -> str:
    """The members of an error and their attributes, as a tuple of pairs."""
    pairs = [f'({text.literal(field.name)}, "{field.attribute}")' for field in error.fields]
    line = f"({pairs[0]},)"
    if len(pairs) == 1 and len(line) + 13 <= WIDTH:
        return line
    return "(\n" + "".join(f"        {broken(pair, 8, after=1)},\n" for pair in pairs) + "    )"


_TEMPLATES = Templates({"attribute": _attribute, "fields": _fields})
