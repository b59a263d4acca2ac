r"""Java's character classes and escapes: `[a-z&&[^aeiou]]`, `\p{Lu}`, `\x{1F600}`, `\d`."""

from __future__ import annotations

import re

from botosmith.patterns import character_sets as sets
from botosmith.patterns.character_sets import CharacterSet
from botosmith.patterns.cursor import Cursor
from botosmith.patterns.properties import property_set

# Without Java's UNICODE_CHARACTER_CLASS flag, which no service sets, these are ASCII only.
_SHORTHANDS = {
    "d": sets.DIGITS,
    "w": sets.WORD,
    "s": sets.JAVA_SPACE,
    "h": sets.HORIZONTAL_SPACE,
    "v": sets.VERTICAL_SPACE,
}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}
_CODE_POINT = re.compile(
    r"u(?P<unit>[0-9a-fA-F]{4})"
    r"|x(?:(?P<byte>[0-9a-fA-F]{2})|\{(?P<code>[0-9a-fA-F]+)\})"
    r"|0(?P<octal>[0-3][0-7]{2}|[0-7]{1,2})"
)
_LOW_SURROGATE = re.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_PROPERTY = re.compile(r"(?P<letter>[pP])(?:\{(?P<name>[^}]*)\}|(?P<initial>.))")
_HIGH_SURROGATES = range(0xD800, 0xDC00)


def read_escape(cursor: Cursor, ignore_case: bool) -> CharacterSet:
    """The characters of an escape; the cursor is just after the backslash."""
    code = _code_point(cursor)
    if code is not None:
        return CharacterSet.from_ranges((code, code))
    found = cursor.match(_PROPERTY)
    if found:
        return _property(cursor, found, ignore_case)
    letter = cursor.next()
    if letter in _CONTROLS:
        return CharacterSet.from_characters(_CONTROLS[letter])
    if letter.lower() in _SHORTHANDS:
        members = _SHORTHANDS[letter.lower()]
        return ~members if letter.isupper() else members
    if letter.isascii() and letter.isalnum():
        cursor.fail(f"the escape \\{letter} has no translation", cursor.position - 2)
    return CharacterSet.from_characters(letter)


def read_class(cursor: Cursor, ignore_case: bool) -> CharacterSet:
    """A bracketed class; the cursor is just after the opening bracket.

    `&&` has the lowest precedence, and a leading `^` negates the whole result.
    """
    opening = cursor.position - 1
    negated = cursor.accept("^")
    intersection: CharacterSet | None = None
    union: list[CharacterSet] = []
    while not union or cursor.peek() != "]":  # a bracket in the first place is a character
        if cursor.at_end:
            cursor.fail("the class is not closed", opening)
        if cursor.peek(3) == "&&&":
            cursor.fail("&&& has no useful meaning in Java")
        if cursor.accept("&&"):
            intersection, union = _intersected(intersection, union), []
            if cursor.peek() != "]":
                continue
            break  # Java reads `[a&&]` as `[a]`
        union.append(_read_item(cursor, ignore_case))
    cursor.next()
    members = _intersected(intersection, union)
    if members is None:
        cursor.fail("the class is empty", opening)
    return ~members if negated else members


def with_both_cases(members: CharacterSet, ignore_case: bool) -> CharacterSet:
    """A literal or range as `(?i)` changes it."""
    return members.ignoring_case() if ignore_case else members


def _intersected(left: CharacterSet | None, union: list[CharacterSet]) -> CharacterSet | None:
    if not union:
        return left
    right = CharacterSet.union(*union)
    return right if left is None else left & right


def _read_item(cursor: Cursor, ignore_case: bool) -> CharacterSet:
    if cursor.accept("["):
        return read_class(cursor, ignore_case)
    members = _read_member(cursor, ignore_case)
    low = members.single()
    # A hyphen is a literal after a shorthand (`[\w-_]`) and before a bracket (`[a-]`, `[a-[b]]`).
    if low is None or cursor.peek() != "-" or cursor.peek(skip=1) in ("[", "]", ""):
        return members if low is None else with_both_cases(members, ignore_case)
    hyphen = cursor.position
    cursor.next()
    high = _read_member(cursor, ignore_case).single()
    if high is None or high < low:
        cursor.fail("the range has no end, or ends before it starts", hyphen)
    return with_both_cases(CharacterSet.from_ranges((low, high)), ignore_case)


def _read_member(cursor: Cursor, ignore_case: bool) -> CharacterSet:
    character = cursor.next()
    if character == "\\":
        return read_escape(cursor, ignore_case)
    return CharacterSet.from_characters(character)


def _code_point(cursor: Cursor) -> int | None:
    found = cursor.match(_CODE_POINT)
    if not found:
        return None
    if found["octal"]:
        return int(found["octal"], 8)
    code = int(found["unit"] or found["byte"] or found["code"], 16)
    if found["unit"] and code in _HIGH_SURROGATES:
        # Java strings are UTF-16: two escapes in a row are one character.
        low = cursor.match(_LOW_SURROGATE)
        if low:
            return 0x10000 + ((code - 0xD800) << 10) + int(low[1], 16) - 0xDC00
    if code > sets.LAST_CODE_POINT:
        cursor.fail("there is no such code point", found.start())
    return code


def _property(cursor: Cursor, found: re.Match[str], ignore_case: bool) -> CharacterSet:
    name = found["name"] or found["initial"]
    members = property_set(name, ignore_case)
    if members is None:
        cursor.fail(f"the property {name} is unknown", found.start() - 1)
    return ~members if found["letter"] == "P" else members
