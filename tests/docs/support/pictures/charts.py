"""Bars from the figures of a table: a group for each thing measured, a bar for each tool."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pictures.svg import CHARACTER, Drawing

_WIDTH = 460
_MARGIN = 14
_ROW = 21
_BAR = 13
_VALUE = 74  # pixels kept for the value after a bar
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Bar(NamedTuple):
    """A bar; ``shown`` is the figure as the table has it, and ``value`` its number, if any."""

    name: str
    shown: str
    value: float | None


class Group(NamedTuple):
    """Bars that share a scale."""

    name: str
    bars: tuple[Bar, ...]


class Figures(NamedTuple):
    """A table of a document."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """How a table becomes bars.

    ``groups`` are the columns that name a group; a cell that is empty means that of the row above.
    With ``names``, a column, each row is a bar, whose figure is in the one column ``values``.
    Without it each column of ``values`` is a bar, and a row is a group. The names of this project's
    bars begin with one of ``ours``.
    """

    file: str
    table: str
    title: str
    values: tuple[str, ...]
    groups: tuple[str, ...] = ()
    names: str | None = None
    unit: str = ""
    ours: tuple[str, ...] = ("botosmith", "fake")

    def bars(self, figures: Figures) -> tuple[Group, ...]:
        """The groups of bars that a table gives. Raises ValueError for a column that it lacks."""
        at = {name: figures.columns.index(name) for name in (*self.groups, *self.values)}
        found: dict[str, list[Bar]] = {}
        above = dict.fromkeys(self.groups, "")
        for row in figures.rows:
            above = {name: row[at[name]] or above[name] for name in self.groups}
            group = found.setdefault(", ".join(above.values()), [])
            for value in self.values:
                name = value if self.names is None else row[figures.columns.index(self.names)]
                if bar := self._bar(name, row[at[value]]):
                    group.append(bar)
        return tuple(Group(name, tuple(bars)) for name, bars in found.items())

    def _bar(self, name: str, cell: str) -> Bar | None:
        """None for a row that compares others, such as "as much: 11.6 times"."""
        if not cell or cell.endswith("times"):
            return None
        number = _NUMBER.search(cell)
        if number is None:
            return Bar(name, cell, None)
        shown = cell.partition(" (")[0]
        unit = "" if shown != number[0] else self.unit
        return Bar(name.strip("`"), f"{shown} {unit}".strip(), float(number[0].replace(",", "")))


def tables(text: str) -> dict[str, Figures]:
    """The tables of a text in Markdown, by the headings of level 3 above them."""
    found: dict[str, Figures] = {}
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        title, _, rest = part.partition("\n")
        lines = [line for line in rest.splitlines() if line.startswith("| ")]
        cells = [tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines]
        if cells:
            found[title] = Figures(cells[0], tuple(cells[2:]))
    return found


def draw(chart: Chart, figures: Figures) -> str:
    """The chart, as SVG."""
    groups = chart.bars(figures)
    named = [group for group in groups if group.name]
    longest = max(len(bar.name) for group in groups for bar in group.bars)
    left = _MARGIN + longest * CHARACTER + 8
    room = _WIDTH - left - _VALUE - _MARGIN
    height = 52 + sum(_ROW * len(group.bars) + 8 for group in groups) + 24 * len(named)
    drawing = Drawing(
        chart.file, _WIDTH, int(height), title=chart.title, description=_description(groups)
    )
    drawing.text(_MARGIN, 25, chart.title, "strong")
    y = 44.0
    for group in groups:
        if group.name:
            drawing.text(_MARGIN, y + 14, group.name, "soft")
            y += 24
        most = max((bar.value or 0 for bar in group.bars), default=0) or 1
        for bar in group.bars:
            drawing.text(_MARGIN, y + _BAR, bar.name)
            length = room * (bar.value or 0) / most
            if bar.value is not None:
                style = "ours" if bar.name.startswith(chart.ours) else "peer"
                drawing.rect(left, y + 2, max(length, 1), _BAR, style)
            drawing.text(left + length + 6, y + _BAR, bar.shown)
            y += _ROW
        y += 8
    return str(drawing)


def _description(groups: Iterable[Group]) -> str:
    parts = [
        f"{group.name}: ".removeprefix(": ")
        + ", ".join(f"{bar.name} {bar.shown}" for bar in group.bars)
        for group in groups
    ]
    return f"{'. '.join(parts)}. Each group has a scale of its own."
