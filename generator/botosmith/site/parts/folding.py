"""Long prose in two parts: the first sentence, and the text that a page folds below it.

Pages show the first sentence that describes a thing. Notices and all other text are one click
away, without JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

_TAG = re.compile(r"<(/?)([a-z]+)[^<>]*>")
_PARTS = re.compile(r"<(?:div|[ou]l|table|pre|blockquote)\b")
_PIECE = re.compile(r"<(/?)([a-z]+)[^<>]*>|&[#\w]+;|\s+|[^<&\s]+|[<&]")
_ANCHOR = re.compile(r"</?a\b[^<>]*>")


def plain(markup: str) -> str:
    """The text of our own HTML, on one line."""
    return " ".join(unescape(_TAG.sub("", str(markup).replace("</p>", " "))).split())


def folded(sentence: str, markup: str, *, longest: int) -> tuple[str, str]:
    """The visible first part of documentation in HTML, and the folded rest.

    ``sentence`` is the most informative one. Nothing is folded if the text has at most ``longest``
    characters and only consists of paragraphs.
    """
    if not _PARTS.search(markup) and len(plain(markup)) <= longest:
        return markup, ""
    parts = list(blocks(markup))
    for number, part in enumerate(parts):
        if sentence and part.startswith("<p>") and plain(part).startswith(sentence):
            first, rest = _cut(part, len(sentence))
            return first, "".join([*parts[:number], rest, *parts[number + 1 :]])
    return (f"<p>{escape(sentence, quote=False)}</p>" if sentence else ""), markup


def without_links(markup: str) -> str:
    """The same markup without links."""
    return _ANCHOR.sub("", markup)


def blocks(markup: str) -> Iterator[str]:
    """The elements at the top of well-nested HTML."""
    start = depth = 0
    for tag in _TAG.finditer(markup):
        if tag[2] == "br":
            continue
        depth += -1 if tag[1] else 1
        if depth == 0:
            yield markup[start : tag.end()].strip()
            start = tag.end()


def _cut(paragraph: str, count: int) -> tuple[str, str]:
    """A paragraph, split after ``count`` characters of its text, or where inline markup ends."""
    seen = depth = 0
    for piece in _PIECE.finditer(paragraph):
        if piece[2]:
            depth += 0 if piece[2] == "br" else -1 if piece[1] else 1
        elif piece[0].isspace():
            seen += bool(seen)
        else:
            seen += 1 if piece[0].startswith("&") else len(piece[0])
        if seen >= count and depth == 1:
            head, tail = paragraph[: piece.end()], paragraph[piece.end() :]
            rest = f"<p>{tail.lstrip()}"
            return f"{head}</p>", rest if plain(rest) else ""
    return paragraph, ""
