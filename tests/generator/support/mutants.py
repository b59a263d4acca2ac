"""Single mutations of a valid payload, each with the one violation that it must bring about.

What is expected is worked out here from the shapes, without a look at how the checks work.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from botosmith import ir
from botosmith.patterns import translate
from botosmith.samples import NoSample, Sampler, scalars

Steps = tuple[Any, ...]

_LONGEST = 60  # characters of a key in a path
_MOST = 2_000  # longer strings, lists and maps are not made
_BREAKING = ("", "\x00", "\n", "\U0001f600", "~", "{ }", "\\", "z z", "\u00e9!", "-", "0", "x" * 40)
_WRONG_TYPES: dict[str, tuple[Any, ...]] = {
    "string": (1, True, b"text", ["text"], {}, 1.5),
    "integer": ("1", True, 1.5, float("nan"), [1], b"1"),
    "float": ("1.0", False, float("nan"), [1.0], 1j),
    "boolean": (1, 0, "true", [], 1.0),
    "blob": (1, ["x"], {}, memoryview(b"x"), "\ud800"),
    "timestamp": ("junk", True, date(2026, 1, 1), [], object(), float("nan"), "25:61"),
    "list": ("text", {}, {"x"}, 1, (one for one in "ab")),
    "map": ([], "text", 1, [("key", "value")]),
    "structure": ([], "text", 1, (), True),
}
_WRONG_TYPES |= {"long": _WRONG_TYPES["integer"], "double": _WRONG_TYPES["float"]}
_BITS = {"integer": 31, "long": 63}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A payload, and the path and rule of what is wrong with it."""

    payload: Any
    path: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Site:
    """A value inside a payload.

    ``steps`` lead there, ``shown`` says how violations name the way. ``key`` marks the key of a
    map's entry, not its value; ``secret`` what lies inside something sensitive.
    """

    steps: Steps
    shown: Steps
    shape: ir.Shape
    value: Any
    sparse: bool = False
    key: bool = False
    secret: bool = False


class Mutator:
    """Mutates payloads of one service. ``direction`` is whose payloads: requests or responses."""

    def __init__(self, sampler: Sampler, direction: ir.Direction) -> None:
        self._sampler = sampler
        self._shapes = sampler.shapes
        self._direction = direction

    def mutants(self, shape: str, payload: Any, random: Random, count: int) -> Iterator[Mutant]:
        """At most ``count`` mutants of a payload, at random sites."""
        sites = list(_sites(self._shapes, self._shapes[shape], payload))
        for _ in range(count):
            site = random.choice(sites)
            # What has this value no way to be?
            mutations = list(self._mutations(site, random))
            if mutations:
                steps, rule, changed = random.choice(mutations)
                yield Mutant(_replaced(payload, site, changed), jmespath(steps), rule)

    def odd_payloads(
        self, shape: str, payload: Any, random: Random, count: int
    ) -> Iterator[tuple[str, Any]]:
        """Payloads with anything at all in a random place, right or wrong; and the place."""
        sites = list(_sites(self._shapes, self._shapes[shape], payload, all_values=True))
        odd = [value for values in _WRONG_TYPES.values() for value in values]
        odd += [None, "", "text", 0, -1, 2**40, 1.0, ("a",), bytearray(b"x"), {"key": None}, "10"]
        for _ in range(count):
            site = random.choice(sites)
            value = random.choice(odd)
            if not (site.key and isinstance(value, list | dict | set | bytearray)):
                yield jmespath(site.steps), _replaced(payload, site, value)

    def _mutations(self, site: _Site, random: Random) -> Iterator[tuple[Steps, str, Any]]:
        """Where, what rule breaks, and the value that breaks it."""
        shape, steps = site.shape, site.steps
        if site.key:
            for rule, text in _texts(shape, site.value):
                yield (*steps[:-1], text), rule, text
            return
        if not site.sparse:
            yield steps, "null", None
        yield steps, "type", random.choice(_WRONG_TYPES[shape.kind])
        match shape.kind:
            case "string":
                yield from ((steps, rule, text) for rule, text in _texts(shape, site.value))
            case "blob":
                if isinstance(site.value, bytes):
                    yield from _sizes(site, "length", lambda size: b"x" * size)
            case "integer" | "long" | "float" | "double":
                yield from ((steps, "range", number) for number in _numbers(shape))
            case "list":
                item = site.value[:1]
                yield from _sizes(site, "size", lambda size: (site.value + item * size)[:size])
            case "map":
                yield from self._map_sizes(site, random)
            case "structure":
                yield from self._structures(site)
            case _:
                pass

    def _map_sizes(self, site: _Site, random: Random) -> Iterator[tuple[Steps, str, Any]]:
        def resized(size: int) -> dict[str, Any]:
            keys = scalars.distinct(self._shapes[site.shape.key], size, random)
            return dict.fromkeys(keys, next(iter(site.value.values())))

        if site.value:
            try:
                yield from _sizes(site, "size", resized)
            except NoSample:  # an enumeration has no more keys
                return

    def _structures(self, site: _Site) -> Iterator[tuple[Steps, str, Any]]:
        shape, value, steps = site.shape, site.value, site.steps
        yield (*steps, "NoSuchMember"), "unknown", {**value, "NoSuchMember": 1}
        if shape.union:
            yield steps, "union", {}
            for member in shape.members:
                if member.name not in value:
                    try:
                        second = self._sampler.value(member.shape, self._direction, full=False)
                    except NoSample:
                        continue
                    yield steps, "union", {**value, member.name: second}
            return
        for member in shape.members:
            made_up = member.filled_in and self._direction == "input" and not steps
            if member.required and member.name in value and not made_up:
                rest = {name: one for name, one in value.items() if name != member.name}
                yield (*steps, member.name), "required", rest


def _sites(
    shapes: Mapping[str, ir.Shape], shape: ir.Shape, value: Any, *, all_values: bool = False
) -> Iterator[_Site]:
    """Every value of a payload that has a shape of its own; with ``all_values`` the others, too."""

    def walk(site: _Site) -> Iterator[_Site]:
        yield site
        if site.shape.kind == "structure":
            for member in site.shape.members:
                if member.name not in site.value:
                    continue
                inner = _Site(
                    (*site.steps, member.name), shapes[member.shape], site.value[member.name]
                )
                if member.event_stream:
                    continue
                if member.json_value or member.streaming or inner.shape.document:
                    if all_values:
                        yield inner
                    continue
                yield from walk(inner)
        elif site.shape.kind == "list":
            element = shapes[site.shape.element]
            for index, item in enumerate(site.value):
                if not element.document:
                    yield from walk(_Site((*site.steps, index), element, item, site.shape.sparse))
        elif site.shape.kind == "map":
            keys, element = shapes[site.shape.key], shapes[site.shape.element]
            for key, item in site.value.items():
                steps = (*site.steps, key)
                yield _Site(steps, keys, key, key=True)
                if not element.document:
                    yield from walk(_Site(steps, element, item, site.shape.sparse))

    return walk(_Site((), shape, value))


def _texts(shape: ir.Shape, value: str) -> Iterator[tuple[str, str]]:
    """Texts that break a string shape, and the rule that they break: length before the others."""
    low, high = int(shape.minimum or 0), shape.maximum
    if high is not None and high < _MOST:
        yield "length", (value or "x").ljust(int(high) + 1, (value or "x")[-1])
    if low:
        yield "length", value[: low - 1]
    regex = None
    if shape.regex is not None and shape.regex.source is not None and not shape.enum:
        regex = re.compile(translate(shape.pattern or ""), re.ASCII)
    for text in (*_BREAKING, f"{value}\n", f"{value} ", f" {value}", value.swapcase()):
        if not low <= len(text) <= (high if high is not None else _MOST):
            continue
        if shape.enum and text not in shape.enum:
            yield "enum", text
        elif regex is not None and not regex.fullmatch(text):
            yield "pattern", text


def _numbers(shape: ir.Shape) -> Iterator[Any]:
    bits = _BITS.get(shape.kind)
    if bits:
        yield from (2**bits, -(2**bits) - 1)
    if shape.minimum is not None:
        yield shape.minimum - 1
    if shape.maximum is not None:
        yield shape.maximum + 1
        if not bits:
            yield float("inf")


def _sizes(site: _Site, rule: str, make: Any) -> Iterator[tuple[Steps, str, Any]]:
    low, high = int(site.shape.minimum or 0), site.shape.maximum
    if low:
        yield site.steps, rule, make(low - 1)
    if high is not None and high < _MOST and site.value:
        yield site.steps, rule, make(int(high) + 1)


def _replaced(payload: Any, site: _Site, value: Any) -> Any:
    """The payload with another value at the site; what is not on the way there is shared."""
    if not site.steps:
        return value
    return _replaced_below(payload, site.steps, value, key=site.key)


def _replaced_below(payload: Any, steps: Steps, value: Any, *, key: bool) -> Any:
    step, *rest = steps
    if not rest and key:
        return {value if name == step else name: one for name, one in payload.items()}
    changed = payload.copy()
    changed[step] = _replaced_below(payload[step], tuple(rest), value, key=key) if rest else value
    return changed


def jmespath(steps: Steps) -> str:
    """The path of a value as a violation names it; None stands for a key that is a secret."""
    text = ""
    for step in steps:
        if isinstance(step, int):
            text += f"[{step}]"
            continue
        text += "." if text else ""
        if step is None:
            text += "*"
        elif len(step) <= _LONGEST and re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", step):
            text += step
        else:
            text += json.dumps(step if len(step) <= _LONGEST else f"{step[:_LONGEST]}...")
    return text
