"""ARNs in patterns: one that matches those of some of AWS's partitions stands for those of all.

Many patterns of ARNs say ``arn:aws:``, or list the partitions of their day, or leave the names of
regions no room for ``us-gov-west-1``. The services run in other partitions with the same model, and
take the ARNs of these there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from botosmith.patterns.emit import emit
from botosmith.patterns.parser import parse
from botosmith.patterns.results import PatternError

PARTITIONS = {
    "aws": "us-east-1",
    "aws-cn": "cn-north-1",
    "aws-eusc": "eusc-de-east-1",
    "aws-iso": "us-iso-east-1",
    "aws-iso-b": "us-isob-east-1",
    "aws-iso-e": "eu-isoe-west-1",
    "aws-iso-f": "us-isof-south-1",
    "aws-us-gov": "us-gov-west-1",
}
"""The partitions that botocore knows, with a region of each; new ones have names of these forms."""

_NAME = "aws(?:-[a-z]+)*"
_ENDING = "(?:-[a-z]+)+"
_NAMES = re.compile(  # of partitions, written out
    rf"{_NAME}|\((?:\?:)?{_NAME}(?:\|{_NAME})*\)|{_NAME}\((?:\?:)?{_ENDING}(?:\|{_ENDING})*\)\??"
)
_TOKEN = re.compile(
    r"\\.|\[\^?(?:\\.|[^\]\\])+\]|\(\?[a-z-]+\)"  # which open and close nothing
    r"|\(\?<?[!=]|\(\?[a-z-]*[:>]|[()|:]|arn\\?:",
    re.DOTALL,
)
_STARTS = frozenset({"arn:", r"arn\:"})
_SEPARATORS = frozenset({":", r"\:"})
_FIXED = frozenset({"(?!", "(?<!", "(?<="})
_BACK_REFERENCE = re.compile(r"\\[1-9]")
_LONGEST = 200  # characters of a part that is looked at


class _Part(NamedTuple):
    """A part of an ARN: what it has to match, first that of most accounts, and what it becomes."""

    known: tuple[str, ...]
    any: str


_PARTITION = _Part(tuple(PARTITIONS), _NAME)
_SERVICE = _Part((), "")
_REGION = _Part(tuple(PARTITIONS.values()), "[a-z]{2,4}(?:-[a-z]+)+-[0-9]+")


def with_every_partition(pattern: str) -> str:
    """The pattern, where ARNs that match those of some partitions match those of all.

    What the pattern matches it still matches. In a negative assertion a wider part would refuse
    more, and one that looks behind has one width: ARNs there stay as they are.
    """
    if "arn" not in pattern or _BACK_REFERENCE.search(pattern):
        return pattern
    pieces: list[str] = []
    copied = 0
    for part, start, end in _parts(pattern):
        pieces += [pattern[copied:start], _widened(pattern[start:end], part)]
        copied = end
    return "".join([*pieces, pattern[copied:]])


def _parts(pattern: str) -> Iterator[tuple[_Part, int, int]]:
    """Where the parts of ARNs start and end that are to be widened."""
    groups: list[str] = []  # those that are open, by what opens them
    for token in _TOKEN.finditer(pattern):
        text = token[0]
        if _opens(text):
            groups.append(text)
        elif text == ")" and groups:
            groups.pop()
        elif text in _STARTS and _FIXED.isdisjoint(groups):
            start = token.end()
            for part in (_PARTITION, _SERVICE, _REGION):
                separator = _separator(pattern, start)
                if separator is None:
                    break
                if part.known:
                    yield part, start, separator.start()
                start = separator.end()


def _separator(pattern: str, start: int) -> re.Match[str] | None:
    """The separator behind a part; None if there is none in the same group."""
    depth = 0
    for token in _TOKEN.finditer(pattern, start, start + _LONGEST):
        text = token[0]
        if depth == 0 and text in _SEPARATORS:
            return token
        if depth == 0 and text in (")", "|"):
            return None
        depth += _opens(text) - (text == ")")
    return None


def _opens(token: str) -> bool:
    """Whether it opens a group: not a flag such as ``(?i)``."""
    return token.startswith("(") and not token.endswith(")")


def _widened(text: str, part: _Part) -> str:
    """A part of an ARN, for every partition if it matches that of most accounts."""
    try:
        matches: Callable[[str], object] = re.compile(emit(parse(text)), re.ASCII).fullmatch
    except PatternError:
        return text
    if not matches(part.known[0]) or all(map(matches, part.known)):
        return text
    return part.any if _NAMES.fullmatch(text) else f"(?:{text}|{part.any})"
