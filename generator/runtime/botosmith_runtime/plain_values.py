"""Reads values without calling methods of their own classes.

``kind`` is ``type``, not ``__class__``. Values of a subclass of a Python type are read with the
methods of that type.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

ODD_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})
"""The strings that services send for numbers that JSON does not have."""

_LONGEST_MOMENT = 100  # characters; the parser takes minutes for a million of them

kind: Callable[[Any], Any] = type
"""``type`` without narrowing by type checkers."""


_dict: Any = dict
_list: Any = list
_tuple: Any = tuple


def plain_dict(value: Any) -> dict[Any, Any]:
    """A dict of any class as a dict."""
    return {key: _dict.__getitem__(value, key) for key in _dict.__iter__(value)}


def plain_list(value: Any) -> list[Any]:
    """A list or tuple of any class as a list."""
    own = _list if issubclass(kind(value), list) else _tuple
    return [*own.__iter__(value)]


def plain_number(value: Any) -> float | Decimal | None:
    """A number in Python's own types, to compare exactly; None for any other value."""
    own = kind(value)
    if own is bool:
        return None
    if issubclass(own, int):
        return int.__int__(value)
    if issubclass(own, float):
        return float.__float__(value)
    if issubclass(own, Decimal):
        # A signalling NaN raises in comparisons, and botocore cannot send it.
        if Decimal.is_snan(value):
            return None
        return float("nan") if Decimal.is_qnan(value) else Decimal(value)
    return None


def size_of_bytes(value: Any) -> int | None:
    """How many bytes a blob has; None for other types, and for text that UTF-8 cannot encode."""
    own = kind(value)
    if issubclass(own, str):
        try:
            return len(str.__str__(value).encode())
        except UnicodeEncodeError:  # a lone surrogate
            return None
    if issubclass(own, bytes):
        return bytes.__len__(value)
    return bytearray.__len__(value) if issubclass(own, bytearray) else None


def has_read(value: Any) -> bool:
    """Whether a value may be a file."""
    try:
        return hasattr(value, "read")
    except Exception:  # a __getattr__ that raises
        return False


def says_a_moment(value: Any) -> bool:
    """Whether botocore can parse a number or a string as a timestamp."""
    own = kind(value)
    if issubclass(own, str):
        plain: Any = str.__str__(value)
        if len(plain) > _LONGEST_MOMENT:
            return False
    else:
        plain = plain_number(value)
        if plain is None or issubclass(own, Decimal):
            return False
    from botocore.utils import parse_to_aware_datetime

    try:
        parse_to_aware_datetime(plain)
    except Exception:  # dateutil raises errors of many classes
        return False
    return True
