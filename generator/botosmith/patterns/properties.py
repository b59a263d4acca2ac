r"""Java's properties: the characters of `\p{name}`.

Unicode's general categories come from a committed table pinned to Unicode 13.0, the version of
Java 17, so that the output does not depend on the Python that runs the generator.
"""

from __future__ import annotations

import re
from functools import cache

from botosmith.patterns.character_sets import (
    ASCII_LETTERS,
    DIGITS,
    EVERYTHING,
    JAVA_SPACE,
    NOTHING,
    PRINTABLE_ASCII,
    CharacterSet,
)

_UPPER = CharacterSet.from_ranges((0x41, 0x5A))
_LOWER = CharacterSet.from_ranges((0x61, 0x7A))
_GRAPH = CharacterSet.from_ranges((0x21, 0x7E))

# Plain Java classes: ASCII only, and their names are case-sensitive.
_POSIX = {
    "Alnum": ASCII_LETTERS | DIGITS,
    "Alpha": ASCII_LETTERS,
    "ASCII": CharacterSet.from_ranges((0, 0x7F)),
    "Blank": CharacterSet.from_characters(" \t"),
    "Cntrl": CharacterSet.from_ranges((0, 0x1F), (0x7F, 0x7F)),
    "Digit": DIGITS,
    "Graph": _GRAPH,
    "Lower": _LOWER,
    "Print": PRINTABLE_ASCII,
    "Punct": _GRAPH & ~(ASCII_LETTERS | DIGITS),
    "Space": JAVA_SPACE,
    "Upper": _UPPER,
    "XDigit": DIGITS | CharacterSet.from_ranges((0x41, 0x46), (0x61, 0x66)),
    "all": EVERYTHING,
    "L1": CharacterSet.from_ranges((0, 0xFF)),
}
_UNIONS = {"LC": ("Lu", "Ll", "Lt"), "LD": ("L", "Nd")}
# Java looks these up after `Is`, in any case.
_BINARY = {
    "CONTROL": "Cc",
    "DIGIT": "Nd",
    "LETTER": "L",
    "PUNCTUATION": "P",
}


# With `(?i)`, Java replaces a property about case by the one without case.
_CASELESS = {"Lower": "Alpha", "Upper": "Alpha", "Lu": "LC", "Ll": "LC", "Lt": "LC"}


@cache
def property_set(name: str, ignore_case: bool = False) -> CharacterSet | None:
    r"""The members of `\p{name}`, or None for a property that this module does not know."""
    if ignore_case:
        bare = name.removeprefix("Is")
        name = _CASELESS.get(bare, name)
    if name in _POSIX:
        return _POSIX[name]
    binary = _binary_property(name[2:].upper()) if name.startswith("Is") else None
    return binary or _category(name.removeprefix("Is"))


def _binary_property(name: str) -> CharacterSet | None:
    if name == "ALPHABETIC":
        return _alphabetic()
    if name in ("WHITE_SPACE", "WHITESPACE"):
        return _categories()["Z"] | CharacterSet.from_ranges((0x09, 0x0D), (0x85, 0x85))
    if name == "ASSIGNED":
        return ~_categories()["Cn"]
    return _category(_BINARY[name]) if name in _BINARY else None


def _category(name: str) -> CharacterSet | None:
    if name not in _UNIONS:
        return _categories().get(name)
    union = NOTHING
    for part in _UNIONS[name]:
        union |= _categories()[part]
    return union


@cache
def _categories() -> dict[str, CharacterSet]:
    # Imported here: most services have no Unicode property in any pattern.
    from botosmith.patterns.unicode_13 import CATEGORIES

    ranges: dict[str, list[tuple[int, int]]] = {}
    for category, low, high in _runs(CATEGORIES):
        ranges.setdefault(category, []).append((low, high))
        ranges.setdefault(category[0], []).append((low, high))
    return {name: CharacterSet.from_ranges(*members) for name, members in ranges.items()}


@cache
def _alphabetic() -> CharacterSet:
    from botosmith.patterns.unicode_13 import ALPHABETIC

    members = [(low, high) for value, low, high in _runs(ALPHABETIC) if value == "Al"]
    return CharacterSet.from_ranges(*members)


def _runs(table: str) -> list[tuple[str, int, int]]:
    runs: list[tuple[str, int, int]] = []
    start = 0
    for value, length in re.findall(r"([A-Z][a-z])(\d+)", table):
        end = start + int(length)
        runs.append((value, start, end - 1))
        start = end
    return runs
