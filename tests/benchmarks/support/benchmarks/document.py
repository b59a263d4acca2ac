"""Figures go into a document between markers: nobody types them."""

from __future__ import annotations

import re
from pathlib import Path

DOCUMENT = Path(__file__).parents[4] / "docs" / "benchmarks.md"
ELSEWHERE = {
    "cold": DOCUMENT.with_name("cold-start.md"),
    "server": DOCUMENT.with_name("server.md"),
    "asyncio": DOCUMENT.with_name("asyncio.md"),
}
"""The rows whose figures stand in a guide of their own."""


def texts() -> list[str]:
    """All documents with figures."""
    return [path.read_text(encoding="utf-8") for path in (DOCUMENT, *ELSEWHERE.values())]


def put(figures: dict[str, str], document: Path = DOCUMENT) -> None:
    """Replace what stands between the markers of each section.

    Raises LookupError for a section that the document does not have.
    """
    text = document.read_text(encoding="utf-8")
    for section, content in figures.items():
        begin, end = f"<!-- figures: {section} -->", f"<!-- end: {section} -->"
        pattern = f"{re.escape(begin)}.*?{re.escape(end)}"
        if not re.search(pattern, text, re.DOTALL):
            raise LookupError(f"{document} has no {begin} ... {end}")
        parts = re.split(pattern, text, maxsplit=1, flags=re.DOTALL)
        text = f"{begin}\n{content}\n{end}".join(parts)
    document.write_text(text, encoding="utf-8", newline="\n")
