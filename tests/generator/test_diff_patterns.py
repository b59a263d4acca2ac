"""Which of two patterns allows more: decided, or admitted not to be, and never wrong."""

from __future__ import annotations

import re

import pytest
from botosmith.patterns import translate
from botosmith.tools.diff.pattern_order import order
from hypothesis import given
from hypothesis import strategies as st

ARN = "arn:aws[a-z-]*:backup:[-a-z0-9]+:[0-9]{12}:[-a-z]+:([a-z0-9\\-]+:)?[a-z][a-z0-9\\-]{0,255}"

CASES = [
    ("[a-z]+", "[a-z]+", "same"),
    (f"^{ARN}$", ARN, "same"),
    ("[a-z]+", "[a-z][a-z]*", "same"),
    ("(ab|cd)", "(cd|ab)", "same"),
    ("a{1,255}", "a{1,512}", "loosened"),
    ("a{1,2048}b*", "a{2,2048}b?", "tightened"),
    ("[a-z]{1,255}", "[a-z0-9]{1,64}", "changed"),
    ("[a-z]{0,1000}", "[a-z0-9]{0,1000}", "loosened"),
    ("(x|y[a-z]+)*", "(x|y[a-f]+)*", "tightened"),
    ("[0-9]+", "[0-9]*[1-9]", "tightened"),
    ("a*", "(aa)*", "tightened"),
    ("(aa)*", "a*", "loosened"),
    ("abc", "abd", "changed"),
    ("[ab]c", "[bc]c", "changed"),
    ("(a|b)c|d", "ac|bc|d|e", "loosened"),
    (ARN, ARN.replace("backup", "(backup|restore)"), "changed"),  # too large, so not decided
    ("(?=a)[a-z]+", "[a-z]+", "changed"),  # what looks around is not decided
    ("(", "a", "changed"),  # nor is what is no pattern
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_order(old: str, new: str, expected: str) -> None:
    assert order(old, new) == expected
    back = {"tightened": "loosened", "loosened": "tightened"}
    assert order(new, old) == back.get(expected, expected)


_ATOMS = st.sampled_from(["a", "b", "[ab]", "[bc]", "ab"])
_PATTERNS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}|{two[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,3}"])).map(
            lambda two: f"({two[0]}){two[1]}"
        ),
    ),
    max_leaves=5,
)


@given(_PATTERNS, _PATTERNS, st.lists(st.text("abc", max_size=6), max_size=30))
def test_no_text_says_otherwise(old: str, new: str, texts: list[str]) -> None:
    found = order(old, new)
    before, after = (re.compile(translate(pattern), re.ASCII) for pattern in (old, new))
    for text in texts:
        was, is_now = before.fullmatch(text) is not None, after.fullmatch(text) is not None
        assert not (was and not is_now and found in ("same", "loosened")), text
        assert not (is_now and not was and found in ("same", "tightened")), text
