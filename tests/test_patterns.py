"""Java's patterns in Python: the measured verdicts, every quirk by name, and what is refused."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from botosmith.patterns import PatternError, printable_ascii_shortcut, safe_pattern, translate
from botosmith.patterns.emit import emit
from botosmith.patterns.normalise import normalise, without_outer_anchors
from botosmith.patterns.parser import parse
from hypothesis import given, settings
from hypothesis import strategies as st

VECTORS = Path(__file__).parent / "data" / "patterns.jsonl.gz"


class Vector(NamedTuple):
    """A pattern and what Java 17's `matches` says of some texts."""

    pattern: str
    cases: list[tuple[str, bool]]


@cache
def vectors() -> list[Vector]:
    with gzip.open(VECTORS, "rt", encoding="utf-8") as lines:
        return [Vector(**json.loads(line)) for line in lines]


def matches(source: str, text: str) -> bool:
    return re.compile(source, re.ASCII).fullmatch(text) is not None


def disagreements(source: str, vector: Vector, longest: int | None = None) -> list[str]:
    return [
        text
        for text, verdict in vector.cases
        if (longest is None or len(text) <= longest) and matches(source, text) != verdict
    ]


def test_the_translation_agrees_with_java_on_every_vector() -> None:
    wrong = {one.pattern: disagreements(translate(one.pattern), one) for one in vectors()}
    assert {pattern: texts for pattern, texts in wrong.items() if texts} == {}


def test_the_safe_pattern_agrees_with_java_on_every_vector() -> None:
    wrong: dict[str, list[str]] = {}
    for one in vectors():
        safe = safe_pattern(one.pattern, 1024)
        if safe.source is not None:
            wrong[one.pattern] = disagreements(safe.source, one, safe.longest)
    assert {pattern: texts for pattern, texts in wrong.items() if texts} == {}


@given(st.data())
@settings(max_examples=200)
def test_normalising_keeps_the_verdicts(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(vectors()))
    tree = normalise(without_outer_anchors(parse(one.pattern)))
    assert normalise(tree) == tree
    assert disagreements(emit(tree), one) == []


QUIRKS: dict[str, tuple[str, list[str], list[str]]] = {
    # quirk: (pattern, texts that match, texts that do not)
    "full match": ("ab|c", ["ab", "c"], ["abc", "xab", "c\n"]),
    "digits are ASCII": (r"\d\w\s", ["1a "], ["\u0661a ", "1\u00e9 ", "1a\u00a0"]),
    "negated shorthand": (r"\D\W\S", ["\u0661\u00e9x"], ["1  "]),
    "dot and line terminators": (".", ["x", "\U0001f600", "\x0b"], [*"\n\r\x85\u2028\u2029"]),
    "dot under (?s)": ("(?s).", ["\n", "\u2028"], ["", "ab"]),
    "scoped flag": ("(?s:.).", ["\nx"], ["x\n"]),
    "removed flag": ("(?is)a(?-s).", ["Ab"], ["A\n"]),
    "flag up to the end of the group": ("(a(?i)b|c)d", ["aBd", "Cd"], ["Abd", "aBD"]),
    "ASCII case only": ("(?i)[k\u00e9]", ["K", "\u00e9"], ["\u212a", "\u00c9"]),
    "negated class without case": ("(?i)[^a]", ["b"], ["a", "A"]),
    "caseless property": (r"(?i)\p{Lower}\p{Lu}", ["Aa"], ["1a"]),
    "dollar at the end": ("a$", ["a"], ["a\n"]),
    "dollar before the last line terminator": (r"a$\r?\n", ["a\n", "a\r\n"], ["a\n\n", "ab"]),
    "dollar not within CRLF": (r"a\r$\n", [], ["a\r\n"]),
    "absolute end": (r"\Aa\z", ["a"], ["a\n"]),
    "quantified anchors": ("^*a${1,4096}", ["a"], ["aa"]),
    "a count applied to a count": ("a{2}{3}", ["aa"], ["aaaaaa"]),
    "a count applied to nothing": ("b|{2}a", ["a", "b"], ["aa"]),
    "fixed possessive": ("[0-9]{2}+", ["12"], ["1", "1234"]),
    "possessive": ("a?+a", ["aa"], ["a"]),
    "atomic group": ("(?>a|ab)c", ["ac"], ["abc"]),
    "lazy": ("a+?b??", ["aa", "ab"], ["b"]),
    "union of classes": ("[a-c[x-z]]", ["b", "y"], ["d"]),
    "intersection": ("[a-z&&[^aeiou]]", ["b"], ["a", "B"]),
    "intersection with nothing": ("[a&&]", ["a"], ["&"]),
    "intersection binds loosest": ("[a-z&&b-d[e]]", ["b", "e"], ["a"]),
    "negation of everything": ("[^a-z&&b]", ["a", "0"], ["b"]),
    "bracket in first place": ("[]a][^]]", ["]a", "a["], ["b]"]),
    "hyphen after a shorthand": (r"[\w-_]", ["-", "a"], [" "]),
    "hyphen at the edges": ("[-a][b-][c-[d]]", ["-bc", "a--"], ["aab"]),
    "surrogate escapes": (r"\uD83D\uDE00", ["\U0001f600"], ["\ud83d"]),
    "surrogate escapes in a range": (
        r"[\uD83D\uDE00-\uD83D\uDE02]",
        ["\U0001f601"],
        ["\U0001f603", "\ude00"],
    ),
    "lone surrogate": (r"[\uD800]", ["\ud800"], ["a"]),
    "code point escapes": (r"\x41\x{1F600}\u0042\0103", ["A\U0001f600BC"], ["A"]),
    "control escapes": (r"\t\n\r\f\a\e", ["\t\n\r\f\x07\x1b"], [""]),
    "spaces": (r"\h\v", ["\u3000\u2028"], ["a\n"]),
    "escaped punctuation": (r"\-\/\_\é", ["-/_é"], [""]),
    "bare closing brackets": ("a]}", ["a]}"], []),
    "category": (r"\p{L}\pN\P{C}", ["\u00e91x"], ["11x", "a1\x00"]),
    "category after Is": (r"\p{IsLu}\p{IsL}", ["Aa"], ["aa"]),
    "POSIX classes": (r"\p{Punct}\p{XDigit}\p{Print}", ["!f~"], ["!g~", "!f\x7f"]),
    "binary properties": (
        r"\p{IsAlphabetic}\p{IsWhite_Space}\p{LD}",
        ["\u0345\u00859"],
        ["1\u00859"],
    ),
    "back-reference": (r"(?:x)(a|b)\1", ["xaa", "xbb"], ["xab"]),
    "back-reference and a digit": (r"(a)\11", ["aa1"], ["aa"]),
    "named group": (r"(?<one>a)\1", ["aa"], ["a"]),
    "look-ahead": (r"(?=ab)a(?!c).", ["ab"], ["ac"]),
    "look-behind of several widths": (r".*(?<=a|bc)d.*(?<!x|yz)", ["ad", "bcd"], ["cd", "ad-x"]),
    "word boundary": (r"a\b.\Bb?", ["a-"], ["ab"]),
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_quirk(quirk: str) -> None:
    pattern, good, bad = QUIRKS[quirk]
    source = translate(pattern)
    safe = safe_pattern(pattern, 100).source
    assert safe is not None
    assert [text for text in good if not (matches(source, text) and matches(safe, text))] == []
    assert [text for text in bad if matches(source, text) or matches(safe, text)] == []


@pytest.mark.parametrize(
    ("pattern", "position", "reason"),
    [
        ("a**", 2, "nothing for * to repeat"),
        ("a|+", 2, "nothing for + to repeat"),
        ("(a", 0, "the group is not closed"),
        ("a)", 1, "a closing parenthesis has no opening one"),
        ("x[a-z", 1, "the class is not closed"),
        ("[&&]", 0, "the class is empty"),
        ("[a&&&b]", 2, "&&& has no useful meaning in Java"),
        ("[z-a]", 2, "the range has no end, or ends before it starts"),
        (r"[a-\d]", 2, "the range has no end, or ends before it starts"),
        ("a{,3}", 1, "a brace opens no repeat count"),
        ("a{3,2}", 1, "the repeat counts are out of range"),
        ("a{99999999999}", 1, "the repeat counts are out of range"),
        (r"\y", 0, r"the escape \y has no translation"),
        (r"\Qa\E", 0, r"the escape \Q has no translation"),
        (r"[\b]", 1, r"the escape \b has no translation"),
        (r"\b{g}", 2, r"\b{…} has no translation"),
        ("\\", 1, "the pattern ends too early"),
        (r"\p{Greek}", 0, "the property Greek is unknown"),
        (r"\x{110000}", 1, "there is no such code point"),
        ("(?x)a", 0, "the flag x has no translation"),
        ("(?P<a>b)", 0, "this kind of group has no translation"),
        (r"(a)\2", 3, "there is no group 2 yet"),
        (r"(a\1)", 2, "there is no group 1 yet"),
        (r"(?i)(a)\1", 7, "a back-reference that ignores case has no translation"),
        ("(?<=a+)b", 0, "a look-behind of varying width has no translation"),
    ],
)
def test_what_cannot_be_translated(pattern: str, position: int, reason: str) -> None:
    with pytest.raises(PatternError) as raised:
        translate(pattern)
    assert (raised.value.position, raised.value.reason) == (position, reason)
    assert str(raised.value) == f"{reason} at position {position} of pattern {pattern!r}"
    assert isinstance(raised.value, ValueError)


@pytest.mark.parametrize(
    ("pattern", "shortcut"),
    [
        (r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*", "any"),
        (r"^[\s\S]+$", "some"),
        (".*", "any"),
        ("(.)*", "any"),
        (".?", None),
        (".{2,}", None),
        ("[a-z]*", None),
        ("a.*", None),
    ],
)
def test_printable_ascii_shortcut(pattern: str, shortcut: str | None) -> None:
    assert printable_ascii_shortcut(pattern) == shortcut
