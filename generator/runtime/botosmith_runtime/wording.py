"""Values and limits as text, for violations. No method of a value's own class is called."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from botosmith_runtime.findings import Masked, Path

_LONGEST = 60  # characters of a value
_LONGEST_PATTERN = 200
_MOST_VALUES = 12
_LONGEST_NAME = 100  # the most characters of a name that are compared

_name: Callable[[Any], str] = type.__dict__["__name__"].__get__
_type: Callable[[Any], Any] = type  # without narrowing, since subclasses are treated here, too


def shown(value: Any) -> str:
    """A scalar value, cut if it is long; for any other value, its type."""
    kind = _type(value)
    if issubclass(kind, str):
        text = str.__str__(value)
        return _cut(text[:_LONGEST], "character", len(text))
    if issubclass(kind, bytes | bytearray):
        own: Any = bytes if issubclass(kind, bytes) else bytearray
        beginning = bytes(own.__getitem__(value, slice(_LONGEST)))
        return _cut(beginning, "byte", own.__len__(value))
    if issubclass(kind, bool) or value is None:
        return repr(value)
    if issubclass(kind, int):
        number = int.__int__(value)
        return repr(number) if number.bit_length() <= 256 else "a number of over 70 digits"
    if issubclass(kind, float):
        return float.__repr__(value)
    if kind is Decimal:
        return str(value)
    return kind_of(value)


def kind_of(value: Any) -> str:
    """The type of a value with its article: ``a list``. The content may be secret."""
    if value is None:
        return "None"
    name = _name(type(value))[:_LONGEST]
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def names(keys: Collection[Any]) -> str:
    """A list of the first keys of a dict."""
    listed = [shown(key) for key, _ in zip(keys, range(_MOST_VALUES), strict=False)]
    rest = len(keys) - len(listed)
    return (", ".join(listed) or "none") + (f" and {rest:,} others" if rest > 0 else "")


class UnknownMember(str):
    """The expectation for an unknown member: the structure has only ``members``.

    ``name`` is the unknown member's name, which may be misspelt. ``meant`` suggests similar names
    when the message is shown.
    """

    name = ""
    members: tuple[str, ...] = ()

    @classmethod
    def instead_of(cls, name: Any, expected: str, members: Iterable[str]) -> UnknownMember:
        """The text ``expected``, for a member of that name."""
        made = cls(expected)
        made.name = str.__str__(name) if issubclass(_type(name), str) else ""
        made.members = tuple(members)
        return made

    def meant(self) -> str:
        """The end of the message: similar members, if the structure has more than one member."""
        return did_you_mean(nearest(self.name, self.members)) if len(self.members) > 1 else ""


@lru_cache(maxsize=256)  # a client that only warns does so at every call
def nearest(name: str, members: tuple[str, ...], cutoff: float = 0.6) -> tuple[str, ...]:
    """The members with similar names, in any case, the nearest first.

    ``cutoff`` is the least similarity, from 0 to 1.
    """
    import difflib

    folded = {member.lower(): member for member in members}
    found = difflib.get_close_matches(name.lower()[:_LONGEST_NAME], folded, cutoff=cutoff)
    return tuple(folded[near] for near in found)


def did_you_mean(nearest: Iterable[str]) -> str:
    """The end of a message about an unknown name: at most three similar names."""
    names = list(nearest)[:3]
    return f"; did you mean {' or '.join(names)}?" if names else ""


def bounds(low: float, high: float, unit: str, units: str | None = None) -> str:
    """The text for limits of a length or size."""
    units = units or f"{unit}s"
    if low == high:
        return f"exactly {low:,} {unit if low == 1 else units}"
    if high == float("inf"):
        return f"at least {low:,} {unit if low == 1 else units}"
    if not low:
        return f"at most {high:,} {unit if high == 1 else units}"
    return f"{low:,} to {high:,} {units}"


def limits(low: float, high: float) -> str:
    """The text for limits of a number."""
    if low == high:
        return f"the number {low:,}"
    if high == float("inf"):
        return f"a number of at least {low:,}"
    if low == float("-inf"):
        return f"a number of at most {high:,}"
    return f"a number from {low:,} to {high:,}"


def one_of(values: Collection[str]) -> str:
    """The text for the values of an enumeration."""
    listed = sorted(values)
    texts = printable(", ".join(f'"{value}"' for value in listed[:_MOST_VALUES]))
    rest = len(listed) - _MOST_VALUES
    return f"one of {texts}{f' and {rest:,} others' if rest > 0 else ''}"


def matching(pattern: str | None) -> str:
    """The text for a pattern."""
    return f"text that matches {shown_pattern(pattern or '')}"


def shown_pattern(pattern: str) -> str:
    """The model's pattern; only its beginning if it is long."""
    return printable(pattern[:_LONGEST_PATTERN]) + (pattern[_LONGEST_PATTERN:] and "...")


def printable(text: str) -> str:
    """A model's text in one line; invisible characters are escaped as in ``repr``.

    That includes characters that change the order of the text.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def jmespath(path: Path) -> str:
    """A path in JMESPath's notation; only the beginning of long keys."""
    reverse: list[Any] = []
    while path:
        path, *own = path
        reverse.extend(own[::-1])
    text = ""
    for step in reversed(reverse):
        if type(step) is int:
            text += f"[{step}]" if step.bit_length() <= 64 else "[...]"
        else:
            text += ("." if text else "") + _identifier(step)
    return text


def _identifier(step: Any) -> str:
    if step is Masked:
        return "*"
    if not issubclass(type(step), str):
        return json.dumps(shown(step))
    name = str.__str__(step)
    if name.isascii() and name.isidentifier() and len(name) <= _LONGEST:
        return name
    return json.dumps(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}...")


def _cut(beginning: str | bytes, unit: str, length: int) -> str:
    if length <= _LONGEST:
        return repr(beginning)
    return f"{beginning!r}... ({length:,} {unit}s)"
