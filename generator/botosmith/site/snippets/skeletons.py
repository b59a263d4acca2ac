"""The syntax of requests and responses: every member with a value of its type, as Python.

A structure is complete at its first place. ``{...}`` replaces a structure inside itself, and the
structures after the first lines of a long skeleton.
"""

from __future__ import annotations

from collections.abc import Iterator

from botosmith import ir, names, text
from botosmith.site.snippets.layout import WIDTH

_LINES = 80  # after these, structures are shortened
_DEPTH = 5  # structures inside each other
_SCALARS = {
    "string": '"string"',
    "integer": "123",
    "long": "123",
    "float": "1.5",
    "double": "1.5",
    "boolean": "True",
    "blob": 'b"bytes"',
    "timestamp": "datetime(2026, 1, 31)",
}
_FORMS = {"json": "{}", "headers": '{"string": "string"}', "status": "200"}
_REST = "{...}"


class Skeletons:
    """Skeletons of one service's operations."""

    def __init__(self, service: ir.Service) -> None:
        self._shapes = {shape.name: shape for shape in service.shapes}

    def request(self, operation: ir.Operation) -> str:
        """A call with every parameter; empty if there are none."""
        shape = self._shapes.get(operation.input)
        if shape is None or not shape.members:
            return ""
        named = [m for m in shape.members if names.is_plain_key(m.arguments[0])]
        lines = _Lines(self._shapes, "input")
        lines.opened(f"client.{operation.method}(")
        lines.members(shape, named, "    ", called=True)
        if others := [member for member in shape.members if member not in named]:
            lines.opened("    **{")
            lines.members(shape, others, "        ")
            lines.opened("    },")
        return lines.closed(")")

    def response(self, operation: ir.Operation) -> str:
        """A response with every member; empty if there are none."""
        shape = self._shapes.get(operation.output)
        if shape is None or not shape.members:
            return ""
        lines = _Lines(self._shapes, "output")
        lines.opened("{")
        lines.members(shape, shape.members, "    ")
        return lines.closed("}")


class _Lines:
    """Builds one skeleton."""

    def __init__(self, shapes: dict[str, ir.Shape], side: ir.Direction) -> None:
        self._shapes = shapes
        self._side: ir.Direction = side
        self._lines: list[str] = []
        self._around: list[str] = []

    def opened(self, line: str) -> None:
        self._lines.append(line)

    def closed(self, line: str) -> str:
        return "\n".join([*self._lines, line])

    def members(
        self,
        shape: ir.Shape,
        members: list[ir.Member] | tuple[ir.Member, ...],
        margin: str,
        *,
        called: bool = False,
    ) -> None:
        self._around.append(shape.name)
        for member in sorted(members, key=lambda one: not one.required):
            name = member.arguments[0]
            lead = f"{margin}{name}=" if called else f"{margin}{text.literal(name)}: "
            self._member(member, lead, margin)
        self._around.pop()

    def _member(self, member: ir.Member, lead: str, margin: str) -> None:
        handled = member.handled_in(self._side)
        if handled is not None and handled.does == "decodes" and handled.instead:
            self._lines.append(f"{lead}{_REST},")
        elif member.form == "stream":
            body = 'b"bytes"' if self._side == "input" else "StreamingBody()"
            self._lines.append(f"{lead}{body},")
        elif member.form in _FORMS:
            self._lines.append(f"{lead}{_FORMS[member.form]},")
        else:
            self._value(self._shapes[member.shape], lead, margin)

    def _value(self, shape: ir.Shape, lead: str, margin: str) -> None:
        inner = f"{margin}    "
        if shape.event_stream:
            self._lines.append(f"{lead}EventStream(),")
        elif shape.document:
            self._lines.append(f"{lead}{{}},")
        elif shape.kind == "structure":
            self._structure(shape, lead, margin)
        elif shape.kind == "list":
            self._bracketed(f"{lead}[", self._shapes[shape.element], inner, inner, f"{margin}],")
        elif shape.kind == "map":
            values = self._shapes[shape.key].enum
            before = f"{inner}{text.literal(values[0] if values else 'string')}: "
            self._bracketed(f"{lead}{{", self._shapes[shape.element], before, inner, f"{margin}}},")
        elif shape.enum:
            self._lines.append(_choice(lead, shape.enum))
        else:
            self._lines.append(f"{lead}{_SCALARS[shape.kind]},")

    def _structure(self, shape: ir.Shape, lead: str, margin: str) -> None:
        if not shape.members:
            self._lines.append(f"{lead}{{}},")
        elif (
            shape.name in self._around
            or len(self._around) >= _DEPTH
            or len(self._lines) + len(shape.members) > _LINES
        ):
            self._lines.append(f"{lead}{_REST},")
        else:
            self._lines.append(f"{lead}{{")
            self.members(shape, shape.members, f"{margin}    ")
            self._lines.append(f"{margin}}},")

    def _bracketed(self, opening: str, held: ir.Shape, lead: str, margin: str, end: str) -> None:
        """A list or a map with one entry, on one line if it is short."""
        start = len(self._lines)
        self._lines.append(opening)
        self._value(held, lead, margin)
        if len(self._lines) == start + 2 and "#" not in self._lines[-1]:
            line = f"{opening}{self._lines[-1].strip().removesuffix(',')}{end.strip()}"
            if len(line) <= WIDTH:
                self._lines[start:] = [line]
                return
        self._lines.append(end)


def _choice(lead: str, values: tuple[str, ...]) -> str:
    """The first value of an enumeration, and as many others as fit on the line."""
    first, *others = (text.literal(value) for value in values)
    line = f"{lead}{first},"
    shown = list(_fitting(others, WIDTH - len(line) - len("  # or , ...")))
    if not shown:
        return line
    more = ", ..." if len(shown) < len(others) else ""
    return f"{line}  # or {', '.join(shown)}{more}"


def _fitting(words: list[str], room: int) -> Iterator[str]:
    for word in words:
        room -= len(word) + 2
        if room < 0:
            return
        yield word
