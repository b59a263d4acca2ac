"""Strategies for scalar values, made from the rules that check them."""

from __future__ import annotations

import math
import re
import string
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from botosmith_runtime.path_labels import leaves_its_place
from botosmith_runtime.rules import Sized, String

if TYPE_CHECKING:
    from botosmith_runtime.strategies.facts import DrawnShape

Strategy = st.SearchStrategy[Any]

_INFINITY = float("inf")
_LARGEST_FLOAT = 3.4028234663852886e38  # of 32 bits
# hypothesis sorts Unicode at first use, which takes a second: too slow inside a draw.
_CHARACTERS = st.characters(codec="utf-8")
_CHARACTERS.validate()
_NOT_EMPTY = frozenset({"uri", "host"})
_ALPHABETS = {
    "header": st.characters(min_codepoint=0x21, max_codepoint=0x7E),
    "headers": st.sampled_from(string.ascii_letters + string.digits + "-"),
    "host": st.sampled_from(string.ascii_lowercase + string.digits),
}
# hypothesis lists every character of a class, which takes seconds for most of Unicode.
_WIDE = re.compile(r"-\\[uU]")
_LONG = 1000
# hypothesis ignores these parts when it makes a string, and may then have to reject all of them:
# look-arounds, boundaries, references, a start or an end in the middle.
_LOOKS_AROUND = re.compile(r"\(\?[=!<]|\\[bB1-9]|[^|(:]\\A|\\Z[^|)]")


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=timezone.utc, fold=0)


_MOMENTS: Strategy = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)).map(_in_utc)
_PLAIN: Strategy = (
    st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)


def _containers(inner: Strategy) -> Strategy:
    return st.dictionaries(st.text(), inner, max_size=3) | st.lists(inner, max_size=3)


_JSON: Strategy = st.recursive(st.none() | _PLAIN, _containers, max_leaves=8)
DOCUMENTS: Strategy = _containers(_JSON) | _PLAIN
"""Any JSON value except null, which would mean a missing member."""
DECODED: Strategy = st.dictionaries(st.text(), _JSON, max_size=3)
"""What botocore decodes from JSON text."""


def scalar(shape: DrawnShape, place: str) -> Strategy:
    """Values of a scalar shape that are valid at their place in the HTTP message."""
    rule = shape.rule
    match shape.kind:
        case "string":
            texts = _texts(rule, shape.texts, place)
            return texts.filter(_stays_in_its_place) if place == "uri" else texts
        case "integer" | "long":
            return st.integers(rule.minimum, rule.maximum)
        case "float":
            return _numbers(rule, _LARGEST_FLOAT)
        case "double":
            return _numbers(rule, _INFINITY)
        case "boolean":
            return st.booleans()
        case "blob":
            return st.binary(min_size=rule.minimum, max_size=_most(rule))
        case "timestamp":
            return _MOMENTS
        case _:
            return DOCUMENTS


def _stays_in_its_place(text: str) -> bool:
    return not leaves_its_place(text)


def fits(rule: String, text: str) -> bool:
    """Whether a string obeys a rule, without its further constraints."""
    if not rule.minimum <= len(text) <= rule.maximum:
        return False
    if rule.enum:
        return text in rule.enum
    return rule.pattern is None or bool(rule.fullmatch(text))


def _texts(rule: String, samples: list[str], place: str) -> Strategy:
    if rule.enum:
        return st.sampled_from(sorted(value for value in rule.enum if fits(rule, value)))
    if rule.pattern is not None:
        texts = st.sampled_from(samples)
        if _LOOKS_AROUND.search(rule.pattern):
            return texts
        return _matching(_candidates(rule, rule.pattern), texts, rule, place)
    least = max(int(rule.minimum), place in _NOT_EMPTY)
    return st.text(_ALPHABETS.get(place, _CHARACTERS), min_size=least, max_size=_most(rule))


def _candidates(rule: String, pattern: str) -> Strategy:
    """Strings: many match the pattern, and some have the right length."""
    if _WIDE.search(pattern) or len(pattern) > _LONG:
        return st.text(min_size=int(rule.minimum), max_size=_most(rule))
    return st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)


@st.composite
def _matching(
    draw: st.DrawFn, candidates: Strategy, samples: Strategy, rule: String, place: str
) -> str:
    """A string that matches a pattern; one of the generator's samples if the candidate does not."""
    text: str = draw(candidates)
    plain = not place or (text.isascii() and text.isprintable() and text == text.strip())
    return text if plain and fits(rule, text) else draw(samples)


def _most(rule: Sized) -> int | None:
    return None if rule.maximum == _INFINITY else int(rule.maximum)


def _numbers(rule: Sized, largest: float) -> Strategy:
    least, most = max(rule.minimum, -largest), min(rule.maximum, largest)
    return st.floats(
        _rounded(least, _INFINITY),
        _rounded(most, -_INFINITY),
        allow_nan=False,
        allow_infinity=False,
    )


def _rounded(limit: float, towards: float) -> float | None:
    """A limit as a float, rounded so that it is inside the limit; None if there is no limit."""
    if math.isinf(limit):
        return None
    number = float(limit)
    outside = number < limit if towards > 0 else number > limit
    return math.nextafter(number, towards) if outside else number
