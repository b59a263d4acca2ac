"""The filters that the templates of fakes print with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botosmith import ir, text
from botosmith.package.fakes.errors import FieldedErrors
from botosmith.package.fakes.faking import FakeOperation
from botosmith.package.python import filters
from botosmith.package.python.layout import WIDTH, broken


def rule_header(operation: FakeOperation) -> str:
    """The first line of a rule's class, whose bases know what its other methods take."""
    request = operation.operation.request or "dict[str, Any]"
    bases = [f'Rule["{request}", "{operation.answer}"]']
    if not operation.fielded:
        taken = " | ".join(operation.raised) or "NoReturn"
        bases.append(f'Raises["{taken}"]')
    if operation.paginated:
        bases.append(f'Pages["{operation.overrides}"]')
    line = f"class {operation.rule}({', '.join(bases)}):"
    if len(line) <= WIDTH:
        return line
    if len(f"    {', '.join(bases)}") <= WIDTH:
        return f"class {operation.rule}(\n    {', '.join(bases)}\n):"
    lines = "".join(f"    {broken(base, 4, after=1)},\n" for base in bases)
    return f"class {operation.rule}(\n{lines}):"


def error_argument(fielded: FieldedErrors) -> str:
    """What ``raises`` takes for errors with fields: their names, codes or classes."""
    if fielded.types:
        return " | ".join(fielded.types)
    (error,) = fielded.errors
    known = ", ".join(text.literal(name) for name in dict.fromkeys((error.name, error.code)))
    return f"Literal[{known}] | type[errors.{error.class_name}]"


def union_argument(union: str, name: str) -> str:
    """An argument of a method that takes one of some types, broken as ruff would."""
    line = f"{name}: {union},"
    if len(line) + 8 <= WIDTH:
        return line
    if len(union) + 12 <= WIDTH:
        parts = union
    elif union.startswith("Literal["):
        # Before the last one only: a literal may hold what looks like another.
        first, last = union.rsplit(" | ", maxsplit=1)
        parts = f"{broken(first, 12)}\n            | {last}"
    else:
        parts = union.replace(" | ", "\n            | ")
    return f"{name}: (\n            {parts}\n        ),"


def assigned(alias: ir.LiteralDef | ir.AliasDef) -> str:
    """The assignment that names a union or a literal type."""
    if isinstance(alias, ir.LiteralDef):
        return filters.definition(alias)
    return filters.alternatives(alias)


FAKE_FILTERS: dict[str, Callable[..., Any]] = {
    "assigned": assigned,
    "error_argument": error_argument,
    "rule_header": rule_header,
    "union_argument": union_argument,
}
