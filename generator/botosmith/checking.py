"""The lines of ``checks.py``: straight-line Python that checks one structure.

Every value is tested for the common case in one condition; only if that fails is a rule of the
runtime asked to look again. The rules are module-level names in the generated code, called after
their shapes: ``_JobId.explain(item, found, (path, "JobId"))``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from botosmith import ir, names, phrases, shape_graph, text
from botosmith.check_layout import fitted, unknown_call
from botosmith.check_rules import Rules

_ITEM = re.compile(r"\bitem\b")
_PART = 100  # members; pyright gives up on a function with several hundred


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureCheck:
    """The function that checks one structure, as lines of its body.

    Of a structure with very many members each hundred has a function of its own, which gives how
    many of them are there, negated.
    """

    name: str
    shape: str
    lines: tuple[str, ...]
    result: Literal["None", "int"] = "None"


class Checker:
    """Writes the checks of a service, and collects the ``rules`` that they ask."""

    def __init__(self, service: ir.Service) -> None:
        self._shapes: Mapping[str, ir.Shape] = {shape.name: shape for shape in service.shapes}
        self._requests = {operation.input for operation in service.operations} - {""}
        self._responses = {operation.output for operation in service.operations} - {""}
        self.errors = tuple(error.name for error in service.errors if error.own_fields)
        self.events = tuple(self._event_streams(service))
        streams = {stream for _, stream in self.events}
        roots = self._requests | self._responses | streams | set(self.errors)
        self._reached = shape_graph.reached(self._shapes, roots)
        self._recursive = shape_graph.recursive(self._shapes)
        self._secret = shape_graph.secret(self._shapes)
        self._owner = ""
        self._names = names.TypeNames(frozenset(map(names.check_name, self._shapes)))
        self._host_labels: dict[str, ir.Shape] = {}
        self.rules = Rules()
        if self._responses:
            self.rules.use("RESPONSE")

    def structures(self) -> Iterator[StructureCheck]:
        """The functions for every structure that a payload reaches, by name.

        Payloads are requests and responses; and, which only fakes have checked, the events of
        responses, and errors that hold more than a text.
        """
        for name in sorted(self._reached):
            shape = self._shapes[name]
            if shape.kind == "structure" and not shape.document:
                parts = tuple(self._named_parts(shape))
                for part, members in parts:
                    yield self._part(part, shape, members)
                lines = tuple(fitted(self._structure(shape, [part for part, _ in parts])))
                yield StructureCheck(name=names.check_name(name), shape=name, lines=lines)

    def _part(self, name: str, shape: ir.Shape, members: tuple[ir.Member, ...]) -> StructureCheck:
        self._owner = shape.name
        checks = (line for member in members for line in self._member(shape, member))
        lines = tuple(fitted(["others: int = 0", *checks, "return others"]))
        return StructureCheck(name=name, shape=shape.name, lines=lines, result="int")

    def _named_parts(self, shape: ir.Shape) -> Iterator[tuple[str, tuple[ir.Member, ...]]]:
        """The members by the hundred, if there are that many: one structure of AWS's has 575."""
        if len(shape.members) > 2 * _PART:
            for start in range(0, len(shape.members), _PART):
                name = f"{names.check_name(shape.name)}_{start + 1}"
                yield self._names.claim(name, f"{name}_"), shape.members[start : start + _PART]

    def _event_streams(self, service: ir.Service) -> Iterator[tuple[str, str]]:
        """Operations that respond with events, and the shape that holds one of these."""
        for operation in service.operations:
            if operation.output:
                for member in self._shapes[operation.output].members:
                    if member.event_stream:
                        yield operation.name, member.shape

    def _structure(self, shape: ir.Shape, parts: list[str]) -> Iterator[str]:
        self._owner = shape.name
        as_dict = f"(value := {self.rules.use('as_dict')}(value, found, path))"
        yield f"if kind(value) is not dict and {as_dict} is None:"
        yield "    return"
        yield from _hidden(shape, "+=")
        if shape.union or shape.event_stream:
            yield "if len(value) != 1:"
            yield f"    {self.rules.use('one_of')}(value, found, path)"
        metadata = ' - (path is RESPONSE and "ResponseMetadata" in value)'
        is_response = shape.name in self._responses
        has_own = any(member.name == "ResponseMetadata" for member in shape.members)
        # pyright loses the type on its way through a hundred members, unless it is written down.
        yield f"others: int = len(value){metadata if is_response and not has_own else ''}"
        yield from (f"others += {part}(value, found, path)" for part in parts)
        for member in () if parts else shape.members:
            yield from self._member(shape, member)
        yield "if others:"
        yield from unknown_call(
            self.rules.use("unknown"), [member.name for member in shape.members]
        )
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
            yield f"    {self.rules.use('missing')}(found, path, {name})"

    def _value(self, member: ir.Member, path: str) -> Iterator[str]:
        if member.event_stream:
            return
        if member.json_value:
            yield f"{self.rules.use('JSON')}.explain(item, found, {path})"
            return
        shape = self._shapes[member.shape]
        if member.streaming:
            rule = self.rules.use("SECRET_BLOB" if shape.sensitive else "BLOB")
            yield "if kind(item) is not bytes:"
            yield f"    {rule}.explain(item, found, {path})"
        elif member.host_label and shape.minimum is None:
            # An empty one would change the host; botocore refuses it, too.
            yield from self._shape(self._host_label(shape), path, 0)
        else:
            yield from self._shape(shape, path, 0)

    def _host_label(self, shape: ir.Shape) -> ir.Shape:
        """A shape that has a rule of its own, beside that of the values that are no labels."""
        if shape.name not in self._host_labels:
            name = f"_Host_{shape.name}"
            name = self._names.claim(name, f"{name}_").removeprefix("_")
            self._host_labels[shape.name] = replace(shape, name=name, minimum=1)
        return self._host_labels[shape.name]

    def _shape(self, shape: ir.Shape, path: str, depth: int) -> Iterator[str]:
        item = _numbered("item", depth)
        match shape.kind:
            case "structure" if shape.document:
                rule = self.rules.use(
                    "SECRET_DOCUMENT" if shape.name in self._secret else "DOCUMENT"
                )
                yield f"{rule}.explain({item}, found, {path})"
            case "structure" if self._recursive >= {self._owner, shape.name}:
                check = names.check_name(shape.name)
                yield f"{self.rules.use('descend')}({check}, {item}, found, {path})"
            case "structure":
                yield f"{names.check_name(shape.name)}({item}, found, {path})"
            case "list":
                yield from self._list(shape, path, depth)
            case "map":
                yield from self._map(shape, path, depth)
            case _:
                yield f"if {self.rules.condition(shape, item)}:"
                yield f"    {self.rules.name(shape)}.explain({item}, found, {path})"

    def _list(self, shape: ir.Shape, path: str, depth: int) -> Iterator[str]:
        item, inner, index = (
            _numbered(n, d) for n, d in (("item", depth), ("item", depth + 1), ("index", depth))
        )
        yield f"if {self.rules.condition(shape, item)}:"
        yield f"    {item} = {self.rules.name(shape)}.items({item}, found, {path})"
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
        yield f"if {self.rules.condition(shape, item)}:"
        yield f"    {item} = {self.rules.name(shape)}.entries({item}, found, {path})"
        keys, values = self._shapes[shape.key], self._shapes[shape.element]
        masked = shape.name in self._secret or keys.sensitive
        steps = f"{path[:-1]}, {self.rules.use('Masked') if masked else key})"
        yield from _hidden(shape, "+=")
        yield f"for {key}, {inner} in {item}.items():"
        yield f"    if {self.rules.condition(keys, key)}:"
        yield f"        {self.rules.name(keys)}.explain({key}, found, {steps})"
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
            yield f"    {self.rules.use(demand)}(value, found, path, ({names}), {expected})"


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
