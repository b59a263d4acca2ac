"""README and the guides are read once, by engineers whose first language is not English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from guides import GUIDES, README, blocks, prose

PAGES = [README, *(page for page in GUIDES if page.name != "changelog.md")]  # which is a list
LONGEST, MEAN = 35, 16  # words of a sentence
TEN_MINUTES = 2_000  # words

_SENTENCE = re.compile(r"[.!?:;](?:\s|$)")
_PARTS = re.compile(r"\n\s*\n|\n(?=\s*(?:- |\d+\. |\|))|·|\s\|(?:\s|$)")
_WORD = re.compile(r"\w")


def sentences(page: Path) -> list[list[str]]:
    """The words of each sentence; a cell of a table and an item of a list end one."""
    text = re.sub(r"^(?:#|!\[|\| ?-).*", "", prose(page.read_text(encoding="utf-8")), flags=re.M)
    parts = (part.strip(" |\n") for part in _PARTS.split(text))
    found = [one.split() for part in parts for one in _SENTENCE.split(part)]
    return [words for words in found if len(words) > 2]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sentences_are_short(page: Path) -> None:
    found = sentences(page)
    too_long = [" ".join(words) for words in found if len(words) > LONGEST]
    assert not too_long
    assert not found or sum(map(len, found)) / len(found) <= MEAN


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_is_read_in_ten_minutes(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len([word for word in text.split() if _WORD.search(word)]) <= TEN_MINUTES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_lines_of_code_fit_a_page(page: Path) -> None:
    """Python and output scroll sideways on a phone; commands are pasted, and may be long."""
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.language in ("python", "diff"):
            assert max(map(len, block.content.splitlines()), default=0) <= 110


def test_the_readme_is_one_screen_that_sells() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150
