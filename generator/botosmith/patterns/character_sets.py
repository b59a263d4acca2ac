"""Sets of code points, kept as sorted, disjoint, inclusive ranges.

Java's character classes can be nested, intersected and negated; Python's lack most of this. So a
class is computed as a set here, and only the result is written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

LAST_CODE_POINT = 0x10FFFF
_CASE_BIT = 0x20


@dataclass(frozen=True, slots=True)
class CharacterSet:
    """An immutable set of code points. Build it with `from_ranges` or `from_characters`."""

    ranges: tuple[tuple[int, int], ...]

    @staticmethod
    def from_ranges(*ranges: tuple[int, int]) -> CharacterSet:
        """The union of inclusive ranges, in any order, overlapping or not."""
        return CharacterSet(_merged(ranges))

    @staticmethod
    @lru_cache(maxsize=1024)
    def from_characters(characters: str) -> CharacterSet:
        """The set of the characters of a string."""
        return CharacterSet.from_ranges(*((ord(one), ord(one)) for one in characters))

    @staticmethod
    def union(*some: CharacterSet) -> CharacterSet:
        """The code points that are in any of the sets."""
        return CharacterSet.from_ranges(*(span for one in some for span in one.ranges))

    def __or__(self, other: CharacterSet) -> CharacterSet:
        return CharacterSet(_merged(self.ranges + other.ranges))

    def __and__(self, other: CharacterSet) -> CharacterSet:
        return ~(~self | ~other)

    def __invert__(self) -> CharacterSet:
        gaps: list[tuple[int, int]] = []
        start = 0
        for low, high in self.ranges:
            if low > start:
                gaps.append((start, low - 1))
            start = high + 1
        if start <= LAST_CODE_POINT:
            gaps.append((start, LAST_CODE_POINT))
        return CharacterSet(tuple(gaps))

    def __bool__(self) -> bool:
        return bool(self.ranges)

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        before = bisect_right(self.ranges, (code, LAST_CODE_POINT))
        return before > 0 and code <= self.ranges[before - 1][1]

    def covers(self, other: CharacterSet) -> bool:
        """Whether every member of `other` is a member of this set."""
        return all(
            any(low <= inner_low and inner_high <= high for low, high in self.ranges)
            for inner_low, inner_high in other.ranges
        )

    def single(self) -> int | None:
        """The only member; None if there are more or none."""
        if len(self.ranges) == 1 and self.ranges[0][0] == self.ranges[0][1]:
            return self.ranges[0][0]
        return None

    def ignoring_case(self) -> CharacterSet:
        """The set with both cases of its ASCII letters: the only ones for Java's `(?i)`."""
        # No range of letters mixes the cases: there are six other characters between Z and a.
        letters = (self & ASCII_LETTERS).ranges
        return self | CharacterSet.from_ranges(
            *((low ^ _CASE_BIT, high ^ _CASE_BIT) for low, high in letters)
        )


def _merged(ranges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return tuple(merged)


NOTHING = CharacterSet(())
EVERYTHING = ~NOTHING
DIGITS = CharacterSet.from_ranges((0x30, 0x39))
ASCII_LETTERS = CharacterSet.from_ranges((0x41, 0x5A), (0x61, 0x7A))
WORD = DIGITS | ASCII_LETTERS | CharacterSet.from_characters("_")
JAVA_SPACE = CharacterSet.from_characters(" \t\n\x0b\f\r")
HORIZONTAL_SPACE = CharacterSet.from_ranges(
    (0x09, 0x09), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x180E, 0x180E),
    (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000),
)  # fmt: skip
VERTICAL_SPACE = CharacterSet.from_characters("\n\x0b\f\r\x85\u2028\u2029")
LINE_TERMINATORS = CharacterSet.from_characters("\n\r\x85\u2028\u2029")
PRINTABLE_ASCII = CharacterSet.from_ranges((0x20, 0x7E))
