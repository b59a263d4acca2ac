"""The rules that generated checks call for values that fail the fast check.

Generated code tests the common case in one line, such as ``kind(item) is not str or not 1 <=
len(item) <= 255``. If the test fails, it calls a rule's ``explain``, which checks the value in
detail. The rule accepts valid values of unusual types (a subclass, a tuple for a list, a date as
text) and adds violations to ``found``. A rule neither raises nor hangs for any value: it calls no
method of the value's class, and uses ``type``, not ``__class__``.

The rules are Smithy's constraint traits as services enforce them; the Python types are those that
botocore accepts. The length of a string is in characters, the length of a blob in bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from botosmith_runtime.constraints import broken
from botosmith_runtime.findings import RESPONSE, Found, Path
from botosmith_runtime.plain_values import (
    ODD_NUMBERS,
    has_read,
    plain_dict,
    plain_list,
    plain_number,
    says_a_moment,
    size_of_bytes,
)
from botosmith_runtime.plain_values import kind as kind  # generated checks have it from here
from botosmith_runtime.wording import bounds, kind_of, limits, matching, one_of, shown

if TYPE_CHECKING:
    from typing import TypedDict

    from botosmith_runtime.compat import Unpack

    class Common(TypedDict, total=False):
        """The keywords of every rule."""

        sensitive: bool
        further: Mapping[str, Any]


_INFINITY = float("inf")


class CheckRule:
    """The base class: whether values are secret, and constraints that apply to any type.

    ``further`` has traits of ``constraints.CONSTRAINTS`` with their values in the model.
    """

    __slots__ = ("further", "sensitive")

    def __init__(
        self, *, sensitive: bool = False, further: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        self.sensitive = sensitive
        self.further = further

    def holds(self, value: Any) -> bool:
        """Whether a value of the right type obeys the further constraints."""
        return not any(broken(value, self.further))

    def explain_further(self, value: Any, found: Found, path: Path) -> None:
        """Check the further constraints of a value that is valid otherwise."""
        for rule, expected in broken(value, self.further):
            self.wrong(found, path, rule, expected, "")

    def wrong(self, found: Found, path: Path, rule: str, expected: str, came: str) -> None:
        """Add a violation; ``came`` is the value as text."""
        found.append((path, rule, expected, "" if self.sensitive else came))

    def mistyped(self, found: Found, path: Path, expected: str, value: Any, came: str = "") -> None:
        """Add a violation of the rule ``type``, or of ``null`` if the value is None."""
        rule = "null" if value is None else "type"
        self.wrong(found, path, rule, expected, came or shown(value))


class Sized(CheckRule):
    """A rule with limits for the value, its length or its size."""

    __slots__ = ("maximum", "minimum")

    def __init__(
        self, *, minimum: float = 0, maximum: float = _INFINITY, **common: Unpack[Common]
    ) -> None:
        super().__init__(**common)
        self.minimum = minimum
        self.maximum = maximum


class String(Sized):
    """A string: its length in characters, its enumeration, its pattern."""

    __slots__ = ("_longest", "_model", "enum", "fullmatch", "pattern")

    def __init__(
        self,
        *,
        minimum: int = 0,
        maximum: float = _INFINITY,
        enum: Iterable[str] = (),
        pattern: str | None = None,
        model: str | None = None,
        longest: int | None = None,
        **common: Unpack[Common],
    ) -> None:
        """``pattern`` is in Python's syntax; ``model`` is the model's pattern, if it differs.

        Strings of more than ``longest`` characters are not matched: it could take too long.
        """
        super().__init__(minimum=minimum, maximum=maximum, **common)
        self.enum = frozenset(enum)
        self.pattern = pattern
        self._model = model or pattern
        self._longest = longest
        self.fullmatch: Callable[[str], object] = self._compile

    def _compile(self, text: str) -> object:
        """Compile the pattern on first use, and match."""
        match = re.compile(self.pattern or "(?s:.*)", re.ASCII).fullmatch
        longest = self._longest

        def match_short(text: str) -> object:
            return len(text) > longest or match(text) if longest is not None else match(text)

        self.fullmatch = match if longest is None else match_short
        return self.fullmatch(text)

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Check a value that failed the fast check."""
        if not issubclass(kind(value), str):
            self.mistyped(found, path, "a string", value)
            return
        text = str.__str__(value)
        if not self.minimum <= len(text) <= self.maximum:
            expected = bounds(self.minimum, self.maximum, "character")
            self.wrong(found, path, "length", expected, shown(text))
        elif self.enum and text not in self.enum:
            self.wrong(found, path, "enum", one_of(self.enum), shown(text))
        elif self.pattern is not None and not self.fullmatch(text):
            self.wrong(found, path, "pattern", matching(self._model), shown(text))
        else:
            self.explain_further(text, found, path)


class Integer(Sized):
    """An integer; a boolean is not accepted."""

    __slots__ = ()

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Check a value that failed the fast check."""
        if not issubclass(kind(value), int) or kind(value) is bool:
            self.mistyped(found, path, "an integer", value)
        elif not self.minimum <= int.__int__(value) <= self.maximum:
            self.wrong(found, path, "range", limits(self.minimum, self.maximum), shown(value))
        else:
            self.explain_further(int.__int__(value), found, path)


def _is_odd_number_of_response(value: Any, path: Path) -> bool:
    """Whether a response's value is NaN or Infinity, which botocore leaves as a string."""
    if kind(value) is not str or value not in ODD_NUMBERS:
        return False
    while path:
        path = path[0]
    return path is RESPONSE


class Number(Sized):
    """A float, int or Decimal; a boolean is not accepted. NaN is outside of every range."""

    __slots__ = ()

    def __init__(
        self,
        *,
        minimum: float = -_INFINITY,
        maximum: float = _INFINITY,
        **common: Unpack[Common],
    ) -> None:
        super().__init__(minimum=minimum, maximum=maximum, **common)

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Check a value that failed the fast check."""
        number = plain_number(value)
        if number is None:
            if not _is_odd_number_of_response(value, path):
                self.mistyped(found, path, "a number", value)
        elif not self._allows(number):
            self.wrong(found, path, "range", limits(self.minimum, self.maximum), shown(value))
        else:
            self.explain_further(number, found, path)

    def _allows(self, number: float | Decimal) -> bool:
        if self.minimum <= number <= self.maximum:
            return True
        # botocore sends and reads NaN; it is valid if the model sets no limits.
        return number != number and self.minimum == -_INFINITY and self.maximum == _INFINITY


class Boolean(CheckRule):
    """``True`` or ``False``."""

    __slots__ = ()

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Add a violation for a value that is neither."""
        self.mistyped(found, path, "a boolean", value)


class Blob(Sized):
    """Bytes: ``bytes``, ``bytearray``, text that UTF-8 can encode, or a file of any size."""

    __slots__ = ()

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Check a value that failed the fast check."""
        size = size_of_bytes(value)
        if size is None:
            if not has_read(value):
                expected = "bytes, text that UTF-8 can encode, or a file"
                self.mistyped(found, path, expected, value)
        elif not self.minimum <= size <= self.maximum:
            expected = bounds(self.minimum, self.maximum, "byte")
            self.wrong(found, path, "length", expected, f"{size:,}")
        else:
            self.explain_further(value, found, path)


class Timestamp(CheckRule):
    """A ``datetime``, or a number or string that botocore can parse as one."""

    __slots__ = ()

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Check a value that failed the fast check."""
        if not issubclass(kind(value), datetime) and not says_a_moment(value):
            self.mistyped(found, path, "a datetime, or text with a date", value)


class List(Sized):
    """A list or a tuple."""

    __slots__ = ()

    def items(self, value: Any, found: Found, path: Path) -> list[Any]:
        """Check the list itself, and return its items; none if the value is not a list."""
        if not issubclass(kind(value), list | tuple):
            self.mistyped(found, path, "a list", value, kind_of(value))
            return []
        items = plain_list(value)
        if not self.minimum <= len(items) <= self.maximum:
            expected = bounds(self.minimum, self.maximum, "item")
            self.wrong(found, path, "size", expected, f"{len(items):,}")
        else:
            self.explain_further(items, found, path)
        return items


class Map(Sized):
    """A dict whose keys are data."""

    __slots__ = ()

    def entries(self, value: Any, found: Found, path: Path) -> dict[Any, Any]:
        """Check the map itself, and return its entries; none if the value is not a dict."""
        if not issubclass(kind(value), dict):
            self.mistyped(found, path, "a dict", value, kind_of(value))
            return {}
        entries = plain_dict(value)
        if not self.minimum <= len(entries) <= self.maximum:
            expected = bounds(self.minimum, self.maximum, "entry", "entries")
            self.wrong(found, path, "size", expected, f"{len(entries):,}")
        else:
            self.explain_further(entries, found, path)
        return entries
