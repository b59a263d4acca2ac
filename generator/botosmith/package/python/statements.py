"""Filters for statements and parameters that templates of several folders print."""

from __future__ import annotations

from botosmith import text
from botosmith.package.python.code import Code, call, item, statement, subscript
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
