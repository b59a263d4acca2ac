"""Patterns that are safe to match: equal to what they were, unambiguous, and quick to reject."""

from __future__ import annotations

import re
import time

import pytest
from botosmith.patterns import danger, safe_pattern
from botosmith.patterns.ambiguity import ambiguity, at_worst
from botosmith.patterns.determinise import determinise
from botosmith.patterns.emit import emit
from botosmith.patterns.normalise import normalise
from botosmith.patterns.parser import parse
from hypothesis import given, settings
from hypothesis import strategies as st


def small_patterns() -> st.SearchStrategy[str]:
    """Patterns over a and b that are as ambiguous as they come."""
    return st.recursive(
        st.sampled_from(["a", "b", "[ab]", ""]),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map("".join),
            st.lists(inner, min_size=1, max_size=3).map(lambda some: f"({'|'.join(some)})"),
            st.tuples(
                inner, st.sampled_from(["*", "+", "?", "{2}", "{0,2}", "{2,3}", "{2,}", "*?"])
            ).map(lambda both: f"({both[0]}){both[1]}"),
        ),
        max_leaves=6,
    )


TEXTS_OF_A_AND_B = [f"{number:b}"[1:].translate({48: "a", 49: "b"}) for number in range(1, 256)]


@given(small_patterns())
@settings(max_examples=150)
def test_equal_trees_match_the_same_texts(pattern: str) -> None:
    tree = parse(pattern)
    plain = re.compile(emit(tree))
    for equal in (normalise(tree), determinise(tree), determinise(normalise(tree))):
        if equal is None:
            continue
        other = re.compile(emit(normalise(equal)))
        for text in TEXTS_OF_A_AND_B:
            assert bool(plain.fullmatch(text)) == bool(other.fullmatch(text)), (pattern, text)


@given(small_patterns())
@settings(max_examples=150)
def test_what_is_determinised_is_unambiguous(pattern: str) -> None:
    straight = determinise(normalise(parse(pattern)))
    assert straight is None or ambiguity(straight).steps(1000) <= 1000


@given(small_patterns(), st.sampled_from(["a{1,30}", "b*", "(ab)?", "[ab]{14}"]))
@settings(max_examples=150)
def test_the_worst_is_no_better_than_what_is_found(pattern: str, more: str) -> None:
    tree = parse(f"{pattern}{more}({pattern}|{more})")
    worst = at_worst(tree)
    found = ambiguity(tree)
    for length in (10, 1000, 65_536):
        assert worst is None or worst.steps(length) >= found.steps(length)


@pytest.mark.parametrize(
    ("pattern", "limit", "expected"),
    [
        ("[a-z]*", None, "safe"),
        ("[a-z]+(-[a-z]+)*", None, "safe"),
        ("(a+)+", None, "exponential"),
        ("(a|[ab])*c", None, "exponential"),
        ("(a*b?)*c", None, "exponential"),
        ("(a+)+", 10, "safe"),
        ("(?!(a+)+b).*", None, "exponential"),
        ("a*a*", None, "polynomial"),
        (".*x.*y.*", 2048, "polynomial"),
        (".*x.*y.*", 128, "safe"),
        ("(?:(?!.*b).)*", None, "polynomial"),
    ],
)
def test_danger(pattern: str, limit: int | None, expected: str) -> None:
    assert danger(pattern, limit) == expected


@pytest.mark.parametrize(
    ("pattern", "limit", "source"),
    [
        ("(a+)+", None, "a+"),
        ("([a-z]|[0-9]+)*x?", None, "[0-9a-z]*"),
        ("(a?b*)*", None, "[ab]*"),
        (r"\w*\d+", None, "[0-9A-Z_a-z]*[0-9]"),
        ("[ab]*a*b?", None, "[ab]*"),
        ("(?:-*[a-z-])*", None, r"[\-a-z]*"),
        (r"[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*", 512, None),
        (".*x.*y.*", None, None),
        # Without a loop, as it is read: the copies of what may be left out multiply.
        ("(.?){40}=", None, r"[^\x0a\x0d\x85\u2028\u2029]{0,40}="),
        ("((a{1,5}){1,5}){1,5}b", None, "a{1,125}b"),
        ("a?" * 30 + "a{30}", None, "a{30,60}"),
        # Determinised, its loops can all be reached together, but none from its own start alone.
        (r"((https://([^/]+)\.s3((-|\.)[^/]+)?\.com)|(s3://([^/]+)))/\S{1,2000}", 2000, None),
    ],
)
def test_rewritten(pattern: str, limit: int | None, source: str | None) -> None:
    safe = safe_pattern(pattern, limit)
    assert safe.outcome == "rewritten"
    assert safe.reason.startswith("Rewritten: the original can take ")
    assert source is None or safe.source == source


def test_capped() -> None:
    safe = safe_pattern(r"(?!.*(.)\1{3}).*", 2048)
    assert safe.outcome == "capped"
    assert safe.longest is not None
    assert safe.longest < 2048
    assert safe.reason == (
        f"Not checked beyond {safe.longest:,} characters: it can take polynomial time."
    )


def test_unchecked() -> None:
    safe = safe_pattern(r"user/(([!-~]+/){1,511})?name-that-is-long", None)
    assert (safe.source, safe.outcome, safe.longest) == (None, "unchecked", None)
    assert safe.reason.startswith("Not checked: it can take exponential time")


ATTACKS = {
    r"([ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*|\{%[\s\S]+?%\})": " " * 2047 + "\x00",
    r"[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*": "a" * 254 + "\n",
    r"[a-zA-Z0-9!-~]+([a-zA-Z0-9!-~ ]*[a-zA-Z0-9!-~]+)*": "a" * 1023 + "\n",
    r".*(?:[ \r\n\t].*)*": " " * 5000 + "\u2028\u2028",
    r"arn:aws.*:.+:.*:.*:.+": "arn:aws" + ":" * 2000 + "\n",
    r"\$\{(\w+.)+\w+\}": "${" + "a" * 250 + "-",
}


@pytest.mark.parametrize("pattern", ATTACKS)
def test_known_dangerous_patterns_reject_at_once(pattern: str) -> None:
    text = ATTACKS[pattern]
    safe = safe_pattern(pattern, len(text))
    assert (safe.outcome, safe.longest) == ("rewritten", None)
    assert safe.source is not None
    expression = re.compile(safe.source, re.ASCII)
    start = time.process_time()
    assert not expression.fullmatch(text)
    assert time.process_time() - start < 0.05


def test_a_text_beyond_all_limits_is_not_matched() -> None:
    assert safe_pattern("[a-z]*", None).longest == 65_536
    assert safe_pattern("[a-z]*", 50_000).longest is None
