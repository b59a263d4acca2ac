"""Patterns that no ordinary value matches are recognised by their form, and no others are."""

from __future__ import annotations

import pytest
from botosmith.patterns.implausible import as_meant, implausible

IMPLAUSIBLE = [
    (r"/^[a-z]+$/", "slashes"),
    (r"/^[a-z]+$/i", "slashes"),
    (r"/arn:aws:lambda:[a-z]+:[0-9]{12}:function:\w+/", "slashes"),
    (r"^\\d{12}$", "doubled"),
    (r"\\+[1-9]\\d{1,14}$", "doubled"),
    (r"\\+?[0-9]{1,11}", "doubled"),
    (r".*\\S.*", "doubled"),
    (r"^s3://\\S+/.+$", "doubled"),
    (r"(a|b)\\w+", "doubled"),
    (r"[\\S\\s]*", "class"),
    (r"^[\\P{C}\r\n\t]*$", "class"),
    (r"[\\p{L}\\p{Z}\\-_.:=@']+", "class"),
    (r"/^[\d]{12}", "middle"),
    (r"^[\d]{12}$/", "middle"),
    (r"a^b", "middle"),
    (r"arn:aws:ivs:[a-z0-9-]+:[0-9]+:[a-z-]/[a-zA-Z0-9-]+", "one character"),
    (r"^arn:aws:chat:[a-z]+:\d:\w/.+$", "one character"),
]
PLAUSIBLE = [
    r"/[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*/",  # a path, between its own slashes
    r"/",
    r"[A-Za-z]:\\(?:\w+\\)*\w+",  # a path of Windows
    r"\\\\\w+\\\w+",  # a share of Windows
    r"s3://\S+/.+|https://\\S+",  # one way is left
    r"^[A-Z_][A-Z\\d_]*$",
    r"[ a-zA-Z0-9_\\.\\-]*",
    r"[\\\w\-_:/.@=+]*",  # a backslash, and what \w holds
    r"^((?!\\[nr]).)+",
    r"[0-9.,( )-\\s]*",
    r"arn:aws:iam::[0-9]{12}:[a-z]+/[a-z-]+",
    r"arn:aws:x:[01]:.+",
    r"arn:aws[a-z-]*:[a-z]{2}-[a-z]+-[0-9]:.*",
    r"\d{12}",
    r"^a$|^b$",
    r"(^a$|^b$)",
    r"[$^]+",
    r"a*^b",
    r"[",  # no pattern at all
    "",
]


@pytest.mark.parametrize(("pattern", "reason"), IMPLAUSIBLE)
def test_it_is_recognised(pattern: str, reason: str) -> None:
    assert reason in implausible(pattern)


@pytest.mark.parametrize("pattern", PLAUSIBLE)
def test_others_are_not(pattern: str) -> None:
    assert implausible(pattern) == ""


@pytest.mark.parametrize("pattern", [".*", ".+", r".*\S.*", r"^.*\S.*$", r"^\S.*$", r".*\S"])
def test_line_breaks_match_where_any_text_is_meant(pattern: str) -> None:
    assert as_meant(pattern) == f"(?s){pattern}"


@pytest.mark.parametrize("pattern", [r"\S", r"\S+", ".{3}", r"a.*", r".*\.json", ""])
def test_other_patterns_stay_as_they_are(pattern: str) -> None:
    assert as_meant(pattern) == pattern
