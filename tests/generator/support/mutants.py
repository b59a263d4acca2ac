"""Single mutations of a valid payload, each with the one violation that it must bring about.

What is expected is worked out here from the shapes, without a look at how the checks work.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random
from typing import Any

from botosmith import ir
from botosmith.ir.graph import secret
from botosmith.patterns import translate
from botosmith.patterns.implausible import as_meant
from botosmith.samples import NoSample, Sampler, scalars

Steps = tuple[Any, ...]

_LONGEST = 60  # characters of a key in a path
_MOST = 2_000  # longer strings, lists and maps are not made
_BREAKING = ("", "\x00", "\n", "\U0001f600", "~", "{ }", "\\", "z z", "\u00e9!", "-", "0", "x" * 40)
_WRONG_TYPES: dict[str, tuple[Any, ...]] = {
    "string": (1, True, b"text", ["text"], {}, 1.5),
    "integer": ("1", True, 1.5, float("nan"), [1], b"1"),
    "float": ("1.0", False, [1.0], 1j),
    "boolean": (1, 0, "true", [], 1.0),
    "blob": (1, ["x"], {}, memoryview(b"x"), "\ud800"),
    "timestamp": ("junk", True, date(2026, 1, 1), [], object(), float("nan"), "25:61"),
    "list": ("text", {}, {"x"}, 1, range(2)),
    "map": ([], "text", 1, [("key", "value")]),
    "structure": ([], "text", 1, (), True),
}
_SIMILAR = {"long": "integer", "double": "float"}
_ODD = (
    *(value for values in _WRONG_TYPES.values() for value in values),
    None, "", "text", "10", 0, -1, 2**40, 1.0, ("a",), bytearray(b"x"), {"key": None},
)  # fmt: skip
_BITS = {"integer": 31, "long": 63}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A payload, and the path and rule of what is wrong with it."""

    payload: Any
    path: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A value inside a payload: the way there, and the way as violations show it.

    ``key`` marks the key of a map's entry, not its value; ``hidden`` what is in something
    sensitive. ``sparse`` sites may be None. ``free`` ones have no shape that says what is wrong.
    """

    steps: Steps = ()
    shown: Steps = ()
    shape: ir.Shape
    value: Any
    key: bool = False
    hidden: bool = False
    sparse: bool = False
    free: bool = False


class Mutator:
    """Mutates payloads of one service. ``direction`` is whose payloads: requests or responses."""

    def __init__(self, sampler: Sampler, direction: ir.Direction) -> None:
        self._sampler = sampler
        self._shapes = sampler.shapes
        self._secret = secret(sampler.shapes)
        self._direction: ir.Direction = direction

    def mutants(self, shape: str, payload: Any, random: Random, count: int) -> Iterator[Mutant]:
        """At most ``count`` mutants of a payload, at random sites."""
        root = Site(shape=self._shapes[shape], value=payload)
        sites = [site for site in self._sites(root) if not site.free]
        for _ in range(count):
            site = random.choice(sites)
            mutations = list(self._mutations(site, random))
            if mutations:  # a map's key may be whatever it likes
                shown, rule, value = random.choice(mutations)
                yield Mutant(_replaced(payload, site, value), jmespath(shown), rule)

    def with_nulls(self, shape: str, payload: Any) -> Iterator[Any]:
        """The payload with None in each place where the model allows it."""
        for site in self._sites(Site(shape=self._shapes[shape], value=payload)):
            if site.sparse:
                yield _replaced(payload, site, None)

    def odd_payloads(
        self, shape: str, payload: Any, random: Random, count: int
    ) -> Iterator[tuple[str, Any]]:
        """Payloads with anything at all in a random place, right or wrong; and the place.

        But None where the model allows it: botocore refuses that in any list and map.
        """
        sites = list(self._sites(Site(shape=self._shapes[shape], value=payload)))
        for _ in range(count):
            site, value = random.choice(sites), random.choice(_ODD)
            unhashable = site.key and isinstance(value, list | dict | set | bytearray | memoryview)
            if not (unhashable or (site.sparse and value is None)):
                yield jmespath(site.shown), _replaced(payload, site, value)

    def _sites(self, site: Site) -> Iterator[Site]:
        """The value and all values in it."""
        yield site
        if site.free:
            return
        match site.shape.kind:
            case "structure":
                for member in site.shape.members:
                    if member.name in site.value and member.form != "events":
                        free = member.form in ("json", "stream")
                        # Whatever happens to it breaks the rules about others, too.
                        free = free or member.name in _asked_about(site.shape)
                        # Nor does the shape say what botocore's handlers take or give for it.
                        free = free or member.handled is not None
                        label = member.host_label
                        yield from self._inside(
                            site, member.name, member.shape, free=free, label=label
                        )
            case "list":
                for index in range(len(site.value)):
                    yield from self._inside(site, index, site.shape.element)
            case "map":
                keys = self._shapes[site.shape.key]
                masked = site.shape.name in self._secret or keys.sensitive
                for key in site.value:
                    shown = (*site.shown, None if masked else key)
                    steps = (*site.steps, key)
                    yield Site(steps=steps, shown=shown, shape=keys, value=key, key=True)
                    yield from self._inside(site, key, site.shape.element, shown)
            case _:
                pass

    def _inside(
        self,
        site: Site,
        step: Any,
        shape: str,
        shown: Steps = (),
        *,
        free: bool = False,
        label: bool = False,
    ) -> Iterator[Site]:
        target = self._shapes[shape]
        if label and target.minimum is None:
            target = replace(target, minimum=1)  # a label of the host's name is never empty
        yield from self._sites(
            Site(
                steps=(*site.steps, step),
                shown=shown or (*site.shown, step),
                shape=target,
                value=site.value[step],
                hidden=site.hidden or site.shape.sensitive,
                sparse=site.shape.sparse,
                free=free or target.document,
            )
        )

    def _mutations(self, site: Site, random: Random) -> Iterator[tuple[Steps, str, Any]]:
        """Where, what rule breaks, and the value that breaks it."""
        shape, shown = site.shape, site.shown
        if site.key:
            for rule, text in _texts(shape, site.value):
                yield (*shown[:-1], None if shown[-1] is None else text), rule, text
            return
        if not site.sparse:
            yield shown, "null", None
        yield shown, "type", random.choice(_WRONG_TYPES[_SIMILAR.get(shape.kind, shape.kind)])
        match shape.kind:
            case "string":
                yield from ((shown, rule, text) for rule, text in _texts(shape, site.value))
            case "blob":
                yield from _sizes(site, "length", lambda size: b"x" * size)
            case "integer" | "long" | "float" | "double":
                yield from ((shown, "range", number) for number in _numbers(shape))
            case "list":
                item = site.value[:1]
                yield from _sizes(site, "size", lambda size: (site.value + item * size)[:size])
            case "map":
                yield from self._map_sizes(site, random)
            case "structure":
                yield from self._structures(site)
            case _:
                pass

    def _map_sizes(self, site: Site, random: Random) -> Iterator[tuple[Steps, str, Any]]:
        def resized(size: int) -> dict[str, Any]:
            keys = scalars.distinct(self._shapes[site.shape.key], size, random)
            return dict.fromkeys(keys, next(iter(site.value.values())))

        try:
            yield from _sizes(site, "size", resized)
        except NoSample:  # there are not that many keys
            return

    def _structures(self, site: Site) -> Iterator[tuple[Steps, str, Any]]:
        shape, value, shown = site.shape, site.value, site.shown
        unknown = (*shown, None if site.hidden or shape.sensitive else "NoSuchMember")
        yield unknown, "unknown", {"NoSuchMember": 1, **({} if shape.union else value)}
        if shape.union:
            yield shown, "union", {}
        for member in shape.members:
            if shape.union and member.name not in value and not self._shapes[member.shape].members:
                second = self._sampler.value(member.shape, self._direction, full=False)
                yield shown, "union", {**value, member.name: second}
            made_up = member.filled_in and self._direction == "input" and not site.steps
            if shape.union or made_up or member.name in _asked_about(shape):
                continue
            rest = {name: one for name, one in value.items() if name != member.name}
            if member.required:
                yield (*shown, member.name), "required", rest
            for rule in member.presence:
                holds = value.get(rule.sibling) in rule.values
                if rule.rule == "presentWhen" and holds:
                    yield (*shown, member.name), "presence", rest
                elif holds == (rule.rule == "absentWhen") and rule.rule != "presentWhen":
                    more = self._sampler.value(member.shape, self._direction, full=False)
                    yield (*shown, member.name), "presence", {**value, member.name: more}


def _asked_about(shape: ir.Shape) -> set[str]:
    return {rule.sibling for member in shape.members for rule in member.presence}


def _texts(shape: ir.Shape, value: str) -> Iterator[tuple[str, str]]:
    """Texts that break a string shape, and the rule that they break: length before the others."""
    low, high = int(shape.minimum or 0), shape.maximum
    if high is not None and high < _MOST:
        yield "length", (value or "x").ljust(int(high) + 1, (value or "x")[-1])
    if low:
        yield "length", value[: low - 1]
    allowed = _allowed(shape)
    for text in (*_BREAKING, f"{value}\n", f"{value} ", f" {value}", value.swapcase()):
        if low <= len(text) <= (high if high is not None else _MOST) and not allowed(text):
            yield "enum" if shape.enum else "pattern", text


def _allowed(shape: ir.Shape) -> Callable[[str], object]:
    if shape.enum:
        return frozenset(shape.enum).__contains__
    if shape.regex is not None and shape.regex.source is not None:
        matched, longest = _fullmatch(as_meant(shape.pattern or "")), shape.regex.longest
        # What the package's README says is too long to be matched, passes.
        return lambda text: matched(text) or (longest is not None and len(text) > longest)
    return lambda _: True


@cache
def _fullmatch(pattern: str) -> Callable[[str], object]:
    return re.compile(translate(pattern), re.ASCII).fullmatch


def _numbers(shape: ir.Shape) -> Iterator[float]:
    bits = _BITS.get(shape.kind)
    if bits:
        yield from (2**bits, -(2**bits) - 1)
    if shape.minimum is not None:
        yield shape.minimum - 1
    if shape.maximum is not None:
        yield shape.maximum + 1
        if not bits:
            yield from (float("inf"), float("nan"))


def _sizes(site: Site, rule: str, make: Callable[[int], Any]) -> Iterator[tuple[Steps, str, Any]]:
    low, high = int(site.shape.minimum or 0), site.shape.maximum
    if low:
        yield site.shown, rule, make(low - 1)
    if high is not None and high < _MOST and site.value:
        yield site.shown, rule, make(int(high) + 1)


def _replaced(payload: Any, site: Site, value: Any) -> Any:
    """The payload with another value at the site; what is not on the way there is shared."""
    if not site.steps:
        return value
    step, *rest = site.steps
    if site.key and not rest:
        return {value if name == step else name: one for name, one in payload.items()}
    changed = payload.copy()
    inner = Site(steps=tuple(rest), shape=site.shape, value=None, key=site.key)
    changed[step] = _replaced(payload[step], inner, value)
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
