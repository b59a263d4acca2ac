r"""The tree as source for Python's `re`.

The source is meant for `re.compile(source, re.ASCII).fullmatch` on Python 3.10 and later. It has
explicit ranges in place of every shorthand, groups that capture only where a back-reference
needs them, and no possessive quantifiers, which Python 3.10 does not have.
"""

from __future__ import annotations

from functools import lru_cache

from botosmith.patterns.character_sets import EVERYTHING, CharacterSet
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

_SPECIAL = frozenset(r"\^$.|?*+()[]{}-&~#")
_BOUNDARIES = {
    "start": r"\A",
    "end": r"\Z",
    "word": r"\b",
    "no word": r"\B",
    # Java's `$`: at the end, or before a line terminator that ends the text.
    "final line": r"(?=(?:\r\n|(?<!\r)\n|[\r\x85\u2028\u2029])?\Z)",
}


def emit(tree: Node) -> str:
    """Python source with the meaning of the tree."""
    return _Emitter(tree).write(_with_plain_end(tree))


def _with_plain_end(node: Node) -> Node:
    r"""The tree with `\z` for each `$` at its end: a full match ends there."""
    if node == Boundary("final line"):
        return Boundary("end")
    if isinstance(node, Sequence) and node.parts:
        return Sequence((*node.parts[:-1], _with_plain_end(node.parts[-1])))
    if isinstance(node, Choice):
        return Choice(tuple(_with_plain_end(option) for option in node.options))
    if isinstance(node, Capture):
        return Capture(_with_plain_end(node.body), node.number)
    return node


class _Emitter:
    def __init__(self, tree: Node) -> None:
        self.wanted = {node.number for node in descendants(tree) if isinstance(node, Reference)}
        self.numbers: dict[int, int] = {}  # a group's number in Java: its number in Python
        self.groups = 0

    def write(self, node: Node) -> str:
        if isinstance(node, Characters):
            return character_class(node.members)
        if isinstance(node, Sequence):
            return "".join(self.part(part) for part in node.parts)
        if isinstance(node, Choice):
            return "|".join(self.write(option) for option in node.options)
        if isinstance(node, Repeat):
            return self.repeat(node)
        if isinstance(node, Capture):
            return self.capture(node)
        if isinstance(node, Atomic):
            return self.atomic(node)
        if isinstance(node, Look):
            return self.look(node)
        if isinstance(node, Boundary):
            return _BOUNDARIES[node.at]
        return f"(?:\\{self.numbers[node.number]})"

    def part(self, node: Node) -> str:
        source = self.write(node)
        return f"(?:{source})" if isinstance(_unwrapped(node, self.wanted), Choice) else source

    def repeat(self, node: Repeat) -> str:
        body = self.write(node.body)
        if not isinstance(_unwrapped(node.body, self.wanted), Characters) or body.startswith("(?"):
            body = f"(?:{body})"
        return body + _quantifier(node.least, node.most) + ("?" if node.lazy else "")

    def capture(self, node: Capture) -> str:
        if node.number not in self.wanted:
            return self.write(node.body)
        self.groups += 1
        self.numbers[node.number] = self.groups
        return f"({self.write(node.body)})"

    def atomic(self, node: Atomic) -> str:
        """A matcher does not go back into a look-ahead, so a reference to its group is atomic."""
        self.groups += 1
        number = self.groups
        return f"(?=({self.write(node.body)}))(?:\\{number})"

    def look(self, node: Look) -> str:
        sign = ("?" if node.ahead else "?<") + ("!" if node.negative else "=")
        if node.ahead or not isinstance(node.body, Choice):
            return f"({sign}{self.write(node.body)})"
        # A look-behind has one width in Python, so there is one for each option.
        looks = [f"({sign}{self.write(option)})" for option in node.body.options]
        return "".join(looks) if node.negative else f"(?:{'|'.join(looks)})"


def _unwrapped(node: Node, wanted: set[int]) -> Node:
    """The node to write: groups without references are removed."""
    while isinstance(node, Capture) and node.number not in wanted:
        node = node.body
    return node


def _quantifier(least: int, most: int | None) -> str:
    signs: dict[tuple[int, int | None], str] = {(0, None): "*", (1, None): "+", (0, 1): "?"}
    if (least, most) in signs:
        return signs[least, most]
    if least == most:
        return f"{{{least}}}"
    return f"{{{least},{'' if most is None else most}}}"


@lru_cache(maxsize=1024)
def character_class(members: CharacterSet) -> str:
    """The shortest class of explicit ranges, positive or negated."""
    if members == EVERYTHING:
        return r"[\s\S]"
    if not members:
        return "(?!)"
    code = members.single()
    if code is not None:
        return _escaped(code)
    others = ~members
    negated = len(others.ranges) < len(members.ranges)
    ranges = "".join(_range(low, high) for low, high in (others if negated else members).ranges)
    return f"[{'^' if negated else ''}{ranges}]"


def _range(low: int, high: int) -> str:
    if low == high:
        return _escaped(low)
    hyphen = "" if high == low + 1 else "-"
    return _escaped(low) + hyphen + _escaped(high)


def _escaped(code: int) -> str:
    character = chr(code)
    if 0x20 <= code < 0x7F:
        return f"\\{character}" if character in _SPECIAL else character
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
