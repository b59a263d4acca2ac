"""Prints the definitions of types."""

from __future__ import annotations

from collections.abc import Iterable

from botosmith import ir, names, text
from botosmith.package.python import prose
from botosmith.package.python.annotations import tree
from botosmith.package.python.code import MAGIC_SUBSCRIPT, WIDTH, item, statement, subscript
from botosmith.package.python.imports import Imports
from botosmith.package.python.statements import assigned
from botosmith.package.python.templates import Templates, collecting

_DOCUMENTED = WIDTH - 16
"""The longest text about a key: it fits on a line with quotes, margin and escapes."""


def is_union(definition: ir.TypedDictDef | ir.AliasDef) -> bool:
    """Whether a type is a union of others, not a ``TypedDict``."""
    return isinstance(definition, ir.AliasDef)


def keys(
    imports: Imports, fields: Iterable[ir.TypedDictField], stub: bool, documented: bool
) -> str:
    """The keys of a ``TypedDict`` class with their types, a line each.

    If they are ``documented``, the first sentence about a key follows it: editors show it for an
    argument of a call.
    """
    lines: list[str] = []
    for field in fields:
        annotation = _annotation(imports, field, stub)
        line = f"    {field.name}: {annotation}"
        if len(line) > WIDTH:
            line = statement(f"{field.name}: ", tree(annotation), "", 4)
        lines.append(line)
        if documented and (said := prose.cut(text.summary(field.documentation), _DOCUMENTED)):
            lines.append(text.docstring(said, 4))
    return "\n".join(lines)


def items(imports: Imports, fields: Iterable[ir.TypedDictField], stub: bool) -> str:
    """The keys of a ``TypedDict`` call with their types, a line each."""
    return "\n".join(
        [
            item(f"{text.literal(field.name)}: ", tree(_annotation(imports, field, stub)), ",", 8)
            for field in fields
        ]
    )


def alternatives(imports: Imports, alias: ir.AliasDef, stub: bool = False) -> str:
    """``XTypeDef = Union[...]`` of an alias's alternatives."""
    found = [_unquoted(imports.load(name), stub) for name in alias.alternatives]
    union = subscript(imports.load("Union"), *found, style=MAGIC_SUBSCRIPT)
    return assigned(union, alias.name, 0)


def _unquoted(annotation: str, stub: bool) -> str:
    """An annotation without quotes in a stub, where names are known before they are defined."""
    return annotation.strip('"') if stub else annotation


def _annotation(imports: Imports, field: ir.TypedDictField, stub: bool) -> str:
    annotation = _unquoted(imports.load(field.annotation), stub)
    if field.read_only:
        annotation = f"{imports.load('ReadOnly')}[{annotation}]"
    return annotation if field.required else f"{imports.load('NotRequired')}[{annotation}]"


TEMPLATES = Templates(
    {
        "alternatives": collecting(alternatives),
        "is_union": is_union,
        "items": collecting(items),
        "keys": collecting(keys),
        "keys_class": names.keys_class,
    }
)
