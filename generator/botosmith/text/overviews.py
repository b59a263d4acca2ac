"""The part of a documentation string for a docstring: the summary and the sentences after it."""

from __future__ import annotations

from botosmith.text import paragraphs, sentences, summary


def after_summary(documentation: str) -> tuple[list[str], bool]:
    """The sentences after the summary, and whether that is the whole text.

    Notices before the summary are among them. The sentences end before a list: a docstring has no
    room for one.
    """
    first = summary(documentation)
    found: list[str] = []
    whole = True
    for paragraph in paragraphs(documentation):
        if paragraph.startswith("- "):
            return found, False
        for sentence in sentences(paragraph):
            if sentence == first:
                first = ""
            elif sentence.endswith(":"):
                whole = False
            else:
                found.append(sentence)
    return found, whole
