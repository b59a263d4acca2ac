"""Are all links of a site good? Every target exists, every fragment, and no id stands twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


@dataclass(slots=True)
class Page:
    """What of a page takes part in linking."""

    ids: Counter[str] = field(default_factory=Counter[str])
    links: list[str] = field(default_factory=list[str])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name == "id":
                self.page.ids[value or ""] += 1
            elif name in ("href", "src", "data-rules"):
                self.page.links.append(value or "")


@cache
def read(path: Path) -> Page:
    """The ids and links of a page."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.page


def problems(root: Path, folders: list[str]) -> list[str]:
    """What is wrong with the pages in some folders of a site; links outside it are not followed."""
    found: list[str] = []
    for path in sorted(p for folder in folders for p in (root / folder).rglob("*.html")):
        name = path.relative_to(root).as_posix()
        page = read(path)
        found += [f"{name}: id {one!r} stands {n} times" for one, n in page.ids.items() if n > 1]
        found += [f"{name}: {why}" for link in page.links if (why := _broken(path, link))]
    return found


def _broken(path: Path, link: str) -> str:
    parts = urlsplit(link)
    if parts.scheme in ("http", "https", "mailto"):
        return ""
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return f"{link!r} leads out of the site"
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
    if not target.is_file():
        return f"{link!r} leads nowhere"
    if parts.fragment and unquote(parts.fragment) not in read(target).ids:
        return f"{link!r} has no such fragment"
    return ""
