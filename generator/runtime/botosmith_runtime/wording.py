"""Values and limits in words, for violations. No method of a value's own is called."""

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
_LONGEST_NAME = 100  # of a name that is compared with others

_name: Callable[[Any], str] = type.__dict__["__name__"].__get__
_type: Callable[[Any], Any] = type  # without narrowing, for the sake of subclasses


def shown(value: Any) -> str:
    """A value as it came: a scalar itself, cut if it is long, and of anything else its type."""
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
    """The type of a value, for values that hold others, which may be secrets: ``a list``."""
    if value is None:
        return "None"
    name = _name(type(value))[:_LONGEST]
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def names(keys: Collection[Any]) -> str:
    """The keys of a dict."""
    listed = [shown(key) for key, _ in zip(keys, range(_MOST_VALUES), strict=False)]
    rest = len(keys) - len(listed)
    return (", ".join(listed) or "none") + (f" and {rest:,} others" if rest > 0 else "")


class UnknownMember(str):
    """What is expected in the place of a member that a structure does not have: its ``members``.

    ``name`` is the member's, which may be a slip; what it was meant for is for ``meant`` to say,
    when somebody reads the message.
    """

    name = ""
    members: tuple[str, ...] = ()

    @classmethod
    def instead_of(cls, name: Any, expected: str, members: Iterable[str]) -> UnknownMember:
        """The words ``expected``, about a member of that name."""
        made = cls(expected)
        made.name = str.__str__(name) if issubclass(_type(name), str) else ""
        made.members = tuple(members)
        return made

    def meant(self) -> str:
        """The end of the message: which members may be meant, where there is more than one."""
        return did_you_mean(nearest(self.name, self.members)) if len(self.members) > 1 else ""


@lru_cache(maxsize=256)  # a client that only warns does so at every call
def nearest(name: str, members: tuple[str, ...]) -> tuple[str, ...]:
    """The members that a name may be meant for, whatever its case, the nearest first."""
    import difflib

    folded = {member.lower(): member for member in members}
    found = difflib.get_close_matches(name.lower()[:_LONGEST_NAME], folded)
    return tuple(folded[near] for near in found)


def did_you_mean(nearest: Iterable[str]) -> str:
    """The end of a message about an unknown name: the names nearest to it, three at the most."""
    names = list(nearest)[:3]
    return f"; did you mean {' or '.join(names)}?" if names else ""


def bounds(low: float, high: float, unit: str, units: str | None = None) -> str:
    """How much there may be of something."""
    units = units or f"{unit}s"
    if low == high:
        return f"exactly {low:,} {unit if low == 1 else units}"
    if high == float("inf"):
        return f"at least {low:,} {unit if low == 1 else units}"
    if not low:
        return f"at most {high:,} {unit if high == 1 else units}"
    return f"{low:,} to {high:,} {units}"


def limits(low: float, high: float) -> str:
    """What a number may be."""
    if low == high:
        return f"the number {low:,}"
    if high == float("inf"):
        return f"a number of at least {low:,}"
    if low == float("-inf"):
        return f"a number of at most {high:,}"
    return f"a number from {low:,} to {high:,}"


def one_of(values: Collection[str]) -> str:
    """An enumeration's values."""
    listed = sorted(values)
    texts = printable(", ".join(f'"{value}"' for value in listed[:_MOST_VALUES]))
    rest = len(listed) - _MOST_VALUES
    return f"one of {texts}{f' and {rest:,} others' if rest > 0 else ''}"


def matching(pattern: str | None) -> str:
    """What a pattern demands."""
    return f"text that matches {shown_pattern(pattern or '')}"


def shown_pattern(pattern: str) -> str:
    """A pattern as the model has it; of a long one the beginning."""
    return printable(pattern[:_LONGEST_PATTERN]) + (pattern[_LONGEST_PATTERN:] and "...")


def printable(text: str) -> str:
    """A model's text in one line: what cannot be seen, or reorders what can, as in ``repr``."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def jmespath(path: Path) -> str:
    """A path in JMESPath's notation; of long keys the beginning."""
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
