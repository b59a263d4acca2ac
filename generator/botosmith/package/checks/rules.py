"""The rules that ``checks.py`` calls, and the condition that is tested before.

For a shape without limits, it is one of the runtime's own rules (``STRING``). For any other shape,
the generated code has a module-level rule with the shape's name (``_JobId``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from botosmith import ir, names, patterns, text
from botosmith.ir.whole_numbers import WHOLE, whole_range
from botosmith.package.python.code import BRACES, Brackets, Chain, Code, call, negated
from botosmith.package.python.imports import Imports

_PLAIN_RULES = {
    "string": "STRING",
    "integer": "INTEGER",
    "long": "LONG",
    "float": "NUMBER",
    "double": "NUMBER",
    "boolean": "BOOLEAN",
    "blob": "BLOB",
    "timestamp": "TIMESTAMP",
    "list": "LIST",
    "map": "MAP",
}
_RULE_CLASSES = {
    "string": "String",
    "integer": "Integer",
    "long": "Integer",
    "float": "Number",
    "double": "Number",
    "boolean": "Boolean",
    "blob": "Blob",
    "timestamp": "Timestamp",
    "list": "List",
    "map": "Map",
}
_TYPES = {
    "string": "str",
    "integer": "int",
    "long": "int",
    "float": "float",
    "double": "float",
    "boolean": "bool",
    "blob": "bytes",
    "timestamp": "datetime",
    "list": "list",
    "map": "dict",
}
_SHORTCUTS = {
    "any": "({0}.isascii() and {0}.isprintable())",
    "some": "({0} and {0}.isascii() and {0}.isprintable())",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleRule:
    """A module-level rule of a generated module: its name, class and arguments."""

    name: str
    class_name: str
    arguments: tuple[Code, ...]


class Rules:
    """The rules of one service; ``imports`` collects the runtime's names that they use."""

    def __init__(self, imports: Imports) -> None:
        self._load = imports.load
        self.made: dict[str, ModuleRule] = {}
        self._names: dict[str, str] = {}
        self._conditions: dict[tuple[str, str], Chain] = {}
        self._converted: dict[str, tuple[Code, ...]] = {}
        self._decoded: set[str] = set()

    def condition(self, shape: ir.Shape, item: str) -> Chain:
        """The condition that a value fails the fast check."""
        known = shape.name, item
        if known not in self._conditions:
            self._conditions[known] = self._condition(shape, item)
        return self._conditions[known]

    def name(self, shape: ir.Shape) -> str:
        """The name of a shape's rule; one of the runtime's if the shape has no limits."""
        if shape.name not in self._names:
            self._names[shape.name] = self._name(shape)
        return self._names[shape.name]

    def convert(
        self, name: str, shape: ir.Shape, *arguments: Code, decoded: bool = False
    ) -> ir.Shape:
        """A shape of that name; its rule accepts what botocore's handlers take or return for it.

        A string that is ``decoded`` is valid only if decoding gives the declared type.
        """
        self._converted[name] = arguments
        if decoded:
            self._decoded.add(name)
        return replace(shape, name=name)

    def _condition(self, shape: ir.Shape, item: str) -> Chain:
        kind = call(self._load("kind"), item)
        parts: list[Code] = [Chain("is not", [kind, self._load(_TYPES[shape.kind])])]
        match shape.kind:
            case "integer" | "long":
                low, high = whole_range(shape.kind, shape.minimum, shape.maximum)
                parts.append(f"not {low} <= {item} <= {high}")
            case "float" | "double":
                parts += _between(shape, item)
            case "string" | "list" | "map" | "blob":
                parts += _between(shape, f"len({item})", least=0)
            case _:
                pass
        rule = self.name(shape)
        if shape.enum:
            parts.append(Chain("not in", [item, f"{rule}.enum"]))
        elif shape.regex is not None and shape.regex.source is not None:
            match_call = call(f"{rule}.fullmatch", item)
            if shortcut := _SHORTCUTS.get(shape.regex.printable_ascii or ""):
                parts.append(negated(Chain("or", [shortcut.format(item), match_call])))
            else:
                parts.append(call(f"not {rule}.fullmatch", item))
        if shape.further:
            parts.append(call(f"not {rule}.holds", item))
        if shape.name in self._decoded:
            parts.append(call(f"not {rule}.decodes", item))
        return Chain("or", parts)

    def _name(self, shape: ir.Shape) -> str:
        converted = self._converted.get(shape.name, ())
        arguments = (*_arguments(shape), *converted)
        if not arguments:
            return self._load(_PLAIN_RULES[shape.kind])
        name = names.check_name(shape.name)
        if name not in self.made:
            class_name = self._load("Converted" if converted else _RULE_CLASSES[shape.kind])
            self.made[name] = ModuleRule(name=name, class_name=class_name, arguments=arguments)
        return name


def _arguments(shape: ir.Shape) -> Iterator[Code]:
    if shape.kind in WHOLE:
        low, high = whole_range(shape.kind, shape.minimum, shape.maximum)
        if (low, high) != WHOLE[shape.kind] or shape.sensitive or shape.further:
            yield f"minimum={low}"
            yield f"maximum={high}"
    elif shape.kind not in {"boolean", "timestamp"}:
        if shape.minimum or (shape.minimum == 0 and shape.kind in {"float", "double"}):
            yield f"minimum={shape.minimum!r}"
        if shape.maximum is not None:
            yield f"maximum={shape.maximum!r}"
    if shape.enum:
        yield Brackets("enum=", [text.literal(value) for value in sorted(set(shape.enum))], BRACES)
    elif shape.regex is not None and shape.regex.source is not None:
        yield f"pattern={text.raw_literal(shape.regex.source)}"
        if shape.regex.source != shape.pattern:
            yield f"model={text.raw_literal(shape.pattern or '')}"
        if shape.regex.longest is not None and shape.regex.longest != patterns.LONGEST_CHECKED:
            yield f"longest={shape.regex.longest}"
    if shape.further:
        further = [f"{text.literal(trait)}: {said!r}" for trait, said in shape.further]
        yield Brackets("further=", further, BRACES)
    if shape.sensitive:
        yield "sensitive=True"


def _between(shape: ir.Shape, subject: str, least: float | None = None) -> Iterator[str]:
    """The condition that ``subject`` is outside the shape's limits, if it has any."""
    low = shape.minimum if shape.minimum != least else None
    if low is not None and shape.maximum is not None:
        yield f"not {low!r} <= {subject} <= {shape.maximum!r}"
    elif low is not None:
        yield f"not {subject} >= {low!r}"
    elif shape.maximum is not None:
        yield f"not {subject} <= {shape.maximum!r}"
