"""Text from a model as docstrings and Markdown show it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from botosmith import text

_WIDTH = 96
_MARKUP = re.compile(r"[\\`*_\[\]<>|#&~]")


def opening(documentation: str, indent: int) -> str:
    """The first paragraph, from behind the opening quotes at that indent."""
    first = next(iter(text.paragraphs(documentation)), "")
    margin = " " * indent
    # The opening quotes take three columns.
    return text.wrap(first, width=_WIDTH, first=f"{margin}   ", rest=margin)[indent + 3 :]


def wrapped(words: str, indent: int) -> str:
    """Plain text that opens a docstring at that indent."""
    margin = " " * indent
    return text.wrap(text.printable(words), width=_WIDTH, first=f"{margin}   ", rest=margin)[
        indent + 3 :
    ]


def following(documentation: str, indent: int) -> Iterator[str]:
    """The paragraphs behind the first one."""
    for paragraph in text.paragraphs(documentation)[1:]:
        yield _paragraph(paragraph, indent)


def all_paragraphs(documentation: str, indent: int) -> Iterator[str]:
    """Every paragraph, for documentation that does not open the docstring."""
    for paragraph in text.paragraphs(documentation):
        yield _paragraph(paragraph, indent)


def item(head: str, body: str, indent: int) -> str:
    """An entry of a docstring's list: ``JobId (str, required): What it is.``"""
    margin = " " * indent
    words = f"{head}: {body}" if body else head
    return text.wrap(words, width=_WIDTH, first=margin, rest=f"{margin}    ")


def bullet(words: str, indent: int) -> str:
    """``- success when ...``, in a docstring."""
    margin = " " * indent
    return text.wrap(words, width=_WIDTH, first=f"{margin}- ", rest=f"{margin}  ")


def markdown(words: str) -> str:
    """Text that a Markdown table or paragraph shows as it is, on one line."""
    words = " ".join(text.printable(words).split())
    return _MARKUP.sub(r"\\\g<0>", words)


def _paragraph(paragraph: str, indent: int) -> str:
    margin = " " * indent
    rest = f"{margin}  " if paragraph.startswith("- ") else margin
    return text.wrap(paragraph, width=_WIDTH, first=margin, rest=rest)
