"""Replaces Python's words for values and types by JSON's: ``None`` by ``null``, for example."""

from __future__ import annotations

import ast
import json
import re

_WORDS = {
    "None": "null",
    "True": "true",
    "False": "false",
    "nan": "NaN",
    "inf": "Infinity",
    "-inf": "-Infinity",
    "a dict": "an object",
    "a list": "an array",
    "a str": "a string",
    "a bool": "a boolean",
    "an int": "a number",
    "a float": "a number",
    "a dict, list, string, number, boolean or null": "any JSON value",
    "a dict, or its JSON text": "an object, or its JSON text",
    "a dict, or text that is not other JSON": "an object, or text that is not other JSON",
    "a string or a dict": "a string or an object",
    "a string or None": "a string or null",
    "a string or bytes": "a string",
    "a datetime, or text with a date": "a date, as text or as a number",
}
# A value that was cut is followed by its length, and there can be several names.
_TEXTS = re.compile(r"""((?:'.*'|".*"))((?:\.\.\. \([\d,]+ characters\)| and [\d,]+ others)?)""")


def in_json(words: str) -> str:
    """What a check expects, or the value that it found, in the words of JSON."""
    if words in _WORDS:
        return _WORDS[words]
    match = _TEXTS.fullmatch(words)
    if match is None:
        return words
    texts = ast.literal_eval(f"{match[1]},")
    return ", ".join(map(_quoted, texts)) + match[2]


def _quoted(text: str) -> str:
    """A string as JSON, with escapes for the characters that cannot be seen."""
    return "".join(
        char if char.isprintable() else json.dumps(char)[1:-1]
        for char in json.dumps(text, ensure_ascii=False)
    )
