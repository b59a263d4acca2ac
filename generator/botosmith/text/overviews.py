"""What a docstring says of a documentation string: its summary, and the sentences after it."""

from __future__ import annotations

from botosmith.text import paragraphs, sentences, summary


def after_summary(documentation: str) -> tuple[list[str], bool]:
    """The sentences that follow the summary, and whether they are all that there is.

    Notices that come before the summary are among them. The sentences end where a list begins: a
    docstring has no room for one.
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
