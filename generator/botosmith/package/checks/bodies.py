"""The bodies of ``checks.py``: straight-line Python that checks one structure.

Each value is tested for the common case in one condition. Only if that fails, a rule of the runtime
checks the value in detail. The rules are module-level names in the generated code, named after
their shapes: ``_JobId.explain(item, found, (path, "JobId"))``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from botosmith import ir, names, text
from botosmith.ir import graph, phrases
from botosmith.names.claims import TypeNames
from botosmith.package.checks.rules import Rules
from botosmith.package.python.code import (
    BRACES,
    MAGIC_TUPLE,
    SPREAD_CALL,
    TUPLE,
    Block,
    Brackets,
    Chain,
    Code,
    Statement,
    call,
    in_tuple,
    subscript,
)
from botosmith.package.python.imports import Imports

_Body = Iterator[Statement]
_Path = tuple[str, ...]
"""The steps to a value, as code."""


class Bodies:
    """Writes the bodies of a service's checks; ``rules`` collects the rules that they call."""

    def __init__(
        self,
        shapes: Mapping[str, ir.Shape],
        *,
        rules: Rules,
        imports: Imports,
        free_names: TypeNames,
    ) -> None:
        self._shapes = shapes
        self._rules = rules
        self._load = imports.load
        self._names = free_names
        self._recursive = graph.recursive(shapes)
        self._secret = graph.secret(shapes)
        self._owner = ""
        self._host_labels: dict[str, ir.Shape] = {}
        self._converted: dict[tuple[str, str], ir.Shape] = {}

    def whole(self, shape: ir.Shape, parts: list[str]) -> _Body:
        """The body of the function that checks a structure, through its ``parts`` if it has any."""
        self._owner = shape.name
        as_dict = f"(value := {self._load('as_dict')}(value, found, path))"
        not_dict = f"{self._load('kind')}(value) is not dict and {as_dict} is None"
        yield Block("if ", not_dict, ":", ["return"])
        yield from _hidden(shape, "+=")
        if shape.one_of:
            one_of = f"{self._load('one_of')}(value, found, path)"
            yield Block("if ", "len(value) != 1", ":", [one_of])
        yield self._count(shape)
        yield from (f"others += {part}(value, found, path)" for part in parts)
        for member in () if parts else shape.members:
            yield from self._member(shape, member, ends=_ends_early(shape, member))
        known = [text.literal(name) for member in shape.members for name in member.names]
        arguments: list[Code] = ["value", "found", "path", in_tuple(*known, style=MAGIC_TUPLE)]
        unknown = Brackets(self._load("unknown"), arguments, SPREAD_CALL)
        yield Block("if ", "others", ":", [unknown])
        yield from self._presence(shape)
        yield from _hidden(shape, "-=")

    def part(self, shape: ir.Shape, members: Iterable[ir.Member]) -> _Body:
        """The body of a function that checks some members of a structure."""
        self._owner = shape.name
        yield "others: int = 0"
        for member in members:
            yield from self._member(shape, member)
        yield "return others"

    def _count(self, shape: ir.Shape) -> str:
        # Without the annotation, pyright no longer knows the type after a hundred members.
        count = "others: int = len(value)"
        has_own = any(member.name == "ResponseMetadata" for member in shape.members)
        if not shape.is_response or has_own:
            return count
        return f'{count} - (path is {self._load("RESPONSE")} and "ResponseMetadata" in value)'

    def _member(self, owner: ir.Shape, member: ir.Member, *, ends: bool = False) -> _Body:
        for number, key in enumerate(member.names):
            name = text.literal(key)
            body = ["others -= 1", *self._value(member, name)]
            if ends:
                body.append(Block("if ", "not others", ":", ["return"]))
            yield Block("elif " if number else "if ", f"{name} in value", ":", body)
        if member.required:
            name = text.literal(member.arguments[0])
            missing = call(self._load("missing"), "found", "path", name)
            always = member.required_in(owner.place)
            yield Block("else" if always else "elif path", "", ":", [missing])

    def _value(self, member: ir.Member, name: str) -> _Body:
        """The statements that check a member's value; if it is more than a call, as ``item``."""
        if member.form == "events":
            return
        path = ("path", name)
        shape = self._shapes[member.shape]
        if member.form == "json":
            yield _explain(self._load("JSON"), subscript("value", name), path)
            return
        if shape.kind == "structure":
            yield self._structure(shape, subscript("value", name), path)
            return
        yield f"item = value[{name}]"
        if member.handled is not None:
            shape = self._converted_shape(shape, member.handled)
        if member.form == "stream":
            rule = self._load("SECRET_BLOB" if shape.sensitive else "BLOB")
            not_bytes = f"{self._load('kind')}(item) is not bytes"
            yield Block("if ", not_bytes, ":", [_explain(rule, "item", path)])
        elif (narrowed := member.narrowed(shape)) is not shape:
            yield from self._shape(self._host_label(narrowed), path, 0)
        else:
            yield from self._shape(shape, path, 0)

    def _converted_shape(self, shape: ir.Shape, facts: ir.Handled) -> ir.Shape:
        """The shape; with a separate rule if botocore converts its values."""
        if not facts.instead:
            return shape
        arguments: list[Code] = [f"instead={text.literal(facts.instead)}"]
        if facts.fields:
            fields = [f"{text.literal(name)}: {must}" for name, must in facts.fields]
            arguments.append(Brackets("fields=", fields, BRACES))
        known = shape.name, facts.does
        if known not in self._converted:
            name = self._names.claim(*names.converted_check_names(shape.name)).removeprefix("_")
            self._converted[known] = self._rules.convert(
                name, shape, *arguments, decoded=facts.does == "decodes"
            )
        return self._converted[known]

    def _host_label(self, shape: ir.Shape) -> ir.Shape:
        """A shape with a separate rule for values that are host labels."""
        if shape.name not in self._host_labels:
            name = self._names.claim(*names.host_label_check_names(shape.name)).removeprefix("_")
            self._host_labels[shape.name] = replace(shape, name=name)
        return self._host_labels[shape.name]

    def _structure(self, shape: ir.Shape, item: Code, path: _Path) -> Brackets:
        if shape.document:
            secret = shape.name in self._secret
            return _explain(self._load("SECRET_DOCUMENT" if secret else "DOCUMENT"), item, path)
        check = names.check_name(shape.name)
        if self._recursive >= {self._owner, shape.name}:
            descend = self._load("descend")
            return call(descend, check, item, "found", Brackets("", path, TUPLE))
        return call(check, item, "found", Brackets("", path, TUPLE))

    def _shape(self, shape: ir.Shape, path: _Path, depth: int) -> _Body:
        item = _numbered("item", depth)
        match shape.kind:
            case "structure":
                yield self._structure(shape, item, path)
            case "list":
                yield from self._list(shape, path, depth)
            case "map":
                yield from self._map(shape, path, depth)
            case _:
                yield self._explained(shape, item, path)

    def _explained(self, shape: ir.Shape, item: str, path: _Path) -> Block:
        """The condition of a scalar, and the call of its rule if the condition fails."""
        explain = _explain(self._rules.name(shape), item, path)
        return Block("if ", self._rules.condition(shape, item), ":", [explain])

    def _read(self, shape: ir.Shape, method: str, item: str, path: _Path) -> Block:
        """The condition of a list or a map, and the rule's call that returns its contents."""
        read = call(f"{self._rules.name(shape)}.{method}", item, "found", Brackets("", path, TUPLE))
        condition = self._rules.condition(shape, item)
        return Block("if ", condition, ":", [Block(f"{item} = ", read)])

    def _list(self, shape: ir.Shape, path: _Path, depth: int) -> _Body:
        item, inner, index = (
            _numbered(n, d) for n, d in (("item", depth), ("item", depth + 1), ("index", depth))
        )
        yield self._read(shape, "items", item, path)
        element = self._shapes[shape.element]
        body = list(self._element(shape, element, inner, (*path, index), depth + 1))
        yield from _hidden(shape, "+=")
        yield Block(f"for {index}, {inner} in enumerate({item})", "", ":", body)
        yield from _hidden(shape, "-=")

    def _map(self, shape: ir.Shape, path: _Path, depth: int) -> _Body:
        item, inner, key = (
            _numbered(n, d) for n, d in (("item", depth), ("item", depth + 1), ("key", depth))
        )
        yield self._read(shape, "entries", item, path)
        keys, values = self._shapes[shape.key], self._shapes[shape.element]
        masked = shape.name in self._secret or keys.sensitive
        steps = (*path, self._load("Masked") if masked else key)
        body = [
            self._explained(keys, key, steps),
            *self._element(shape, values, inner, steps, depth + 1),
        ]
        yield from _hidden(shape, "+=")
        yield Block(f"for {key}, {inner} in {item}.items()", "", ":", body)
        yield from _hidden(shape, "-=")

    def _element(
        self, owner: ir.Shape, element: ir.Shape, name: str, path: _Path, depth: int
    ) -> _Body:
        if owner.sparse:
            yield Block("if ", f"{name} is None", ":", ["continue"])
        yield from self._shape(element, path, depth)

    def _presence(self, shape: ir.Shape) -> _Body:
        """The presence rules: one condition for all members that depend on it."""
        for rule, followers in shape.conditions().items():
            members = [text.literal(name) for name in followers]
            values = [text.literal(value) for value in rule.values]
            demand = self._load("present" if rule.present else "absent")
            expected = text.literal(phrases.presence(rule))
            check = call(demand, "value", "found", "path", in_tuple(*members), expected)
            condition = _sibling(rule.sibling, values, rule.among)
            yield Block("if ", condition, ":", [check])


def _ends_early(shape: ir.Shape, member: ir.Member) -> bool:
    """Whether a value of this member alone has been looked at in full: a union's mostly is so."""
    more = shape.sensitive or shape.conditions() or any(one.required for one in shape.members)
    return shape.one_of and member is not shape.members[-1] and not more


def _explain(rule: str, item: Code, path: _Path) -> Brackets:
    return Brackets(f"{rule}.explain", (item, "found", Brackets("", path, TUPLE)))


def _hidden(shape: ir.Shape, change: str) -> _Body:
    if shape.sensitive:
        yield f"found.hidden {change} 1"


def _sibling(sibling: str, values: list[str], among: bool) -> Chain:
    """The condition that a sibling has one of the values, or none of them."""
    subject = call("value.get", text.literal(sibling))
    if len(values) == 1:
        return Chain("==" if among else "!=", [subject, values[0]])
    return Chain("in" if among else "not in", [subject, in_tuple(*values)])


def _numbered(name: str, depth: int) -> str:
    return name if depth == 0 else f"{name}{depth + 1}"
