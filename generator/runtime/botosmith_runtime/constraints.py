"""Constraint traits that are one predicate: what checks, fakes, samples, strategies and docs know.

Limits, enumerations and patterns have code of their own, for speed. Any other constraint trait is
an entry of ``CONSTRAINTS``; the generator's ``models/traits/of_shapes.py`` says where it may stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any, NamedTuple

from botosmith_runtime.plain_values import kind, plain_dict, plain_list, plain_number

_DEEPEST = 50  # levels of an item that are compared


class Constraint(NamedTuple):
    """One constraint trait.

    ``rule`` is what violations call it. ``holds`` takes a value and what the model says of the
    trait; ``words`` say that, with ``{}`` for what the model says.
    """

    rule: str
    holds: Callable[[Any, Any], bool]
    words: str

    def expected(self, said: Any) -> str:
        """What a value has to be, by what the model says of the trait."""
        return self.words.format(said)


def _no_item_twice(items: Any, _: Any) -> bool:
    """Whether all items differ, as JSON compares them (Smithy's ``uniqueItems``)."""
    values = plain_list(items)
    numbers = _Numbering()
    return len({numbers.of(item, _DEEPEST) for item in values}) == len(values)


class _Numbering:
    """Gives equal values one number; no method of a value's own class is called.

    A list or dict is looked at once, however often it stands in another: the time does not grow
    with the ways to it. A value of another kind equals itself alone, and so does one that is nested
    too deeply.
    """

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}
        self._looked_at: dict[int, int] = {}

    def of(self, value: Any, levels: int) -> int:
        """The value's number."""
        if (known := self._looked_at.get(id(value))) is not None:
            return known
        own = kind(value)
        is_container = issubclass(own, list | tuple | dict)
        if is_container:  # one that holds itself equals itself alone
            self._looked_at[id(value)] = self._number(("itself", id(value)))
        number = self._number(self._key(value, own, levels))
        if is_container:
            self._looked_at[id(value)] = number
        return number

    def _number(self, key: Any) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def _key(self, value: Any, own: Any, levels: int) -> Any:
        if issubclass(own, str):
            return "text", str.__str__(value)
        if value is None or own is bool:
            return "constant", value
        if (number := plain_number(value)) is not None:
            return "number", _exact(number)
        if issubclass(own, bytes | bytearray):
            return "bytes", b"".join((value,))
        if own is datetime:
            return "moment", _in_utc(value)
        if levels and issubclass(own, list | tuple):
            return "list", tuple(self.of(item, levels - 1) for item in plain_list(value))
        if levels and issubclass(own, dict):
            entries = plain_dict(value).items()
            pairs = ((self.of(name, 0), self.of(item, levels - 1)) for name, item in entries)
            return "dict", frozenset(pairs)
        return "itself", id(value)


def _in_utc(moment: datetime) -> Any:
    """A moment without a time zone; with a zone of an unknown class it equals itself alone."""
    zone = moment.tzinfo
    if zone is None or zone is timezone.utc:
        return moment.replace(tzinfo=None)
    if kind(zone).__module__.partition(".")[0] not in ("datetime", "dateutil", "zoneinfo"):
        return id(moment)
    try:
        return moment.astimezone(timezone.utc).replace(tzinfo=None)
    except (OverflowError, ValueError):  # at the ends of what Python can say
        return id(moment)


def _exact(number: float | Decimal) -> Any:
    """A finite number as a fraction, in text: hashes of numbers can be chosen to collide."""
    try:
        return tuple(map(hex, number.as_integer_ratio()))
    except (OverflowError, ValueError):  # NaN, or without an end
        return f"{number}"


CONSTRAINTS: Mapping[str, Constraint] = {
    "uniqueItems": Constraint("unique", _no_item_twice, "distinct items"),
}
"""The constraints by trait, as models spell it."""


def broken(value: Any, further: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The rules that a value breaks, each with what was expected.

    ``further`` has the constraint traits of the value's shape, and what the model says of each.
    """
    for trait, said in further.items():
        constraint = CONSTRAINTS[trait]
        if not constraint.holds(value, said):
            yield constraint.rule, constraint.expected(said)
