"""Payloads of a shape for hypothesis: mostly right, here and there hostile."""

from __future__ import annotations

import enum
import io
import math
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime, timezone
from decimal import Decimal
from functools import cache
from pathlib import PurePath
from typing import Any

from hypothesis import strategies as st

Strategy = st.SearchStrategy[Any]


class Text(str):
    """A subclass that is still text."""


class Number(int):
    """A subclass that is still a number."""


class Color(str, enum.Enum):
    RED = "red"
    MAUVE = "mauve"


class Plain(enum.Enum):
    RED = "red"


MOMENT = datetime(2026, 1, 2, tzinfo=timezone.utc)
MOMENTS: tuple[Any, ...] = (
    MOMENT,
    MOMENT.replace(tzinfo=None),
    0,
    1_300_000_000,
    1.5,
    "10",
    "2010-06-01",
    "2010-06-01T12:30:00Z",
    "2010-06-01T12:30:00.123456+02:00",
    "Tue, 01 Jun 2010 12:30:00 GMT",
)
# Each is wrong for most shapes, and right for a few.
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31 - 1, 2**31, -(2**31) - 1, 2**63, -(2**63) - 1, 10**18,
    10**400, 0.0, 0.5, 1.5, -0.5, float("nan"), float("inf"), float("-inf"), Decimal("0.5"),
    Decimal("NaN"), Decimal("sNaN"), Decimal(7), "", "x", "red", "RED", "yesterday or so",
    "not a date", "x" * 300, "\ud800", "a\nb", "\x00", "é", "AB-1", "AB-\u0661", "ab-1", b"",
    b"\x00", b"12345", bytearray(b"xy"), memoryview(b"x"), date(2020, 1, 1), MOMENT, (), [],
    {}, [None], {"": None}, {"Name": None}, {1: 2}, {None: None}, ("ab", "cd"), frozenset("x"),
    range(3), object(), object, Color.RED, Color.MAUVE, Plain.RED, Text("red"), Number(5),
    OrderedDict({"Name": "x"}), PurePath("x"), [[[1]]], {"a": {"b": [object()]}}, 1j, ...,
)  # fmt: skip
MADE: tuple[Callable[[], Any], ...] = (lambda: iter(()), lambda: (i for i in "ab"), io.BytesIO)


def odd() -> Strategy:
    return st.sampled_from(ODD) | st.sampled_from(MADE).map(lambda make: make())


class Payloads:
    """Strategies for the shapes of one model; ``texts`` are samples for its patterns."""

    def __init__(self, texts: dict[str, list[str]]) -> None:
        self._texts = texts
        self.of = cache(self._of)

    def _of(self, shape: Any) -> Strategy:
        return st.deferred(lambda: self._mixed(shape))

    def _mixed(self, shape: Any) -> Strategy:
        good = self._good(shape)
        return st.integers(0, 11).flatmap(lambda dice: odd() if dice == 7 else good)

    def _good(self, shape: Any) -> Strategy:
        match shape.type_name:
            case "structure" if shape.metadata.get("document"):
                return _documents()
            case "structure":
                return self._structure(shape)
            case "list":
                return st.lists(self.of(shape.member), max_size=4)
            case "map":
                return st.dictionaries(self.of(shape.key).filter(_can_be_key), self.of(shape.value),
                                       max_size=3)  # fmt: skip
            case "string":
                return self._string(shape)
            case "integer" | "long":
                low, high = shape.metadata.get("min", -5), shape.metadata.get("max", 5)
                return st.integers(math.floor(low), math.ceil(high))  # not all of them are right
            case "float" | "double":
                return st.floats(0, 1) | st.integers(0, 1)
            case "boolean":
                return st.booleans()
            case "timestamp":
                return st.sampled_from(MOMENTS)
            case _:
                return st.binary(min_size=1, max_size=5)

    def _string(self, shape: Any) -> Strategy:
        if values := shape.metadata.get("enum"):
            return st.sampled_from(values)
        if samples := self._texts.get(shape.metadata.get("pattern", "")):
            return st.sampled_from(samples)
        least = shape.metadata.get("min", 0)
        return st.text("ab-1 é", min_size=least, max_size=max(least, 4))

    def _structure(self, shape: Any) -> Strategy:
        members = {name: self.of(member) for name, member in shape.members.items()}
        required = set(shape.metadata.get("required", ()))
        if shape.metadata.get("union"):
            one = st.sampled_from(sorted(members)).flatmap(
                lambda name: st.fixed_dictionaries({name: members[name]})
            )
            return one | self._some(members, set())
        return self._some(members, required)

    def _some(self, members: dict[str, Strategy], required: set[str]) -> Strategy:
        names: Strategy = st.just(frozenset[str]())
        if members:
            names = st.sets(st.sampled_from(sorted(members)), max_size=6)
        extra = st.sampled_from([None] * 12 + ["Extra", "no ident", "ResponseMetadata", 5])
        dropped = st.sampled_from([None] * 8 + sorted(required))

        def filled(choice: tuple[set[str], Any, Any]) -> Strategy:
            some, more, without = choice
            chosen = {name: members[name] for name in sorted((some | required) - {without})}
            more = {} if more is None else {more: st.none()}
            return st.fixed_dictionaries({**chosen, **more})

        return st.tuples(names, extra, dropped).flatmap(filled)


@cache
def _documents() -> Strategy:
    leaves = st.none() | st.booleans() | st.integers() | st.text("ab", max_size=2) | odd()
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.text("ab", max_size=2), inner, max_size=2)
        ),
        max_leaves=6,
    )


def _can_be_key(value: Any) -> bool:
    """Keys that a path can name in one way only."""
    if type(value) is int:
        return abs(value) < 2**64
    return value is None or isinstance(value, str)
