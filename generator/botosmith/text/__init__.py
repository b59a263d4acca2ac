"""A model's documentation as plain text, safe to print inside a docstring.

The text of a model is data. Whatever it contains (quotes, backslashes, template syntax, null bytes,
right-to-left marks) becomes characters of a docstring, never code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

_BLOCK = re.compile(
    r"</?(?:p|div|ul|ol|dl|dt|dd|li|note|important|caution|warning|tip|section|title|fullname|"
    r"shortdesc|h[1-6]|table|tr|pre|br|examples?|para|titlegroup)\b[^<>]*>",
    re.IGNORECASE,
)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|fullname)\b|<!--", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_NOTE = re.compile(r"(?:\s|<p>)*<(note|important|caution|warning)\b[^<>]*>", re.IGNORECASE)
_NOTE_END = {
    name: re.compile(f"</{name}\\s*>", re.IGNORECASE)
    for name in ("note", "important", "caution", "warning")
}
_NOTICE = re.compile(
    r"(?:(?:End of (?:support|life)|\w+ (?:availability|change)|Deprecation|Important) )?[Nn]otice:"
)
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*(?=\s+[A-Z(\"'])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|Inc|Ltd|No|Mr|Dr|St)|\b[A-Z])\.$")
_LEADING_NOWHERE = re.compile(
    r"(?:(?<=[.!?])\s+|(?<=>)\s*|^\s*)(?:For|To) [^.<>]{0,120}"
    r"\bsee\s*(?:<a>\s*</a>)?\s*\.(?=\s|<|$)"
)
_LINE = 100
_PRINTABLE = re.compile(r"[\x20-\x7e\n]*")
_PLAIN_LITERAL = re.compile(r"[ !#-\[\]-~]*")

# Python's oldest Unicode database: the default one changes with Python's version, and generated
# files must not. The newer set has the characters that Unicode has made invisible or control
# characters since then.
_category = unicodedata.ucd_3_2_0.category
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_NEWER_UNSEEN = frozenset("\u00ad\u061c\u200b\u2064\u2065\u2066\u2067\u2068\u2069")


def markup(documentation: str) -> str:
    """A documentation string as markup, without two faults of AWS's models.

    Some strings of iotsitewise are escaped twice. Some sentences have lost their link: "For more
    information, see ."
    """
    if documentation.startswith("&lt;p&gt;"):
        documentation = unescape(documentation)
    if "see ." in documentation or "</a>." in documentation:
        documentation = _LEADING_NOWHERE.sub("", documentation)
    return documentation


@lru_cache(maxsize=4096)
def paragraphs(documentation: str) -> tuple[str, ...]:
    """The paragraphs of a documentation string, without tags, entities and repeated spaces.

    List items become paragraphs that begin with ``- ``.
    """
    return tuple(_paragraphs(markup(documentation)))


def _paragraphs(text: str) -> Iterator[str]:
    if "<" in text:
        text = _without_hidden(text)
        text = _ITEM.sub("\n\n- ", text)
        text = _BLOCK.sub("\n\n", text)
        text = _TAG.sub("", text)
    if "&" in text:
        text = unescape(text)
    before = ""
    for part in text.split("\n\n"):
        folded = " ".join(part.split())
        if folded not in ("", "-", before):  # S3's welcome stands twice
            before = folded
            yield printable(folded)


def _without_hidden(text: str) -> str:
    """Remove comments and invisible elements, each in linear time, since text may be hostile."""
    kept: list[str] = []
    position = 0
    unclosed: set[str] = set()
    lowered = text.lower() if len(text.lower()) == len(text) else text
    while match := _HIDDEN.search(text, position):
        kept.append(text[position : match.start()])
        closing = f"</{match[1].lower()}" if match[1] else "-->"
        end = -1 if closing in unclosed else lowered.find(closing, match.end())
        if end < 0:
            unclosed.add(closing)
            kept.append(match[0])
            position = match.end()
        else:
            position = end + len(closing)
            if match[1]:
                position = text.find(">", position) + 1 or len(text)
    return "".join([*kept, text[position:]])


@lru_cache(maxsize=16_384)
def summary(documentation: str) -> str:
    """The first sentence of a documentation string, empty if there is none.

    Notes and notices before it are left out, since they do not describe the thing itself. If
    nothing follows them, they are kept.
    """
    text = markup(documentation)
    rest = _paragraphs(_without_notes(text))
    first = next(rest, "")
    if not first or _NOTICE.match(first):
        others = (one for one in rest if not _NOTICE.match(one))
        first = next(others, "") or next(_paragraphs(text), "")
    return next(sentences(first), "")


def sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph."""
    start = 0
    for match in _SENTENCE_END.finditer(paragraph):
        # Only the last word: to search the whole sentence each time would take quadratic time.
        if not _ABBREVIATION.search(paragraph, max(0, match.end() - 8), match.end()):
            yield paragraph[start : match.end()].lstrip()
            start = match.end()
    if start < len(paragraph):
        yield paragraph[start:].lstrip()


def _without_notes(text: str) -> str:
    """The text after the notes at its beginning."""
    position = 0
    while note := _NOTE.match(text, position):
        end = _NOTE_END[note[1].lower()].search(text, note.end())
        if end is None:
            break
        position = end.end()
    return text[position:]


def printable(text: str) -> str:
    """Replace invisible characters, and those that change the order of text, by escapes.

    These are control characters, format characters (including right-to-left marks), lone surrogates
    and line separators.
    """
    if _PRINTABLE.fullmatch(text):
        return text
    return "".join(char if _is_plain(char) else _escape(char) for char in text)


def _is_plain(char: str) -> bool:
    return char == "\n" or not (_category(char) in _UNSEEN or char in _NEWER_UNSEEN)


def _escape(char: str) -> str:
    return "" if char in "\ufeff\u200b\u00ad" else f"\\u{ord(char):04x}"


def docstring(block: str, indent: int) -> str:
    """A docstring with the text ``block``, with quotes and indentation, formatted as by ruff.

    This is the only place that puts text between triple quotes, and so the only one to escape it.
    """
    body = block.strip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    if body.startswith('"'):
        body = f" {body}"
    margin = " " * indent
    if "\n" in body or indent + len(body) + 6 > _LINE:
        return f'{margin}"""{body}\n{margin}"""'
    return f'{margin}"""{body} """' if body.endswith('"') else f'{margin}"""{body}"""'


def literal(value: str) -> str:
    """A printable string literal, with the quotes that ruff would choose."""
    if _PLAIN_LITERAL.fullmatch(value):
        return f'"{value}"'
    quote = "'" if '"' in value and "'" not in value else '"'
    body = value.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return quote + "".join(c if is_shown(c) else _python_escape(c) for c in body) + quote


def raw_literal(value: str) -> str:
    """A literal as of ``literal``, but a raw one if only backslashes would be escaped."""
    if '"' in value or value.endswith("\\") or not all(map(is_shown, value)):
        return literal(value)
    return f'r"{value}"' if "\\" in value else f'"{value}"'


def is_shown(char: str) -> bool:
    """Whether a literal shows a character unescaped; the same for every version of Python."""
    if " " <= char <= "~":
        return True
    return _category(char)[0] in "LMNPS" and char not in _NEWER_UNSEEN


def _python_escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def wrap(text: str, *, width: int, first: str = "", rest: str = "") -> str:
    """Break ``text`` into lines of at most ``width`` columns; longer words are not broken.

    ``first`` comes before the first line, and ``rest`` before the others. It is a loop because the
    standard library's ``textwrap`` takes ten times as long, and this runs 200,000 times.
    """
    words = text.split()
    whole = first + " ".join(words)
    if len(whole) <= width:
        return whole
    lines: list[str] = []
    line = first
    empty = True
    for word in words:
        if not empty and len(line) + 1 + len(word) > width:
            lines.append(line)
            line, empty = rest, True
        line = f"{line}{word}" if empty else f"{line} {word}"
        empty = False
    lines.append(line)
    return "\n".join(lines)
