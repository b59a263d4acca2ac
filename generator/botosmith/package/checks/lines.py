"""The lines of ``checks.py``: straight-line Python that checks one structure.

Every value is tested for the common case in one condition; only if that fails is a rule of the
runtime asked to look again. The rules are module-level names in the generated code, called after
their shapes: ``_JobId.explain(item, found, (path, "JobId"))``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from botosmith import ir, names, text
from botosmith.build import handled
from botosmith.ir import graph, phrases
from botosmith.package.checks.layout import unknown_call
from botosmith.package.checks.rules import Rules
from botosmith.package.python.imports import Imports

_ITEM = re.compile(r"\bitem\b")


class Lines:
    """Writes the bodies of a service's checks; ``rules`` collects what they ask."""

    def __init__(
        self,
        shapes: Mapping[str, ir.Shape],
        *,
        requests: Collection[str],
        responses: Collection[str],
        rules: Rules,
        imports: Imports,
        free_names: names.TypeNames,
    ) -> None:
        self._shapes = shapes
        self._requests = requests
        self._responses = responses
        self._rules = rules
        self._load = imports.load
        self._names = free_names
        self._recursive = graph.recursive(shapes)
        self._secret = graph.secret(shapes)
        self._owner = ""
        self._host_labels: dict[str, ir.Shape] = {}
        self._converted: dict[tuple[str, str], ir.Shape] = {}

    def whole(self, shape: ir.Shape, parts: list[str]) -> Iterator[str]:
        """The body of the function that checks a structure, through its ``parts`` if it has any."""
        self._owner = shape.name
        as_dict = f"(value := {self._load('as_dict')}(value, found, path))"
        yield f"if {self._load('kind')}(value) is not dict and {as_dict} is None:"
        yield "    return"
        yield from _hidden(shape, "+=")
        if shape.union or shape.event_stream:
            yield "if len(value) != 1:"
            yield f"    {self._load('one_of')}(value, found, path)"
        has_own = any(member.name == "ResponseMetadata" for member in shape.members)
        metadata = ""
        if shape.name in self._responses and not has_own:
            metadata = f' - (path is {self._load("RESPONSE")} and "ResponseMetadata" in value)'
        # pyright loses the type on its way through a hundred members, unless it is written down.
        yield f"others: int = len(value){metadata}"
        yield from (f"others += {part}(value, found, path)" for part in parts)
        for member in () if parts else shape.members:
            yield from self._member(shape, member)
        yield "if others:"
        yield from unknown_call(
            self._load("unknown"),
            [name for member in shape.members for name in member.names],
        )
        yield from self._presence(shape)
        yield from _hidden(shape, "-=")

    def part(self, shape: ir.Shape, members: Iterable[ir.Member]) -> Iterator[str]:
        """The body of a function that checks some members of a structure."""
        self._owner = shape.name
        yield "others: int = 0"
        for member in members:
            yield from self._member(shape, member)
        yield "return others"

    def _member(self, owner: ir.Shape, member: ir.Member) -> Iterator[str]:
        for number, key in enumerate(member.names):
            name = text.literal(key)
            yield f"{'elif' if number else 'if'} {name} in value:"
            yield "    others -= 1"
            body = list(self._value(member, f"(path, {name})"))
            if len(body) == 1:
                # Not the name itself: its backslashes would mean something.
                code = f"value[{name}]".join(_ITEM.split(body[0], maxsplit=1))
                yield f"    {code}"
            elif body:
                yield f"    item = value[{name}]"
                yield from (f"    {line}" for line in body)
        if member.required:
            # botocore makes up the idempotency token that a request leaves out.
            made_up = member.filled_in and owner.name in self._requests
            yield "elif path:" if made_up else "else:"
            name = text.literal(member.arguments[0])
            yield f"    {self._load('missing')}(found, path, {name})"

    def _value(self, member: ir.Member, path: str) -> Iterator[str]:
        if member.event_stream:
            return
        if member.json_value:
            yield f"{self._load('JSON')}.explain(item, found, {path})"
            return
        shape = self._shapes[member.shape]
        if member.handled is not None:
            shape = self._converted_shape(shape, member.handled)
        if member.streaming:
            rule = self._load("SECRET_BLOB" if shape.sensitive else "BLOB")
            yield "if kind(item) is not bytes:"
            yield f"    {rule}.explain(item, found, {path})"
        elif member.host_label and shape.minimum is None:
            # An empty one would change the host; botocore refuses it, too.
            yield from self._shape(self._host_label(shape), path, 0)
        else:
            yield from self._shape(shape, path, 0)

    def _converted_shape(self, shape: ir.Shape, facts: ir.Handled) -> ir.Shape:
        """The shape; one with a rule of its own where botocore converts what it says."""
        instead = handled.instead(facts)
        if not instead:
            return shape
        arguments = [f"instead={text.literal(instead)}"]
        if facts.fields:
            fields = ", ".join(f"{text.literal(name)}: {must}" for name, must in facts.fields)
            arguments.append(f"fields={{{fields}}}")
        known = shape.name, facts.does
        if known not in self._converted:
            name = self._names.claim(*names.converted_check_names(shape.name)).removeprefix("_")
            self._converted[known] = self._rules.convert(
                name, shape, *arguments, decoded=facts.does == "decodes"
            )
        return self._converted[known]

    def _host_label(self, shape: ir.Shape) -> ir.Shape:
        """A shape that has a rule of its own, beside that of the values that are no labels."""
        if shape.name not in self._host_labels:
            name = self._names.claim(*names.host_label_check_names(shape.name)).removeprefix("_")
            self._host_labels[shape.name] = replace(shape, name=name, minimum=1)
        return self._host_labels[shape.name]

    def _shape(self, shape: ir.Shape, path: str, depth: int) -> Iterator[str]:
        item = _numbered("item", depth)
        match shape.kind:
            case "structure" if shape.document:
                rule = self._load("SECRET_DOCUMENT" if shape.name in self._secret else "DOCUMENT")
                yield f"{rule}.explain({item}, found, {path})"
            case "structure" if self._recursive >= {self._owner, shape.name}:
                check = names.check_name(shape.name)
                yield f"{self._load('descend')}({check}, {item}, found, {path})"
            case "structure":
                yield f"{names.check_name(shape.name)}({item}, found, {path})"
            case "list":
                yield from self._list(shape, path, depth)
            case "map":
                yield from self._map(shape, path, depth)
            case _:
                yield f"if {self._rules.condition(shape, item)}:"
                yield f"    {self._rules.name(shape)}.explain({item}, found, {path})"

    def _list(self, shape: ir.Shape, path: str, depth: int) -> Iterator[str]:
        item, inner, index = (
            _numbered(n, d) for n, d in (("item", depth), ("item", depth + 1), ("index", depth))
        )
        yield f"if {self._rules.condition(shape, item)}:"
        yield f"    {item} = {self._rules.name(shape)}.items({item}, found, {path})"
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
        yield f"if {self._rules.condition(shape, item)}:"
        yield f"    {item} = {self._rules.name(shape)}.entries({item}, found, {path})"
        keys, values = self._shapes[shape.key], self._shapes[shape.element]
        masked = shape.name in self._secret or keys.sensitive
        steps = f"{path[:-1]}, {self._load('Masked') if masked else key})"
        yield from _hidden(shape, "+=")
        yield f"for {key}, {inner} in {item}.items():"
        yield f"    if {self._rules.condition(keys, key)}:"
        yield f"        {self._rules.name(keys)}.explain({key}, found, {steps})"
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
            named = ", ".join(members) + ("," if len(members) == 1 else "")
            expected = text.literal(phrases.presence(rule))
            yield f"    {self._load(demand)}(value, found, path, ({named}), {expected})"


def _hidden(shape: ir.Shape, change: str) -> Iterator[str]:
    if shape.sensitive:
        yield f"found.hidden {change} 1"


def _sibling(sibling: str, values: list[str], among: bool) -> str:
    """The condition that a sibling has one of the values, or none of them."""
    subject = f"value.get({text.literal(sibling)})"
    if len(values) == 1:
        return f"{subject} {'==' if among else '!='} {values[0]}"
    return f"{subject} {'in' if among else 'not in'} ({', '.join(values)})"


def _numbered(name: str, depth: int) -> str:
    return name if depth == 0 else f"{name}{depth + 1}"
