"""How the definition of a type is printed."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import Template

from botosmith import ir, names, text
from botosmith.package.python.imports import Imports
from botosmith.package.python.layout import broken
from botosmith.package.python.templates import Templates, collecting


def template(definition: ir.TypedDictDef | ir.AliasDef) -> Template:
    """The template that prints a type's definition."""
    if isinstance(definition, ir.AliasDef):
        name = "alias"
    else:
        name = "typed_dict_call" if definition.functional else "typed_dict"
    return TEMPLATES.get(f"types/{name}")


def keys(imports: Imports, fields: Iterable[ir.TypedDictField]) -> str:
    """The keys of a ``TypedDict`` class with their types, a line each."""
    return "\n".join(
        "    " + broken(f"{field.name}: {_annotation(imports, field)}", 4) for field in fields
    )


def items(imports: Imports, fields: Iterable[ir.TypedDictField]) -> str:
    """The keys of a ``TypedDict`` call with their types, a line each."""
    printed = (f"{text.literal(field.name)}: {_annotation(imports, field)}" for field in fields)
    return "\n".join(f"        {broken(item, 8, after=1)}," for item in printed)


def alternatives(imports: Imports, alias: ir.AliasDef) -> str:
    """``XTypeDef = Union[...]`` of an alias's alternatives."""
    union = imports.load("Union")
    found = [imports.load(name) for name in alias.alternatives]
    if len(found) == 1:
        return broken(f"{alias.name} = {union}[{found[0]}]", 0)
    lines = "".join(f"    {name},\n" for name in found)
    return f"{alias.name} = {union}[\n{lines}]"


def _annotation(imports: Imports, field: ir.TypedDictField) -> str:
    annotation = imports.load(field.annotation)
    return annotation if field.required else f"{imports.load('NotRequired')}[{annotation}]"


TEMPLATES = Templates(
    {
        "alternatives": collecting(alternatives),
        "items": collecting(items),
        "keys": collecting(keys),
        "keys_class": names.keys_class,
        "template": template,
    }
)
