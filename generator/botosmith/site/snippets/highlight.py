"""Code -> HTML: everything is escaped, and highlighted parts are in spans."""

from __future__ import annotations

import re

from botosmith.text import printable

_KEYWORDS = (
    "and|as|assert|async|await|def|else|except|False|for|from|if|import|in|is|None|not|pass|return|True|try"
    "|with"
)
_STRING = r'b?"(?:[^"\\\n]|\\.)*"' + r"|b?'(?:[^'\\\n]|\\.)*'"
_LANGUAGES = {
    "python": re.compile(
        rf"(?P<c>\#.*)|(?P<s>{_STRING})|(?P<k>\b(?:{_KEYWORDS})\b)"
        r"|(?P<m>\b\w+)(?==[^=\n ])|(?P<n>\b\d[\d.]*\b)"
    ),
    "json": re.compile(
        r'(?P<c>^ *//.*\n)|(?P<m>"(?:[^"\\\n]|\\.)*")(?=:)|(?P<s>"(?:[^"\\\n]|\\.)*")'
        r"|(?P<n>-?\b\d[\d.eE+-]*)|(?P<k>\b(?:true|false|null)\b)",
        re.MULTILINE,
    ),
    "xml": re.compile(r"(?P<m>(?<=&lt;)/?[\w:.-]+)|(?P<s>(?<==)\"[^\"\n]*\")"),
    "form": re.compile(r"(?P<m>^&amp;[^=\n]+|^[^=&\n]+)(?==)", re.MULTILINE),
    "head": re.compile(r"(?P<k>\A[A-Z]+(?= )|\AHTTP\S+)|(?P<m>^:?[\w-]+)(?=: )", re.MULTILINE),
    "bash": re.compile(
        r"(?P<s>'[^']*'|\"(?:[^\"\\]|\\.)*\")|(?P<m>(?<= )--?[\w-]+)|(?P<k>\Acurl\b)"
    ),
    "": re.compile(r"(?!)"),
}


def highlighted(code: str, language: str) -> str:
    """HTML of ``code`` for ``<pre><code>``. Invisible characters are shown as escapes."""
    escaped = printable(code).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LANGUAGES[language].sub(_span, escaped)


def _span(match: re.Match[str]) -> str:
    return f"<span class={match.lastgroup}>{match[0]}</span>"
