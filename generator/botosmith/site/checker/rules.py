"""The data for the payload checker in an operation's page: ``operations/<method>.rules.js``.

One call of ``botosmithRules``, with the operation's name and one object:

======= ==========================================================================================
``i``   the request's shape, absent if the model has none; ``o`` the response's
``s``   the shapes by number
======= ==========================================================================================

A reference to a shape is a letter if the shape has no limits (``s`` string, ``i`` integer, ``l``
long, ``f`` number, ``b`` boolean, ``B`` blob, ``t`` timestamp, ``d`` document, ``j`` JSON sent as
text, ``a`` anything). Else it is the number of an entry of ``s``, which may have:

======= ==========================================================================================
``k``   the letter of its kind (``L`` list, ``M`` map), absent for a structure
``m``   a structure's members: name, shape, 1 if it is required (2: unless at the top), and so on
``u``   a union; ``y`` a recursive structure
``c``   conditions of presence: the sibling, its values, 1 if they apply when it has one of these
        and 0 when it has none, 1 if the members are then required, the members, all as text
``n``   minimum, ``x`` maximum; a string if JavaScript's numbers are not exact enough
``e``   an enumeration's values
``p``   a pattern as messages show it
``r``   the pattern in JavaScript, absent if it is the same between ``^(?:`` and ``)$``; every
        second part of a list is a packed class
``o``   what is accepted instead of a string: bytes, dict, dict-or-text, fields, none or path; ``f``
        the fields, true if they are required
``a``   other names of members, and the name for a missing member in messages
``g``   strings longer than this are not matched
``t``   other constraint traits, with their values in the model
``v``   a list's or map's element, ``q`` a map's key, ``z`` if null is allowed there
``h``   if its values are secret, ``w`` if a map's keys are
======= ==========================================================================================
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from botosmith_runtime.wording import shown_pattern

from botosmith import ir, patterns
from botosmith.ir import graph, phrases
from botosmith.ir.whole_numbers import WHOLE, whole_range
from botosmith.patterns.ecmascript import packed, to_ecmascript

_LETTERS = {
    "string": "s", "integer": "i", "long": "l", "float": "f", "double": "f", "boolean": "b",
    "blob": "B", "timestamp": "t", "list": "L", "map": "M",
}  # fmt: skip
_LETTERS_OF_FORMS: Mapping[ir.Form, str] = {"events": "a", "json": "j"}
_SAFE = 2**53  # above it, JavaScript's numbers skip whole numbers

Ref = int | str
Entry = dict[str, Any]


class PayloadRules:
    """The scripts of one service's operations; the entry of each shape is computed once."""

    def __init__(self, service: ir.Service) -> None:
        self._service = service.name
        self._shapes = {shape.name: shape for shape in service.shapes}
        self._numbers = {shape.name: number for number, shape in enumerate(service.shapes)}
        self._secret = graph.secret(self._shapes)
        self._recursive = graph.recursive(self._shapes)
        self._refs: dict[int, Ref] = {}
        self._numbered: dict[int, ir.Shape] = {}
        self._entries: dict[int, tuple[str, list[int]]] = {}
        self._texts: dict[int, str] = {}

    def text(self, operation: ir.Operation) -> str:
        """The script for one operation."""
        names = {"i": operation.input, "o": operation.output}
        roots = {key: self._ref(self._shapes[name]) for key, name in names.items() if name}
        reached: set[int] = set()
        pending = [ref for ref in roots.values() if type(ref) is int]
        while pending:
            number = pending.pop()
            if number not in reached:
                reached.add(number)
                pending += self._entry(number)[1]
        entries = ",".join(f'"{number}":{self._entry(number)[0]}' for number in sorted(reached))
        sides = "".join(f'"{key}":{_json(ref)},' for key, ref in roots.items())
        name = _json(f"{self._service}.{operation.name}")
        return f'botosmithRules({name},{{{sides}"s":{{{entries}}}}});\n'

    def _entry(self, number: int) -> tuple[str, list[int]]:
        """An entry as text, and the numbers of the entries that it refers to."""
        if number not in self._entries:
            entry = self._described(self._numbered[number])
            refs = [*entry.get("m", ())[1::3], entry.get("v"), entry.get("q")]
            self._entries[number] = _json(entry), [ref for ref in refs if type(ref) is int]
        return self._entries[number]

    def _ref(self, shape: ir.Shape, variant: int = 0) -> Ref:
        """The reference to a shape. A ``variant`` of 1 is the shape with a member's limits."""
        number = self._numbers[shape.name] + variant * len(self._numbers)
        if number not in self._refs:
            inner = shape.kind in ("list", "map") or shape.structured
            entry = {} if inner else self._described(shape)
            self._refs[number] = entry["k"] if entry.keys() == {"k"} else number
            self._numbered[number] = shape
        return self._refs[number]

    def _described(self, shape: ir.Shape) -> Entry:
        match shape.kind:
            case "structure" if shape.document:
                return {"k": "d", **_flags(h=shape.name in self._secret)}
            case "structure":
                return self._structure(shape)
            case "list":
                return self._container(shape)
            case "map":
                keys = self._shapes[shape.key]
                masked = shape.name in self._secret or keys.sensitive
                return self._container(shape) | {"q": self._ref(keys), **_flags(w=masked)}
            case _:
                return {"k": _LETTERS[shape.kind], **_limits(shape), **_flags(h=shape.sensitive)}

    def _converted(self, shape: ir.Shape, instead: str, facts: ir.Handled) -> int:
        """A separate entry for a string that botocore's handlers convert."""
        number = self._numbers[shape.name] + 2 * len(self._numbers)
        while self._texts.setdefault(number, instead) != instead:
            number += len(self._numbers)
        if number not in self._entries:
            fields = {"f": dict(facts.fields)} if facts.fields else {}
            self._entries[number] = _json(self._described(shape) | {"o": instead} | fields), []
        return number

    def _container(self, shape: ir.Shape) -> Entry:
        entry = {"k": _LETTERS[shape.kind], **_limits(shape)}
        entry["v"] = self._ref(self._shapes[shape.element])
        return entry | _flags(h=shape.sensitive, z=shape.sparse)

    def _structure(self, shape: ir.Shape) -> Entry:
        members: list[Any] = []
        aliases: dict[str, list[str]] = {}
        for member in shape.members:
            inside_only = member.required and not member.required_in(shape.place)
            members += (member.name, self._member(member), 2 if inside_only else +member.required)
            if alias := member.as_handled("takes-alias"):
                aliases[member.name] = [alias.alias, member.arguments[0]]
        conditions = [*_conditions(shape)]
        return {
            "m": members,
            **_flags(
                u=shape.one_of,
                h=shape.sensitive,
                y=shape.name in self._recursive,
            ),
            **({"c": conditions} if conditions else {}),
            **({"a": aliases} if aliases else {}),
        }

    def _member(self, member: ir.Member) -> Ref:
        shape = self._shapes[member.shape]
        if member.form in _LETTERS_OF_FORMS:
            return _LETTERS_OF_FORMS[member.form]
        narrowed = member.narrowed(shape)
        if narrowed is not shape:
            return self._ref(narrowed, variant=1)
        if member.handled is not None and member.handled.instead:
            return self._converted(shape, member.handled.instead, member.handled)
        return self._ref(shape)


def _limits(shape: ir.Shape) -> Entry:
    entry: Entry = {}
    low, high = shape.minimum, shape.maximum
    if shape.kind in WHOLE:
        # The checker knows the limits of a type.
        least, most = whole_range(shape.kind, low, high)
        low, high = (None if low is None else least, None if high is None else most)
    elif not low and shape.kind not in ("float", "double"):
        low = None
    if low is not None:
        entry["n"] = _number(low)
    if high is not None:
        entry["x"] = _number(high)
    if shape.kind == "string":
        entry |= _text(shape)
    return entry | ({"t": dict(shape.further)} if shape.further else {})


def _number(limit: float) -> float | str:
    """A limit that JavaScript can compare exactly, and show as Python does."""
    exact = isinstance(limit, int) and abs(limit) < _SAFE
    return limit if exact else repr(limit)


def _text(shape: ir.Shape) -> Entry:
    if shape.enum:
        return {"e": sorted(set(shape.enum))}
    if shape.regex is None or shape.regex.source is None:
        return {}
    model = shape.pattern or ""
    source = to_ecmascript(shape.regex.source)
    entry: Entry = {"p": shown_pattern(model)}
    if source != f"^(?:{entry['p']})$":
        entry["r"] = packed(source)
    if shape.regex.longest is not None and shape.regex.longest != patterns.LONGEST_CHECKED:
        entry["g"] = shape.regex.longest
    return entry


def _conditions(shape: ir.Shape) -> Iterator[list[Any]]:
    """The presence rules, one entry for all members that depend on it."""
    for rule, members in shape.conditions().items():
        words = phrases.presence(rule)
        yield [rule.sibling, rule.values, int(rule.among), int(rule.present), members, words]


def _flags(**flags: bool) -> Entry:
    return {name: 1 for name, is_set in flags.items() if is_set}


def _json(value: Any) -> str:
    """JSON that is safe in a script file and a script element: ASCII, without ``<``."""
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
