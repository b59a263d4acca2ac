"""Parses Java's pattern syntax into the tree of `syntax`.

Only the flags `i` and `s` are supported. Other features (`x`, `m`, `u`, quoting, grapheme clusters)
occur in no service model and are refused.
"""

from __future__ import annotations

import re
from functools import lru_cache

from botosmith.patterns import character_sets as sets
from botosmith.patterns.character_sets import CharacterSet
from botosmith.patterns.classes import read_class, read_escape, with_both_cases
from botosmith.patterns.cursor import Cursor
from botosmith.patterns.limits import excess
from botosmith.patterns.results import PatternError
from botosmith.patterns.syntax import (
    EMPTY,
    Atomic,
    Boundary,
    Capture,
    Characters,
    Choice,
    Look,
    Node,
    Reference,
    Repeat,
    choice,
    sequence,
    width,
)

_COUNTS = re.compile(r"\{(\d+)(,?)(\d*)\}")
_FLAGS = re.compile(r"\?([a-z]*)(?:-([a-z]+))?([:)])")
_GROUP_NAME = re.compile(r"\?<[A-Za-z][A-Za-z0-9]*>")
_LOOKS = {"?=": (True, False), "?!": (True, True), "?<=": (False, False), "?<!": (False, True)}
_MOST_TIMES = 2**31 - 1  # Java counts in a signed int

_Flags = frozenset[str]


@lru_cache(maxsize=1024)
def parse(pattern: str) -> Node:
    """The tree of a Java pattern. Raises PatternError if it cannot be parsed."""
    if reason := excess(pattern):
        raise PatternError(pattern, 0, reason)
    return _Parser(pattern).whole()


class _Parser:
    def __init__(self, pattern: str) -> None:
        self.cursor = Cursor(pattern)
        self.captures = 0
        self.closed_captures: set[int] = set()

    def whole(self) -> Node:
        tree = self.alternatives(frozenset())
        if not self.cursor.at_end:
            self.cursor.fail("a closing parenthesis has no opening one")
        return tree

    def alternatives(self, flags: _Flags) -> Node:
        """Everything up to the end of the group, or of the pattern."""
        options: list[Node] = []
        parts: list[Node] = []
        while not self.cursor.at_end and self.cursor.peek() != ")":
            if self.cursor.accept("|"):
                options.append(sequence(parts))
                parts = []
                continue
            changed = self.inline_flags(flags)
            if changed is not None:
                flags = changed  # until the end of the enclosing group, across its alternatives
                continue
            parts.append(self.quantified(self.atom(flags)))
        return choice([*options, sequence(parts)])

    def atom(self, flags: _Flags) -> Node:
        cursor = self.cursor
        if cursor.peek() == "{":
            return EMPTY  # Java applies a second count to nothing: `X{2}{3}` is `X{2}`
        start = cursor.position
        character = cursor.next()
        if character == "(":
            return self.group(flags, start)
        if character == "^":
            return Boundary("start")
        if character == "$":
            return Boundary("final line")
        if character == "\\":
            return self.escape(flags)
        if character in "*+?":
            cursor.fail(f"nothing for {character} to repeat", start)
        if character == "[":
            return Characters(read_class(cursor, "i" in flags))
        if character == ".":
            return Characters(sets.EVERYTHING if "s" in flags else ~sets.LINE_TERMINATORS)
        return self.literal(CharacterSet.from_characters(character), flags)

    def literal(self, members: CharacterSet, flags: _Flags) -> Node:
        ignore_case = "i" in flags and members.single() is not None
        return Characters(with_both_cases(members, ignore_case))

    def escape(self, flags: _Flags) -> Node:
        cursor = self.cursor
        for letter, boundary in _BOUNDARIES.items():
            if cursor.accept(letter):
                if cursor.peek() == "{":
                    cursor.fail("\\b{…} has no translation")
                return boundary
        if cursor.peek() in tuple("123456789"):
            return self.reference(flags)
        return self.literal(read_escape(cursor, "i" in flags), flags)

    def reference(self, flags: _Flags) -> Node:
        """A back-reference. Digits count while they name a group: `(a)\\11` is `\\1` and a 1."""
        start = self.cursor.position - 1
        number = int(self.cursor.next())
        while self.cursor.peek().isdecimal():
            longer = number * 10 + int(self.cursor.peek())
            if longer > self.captures:
                break
            self.cursor.next()
            number = longer
        if number not in self.closed_captures:
            self.cursor.fail(f"there is no group {number} yet", start)
        if "i" in flags:
            self.cursor.fail("a back-reference that ignores case has no translation", start)
        return Reference(number)

    def inline_flags(self, flags: _Flags) -> _Flags | None:
        """The new flags if `(?i)` or similar comes next."""
        start = self.cursor.position
        if self.cursor.accept("("):
            found = self.cursor.match(_FLAGS)
            if found and found[3] == ")":
                return self.changed(flags, found)
        self.cursor.position = start
        return None

    def changed(self, flags: _Flags, found: re.Match[str]) -> _Flags:
        added, removed = frozenset(found[1]), frozenset(found[2] or "")
        for flag in sorted(added | removed):
            if flag not in "is":
                self.cursor.fail(f"the flag {flag} has no translation", found.start() - 1)
        return (flags | added) - removed

    def group(self, flags: _Flags, start: int) -> Node:
        """A parenthesised group; the cursor is just after its opening parenthesis."""
        cursor = self.cursor
        for opening, (ahead, negative) in _LOOKS.items():
            if cursor.accept(opening):
                look = Look(self.closed(flags, start), ahead, negative)
                self.check_lookbehind(look, start)
                return look
        if cursor.accept("?>"):
            return Atomic(self.closed(flags, start))
        found = cursor.match(_FLAGS)
        if found:
            return self.closed(self.changed(flags, found), start)
        if not cursor.match(_GROUP_NAME) and cursor.peek() == "?":
            cursor.fail("this kind of group has no translation", start)
        self.captures += 1
        number = self.captures
        body = self.closed(flags, start)
        self.closed_captures.add(number)
        return Capture(body, number)

    def closed(self, flags: _Flags, start: int) -> Node:
        body = self.alternatives(flags)
        if not self.cursor.accept(")"):
            self.cursor.fail("the group is not closed", start)
        return body

    def check_lookbehind(self, look: Look, start: int) -> None:
        options = look.body.options if isinstance(look.body, Choice) else (look.body,)
        if not look.ahead and any(width(option) is None for option in options):
            self.cursor.fail("a look-behind of varying width has no translation", start)

    def quantified(self, node: Node) -> Node:
        counts = self.counts()
        if counts is None:
            return node
        least, most = counts
        if isinstance(node, Boundary | Look):
            # `$*` and similar, which Python refuses: once is the same as many times.
            node = node if least else EMPTY
        elif node != EMPTY:
            node = Repeat(node, least, most, lazy=self.cursor.accept("?"))
            return Atomic(node) if self.cursor.accept("+") else node
        if self.cursor.peek() in ("?", "+"):
            self.cursor.next()
        return node

    def counts(self) -> tuple[int, int | None] | None:
        """The bounds of a quantifier, if one comes next."""
        start = self.cursor.position
        for sign, counts in _SIGNS.items():
            if self.cursor.accept(sign):
                return counts
        if self.cursor.peek() != "{":
            return None
        found = self.cursor.match(_COUNTS)
        if not found:
            self.cursor.fail("a brace opens no repeat count")
        least = int(found[1])
        most = int(found[3]) if found[3] else None if found[2] else least
        if max(least, most or 0) > _MOST_TIMES or (most is not None and most < least):
            self.cursor.fail("the repeat counts are out of range", start)
        return least, most


_BOUNDARIES = {
    "A": Boundary("start"),
    "z": Boundary("end"),
    "Z": Boundary("final line"),
    "b": Boundary("word"),
    "B": Boundary("no word"),
}
_SIGNS: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
