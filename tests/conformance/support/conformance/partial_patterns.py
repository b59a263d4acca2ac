"""The patterns of AWS's models that are not checked, or not at every length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from botosmith.build.service import build
from botosmith.models.load import Model

PAGE = Path(__file__).parents[4] / "docs" / "patterns.md"
_TABLE = "| service | shape | |\n|---|---|---|\n"


def rows(model: Model) -> Iterator[str]:
    """A line of the table for each shape of a service whose pattern is checked in part."""
    for shape in build(model).shapes:
        reason = shape.regex.reason if shape.regex else ""
        if reason.lower().startswith("not checked"):
            said = f"{reason[0].upper()}{reason[1:].rstrip('.')}"
            yield f"| {model.service} | `{shape.name}` | {said} |\n"


def written() -> list[str]:
    """The lines of the table that stand on the page."""
    return PAGE.read_text(encoding="utf-8").partition(_TABLE)[2].splitlines(keepends=True)


def write(found: Iterable[str]) -> None:
    """Replace the table, with which the page ends."""
    before = PAGE.read_text(encoding="utf-8").partition(_TABLE)[0]
    PAGE.write_text(f"{before}{_TABLE}{''.join(found)}", encoding="utf-8")
