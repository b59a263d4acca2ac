"""Sanitised HTML -> HTML whose elements are nested as the standard allows.

Authors put lists into paragraphs, list items outside lists, and text directly into lists. The input
comes from a parser (nh3), so tags are balanced. This goes through them once and keeps a stack of
the open elements.
"""

from __future__ import annotations

import re

from botosmith.models.limits import TAGS

_TOKEN = re.compile(r"<(/?)([a-z]+)([^<>]*)>|([^<]+)")
_BLOCK = frozenset({"blockquote", "div", "dl", "ol", "p", "pre", "table", "ul"})
_LISTS = frozenset({"ol", "ul"})
_TABLE = frozenset({"tbody", "td", "tfoot", "th", "thead", "tr"})
# The content model of <dl> is strict, and models do not follow it: terms become paragraphs.
_RENAMED = {"dl": "div", "dt": "p", "dd": "div", "li": "div"}  # <li> is an item without a list
_CLASS = {"dt": ' class="term"', "dd": ' class="definition"'}
_PHRASING = frozenset({"p", "pre"})  # blocks that cannot contain blocks
_EMPTY = re.compile(r"<(p|li|ul|ol|code|b|i|em|strong|a|div|pre|u|s|var)(?: [^<>]*)?>\s*</\1>")


def well_nested(markup: str) -> str:
    """The same content with valid nesting; empty elements are left out."""
    nest = _Nest()
    for slash, name, attributes, words in _TOKEN.findall(markup):
        if words:
            nest.text(words)
        elif slash:
            nest.close(name)
        else:
            nest.open(name, attributes)
    nest.close_all()
    return _without_empty("".join(nest.written)).strip()


def _without_empty(markup: str) -> str:
    while (shorter := _EMPTY.sub("", markup)) != markup:
        markup = shorter
    return markup


class _Nest:
    """The open elements, outermost first: pairs of the author's tag and ours; one may be empty."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._deeper = 0  # how many open elements are left out because they are too deep

    def text(self, words: str) -> None:
        if words.strip():
            self._make_room(block=False)
            self.written.append(words)
        elif self._inside() not in _LISTS:
            self.written.append(" ")

    def open(self, name: str, attributes: str) -> None:
        if name == "br":
            self._make_room(block=False)
            self.written.append("<br>")
            return
        if self._deeper or len(self._open) >= TAGS:
            self._deeper += 1
            return
        if name == "li":
            self._leave_to_list()
            if self._inside() in _LISTS:
                self._write(name, "li")
                return
        ours = _RENAMED.get(name, name)
        if ours in _TABLE:
            in_table = self._inside() in _TABLE or self._inside() == "table"
            self._write(name, ours) if in_table else self._open.append((name, ""))
            return
        block = ours in _BLOCK
        if block and self._in_phrasing():
            self._open.append((name, ""))  # such as a paragraph inside <b>: only its text is kept
            return
        if name == "a" and any(tag == "a" for _, tag in self._open):
            self._open.append((name, ""))
            return
        self._make_room(block=block)
        self._write(name, ours, _CLASS.get(name, attributes))

    def close(self, name: str) -> None:
        if self._deeper:
            self._deeper -= 1
            return
        if all(authors != name for authors, _ in self._open):
            return
        while True:
            authors, tag = self._open.pop()
            if tag:
                self.written.append(f"</{tag}>")
            if authors == name:
                return

    def close_all(self) -> None:
        while self._open:
            self._pop()

    def _pop(self) -> None:
        _, tag = self._open.pop()
        if tag:
            self.written.append(f"</{tag}>")

    def _write(self, authors: str, tag: str, attributes: str = "") -> None:
        self._open.append((authors, tag))
        self.written.append(f"<{tag}{attributes}>")

    def _inside(self) -> str:
        return next((tag for _, tag in reversed(self._open) if tag), "")

    def _in_phrasing(self) -> bool:
        """Whether blocks are not allowed here: in the author's paragraph or an inline element."""
        for authors, tag in reversed(self._open):
            if tag and (tag in _PHRASING or tag not in _BLOCK | _TABLE | {"li"}):
                # `_make_room` ends our own paragraph.
                return (authors, tag) != ("", "p")
        return False

    def _make_room(self, *, block: bool) -> None:
        """Open or close the elements that must enclose what comes next."""
        inside = self._inside()
        if inside in _LISTS:
            self._write("", "li")
        elif block and self._open and self._open[-1] == ("", "p"):
            self._pop()
        elif not block and inside in ("", "div", "blockquote"):
            self._write("", "p")

    def _leave_to_list(self) -> None:
        """Close the list item that the author did not close, and the elements in it."""
        while self._open and self._open[-1][0] == "":
            self._pop()
