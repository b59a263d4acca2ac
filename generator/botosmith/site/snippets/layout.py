"""The line breaks of a snippet, as ruff makes them: a group that fits is on one line."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SnippetStyle = Literal["call", "literal", "json"]

WIDTH = 68
"""Columns of an example next to the shapes, at 1,440 pixels: longer lines would scroll."""

WIDE = 88
"""Columns of code on its own page; the same as the default of ruff and black."""

_COMMENT = 52  # columns of comments, which should not scroll on narrower screens


class Group:
    """Items in brackets. Each item is a pair: the text before the value, and the value.

    The items of a call may share one line between the brackets. Those of a literal get a line each,
    and a comma after the last one. In JSON, they get a line each without that comma. If an item has
    a comment, everything around it is broken into lines.
    """

    __slots__ = ("close", "commented", "flat", "items", "open", "style")

    def __init__(
        self, opening: str, items: Sequence[tuple[str, Item]], closing: str, style: SnippetStyle
    ) -> None:
        self.open = opening
        self.items = items
        self.close = closing
        self.style: SnippetStyle = style
        parts = [f"{before}{flat(value)}" for before, value in items]
        self.flat: str = f"{opening}{', '.join(parts)}{closing}"
        self.commented: bool = any(
            isinstance(value, Commented) or (isinstance(value, Group) and value.commented)
            for _, value in items
        )


@dataclass(frozen=True, slots=True)
class Text:
    """One string literal; in parentheses and on several lines if it is too long for one."""

    lines: tuple[str, ...]
    flat: str


@dataclass(frozen=True, slots=True)
class Commented:
    """A value with a comment above it."""

    words: str
    value: str | Group | Text

    @property
    def flat(self) -> str:
        """The value without the comment."""
        return flat(self.value)


Item = str | Group | Text | Commented


def flat(item: Item) -> str:
    """An item on one line."""
    return item if isinstance(item, str) else item.flat


def laid_out(item: Item, width: int, *, indent: int = 0, before: int = 0, after: int = 0) -> str:
    """``item`` as text that starts after ``before`` columns, on a line indented by ``indent``.

    ``after`` is the number of columns that follow on its last line.
    """
    if isinstance(item, str):
        return item
    if isinstance(item, Commented):
        return laid_out(item.value, width, indent=indent, before=before, after=after)
    end = " " * indent
    if isinstance(item, Text):
        if before + len(item.flat) + after <= width:
            return item.flat
        if len(end) + 4 + len(item.flat) <= width:
            return f"(\n{end}    {item.flat}\n{end})"
        inner = "\n".join(f"{end}    {line}" for line in item.lines)
        return f"(\n{inner}\n{end})"
    one_line = not item.commented and "\n" not in item.flat
    if not item.items or (one_line and before + len(item.flat) + after <= width):
        return item.flat
    step = 2 if item.style == "json" else 4
    margin = end + " " * step
    inside = item.flat[len(item.open) : len(item.flat) - len(item.close)]
    if item.style == "call" and one_line and len(margin) + len(inside) <= width:
        return f"{item.open}\n{margin}{inside}\n{end}{item.close}"
    lines = [
        f"{_comment(value, item.style, margin, width)}{margin}{lead}"
        + laid_out(value, width, indent=len(margin), before=len(margin) + len(lead), after=1)
        for lead, value in item.items
    ]
    body = ",\n".join(lines) + ("" if item.style == "json" else ",")
    return f"{item.open}\n{body}\n{end}{item.close}"


def _comment(item: Item, style: SnippetStyle, margin: str, width: int) -> str:
    """The comment lines above a value. JSON has no comments; ``//`` is the usual form."""
    if not isinstance(item, Commented):
        return ""
    start = f"{margin}{'//' if style == 'json' else '#'} "
    room = max(min(width, _COMMENT) - len(start), 20)
    lines = textwrap.wrap(item.words, room, break_long_words=False, break_on_hyphens=False)
    return "".join(f"{start}{line}\n" for line in lines)
