"""README and the guides as text: their blocks of code, and the prose between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[3]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
GUIDES = sorted(DOCS.glob("*.md"))
ADDRESS = "git+https://github.com/botosmith/botosmith"

_FENCED = re.compile(r"^```(\S+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SECTION = re.compile(r"^(?=## )", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block, with the text since the block before it."""

    language: str
    content: str
    before: str
    start: int  # of the content, in the text


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a text, in order."""
    end = 0
    for found in _FENCED.finditer(text):
        yield Block(found[1], found[2], text[end : found.start()], found.start(2))
        end = found.end()


def sections(text: str) -> dict[str, str]:
    """The parts of a text by their headings of level 2; what comes before them has none."""
    parts = _SECTION.split(text)
    titles = ["", *(part.partition("\n")[0].removeprefix("## ") for part in parts[1:])]
    return dict(zip(titles, parts, strict=True))


def prose(text: str) -> str:
    """The text without blocks of code and comments."""
    return _COMMENT.sub("", _FENCED.sub("\n\n", text))
