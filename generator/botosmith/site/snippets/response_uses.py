"""How a snippet uses a response: it prints and asserts the most informative member."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botosmith import ir, text
from botosmith.models.documents import is_list, is_object
from botosmith.site.examples.examples import Example
from botosmith.site.snippets.literals import python_bytes

_SHORT = 50  # the most characters of a value in an assertion
_LISTING = re.compile(r"List|Describe|Search|Query|Scan|Batch")
_STATE = re.compile(r"(?i)(status|state|code)$")
_NAMING = re.compile(r"(?i)(id|name|arn|url)$")
_SCALARS = frozenset({"string", "integer", "long", "float", "double", "boolean", "timestamp"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseUse:
    """Lines of a script, and the assertions of a test; empty if there is nothing to print."""

    lines: tuple[str, ...] = ()
    assertions: tuple[str, ...] = ()


class ResponseUses:
    """Chooses the member of a response that a snippet uses."""

    def __init__(self, shapes: Mapping[str, ir.Shape]) -> None:
        self._shapes = shapes

    def use(self, operation: ir.Operation, example: Example) -> ResponseUse:
        """A loop over a stream or a list; else it prints an identifier or a state."""
        shape = self._shapes.get(operation.output)
        members = [m for m in shape.members if m.name in example.response] if shape else []
        if not members:
            return ResponseUse()
        member = min(members, key=lambda one: self._rank(one, operation, example))
        value = example.response[member.name]
        key = text.literal(member.name)
        if member.form == "events":
            count = len(value) if is_list(value) else 0
            loop = (f"for event in response[{key}]:", "    print(event)")
            counted = f"assert len(list(response[{key}])) == {count}"
            return ResponseUse(lines=loop, assertions=(*_there(member), counted))
        if member.form == "stream":
            read = f"response[{key}].read()"
            content = f"assert {read} == {python_bytes(value)}"
            assertions = (*_there(member), content) if type(value) is bytes else ()
            return ResponseUse(lines=(f"print({read})",), assertions=assertions)
        if self._shapes[member.shape].kind == "list" and is_list(value):
            always = member.always_in("response")
            listed = f"response[{key}]" if always else f"response.get({key}, [])"
            shown = self.item(self._shapes[self._shapes[member.shape].element], value)
            loop = (f"for item in {listed}:", f"    {shown}")
            return ResponseUse(lines=loop, assertions=(f"assert len({listed}) == {len(value)}",))
        got = f"response[{key}]" if member.always_in("response") else f"response.get({key})"
        return ResponseUse(lines=(f"print({got})",), assertions=_asserted(got, value))

    def item(self, shape: ir.Shape, items: list[Any]) -> str:
        """How an item of a list is printed; for a structure, the member that identifies it."""
        first = items[0] if items else None
        if not shape.structured or shape.union or not is_object(first):
            return "print(item)"
        plain = [m for m in shape.members if m.name in first and self._is_scalar(m)]
        if not plain:
            return "print(item)"
        member = min(plain, key=lambda one: _NAMING.search(one.name) is None)
        key = text.literal(member.name)
        return f"print(item[{key}])" if member.required else f"print(item.get({key}))"

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


def _there(member: ir.Member) -> tuple[str, ...]:
    """An assertion for type checkers, if a response need not have the member."""
    return (
        () if member.always_in("response") else (f"assert {text.literal(member.name)} in response",)
    )


def _asserted(got: str, value: Any) -> tuple[str, ...]:
    """An assertion for a short scalar; none for other values."""
    if isinstance(value, bool):
        return (f"assert {got} is {value}",)
    if isinstance(value, str | int) and len(got) <= _SHORT:
        shown = text.literal(value) if isinstance(value, str) else repr(value)
        if len(shown) <= _SHORT - len(got) // 2:
            return (f"assert {got} == {shown}",)
    return ()
