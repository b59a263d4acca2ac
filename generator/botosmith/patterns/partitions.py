"""ARNs in patterns: a pattern for some AWS partitions is extended to all of them.

Many patterns of ARNs contain ``arn:aws:``, or an old list of partitions, or a form of region names
without ``us-gov-west-1``. The services run in other partitions with the same model, and accept the
ARNs of those partitions there.
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
"""The partitions that botocore knows, with a region of each; new names have the same form."""

_NAME = "aws(?:-[a-z]+)*"
_ENDING = "(?:-[a-z]+)+"
_NAMES = re.compile(  # the literal names of partitions
    rf"{_NAME}|\((?:\?:)?{_NAME}(?:\|{_NAME})*\)|{_NAME}\((?:\?:)?{_ENDING}(?:\|{_ENDING})*\)\??"
)
_TOKEN = re.compile(
    r"\\.|\[\^?(?:\\.|[^\]\\])+\]|\(\?[a-z-]+\)"  # these open and close no group
    r"|\(\?<?[!=]|\(\?[a-z-]*[:>]|[()|:]|arn\\?:",
    re.DOTALL,
)
_STARTS = frozenset({"arn:", r"arn\:"})
_SEPARATORS = frozenset({":", r"\:"})
_FIXED = frozenset({"(?!", "(?<!", "(?<="})
_BACK_REFERENCE = re.compile(r"\\[1-9]")
_LONGEST = 200  # the most characters of a part


class _Part(NamedTuple):
    """A part of an ARN: the values to match, the most common one first, and its wider pattern."""

    known: tuple[str, ...]
    any: str


_PARTITION = _Part(tuple(PARTITIONS), _NAME)
_SERVICE = _Part((), "")
_REGION = _Part(tuple(PARTITIONS.values()), "[a-z]{2,4}(?:-[a-z]+)+-[0-9]+")


def with_every_partition(pattern: str) -> str:
    """The pattern, with its ARNs of some partitions extended to all partitions.

    It still matches the same texts. ARNs in negative assertions and look-behinds stay unchanged: a
    wider part would make an assertion refuse more, and a look-behind has a fixed width.
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
    """The start and end of each part of an ARN that may need a wider pattern."""
    groups: list[str] = []  # the opening tokens of the open groups
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
    """The separator after a part; None if there is none in the same group."""
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
    """Whether the token opens a group; a flag such as ``(?i)`` does not."""
    return token.startswith("(") and not token.endswith(")")


def _widened(text: str, part: _Part) -> str:
    """A part of an ARN, extended to every partition if it matches the most common one."""
    try:
        matches: Callable[[str], object] = re.compile(emit(parse(text)), re.ASCII).fullmatch
    except PatternError:
        return text
    if not matches(part.known[0]) or all(map(matches, part.known)):
        return text
    return part.any if _NAMES.fullmatch(text) else f"(?:{text}|{part.any})"
