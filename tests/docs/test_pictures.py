"""The pictures of the guides are what their commands draw, and say in words what they show."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from benchmarks import charts
from guides import DOCS, GUIDES
from pictures import editor
from pictures.charts import Chart, draw, tables
from pictures.pipeline import pipeline

PICTURES = sorted((DOCS / "pictures").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


def test_charts_are_drawn_from_the_figures_of_the_page() -> None:
    drawn = charts.drawn()
    assert len(drawn) == len(charts.CHARTS)
    for path, text in drawn.items():
        assert path.read_text(encoding="utf-8") == text, "run tests/benchmarks/run.py --draw"


def test_the_other_pictures_are_as_they_are_drawn() -> None:
    drawn = {"pipeline": pipeline(), **editor.pictures()}
    for name, text in drawn.items():
        committed = (DOCS / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
        assert committed == text, "run tests/docs/draw.py"
    known = {f"{name}.svg" for name in drawn} | {path.name for path in charts.drawn()}
    assert {path.name for path in PICTURES} == known


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_picture_has_words_and_asks_for_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    named = root.attrib["aria-labelledby"].split()
    words = [one for kind in ("title", "desc") for one in root.findall(f"{SVG}{kind}")]
    assert [one.attrib["id"] for one in words] == named
    assert all(one.text for one in words)
    assert not re.search(r"url\((?!#)|@font-face|@import|<script|href=", text)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_a_picture_is_in_a_guide_with_a_text_alternative(path: Path) -> None:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in GUIDES)
    alternatives = re.findall(rf"!\[([^\]]*)\]\(pictures/{path.name}\)", pages)
    assert alternatives
    assert all(len(alternative) > 10 for alternative in alternatives)


def test_bars_are_as_long_as_their_figures() -> None:
    rows = ("x | botosmith | 1.5 s", " | peer & co | 3 s", " | as much | 2 times")
    lines = ["### A <b>", "", "| what | tool | s |", "| --- | --- | ---: |"]
    text = "\n".join([*lines, *(f"| {row} |" for row in rows)])
    chart = Chart(
        file="c", table="A <b>", title="A <b>", groups=("what",), names="tool", values=("s",)
    )
    root = ElementTree.fromstring(draw(chart, tables(text)["A <b>"]))
    bars = [(one.attrib["class"], float(one.attrib["width"])) for one in root.iter(f"{SVG}rect")]
    (ours, half), (theirs, whole) = bars[1:]  # after the paper
    assert (ours, theirs) == ("ours", "peer")
    assert half * 2 == pytest.approx(whole, rel=0.01)
    said = root.findtext(f"{SVG}desc")
    assert said == "x: botosmith 1.5 s, peer & co 3 s. Each group has a scale of its own."
