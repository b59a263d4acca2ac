"""Prints ``literals.py``, and single ``Literal`` types."""

from __future__ import annotations

from collections.abc import Iterable

from botosmith import ir, names, text
from botosmith.package.python import homes
from botosmith.package.python.code import SPREAD_SUBSCRIPT, subscript
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports
from botosmith.package.python.statements import assigned
from botosmith.package.python.templates import Templates, collecting


def literals(subject: Subject) -> str:
    """The text of ``literals.py``."""
    imports = homes.imports(subject, {}, here=".literals", lazy=False)
    defined = _literals(subject.service)
    return _TEMPLATES.module(
        "literals/literals.py",
        subject,
        imports,
        exported=[literal.name for literal in defined],
        literals=defined,
    )


def definition(imports: Imports, literal: ir.LiteralDef) -> str:
    """``JobTypeType = Literal["Export", "Import"]``, on several lines if it is long."""
    values = [text.literal(value) for value in literal.values]
    made = subscript(imports.load("Literal"), *values, style=SPREAD_SUBSCRIPT)
    return assigned(made, literal.name, 0)


def _literals(service: ir.Service) -> list[ir.LiteralDef]:
    """The enumerations, and the names that methods such as ``get_paginator`` take."""
    taken = {literal.name for literal in service.literals}
    named: list[ir.LiteralDef] = list(service.literals)
    if methods := [operation.wire_method for operation in service.callable_operations]:
        named.append(_name_literal(names.CLIENT_METHOD_LITERAL, methods))
    for name, one, pollers in (
        ("PaginatorName", names.paginator_literal, service.paginators),
        ("WaiterName", names.waiter_literal, service.waiters),
    ):
        named += [_name_literal(one(poller.name), [poller.method]) for poller in pollers]
        if pollers:
            named.append(_name_literal(name, [poller.method for poller in pollers]))
    unique = {literal.name: literal for literal in named if literal.name not in taken}
    unique |= {literal.name: literal for literal in service.literals}
    return [unique[name] for name in sorted(unique)]


def _name_literal(name: str, values: Iterable[str]) -> ir.LiteralDef:
    return ir.LiteralDef(name=name, shape="", values=tuple(sorted(values)))


_TEMPLATES = Templates({"definition": collecting(definition)})
