"""The lines of ``checks.py``: straight-line Python that checks one structure.

Every value is tested for the common case in one condition; only if that fails is a rule of the
runtime asked to look again. The rules are module-level names in the generated code, called after
their shapes: ``_JobId.explain(item, found, (path, "JobId"))``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from botosmith import ir, patterns, phrases, shape_graph, text
from botosmith.layout import broken

_INTEGER_LIMITS = {"integer": (-(2**31), 2**31 - 1), "long": (-(2**63), 2**63 - 1)}
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
_WIDTH = 96  # of a line of a function's body, without the function's own indent
_ITEM = re.compile(r"\bitem\b")
_OR = re.compile(r"(?<!\)\)) or ")  # not the one behind the short cut, which ends in `))`
_SHORTCUTS = {
    "any": "(item.isascii() and item.isprintable())",
    "some": "(item and item.isascii() and item.isprintable())",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A module-level rule of a generated module: its name and how it is made."""

    name: str
    class_name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureCheck:
    """The function that checks one structure, as lines of its body."""

    name: str
    shape: str
    lines: tuple[str, ...]


class Checker:
    """Writes the checks of a service. ``used`` collects the runtime's names that they call."""

    def __init__(self, service: ir.Service) -> None:
        self._shapes: Mapping[str, ir.Shape] = {shape.name: shape for shape in service.shapes}
        self._requests = {operation.input for operation in service.operations} - {""}
        self._responses = {operation.output for operation in service.operations} - {""}
        self._reached = shape_graph.reached(self._shapes, self._requests | self._responses)
        self._recursive = shape_graph.recursive(self._shapes)
        self._secret = shape_graph.secret(self._shapes)
        self._owner = ""
        self.used: set[str] = {"RESPONSE"} if self._responses else set()
        self.rules: dict[str, Rule] = {}

    def structures(self) -> Iterator[StructureCheck]:
        """The functions for every structure that a request or response reaches, by name."""
        for name in sorted(self._reached):
            shape = self._shapes[name]
            if shape.kind == "structure" and not shape.document:
                lines = (part for line in self._structure(shape) for part in _fit(line))
                yield StructureCheck(name=f"_{name}", shape=name, lines=tuple(lines))

    def _structure(self, shape: ir.Shape) -> Iterator[str]:
        self._owner = shape.name
        as_dict = f"(value := {self._use('as_dict')}(value, found, path))"
        yield f"if kind(value) is not dict and {as_dict} is None:"
        yield "    return"
        yield from _hidden(shape, "+=")
        if shape.union:
            yield "if len(value) != 1:"
            yield f"    {self._use('one_of')}(value, found, path)"
        metadata = ' - (path is RESPONSE and "ResponseMetadata" in value)'
        is_response = shape.name in self._responses
        has_own = any(member.name == "ResponseMetadata" for member in shape.members)
        # pyright loses the type on its way through a hundred members, unless it is written down.
        yield f"others: int = len(value){metadata if is_response and not has_own else ''}"
        for member in shape.members:
            yield from self._member(shape, member)
        yield "if others:"
        yield from _unknown_call(self._use("unknown"), [member.name for member in shape.members])
        yield from self._presence(shape)
        yield from _hidden(shape, "-=")

    def _member(self, owner: ir.Shape, member: ir.Member) -> Iterator[str]:
        name = text.literal(member.name)
        yield f"if {name} in value:"
        yield "    others -= 1"
        body = list(self._value(member, f"(path, {name})"))
        if len(body) == 1:
            code = _ITEM.sub(lambda _: f"value[{name}]", body[0], count=1)
            yield f"    {code}"
        elif body:
            yield f"    item = value[{name}]"
            yield from (f"    {line}" for line in body)
        if member.required:
            # botocore makes up the idempotency token that a request leaves out.
            made_up = member.filled_in and owner.name in self._requests
            yield "elif path:" if made_up else "else:"
            yield f"    {self._use('missing')}(found, path, {name})"

    def _value(self, member: ir.Member, path: str) -> Iterator[str]:
        if member.event_stream:
            return
        if member.json_value:
            yield f"{self._use('JSON')}.explain(item, found, {path})"
            return
        shape = self._shapes[member.shape]
        if member.streaming:
            rule = self._use("SECRET_BLOB" if shape.sensitive else "BLOB")
            yield "if kind(item) is not bytes:"
            yield f"    {rule}.explain(item, found, {path})"
        elif member.host_label and shape.minimum is None:
            # An empty one would change the host; botocore refuses it, too.
            yield from self._shape(replace(shape, name=f"Host_{shape.name}", minimum=1), path, 0)
        else:
            yield from self._shape(shape, path, 0)

    def _shape(self, shape: ir.Shape, path: str, depth: int) -> Iterator[str]:
        item = _numbered("item", depth)
        match shape.kind:
            case "structure" if shape.document:
                rule = self._use("SECRET_DOCUMENT" if shape.name in self._secret else "DOCUMENT")
                yield f"{rule}.explain({item}, found, {path})"
            case "structure" if self._recursive >= {self._owner, shape.name}:
                yield f"{self._use('descend')}(_{shape.name}, {item}, found, {path})"
            case "structure":
                yield f"_{shape.name}({item}, found, {path})"
            case "list":
                yield from self._list(shape, path, depth)
            case "map":
                yield from self._map(shape, path, depth)
            case _:
                yield f"if {self._condition(shape, item)}:"
                yield f"    {self._rule(shape)}.explain({item}, found, {path})"

    def _list(self, shape: ir.Shape, path: str, depth: int) -> Iterator[str]:
        item, inner, index = (
            _numbered(n, d) for n, d in (("item", depth), ("item", depth + 1), ("index", depth))
        )
        yield f"if {self._condition(shape, item)}:"
        yield f"    {item} = {self._rule(shape)}.items({item}, found, {path})"
        element = self._shapes[shape.element]
        steps = f"{path[:-1]}, {index})"
        body = list(self._element(shape, element, inner, steps, depth + 1))
        yield from _hidden(shape, "+=")
        yield f"for {index}, {inner} in enumerate({item}):"
        yield from (f"    {line}" for line in body)
        yield from _hidden(shape, "-=")

    def _map(self, shape: ir.Shape, path: str, depth: int) -> Iterator[str]:
        item, inner, key = (
            _numbered(n, d) for n, d in (("item", depth), ("item", depth + 1), ("key", depth))
        )
        yield f"if {self._condition(shape, item)}:"
        yield f"    {item} = {self._rule(shape)}.entries({item}, found, {path})"
        keys, values = self._shapes[shape.key], self._shapes[shape.element]
        masked = shape.name in self._secret or keys.sensitive
        steps = f"{path[:-1]}, {self._use('Masked') if masked else key})"
        yield from _hidden(shape, "+=")
        yield f"for {key}, {inner} in {item}.items():"
        yield f"    if {self._condition(keys, key)}:"
        yield f"        {self._rule(keys)}.explain({key}, found, {steps})"
        for line in self._element(shape, values, inner, steps, depth + 1):
            yield f"    {line}"
        yield from _hidden(shape, "-=")

    def _element(
        self, owner: ir.Shape, element: ir.Shape, name: str, path: str, depth: int
    ) -> Iterator[str]:
        if owner.sparse:
            yield f"if {name} is None:"
            yield "    continue"
        yield from self._shape(element, path, depth)

    def _presence(self, shape: ir.Shape) -> Iterator[str]:
        """The rules about siblings, one condition for all members that follow it."""
        groups: dict[ir.Presence, list[str]] = {}
        for member in shape.members:
            for rule in member.presence:
                groups.setdefault(rule, []).append(text.literal(member.name))
        for rule, members in groups.items():
            values = [text.literal(value) for value in rule.values]
            yield f"if {_sibling(rule.sibling, values, rule.rule != 'onlyWhen')}:"
            demand = "present" if rule.rule == "presentWhen" else "absent"
            names = ", ".join(members) + ("," if len(members) == 1 else "")
            expected = text.literal(phrases.presence(rule))
            yield f"    {self._use(demand)}(value, found, path, ({names}), {expected})"

    def _condition(self, shape: ir.Shape, item: str) -> str:
        """Whether a value is not plainly right."""
        parts = [f"kind({item}) is not {_TYPES[shape.kind]}"]
        match shape.kind:
            case "integer" | "long":
                low, high = _integer_limits(shape)
                parts.append(f"not {low} <= {item} <= {high}")
            case "float" | "double":
                parts.append(_between(shape, item) or f"{item} != {item}")
            case "string" | "list" | "map" | "blob":
                parts.append(_between(shape, f"len({item})", least=0))
            case _:
                pass
        if shape.enum:
            parts.append(f"{item} not in {self._rule(shape)}.enum")
        elif shape.regex is not None and shape.regex.source is not None:
            shortcut = _SHORTCUTS.get(shape.regex.printable_ascii or "", "").replace("item", item)
            match = f"{self._rule(shape)}.fullmatch({item})"
            parts.append(f"not ({shortcut} or {match})" if shortcut else f"not {match}")
        return " or ".join(filter(None, parts))

    def _rule(self, shape: ir.Shape) -> str:
        """The name of the rule that looks again; one of the runtime's where nothing is limited."""
        arguments = tuple(_arguments(shape))
        if not arguments:
            return self._use(_PLAIN_RULES[shape.kind])
        name = f"_{shape.name}"
        if name not in self.rules:
            class_name = self._use(_RULE_CLASSES[shape.kind])
            self.rules[name] = Rule(name=name, class_name=class_name, arguments=arguments)
        return name

    def _use(self, name: str) -> str:
        self.used.add(name)
        return name


def _hidden(shape: ir.Shape, change: str) -> Iterator[str]:
    if shape.sensitive:
        yield f"found.hidden {change} 1"


def _arguments(shape: ir.Shape) -> Iterator[str]:
    if shape.kind in _INTEGER_LIMITS:
        low, high = _integer_limits(shape)
        if (low, high) != _INTEGER_LIMITS[shape.kind] or shape.sensitive:
            yield f"minimum={low}"
            yield f"maximum={high}"
    elif shape.kind not in {"boolean", "timestamp"}:
        if shape.minimum or (shape.minimum == 0 and shape.kind in {"float", "double"}):
            yield f"minimum={shape.minimum!r}"
        if shape.maximum is not None:
            yield f"maximum={shape.maximum!r}"
    if shape.enum:
        yield f"enum={{{', '.join(text.literal(value) for value in sorted(set(shape.enum)))}}}"
    elif shape.regex is not None and shape.regex.source is not None:
        yield f"pattern={_raw(shape.regex.source)}"
        if shape.regex.source != shape.pattern:
            yield f"model={_raw(shape.pattern or '')}"
        if shape.regex.longest is not None and shape.regex.longest != patterns.LONGEST_CHECKED:
            yield f"longest={shape.regex.longest}"
    if shape.sensitive:
        yield "sensitive=True"


def _between(shape: ir.Shape, subject: str, least: float | None = None) -> str:
    """The condition that ``subject`` is outside the shape's limits; empty if it has none."""
    low = shape.minimum if shape.minimum != least else None
    if low is not None and shape.maximum is not None:
        return f"not {low!r} <= {subject} <= {shape.maximum!r}"
    if low is not None:
        return f"not {subject} >= {low!r}"
    return f"not {subject} <= {shape.maximum!r}" if shape.maximum is not None else ""


def _integer_limits(shape: ir.Shape) -> tuple[int, int]:
    low, high = _INTEGER_LIMITS[shape.kind]
    return (
        low if shape.minimum is None else max(low, int(shape.minimum)),
        high if shape.maximum is None else min(high, int(shape.maximum)),
    )


def _sibling(sibling: str, values: list[str], among: bool) -> str:
    """The condition that a sibling has one of the values, or none of them."""
    subject = f"value.get({text.literal(sibling)})"
    if len(values) == 1:
        return f"{subject} {'==' if among else '!='} {values[0]}"
    return f"{subject} {'in' if among else 'not in'} ({', '.join(values)})"


def _numbered(name: str, depth: int) -> str:
    return name if depth == 0 else f"{name}{depth + 1}"


def _raw(pattern: str) -> str:
    """A pattern as a raw string where Python can say it so, else as an ordinary literal."""
    if pattern.isprintable() and '"' not in pattern and not pattern.endswith("\\"):
        return f'r"{pattern}"' if "\\" in pattern else f'"{pattern}"'
    return text.literal(pattern)


def _unknown_call(function: str, members: list[str]) -> Iterator[str]:
    names = [text.literal(member) for member in members]
    comma = "," if len(names) == 1 else ""
    line = f"    {function}(value, found, path, ({', '.join(names)}{comma}))"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"    {function}("
    yield from ("        value,", "        found,", "        path,", "        (")
    yield from (f"            {name}," for name in names)
    yield from ("        ),", "    )")


def _fit(line: str) -> Iterator[str]:
    """A line, broken as ruff would where it is too long: a condition at ``or``, else a call."""
    margin = line[: len(line) - len(line.lstrip())]
    if len(line) <= _WIDTH:
        yield line
    elif line.lstrip().startswith("if kind("):
        yield f"{margin}if ("
        first, *others = _OR.split(line.strip()[len("if ") : -1])
        for part in (first, *(f"or {other}" for other in others)):
            yield from _condition_line(part, f"{margin}    ")
        yield f"{margin}):"
    else:
        yield from _broken(line.strip(), margin)


def _condition_line(part: str, margin: str) -> Iterator[str]:
    """A part of a condition; the one behind a short cut is the only one that may need more."""
    if len(margin) + len(part) <= _WIDTH or "not (" not in part:
        yield f"{margin}{part}"
        return
    head, _, inner = part.partition("not (")
    inner = inner.removesuffix(")")
    yield f"{margin}{head}not ("
    if len(margin) + 4 + len(inner) <= _WIDTH:
        yield f"{margin}    {inner}"
    else:
        shortcut, _, match = inner.partition(") or ")
        yield f"{margin}    {shortcut})"
        yield f"{margin}    or {match}"
    yield f"{margin})"


def _broken(code: str, margin: str) -> Iterator[str]:
    # The template indents the lines of a body once more.
    for line in broken(code, len(margin) + 4).split("\n"):
        yield f"{margin}{line.removeprefix(margin + '    ')}"
