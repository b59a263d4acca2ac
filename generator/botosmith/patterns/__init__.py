r"""The string patterns of models, translated to Python.

Patterns have the same meaning as in the service: Java's dialect with its default flags, and the
whole text must match. Unicode in character classes is Unicode 13.0 (Java 17), independent of the
Python version. `\b` uses ASCII word characters, as in Java 19 and later.

    parse -> normalise -> untangle -> emit
             `--- only where redos finds danger

Each function imports its modules when it is called: the classes of the tree take 10 ms to
define, and commands without patterns should not wait for them.
"""

from __future__ import annotations

import math
import re
from typing import Literal

from botosmith.patterns.results import LONGEST_CHECKED, Danger, PatternError, SafePattern

_COUNT = re.compile(r"\{(\d+)")
_THOUSANDS = 4_000  # characters
_MOST_COUNTED = 4_000  # characters of a pattern; a longer one is not parsed
_ENDLESS = re.compile(r"[*+]|,\}")

__all__ = [
    "LONGEST_CHECKED",
    "Danger",
    "PatternError",
    "SafePattern",
    "danger",
    "printable_ascii_shortcut",
    "safe_pattern",
    "shortest",
    "translate",
]


def translate(pattern: str) -> str:
    """Python source with the meaning of a Java pattern.

    For `re.compile(source, re.ASCII).fullmatch`, on Python 3.10 and later. Raises PatternError for
    a pattern that is not valid Java or has no counterpart. The source can be slow: see `danger`.
    """
    from botosmith.patterns.emit import emit
    from botosmith.patterns.parser import parse

    return emit(parse(pattern))


def safe_pattern(pattern: str, max_length: int | None) -> SafePattern:
    """The pattern made safe for texts of at most `max_length` characters (None: of any length).

    Raises PatternError for a pattern that cannot be translated.
    """
    from botosmith.patterns import redos

    return redos.safe_pattern(pattern, max_length)


def danger(pattern: str, max_length: int | None) -> Danger:
    """How the time to match a text of at most `max_length` characters can grow."""
    from botosmith.patterns import redos

    return redos.danger(pattern, max_length)


def shortest(pattern: str) -> int:
    """The length of the shortest text, for patterns with repeat counts in the thousands.

    For other patterns, whose samples are quick to write, it is 0, without parsing.
    """
    counts = [int(count) for count in _COUNT.findall(pattern[:_MOST_COUNTED]) if count.strip("0")]
    if math.prod(counts) * len(pattern) < _THOUSANDS:
        return 0
    from botosmith.patterns import syntax
    from botosmith.patterns.parser import parse

    try:
        return syntax.shortest(parse(pattern))
    except PatternError:
        return 0


def printable_ascii_shortcut(pattern: str) -> Literal["any", "some"] | None:
    """Whether every text of printable ASCII matches: with no text at all ("any") or not ("some").

    A check may then call `isascii()` and `isprintable()` before it matches.
    """
    if not _ENDLESS.search(pattern):
        return None  # without parsing: most patterns end like this
    from botosmith.patterns.character_sets import PRINTABLE_ASCII
    from botosmith.patterns.normalise import normalise, without_outer_anchors
    from botosmith.patterns.parser import parse
    from botosmith.patterns.syntax import Characters, Repeat

    tree = normalise(without_outer_anchors(parse(pattern)))
    if not isinstance(tree, Repeat) or tree.most is not None or tree.least > 1:
        return None
    if isinstance(tree.body, Characters) and tree.body.members.covers(PRINTABLE_ASCII):
        return "some" if tree.least else "any"
    return None
