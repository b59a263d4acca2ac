r"""A translated pattern: Python's source -> JavaScript's, for the flag `u`.

`emit` uses few constructs, so this translates single tokens. Code points above U+FFFF are written
as they are, which Python reads, too: JSON Schemas contain these patterns, and Python's validators
pass them to `re`. Two differences remain, and no AWS model has either: a reference to a group that
did not take part (it never matches in Python, and matches the empty text in JavaScript), or to a
group that an earlier round of a loop set.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"\\U([0-9a-f]{8})"
    # Next to each other, two escapes of surrogates would be read as one character.
    r"|\\u(d[89ab][0-9a-f]{2})(?=\\ud[c-f])"
    r"|\\([AZ&~#-])"
    r"|\\.|[\[\]]",
    re.DOTALL,
)
_LONG_CLASS = re.compile(r"\[(?:[^\[\]\\]|\\.){120,}\]", re.DOTALL)
_ONE = r"\\u\{[0-9a-f]+\}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\.|[^\\]"
_RANGE = re.compile(rf"({_ONE})(?:-({_ONE}))?", re.DOTALL)
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def to_ecmascript(source: str) -> str:
    """Source for `new RegExp(..., "u")` that matches the same texts as `source`.

    `source` is a result of `translate` or `safe_pattern`.
    """
    in_class = False

    def token(match: re.Match[str]) -> str:
        nonlocal in_class
        text = match[0]
        if text in ("[", "]"):
            in_class = text == "["
        elif match[1]:
            return chr(int(match[1], 16))
        elif match[2]:
            return f"\\u{{{match[2]}}}"
        elif match[3] == "A":
            return "^"
        elif match[3] == "Z":
            return "$"
        elif match[3] and not (in_class and match[3] == "-"):
            return match[3]
        return text

    return f"^(?:{_TOKEN.sub(token, source)})$"


def packed(source: str) -> str | list[str]:
    """The source with its long classes packed: these are every second part of the list.

    A class of letters has 11,000 characters unpacked, and 1,700 packed: for each range its distance
    from the previous one and its length, in digits of five bits with a bit for continuation. A
    first `^` is unchanged.
    """
    parts: list[str] = []
    end = 0
    for match in _LONG_CLASS.finditer(source):
        parts += (source[end : match.start()], _packed(match[0][1:-1]))
        end = match.end()
    return [*parts, source[end:]] if parts else source


def _packed(members: str) -> str:
    digits: list[str] = ["^"] if members.startswith("^") else []
    last = 0
    for match in _RANGE.finditer(members, len(digits)):
        low, high = (_code(text) for text in (match[1], match[2] or match[1]))
        for number in (low - last, high - low):
            while number > 31:
                digits.append(_DIGITS[32 + number % 32])
                number //= 32
            digits.append(_DIGITS[number])
        last = high
    return "".join(digits)


def _code(member: str) -> int:
    if len(member) < 3:
        return ord(member[-1])
    return int(member[2:].strip("{}"), 16)
