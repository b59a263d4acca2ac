"""The Jinja environments of the site: HTML escapes all that is not marked safe, text nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from typing import Any

from botosmith_runtime.ignored import RULES
from botosmith_runtime.violations import Direction, tier_of
from jinja2 import BaseLoader, Environment, PackageLoader
from markupsafe import Markup, escape

from botosmith import ir, names, text
from botosmith.package.pollers.waiter import accepts
from botosmith.package.python import prose
from botosmith.package.python.templates import environment
from botosmith.site.parts.folding import plain
from botosmith.site.parts.introductions import introduction
from botosmith.site.parts.members import fragment
from botosmith.site.paths import of_method

_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]"
)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[_.(])(?=[A-Za-z])")
_CODE = re.compile(r"`([^`]+)`")


def html(template: str, **given: Any) -> str:
    """A page from its template, which escapes all that is not marked safe."""
    return _visible(_html().get_template(f"site/{template}.jinja").render(given))


def plain_text(template: str, **given: Any) -> str:
    """Markdown or plain text from its template."""
    return _visible(_text().get_template(f"site/{template}.jinja").render(given))


def _visible(page: str) -> str:
    """The page with escapes for invisible characters, and for those that reorder text."""
    return _UNSEEN.sub(lambda match: text.printable(match[0]), page)


@lru_cache(maxsize=1)
def _html() -> Environment:
    return environment(_loader(), _FILTERS, autoescape=True)


@lru_cache(maxsize=1)
def _text() -> Environment:
    return environment(_loader(), _FILTERS, autoescape=False)


def _loader() -> BaseLoader:
    return PackageLoader("botosmith", "")


def code_text(markup: str) -> str:
    """The text of highlighted code, with the same lines."""
    return unescape(_TAG.sub("", str(markup))).rstrip("\n")


def with_code(words: str) -> Markup:
    """Our own text as HTML; code is between backquotes."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(words))))


def breakable(name: str) -> Markup:
    """A name as HTML that can be broken between its words in a narrow column."""
    return Markup(_HUMP.sub("<wbr>", str(escape(text.printable(name)))))


def call_of(method: ir.AddedMethod) -> str:
    """``upload_file(Filename, Bucket, Key, ExtraArgs=None)``."""
    given = (f"{p.name}={p.default}" if p.default else p.name for p in method.parameters)
    return f"{method.name}({', '.join(given)})"


def likely_rules(side: Direction) -> str:
    """The rules that a payload may break and still be valid for a newer service."""
    return " ".join(sorted(rule for rule in RULES if tier_of(rule, side) == "likely"))


_FILTERS: dict[str, Callable[..., Any]] = {
    "accepts": accepts,
    "breakable": breakable,
    "call_of": call_of,
    "code_text": code_text,
    "fragment": fragment,
    "introduction": introduction,
    "items_method": names.items_method,
    "likely_rules": likely_rules,
    "markdown": prose.markdown,
    "of_method": of_method,
    "paragraphs": text.paragraphs,
    "plain": plain,
    "printable": text.printable,
    "summary": text.summary,
    "with_code": with_code,
}
