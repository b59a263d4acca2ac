"""Filters for statements and parameters that templates of several folders print."""

from __future__ import annotations

from botosmith import text
from botosmith.package.python.code import (
    SPREAD_CALL,
    Brackets,
    Code,
    call,
    item,
    statement,
    subscript,
)
from botosmith.package.python.imports import Imports


def returned(code: Code, indent: int) -> str:
    """``return code``."""
    return statement("return ", code, "", indent)


def assigned(code: Code, target: str, indent: int) -> str:
    """``target = code``."""
    return statement(f"{target} = ", code, "", indent)


def class_header(name: str, *bases: Code) -> str:
    """``class Name(Base):``."""
    return statement("", call(f"class {name}", *bases), ":", 0)


def keywords(imports: Imports, annotation: str, name: str) -> str:
    """``**params: Unpack[GetStatusInputTypeDef],``, a method's last parameter."""
    unpacked = subscript(imports.use("Unpack"), imports.use(annotation))
    return item(f"**{name}: ", unpacked, ",", 8)


def literal_parameter(imports: Imports, value: str, name: str) -> str:
    """``waiter_name: Literal["job_done"],``, a method's last parameter."""
    annotation = subscript(imports.load("Literal"), text.literal(value))
    return item(f"{name}: ", annotation, ",", 8)


def signature(
    imports: Imports, annotation: str, name: str, stub: bool, bodiless: bool = False
) -> str:
    """``def name(self) -> annotation:``, of a method or property without parameters.

    ``...`` follows in a stub, and in a module if it is ``bodiless``: it then has no docstring.
    It is for the body of a class that only type checkers read, under ``if TYPE_CHECKING:``. That of
    a stub is written as deep, and outdented with all of its template.
    """
    head = Brackets(f"def {name}", ["self"], SPREAD_CALL)
    return defined(head, imports.use(annotation), stub, bodiless)


def defined(head: Brackets, result: str, stub: bool, bodiless: bool = False) -> str:
    """``def name(self, key: str) -> result:``, as deep as ``signature``."""
    end = f" -> {result}:{' ...' if stub or bodiless else ''}"
    return deepened(statement("", head, end, 4 if stub else 8), stub)


def deepened(code: str, stub: bool) -> str:
    """Code for a stub, a level deeper than its lines are broken for."""
    return "\n".join(f"    {line}" for line in code.split("\n")) if stub else code
