r"""Patterns with mistakes: they refuse values that services accept.

Some match no ordinary value. Five mistakes in models cause this, each recognised by its form:

- The pattern is between slashes, as in a literal of another language: `/^[a-z]+$/`.
- Its backslashes are doubled, so every match contains a backslash: `\\d{12}`.
- A class consists of doubled backslashes and letters: `[\\S\\s]*`, `[\\p{L}\\p{Z}]+`.
- It has an anchor in the middle: `/^[0-9]{12}`, `^[a-z]+$/`.
- A part of an ARN is a single character: `arn:aws:ivs:[a-z-]/.+`.
"""

from __future__ import annotations

import re

from botosmith.patterns.character_sets import CharacterSet
from botosmith.patterns.parser import parse
from botosmith.patterns.partitions import with_every_partition
from botosmith.patterns.results import PatternError
from botosmith.patterns.syntax import (
    Atomic,
    Boundary,
    Capture,
    Characters,
    Choice,
    Node,
    Repeat,
    Sequence,
    descendants,
    shortest,
)

_ANY_TEXT = re.compile(r"\^?(?:\.[*+])?(?:\\S)?\.[*+]\$?|\^?\.[*+]\\S\$?")
_DELIMITED = re.compile(r"/(?:\^.*|arn:.*)/[a-z]*", re.DOTALL)
_DOUBLED = re.compile(r"(?<!\\)(?:\\\\)(?:[dDwWsS.+*?]|[pP]\{)")
_CLASS = re.compile(r"\[\^?((?:\\.|[^\]\\])+)\]", re.DOTALL)
# A doubled backslash with the rest of an escape; any other escape; a character.
_TOKEN = re.compile(
    r"\\\\(?:[pP]\{\^?\w+\}|[dDwWsS])|\\u[0-9a-fA-F]{4}|\\[pP]\{\^?\w+\}|\\.|.", re.DOTALL
)
_ALPHANUMERIC_ESCAPES = frozenset("dwDWSpPux")
_NO_BACKSLASH = ~CharacterSet.from_characters("\\")
_SEPARATORS = frozenset({ord(":"), ord("/")})
_ENDS = (Boundary("end"), Boundary("final line"))
_MANY = 5  # the fewest members of a class that is probably not meant as one character


def as_meant(pattern: str) -> str:
    """The pattern as services apply it: patterns for any text also match line breaks.

    Services accept text with several lines for ``.*\\S.*`` and ``.+``: Glue's schemas (Terraform's
    acceptance tests create such) and IoT SiteWise's dashboards, whose definitions are JSON. ARNs
    match for all partitions (``partitions``).
    """
    return f"(?s){pattern}" if _ANY_TEXT.fullmatch(pattern) else with_every_partition(pattern)


def implausible(pattern: str) -> str:
    """Why no ordinary value matches a pattern; empty if no such reason is known."""
    if _DELIMITED.fullmatch(pattern):
        return "it is between slashes, as in a literal of another language"
    doubled = "\\\\" in pattern
    if not (doubled or "arn" in pattern or "^" in pattern[1:] or "$" in pattern[:-1]):
        return ""
    if doubled and any(map(_of_doubled_escapes, _CLASS.findall(pattern))):
        return (
            "one of its classes has doubled backslashes, so it allows only the letters after them"
        )
    try:
        tree = parse(pattern)
    except PatternError:
        return ""
    if _is_out_of_place(tree):
        return "it has its start or its end in the middle, so it matches no text"
    if doubled and _DOUBLED.search(pattern) and not _possible(tree, _NO_BACKSLASH):
        return "every text that matches has a backslash: its backslashes are doubled"
    if pattern.removeprefix("^").startswith("arn") and _has_short_segment(tree):
        return "a part of the ARN can have one character only"
    return ""


def _of_doubled_escapes(content: str) -> bool:
    """Whether a class only consists of escapes with doubled backslashes."""
    tokens = _TOKEN.findall(content)
    return any(map(_is_doubled, tokens)) and not any(map(_holds_alphanumerics, tokens))


def _is_doubled(token: str) -> bool:
    return token.startswith("\\\\") and len(token) > 2


def _holds_alphanumerics(token: str) -> bool:
    if token.startswith("\\"):
        return len(token) > 1 and token[1] in _ALPHANUMERIC_ESCAPES
    return token.isalnum()


def _possible(node: Node, allowed: CharacterSet) -> bool:
    """Whether some text of these characters may match; assertions are ignored."""
    match node:
        case Characters(members):
            return bool(members & allowed)
        case Sequence(parts):
            return all(_possible(part, allowed) for part in parts)
        case Choice(options):
            return any(_possible(option, allowed) for option in options)
        case Repeat(body, least, _, _):
            return least == 0 or _possible(body, allowed)
        case Capture(body, _) | Atomic(body):
            return _possible(body, allowed)
        case _:
            return True


def _is_out_of_place(tree: Node) -> bool:
    """Whether the pattern requires a character before its start anchor or after its end anchor."""
    parts = tree.parts if isinstance(tree, Sequence) else ()
    for index, part in enumerate(parts):
        if part == Boundary("start") and any(map(shortest, parts[:index])):
            return True
        if part in _ENDS and any(map(shortest, parts[index + 1 :])):
            return True
    return False


def _has_short_segment(tree: Node) -> bool:
    for node in descendants(tree):
        parts = node.parts if isinstance(node, Sequence) else ()
        for before, part, after in zip(parts, parts[1:], parts[2:], strict=False):
            if _is_separator(before) and _is_separator(after) and _has_many(part):
                return True
    return False


def _is_separator(node: Node) -> bool:
    return isinstance(node, Characters) and node.members.single() in _SEPARATORS


def _has_many(node: Node) -> bool:
    if not isinstance(node, Characters):
        return False
    return sum(last - first + 1 for first, last in node.members.ranges) >= _MANY
