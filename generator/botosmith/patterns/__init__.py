r"""What a model's string pattern means, in Python's terms.

Patterns mean what they mean to the service: Java's dialect, with its default flags, and the whole
text has to match. Where a character class refers to Unicode, it is Unicode 13.0 (Java 17),
whatever the Python. `\b` goes by ASCII word characters, as in Java 19 and later.

    parse -> normalise -> untangle -> emit
             `--- only where redos finds danger

Each function imports what it needs when it is called: the nodes of the tree alone take 10 ms to
define, and commands that look at no pattern should not wait for them.
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
    a pattern that is not valid Java or has no counterpart. Mind `danger`.
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
    """How many characters the shortest text has, where the pattern counts into the thousands.

    Of others, which are soon written, it is 0 without a look at the tree.
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

    A check may then ask `isascii()` and `isprintable()` before it matches.
    """
    if not _ENDLESS.search(pattern):
        return None  # without a look at the tree: so end most patterns
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
