"""The figures of docs/benchmarks.md: where they stand, and that only their command writes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from benchmarks.document import put, texts
from benchmarks.harness import Table

ROWS = [
    *("build", "checks", "fakes", "protocols", "clients", "docs", "type-checkers", "imports"),
    *("cold", "asyncio", "server"),
]


def test_every_row_has_its_section() -> None:
    sections = re.findall(
        r"<!-- figures: (.+?) -->.*?<!-- end: \1 -->", "".join(texts()), re.DOTALL
    )
    assert sections == ROWS


def test_figures_replace_figures(tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    before = "# Title\n<!-- figures: a -->\nold\n<!-- end: a -->\nprose\n"
    document.write_text(before, encoding="utf-8")
    put({"a": r"new \1"}, document)
    expected = before.replace("old", r"new \1")
    assert document.read_text(encoding="utf-8") == expected
    put({"a": r"new \1"}, document)
    assert document.read_text(encoding="utf-8") == expected
    with pytest.raises(LookupError, match="no <!-- figures: b -->"):
        put({"b": "new"}, document)


def test_tables_and_targets() -> None:
    table = Table("Title", ("way", "µs"))
    table.add("ours", "1.0")
    table.want("time of theirs", 0.5, 1)
    table.want("memory of theirs", 1.5, 1)
    assert table.missed == ["memory of theirs: 1.50, at most 1"]
    assert table.markdown().splitlines() == [
        "### Title",
        "",
        "| way | µs |",
        "| --- | ---: |",
        "| ours | 1.0 |",
        "",
        "- Target: time of theirs: 0.50, at most 1.",
        "- Target: memory of theirs: 1.50, at most 1 — **missed**.",
    ]
