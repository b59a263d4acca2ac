"""Where the lines of a snippet break: what fits stays on one line, as ruff and people have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Style = Literal["call", "literal", "json"]


class Group:
    """Something in brackets. Items are pairs: what stands before the value, and the value.

    The items of a call may share a line of their own between the brackets; those of a literal get
    a line each, and a comma behind the last one. JSON has neither.
    """

    __slots__ = ("close", "flat", "items", "open", "style")

    def __init__(
        self, opening: str, items: Sequence[tuple[str, Item]], closing: str, style: Style
    ) -> None:
        self.open = opening
        self.items = items
        self.close = closing
        self.style = style
        parts = [f"{before}{flat(value)}" for before, value in items]
        self.flat: str = f"{opening}{', '.join(parts)}{closing}"


@dataclass(frozen=True, slots=True)
class Text:
    """One string literal over several lines, in parentheses."""

    lines: tuple[str, ...]
    flat: str


Item = str | Group | Text


def flat(item: Item) -> str:
    """An item on one line."""
    return item if isinstance(item, str) else item.flat


def laid_out(item: Item, width: int, *, indent: int = 0, before: int = 0, after: int = 0) -> str:
    """``item`` where it starts after ``before`` columns, on a line that is indented by ``indent``.

    ``after`` is how much follows on its last line.
    """
    if isinstance(item, str):
        return item
    end = " " * indent
    if isinstance(item, Text):
        inner = "\n".join(f"{end}    {line}" for line in item.lines)
        return f"(\n{inner}\n{end})"
    if not item.items or (before + len(item.flat) + after <= width and "\n" not in item.flat):
        return item.flat
    step = 2 if item.style == "json" else 4
    margin = end + " " * step
    inside = item.flat[len(item.open) : len(item.flat) - len(item.close)]
    if item.style == "call" and len(margin) + len(inside) <= width and "\n" not in inside:
        return f"{item.open}\n{margin}{inside}\n{end}{item.close}"
    lines = [
        f"{margin}{lead}"
        + laid_out(value, width, indent=len(margin), before=len(margin) + len(lead), after=1)
        for lead, value in item.items
    ]
    body = ",\n".join(lines) + ("" if item.style == "json" else ",")
    return f"{item.open}\n{body}\n{end}{item.close}"
