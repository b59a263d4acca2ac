"""How a snippet uses a response: it prints and asserts the most informative member."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from botosmith import ir, text
from botosmith.models.documents import is_list, is_object
from botosmith.site.examples.examples import Example
from botosmith.site.snippets.layout import Group, Item, laid_out
from botosmith.site.snippets.literals import python_bytes

_SHORT = 50  # the most characters of a value in an assertion
_LISTING = re.compile(r"List|Describe|Search|Query|Scan|Batch")
_STATE = re.compile(r"(?i)(status|state|code)$")
_NAMING = re.compile(r"(?i)(id|name|arn|url)$")
_SCALARS = frozenset({"string", "integer", "long", "float", "double", "boolean", "timestamp"})


class Assertion(NamedTuple):
    """A comparison that a test asserts."""

    left: Item
    operator: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseUse:
    """Lines of a script, and the assertions of a test; empty if there is nothing to print."""

    lines: tuple[str, ...] = ()
    assertions: tuple[Assertion, ...] = ()


class ResponseUses:
    """Chooses the member of a response that a snippet uses, in lines of ``width`` columns.

    ``awaited`` is for clients whose streams are read asynchronously.
    """

    def __init__(
        self, shapes: Mapping[str, ir.Shape], width: int, *, awaited: bool = False
    ) -> None:
        self._shapes = shapes
        self._width = width
        self._awaited = awaited

    def use(self, operation: ir.Operation, example: Example) -> ResponseUse:
        """A loop over a stream or a list; else a line that prints an identifier or a state."""
        shape = self._shapes.get(operation.output)
        members = [m for m in shape.members if m.name in example.response] if shape else []
        if not members:
            return ResponseUse()
        member = min(members, key=lambda one: self._rank(one, operation, example))
        value = example.response[member.name]
        key = text.literal(member.name)
        if member.form == "events":
            counted = Assertion(f"len(list(response[{key}]))", "==", str(_count(value)))
            return ResponseUse(
                lines=(self._loop("event", _taken(key), streams=True), "    print(event)"),
                assertions=(*_there(member), counted),
            )
        if member.form == "stream":
            read = f"{'await ' if self._awaited else ''}response[{key}].read()"
            content = Assertion(read, "==", python_bytes(value)) if type(value) is bytes else None
            return ResponseUse(
                lines=(self._printed(read),),
                assertions=(*_there(member), content) if content else (),
            )
        if self._shapes[member.shape].kind == "list" and is_list(value):
            listed = _taken(key) if member.always_in("response") else _taken(key, "[]")
            shown = self.item(self._shapes[self._shapes[member.shape].element], value)
            counted = Assertion(_call("len(", listed), "==", str(len(value)))
            return ResponseUse(
                lines=(self._loop("item", listed), f"    {shown}"), assertions=(counted,)
            )
        got = _taken(key) if member.always_in("response") else _taken(key, "")
        return ResponseUse(lines=(self._printed(got),), assertions=tuple(_asserted(got, value)))

    def _loop(self, name: str, over: Group, *, streams: bool = False) -> str:
        start = f"{'async ' if streams and self._awaited else ''}for {name} in "
        return f"{start}{laid_out(over, self._width, before=len(start), after=1)}:"

    def _printed(self, item: Item, *, indent: int = 0) -> str:
        return laid_out(_call("print(", item), self._width, indent=indent, before=indent)

    def item(self, shape: ir.Shape, items: list[Any]) -> str:
        """The code that prints an item of a list, or the member that identifies a structure."""
        first = items[0] if items else None
        if not shape.structured or shape.union or not is_object(first):
            return "print(item)"
        plain = [m for m in shape.members if m.name in first and self._is_scalar(m)]
        if not plain:
            return "print(item)"
        member = min(plain, key=lambda one: _NAMING.search(one.name) is None)
        key = text.literal(member.name)
        got = _call("item[", key, "]") if member.always_in("response") else _call("item.get(", key)
        return self._printed(got, indent=4)

    def _is_scalar(self, member: ir.Member) -> bool:
        return self._shapes[member.shape].kind in _SCALARS and member.form != "json"

    def _rank(self, member: ir.Member, operation: ir.Operation, example: Example) -> int:
        """The rank of a member; the lowest is the most informative."""
        if member.form in ("events", "stream"):
            return 0
        kind = self._shapes[member.shape].kind
        if kind == "list":
            return 1 if _LISTING.match(operation.name) or len(example.response) == 1 else 7
        if kind not in _SCALARS or member.form == "status":
            return 6
        if member.name in example.request:
            return 5
        if _STATE.search(member.name):
            return 2
        return 3 if _NAMING.search(member.name) else 4


def _call(opening: str, item: Item, closing: str = ")") -> Group:
    return Group(opening, [("", item)], closing, "call")


def _taken(key: str, default: str | None = None) -> Group:
    """A member of the response; ``default`` if it may be missing."""
    if default is None:
        return _call("response[", key, "]")
    items: list[tuple[str, Item]] = [("", key), ("", default)] if default else [("", key)]
    return Group("response.get(", items, ")", "call")


def _count(value: Any) -> int:
    return len(value) if is_list(value) else 0


def _there(member: ir.Member) -> tuple[Assertion, ...]:
    """Shows type checkers that a response has a member that the model does not require."""
    return (
        ()
        if member.always_in("response")
        else (Assertion(text.literal(member.name), "in", "response"),)
    )


def _asserted(got: Group, value: Any) -> Iterator[Assertion]:
    """An assertion about a short scalar; none about other values."""
    if isinstance(value, bool):
        yield Assertion(got, "is", str(value))
    elif isinstance(value, str | int) and len(got.flat) <= _SHORT:
        shown = text.literal(value) if isinstance(value, str) else repr(value)
        if len(shown) <= _SHORT - len(got.flat) // 2:
            yield Assertion(got, "==", shown)
