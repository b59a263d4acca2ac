"""Texts that match a pattern, with a length between two bounds, as readable as possible.

The tree is written from left to right. The shortest and longest length of every part are known, so
the possible length of each part in a sequence and the count of each repeat follow. Assertions and
atomic groups cannot be written: texts for such patterns are matched to verify them.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence as SequenceOf
from functools import cache, lru_cache
from itertools import cycle
from random import Random
from typing import Literal

from botosmith.patterns import safe_pattern
from botosmith.patterns.character_sets import PRINTABLE_ASCII, CharacterSet
from botosmith.patterns.normalise import without_outer_anchors
from botosmith.patterns.parser import parse
from botosmith.patterns.spans import ENDLESS, Spans
from botosmith.patterns.syntax import (
    Atomic,
    Boundary,
    Capture,
    Characters,
    Choice,
    Look,
    Node,
    Reference,
    Repeat,
    Sequence,
    descendants,
)
from botosmith.text import is_shown

WORDS = (
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "inlet", "juniper",
    "knoll", "larch", "maple", "north", "olive", "pebble", "quartz", "ridge", "spruce", "tundra",
    "umber", "valley", "willow", "yarrow", "zephyr",
)  # fmt: skip

TextStyle = Literal["readable", "lean", "wild"]
"""``lean`` has no optional repeats; ``wild`` ignores readability."""

_TRIES = 60
_FEW = 60  # the most characters of a large set to choose from
_ALPHANUMERICS = string.ascii_letters + string.digits
_ALPHANUMERIC_CODES = frozenset(map(ord, _ALPHANUMERICS))
_ALPHANUMERIC = CharacterSet.from_characters(_ALPHANUMERICS)


class _Stuck(Exception):
    """The choices so far lead to no text of the wanted length."""


@lru_cache(maxsize=65_536)
def sample(pattern: str, minimum: int, maximum: int | None, variant: int) -> str | None:
    """A text of ``minimum`` to ``maximum`` characters that matches a Java pattern.

    Another ``variant`` gives another text, if there is one; the same variant always gives the same
    text. None if none was found: usually pattern and limits conflict. Raises PatternError.
    """
    spans = _spans(pattern)
    verify = _verifier(pattern, maximum)
    span = spans.of(spans.tree)
    low, high = max(minimum, span.least), min(ENDLESS if maximum is None else maximum, span.most)
    for attempt in range(_TRIES):
        if low > high:
            return None
        style: TextStyle = "readable" if attempt < 8 else "lean" if attempt % 2 else "wild"
        writer = _SampleWriter(spans, Random(f"{variant} {attempt}"), style)
        # Later attempts are longer, for assertions that require more than the tree shows.
        wanted = min(high, low + attempt // 4) if style == "wild" else low
        try:
            writer.write(spans.tree, wanted, high)
        except _Stuck:
            continue
        if verify is None or verify.fullmatch(writer.text):
            return writer.text
    return None


@lru_cache(maxsize=8192)
def _spans(pattern: str) -> Spans:
    return Spans(without_outer_anchors(parse(pattern)))


@lru_cache(maxsize=1024)
def _verifier(pattern: str, maximum: int | None) -> re.Pattern[str] | None:
    """The expression to verify a text; None if every written text matches."""
    tree = _spans(pattern).tree
    if not any(isinstance(node, Look | Boundary | Atomic) for node in descendants(tree)):
        return None
    source = safe_pattern(pattern, maximum).source
    return re.compile(source, re.ASCII) if source is not None else None


class _SampleWriter:
    """Writes one text."""

    def __init__(self, spans: Spans, random: Random, style: TextStyle) -> None:
        self.text = ""
        self._spans = spans
        self._random = random
        self._style = style
        self._words = cycle(random.sample(WORDS, 4))
        self._word = next(self._words)  # the rest of it
        self._behind_literal = False  # the last character is a letter that the pattern spells out
        self._captures: dict[int, str] = {}
        self._ahead = ""  # the text for a look-ahead: the next characters should be the same

    def write(self, node: Node, low: float, high: float) -> None:
        """Append a text for the node, of ``low`` to ``high`` characters."""
        if isinstance(node, Characters):
            self.text += self._character(node.members)
        elif isinstance(node, Sequence):
            self._row(node.parts, low, high)
        elif isinstance(node, Choice):
            self.write(self._option(node.options, low, high), low, high)
        elif isinstance(node, Repeat):
            self._again(node.body, self._count(node, low, high), low, high)
        elif isinstance(node, Capture):
            start = len(self.text)
            self.write(node.body, low, high)
            self._captures[node.number] = self.text[start:]
        elif isinstance(node, Atomic):
            self.write(node.body, low, high)
        elif isinstance(node, Reference):
            self.text += self._captures.get(node.number, "")
        elif isinstance(node, Look) and node.ahead and not node.negative:
            self._look_ahead(node.body)

    def _look_ahead(self, node: Node) -> None:
        before, span = self.text, self._spans.of(node)
        self.write(node, span.least, span.most)
        self._ahead = self.text.removeprefix(before) + self._ahead
        self.text = before

    def _row(self, parts: SequenceOf[Node], low: float, high: float) -> None:
        spans = [self._spans.of(part) for part in parts]
        rest_least = sum(span.least for span in spans)
        # Sums from the right: subtraction would not work for endless parts (inf - inf).
        rests = [0.0]
        for span in reversed(spans):
            rests.append(rests[-1] + span.most)
        for part, span, rest_most in zip(parts, spans, reversed(rests[:-1]), strict=True):
            rest_least -= span.least
            own_low, own_high = max(span.least, low - rest_most), min(span.most, high - rest_least)
            if own_low > own_high:
                raise _Stuck
            start = len(self.text)
            self.write(part, own_low, own_high)
            written = len(self.text) - start
            low, high = low - written, high - written
        if not low <= 0 <= high:
            raise _Stuck

    def _again(self, body: Node, count: int, low: float, high: float) -> None:
        if not isinstance(body, Characters):
            self._row([body] * count, low, high)
        elif low <= count <= high:
            self.text += "".join([self._character(body.members) for _ in range(count)])
        else:
            raise _Stuck

    def _option(self, options: SequenceOf[Node], low: float, high: float) -> Node:
        spans = [(option, self._spans.of(option)) for option in options]
        fitting = [one for one, span in spans if span.least <= high and span.most >= low]
        if not fitting:
            raise _Stuck
        next_one = self._ahead[:1]
        likely = [one for one in fitting if next_one and self._spans.may_start(one, next_one)]
        return self._random.choice(likely or fitting)

    def _count(self, node: Repeat, low: float, high: float) -> int:
        """The number of repeats: as many as the length requires, and some more for readability."""
        body = self._spans.of(node.body)
        most = ENDLESS if node.most is None else node.most
        if body.least:
            most = min(most, high // body.least)
        needed = -(-low // body.most) if 0 < body.most < ENDLESS else 1 if low > 0 else 0
        least = max(node.least, int(needed))
        if least > most:
            raise _Stuck
        return int(max(least, min(self._liked(node), most)))

    def _liked(self, node: Repeat) -> int:
        if self._style == "lean":
            return 0
        if self._ahead and isinstance(node.body, Characters):
            # Up to the next separator: separators are usually literals in the pattern.
            return len(self._ahead) - len(self._ahead.lstrip(_ALPHANUMERICS)) or 1
        if self._style == "wild":
            return self._random.randint(0, 9 if isinstance(node.body, Characters) else 2)
        if node.least == 0 and self._behind_literal:
            return 0  # "arn:aws", then [-a-z]*
        if node.most == 1 and not self.text:
            return self._random.randint(0, 1)
        return len(self._word) if isinstance(node.body, Characters) and node.most != 1 else 1

    def _character(self, members: CharacterSet) -> str:
        single = members.single()
        ahead, self._ahead = self._ahead[:1], self._ahead[1:]
        if ahead and ahead in members:
            return ahead
        self._ahead = ""
        self._behind_literal = single in _ALPHANUMERIC_CODES
        if single is not None:
            return chr(single)
        if self._style != "wild":
            for letter in (self._word[0], self._word[0].upper()):
                if letter in members:
                    self._word = self._word[1:] or next(self._words)
                    return letter
        readable = _readable(members, self._style)
        if not readable:
            raise _Stuck
        return self._random.choice(readable)


@cache
def _readable(members: CharacterSet, style: TextStyle) -> str:
    """Characters of a set to choose from: letters and digits, else signs, else any."""
    for liked in (_ALPHANUMERIC, PRINTABLE_ASCII)[style == "wild" :]:
        if found := members & liked:
            return "".join(chr(code) for low, high in found.ranges for code in range(low, high + 1))
    codes = (code for low, high in members.ranges for code in range(low, min(high, low + 8) + 1))
    characters = [chr(code) for code, _ in zip(codes, range(_FEW * 20), strict=False)]
    return "".join([one for one in characters if is_shown(one)][:_FEW] or characters[:_FEW])
