"""Texts by pattern: they match, they can be read, and they have the length that is asked for."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from botosmith.patterns import PatternError, translate
from botosmith.patterns.sample import sample

PATTERNS = Path(__file__).parents[1] / "data" / "patterns.jsonl.gz"


def test_texts_of_patterns() -> None:
    """Patterns of AWS; those of all services, with their limits, are tests/conformance's matter."""
    with gzip.open(PATTERNS, "rt", encoding="utf-8") as lines:
        patterns = [json.loads(line)["pattern"] for line in lines]
    texts = {pattern: sample(pattern, 0, None, 0) for pattern in patterns}
    unsatisfiable = r"^arn:aws([a-z-]+)?:ec2:[a-z\d-]+:\d{12}:placement-group/^.{1,255}$"
    assert [pattern for pattern, text in texts.items() if text is None] == [unsatisfiable]
    wrong = [
        (pattern, text)
        for pattern, text in texts.items()
        if text is not None and not re.compile(translate(pattern), re.ASCII).fullmatch(text)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("[a-zA-Z0-9_-]+", "[a-z]{4,7}"),  # a word
        ("arn:aws[a-z-]*:s3:[a-z0-9-]*:[0-9]{12}:x/[a-z]+", "arn:aws:s3:[a-z]+:[0-9]{12}:x/[a-z]+"),
        ("[0-9a-f]{8}", "[0-9a-f]{8}"),
        ("(?!aws:)[a-z:]{4,}", "[a-z]{4,}"),
        (r"(\w)x\1", r"([a-z])x\1"),
        ("(?![a-m])[a-z]{3,}", "[n-z][a-z]{2,}"),
        ("[a-z]+(?<=[aeiou])", "[a-z]*[aeiou]"),
        (r"^(?=^\$)(?=^\S+$).*$", r"\$.*"),  # goes on as its look-aheads did
    ],
)  # fmt: skip
def test_texts_are_readable(pattern: str, text: str) -> None:
    found = [sample(pattern, 0, 100, variant) or "" for variant in range(10)]
    assert [one for one in found if not re.fullmatch(text, one)] == []


@pytest.mark.parametrize("length", [3, 10, 63])
def test_texts_have_the_length_that_is_asked_for(length: int) -> None:
    pattern = "[a-z]([a-z0-9-]*[a-z0-9])?(\\.[a-z]+)*"
    for variant in range(10):
        assert len(sample(pattern, length, length, variant) or "") == length


@pytest.mark.parametrize(
    "pattern", ["[a-z]{3}", "([a-z]{10})*", r"([a-z]{5})\1", "a$b", "(?=a)b", "[a&&b]"]
)
def test_there_may_be_no_text(pattern: str) -> None:
    assert sample(pattern, 4, 9, 0) is None


def test_a_bad_pattern_is_an_error() -> None:
    with pytest.raises(PatternError):
        sample("(", 0, None, 0)


def test_variants_differ() -> None:
    assert len({sample("[a-z0-9]{2,9}", 0, None, variant) for variant in range(20)}) > 10
    assert sample("[a-z0-9]+", 0, None, 3) == sample("[a-z0-9]+", 0, None, 3)
