"""A model's documentation as HTML that is safe, and valid at any place in a page.

AWS's own tags are mapped to HTML's, nh3 removes everything unsafe, and ``nesting`` fixes what
browsers accept but validators do not. The result has paragraphs, lists, tables, notes and inline
markup. Any other tag was a placeholder (``<region>``) and is shown as text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

from botosmith import text
from botosmith.site.parts.nesting import well_nested

_NOTES = frozenset({"caution", "important", "note", "tip", "warning"})
_SAME = frozenset({
    "a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "i", "li", "ol", "p",
    "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u",
    "ul", "var",
})  # fmt: skip
_RENAMED: Mapping[str, str] = {
    **dict.fromkeys(("command", "filename", "function", "parameter", "tt", "literal"), "code"),
    **dict.fromkeys(("para", "h1", "h2", "h3", "h4", "h5", "h6", "title"), "p"),
    "replaceable": "var",
}
# For the first set, only the tags are removed; for the second, the content as well.
_DROPPED = frozenset({
    "audio", "base", "body", "button", "center", "embed", "example", "examples", "font", "form",
    "html", "iframe", "img", "input", "link", "math", "meta", "object", "section", "select",
    "shortdesc", "small", "span", "svg", "textarea", "titlegroup", "video", "xhtml", "zonbook",
})  # fmt: skip
_HIDDEN = frozenset({"fullname", "script", "style"})
_TAG = re.compile(r"<(/?)([A-Za-z][^\s<>/]*)([^<>]*)>|<(?![^<>]*>)")
_PLAIN = re.compile(r"(?:<p>[^<>]*(?:<(code|i|b|em|a)\b[^<>]*>[^<>]*</\1>[^<>]*)*</p>\s*)+")
_EMPTY = re.compile(r"<(\w+)>\s*</\1>")
_HREF = re.compile(r'<a href="([^"]*)">')
_NAMED = re.compile(r"<a href=.*?</a>|<a>(.*?)</a>|<code>([^<>]+)</code>", re.DOTALL)
_ABSOLUTE = re.compile(r"(?:https?://|mailto:)[^/]", re.IGNORECASE)
_URL_SAFE = "!$%&'()*+,-./:;=?@_~"


class Prose:
    """Renders documentation; ``links`` has the pages of operations and shapes, by name."""

    def __init__(self, links: Mapping[str, str]) -> None:
        self._links = links
        self.html = lru_cache(maxsize=None)(self._html)

    def _html(self, documentation: str) -> str:
        """The documentation as block elements; empty if there is no text."""
        documentation = text.markup(documentation)
        if "<" not in documentation and "&" not in documentation:
            said = " ".join(text.printable(documentation).split())
            return f"<p>{html.escape(said, quote=False)}</p>" if said else ""
        clean = _cleaner().clean(_TAG.sub(_mapped, text.printable(documentation))).strip()
        if not _PLAIN.fullmatch(clean) or _EMPTY.search(clean):
            clean = well_nested(clean)
        if "<a" in clean:
            clean = _HREF.sub(_valid, clean)
        if "<pre>" not in clean:
            clean = clean.replace("\n", " ")
        return _NAMED.sub(self._linked, clean)

    def _linked(self, match: re.Match[str]) -> str:
        """Link a name in ``<a>`` or ``<code>`` to its page; an ``<a>`` without a page is text."""
        anchored, code = match.groups()
        if anchored is None and code is None:
            return match[0]  # already a link, with any content
        if anchored is not None and "<" in anchored:
            return _NAMED.sub(self._linked, anchored)
        page = self._links.get(html.unescape(anchored or code or "").strip())
        shown = str(anchored) if code is None else f"<code>{code}</code>"
        return f'<a href="{page}">{shown}</a>' if page else shown


def _mapped(match: re.Match[str]) -> str:
    slash, name, _ = match.groups()
    if name is None:
        return "&lt;"  # not the start of a tag
    name = name.lower()
    if name in _SAME:
        return match[0]
    if name in _HIDDEN:
        return f"<{slash}style>"
    if name in _NOTES:
        return "</div>" if slash else f'<div class="{name}">'
    if name in _RENAMED:
        return f"<{slash}{_RENAMED[name]}>"
    if name in _DROPPED:
        return ""
    return html.escape(match[0], quote=False)


@cache
def _cleaner() -> Any:
    import nh3

    return nh3.Cleaner(
        tags=set(_SAME),
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}},
        allowed_classes={"div": set(_NOTES)},
        link_rel=None,  # links open in the same tab, so they need none
        url_schemes={"http", "https", "mailto"},
    )


def _valid(match: re.Match[str]) -> str:
    url = html.unescape(match[1]).strip()
    if not _ABSOLUTE.match(url):
        return "<a>"  # it was relative to an AWS page
    page, mark, fragment = url.partition("#")
    safe = quote(page, safe=_URL_SAFE) + mark + quote(fragment, safe=_URL_SAFE)
    return f'<a href="{html.escape(safe)}">'
