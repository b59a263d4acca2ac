"""Text from a model, formatted for docstrings and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from botosmith import text
from botosmith.text.overviews import after_summary

_WIDTH = 96
_LINE = 100
_OVERVIEW = 6
_CUT = "..."
_MARKUP = re.compile(r"[\\`*_\[\]<>|#&~]")


def opening(documentation: str, indent: int) -> str:
    """The first paragraph, as it follows the opening quotes at that indent."""
    first = next(iter(text.paragraphs(documentation)), "")
    margin = " " * indent
    # The opening quotes take three columns.
    return text.wrap(first, width=_WIDTH, first=f"{margin}   ", rest=margin)[indent + 3 :]


def overview(documentation: str, indent: int) -> str:
    """The summary, and the next sentences that fit into six lines of text in all.

    An ellipsis marks text that is left out. The reference pages show all of it.
    """
    margin = " " * indent
    opened = wrapped(text.summary(documentation), indent)
    room = _OVERVIEW - opened.count("\n") - 1
    said, whole = after_summary(documentation)
    shown = ""
    for count in range(1, len(said) + 1):
        ending = [] if whole and count == len(said) else [_CUT]
        longer = text.wrap(
            " ".join([*said[:count], *ending]), width=_WIDTH, first=margin, rest=margin
        )
        if longer.count("\n") >= room:
            break
        shown = longer
    return f"{opened}\n\n{shown}" if shown else opened


def wrapped(words: str, indent: int) -> str:
    """Plain text that opens a docstring at that indent."""
    margin = " " * indent
    return text.wrap(text.printable(words), width=_WIDTH, first=f"{margin}   ", rest=margin)[
        indent + 3 :
    ]


def following(documentation: str, indent: int) -> Iterator[str]:
    """The paragraphs after the first one."""
    for words in text.paragraphs(documentation)[1:]:
        yield paragraph(words, indent)


def all_paragraphs(documentation: str, indent: int) -> Iterator[str]:
    """Every paragraph, for documentation that is not at the start of the docstring."""
    for words in text.paragraphs(documentation):
        yield paragraph(words, indent)


def item(head: str, body: str, indent: int) -> str:
    """An entry of a docstring's list: ``JobId (str, required): What it is.``"""
    margin = " " * indent
    words = f"{head}: {body}" if body else head
    return text.wrap(words, width=_WIDTH, first=margin, rest=f"{margin}    ")


def line(head: str, body: str, limits: str, indent: int) -> str:
    """An entry on one line: ``JobId (str, required): What it is. 1 to 255 characters.``

    ``body`` is cut at the end of the line. ``limits`` are on a line of their own if the ``head``
    leaves no room for them.
    """
    margin = " " * indent
    room = _LINE - indent - len(head) - 1
    if limits and len(limits) >= room:
        return f"{margin}{head}:\n{margin}    {limits}"
    shown = cut(body, room - len(limits) - 2) if limits else cut(body, room - 1)
    said = " ".join(filter(None, [shown, limits]))
    return f"{margin}{head}: {said}" if said else f"{margin}{head}"


def cut(words: str, room: int) -> str:
    """As many words as fit, then an ellipsis; empty if fewer than three words fit."""
    if len(words) <= room:
        return words
    kept = words[: max(0, room - len(_CUT))].rpartition(" ")[0].rstrip(" ,;:(")
    return f"{kept} {_CUT}" if kept.count(" ") >= 2 else ""


def bullet(words: str, indent: int) -> str:
    """``- success when ...``, in a docstring."""
    margin = " " * indent
    return text.wrap(words, width=_WIDTH, first=f"{margin}- ", rest=f"{margin}  ")


def markdown(words: str) -> str:
    """Text on one line, escaped so that Markdown shows it unchanged."""
    words = " ".join(text.printable(words).split())
    return _MARKUP.sub(r"\\\g<0>", words)


def paragraph(words: str, indent: int) -> str:
    """A paragraph of a docstring; further lines of a list item are indented."""
    margin = " " * indent
    rest = f"{margin}  " if words.startswith("- ") else margin
    return text.wrap(words, width=_WIDTH, first=margin, rest=rest)
