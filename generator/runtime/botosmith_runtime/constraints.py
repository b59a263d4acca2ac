"""Constraint traits that are a single predicate, for checks, fakes, samples, strategies and docs.

Limits, enumerations and patterns have separate code, for speed. Any other constraint trait is an
entry in ``CONSTRAINTS``. The generator's ``models/traits/of_shapes.py`` defines which shapes it
applies to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any, NamedTuple

from botosmith_runtime.plain_values import kind, plain_dict, plain_list, plain_number

_DEEPEST = 50  # how many levels of an item are compared


class Constraint(NamedTuple):
    """One constraint trait.

    ``rule`` is its name in violations. ``holds`` takes a value and the trait's value in the model.
    ``words`` is the text for messages, with ``{}`` for the trait's value.
    """

    rule: str
    holds: Callable[[Any, Any], bool]
    words: str

    def expected(self, said: Any) -> str:
        """What a value has to be, for this value of the trait."""
        return self.words.format(said)


def _no_item_twice(items: Any, _: Any) -> bool:
    """Whether all items differ, as JSON compares them (Smithy's ``uniqueItems``)."""
    values = plain_list(items)
    numbers = _Numbering()
    return len({numbers.of(item, _DEEPEST) for item in values}) == len(values)


class _Numbering:
    """Gives equal values the same number, without calling methods of the values' classes.

    Each list or dict is visited once, even if it is contained in others many times, so that the
    time stays linear. Values of other types, and values that are nested too deeply, are only equal
    to themselves.
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
        if is_container:  # a container that contains itself is only equal to itself
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
    """A naive datetime in UTC; with a time zone of an unknown class, it is only equal to itself."""
    zone = moment.tzinfo
    if zone is None or zone is timezone.utc:
        return moment.replace(tzinfo=None)
    if kind(zone).__module__.partition(".")[0] not in ("datetime", "dateutil", "zoneinfo"):
        return id(moment)
    try:
        return moment.astimezone(timezone.utc).replace(tzinfo=None)
    except (OverflowError, ValueError):  # near the first or the last datetime
        return id(moment)


def _exact(number: float | Decimal) -> Any:
    """A finite number as a fraction, in text: hashes of numbers can be made to collide."""
    try:
        return tuple(map(hex, number.as_integer_ratio()))
    except (OverflowError, ValueError):  # NaN or infinite
        return f"{number}"


CONSTRAINTS: Mapping[str, Constraint] = {
    "uniqueItems": Constraint("unique", _no_item_twice, "distinct items"),
}
"""The constraints, by the trait's name in models."""


def broken(value: Any, further: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The rules that a value breaks, each with what was expected.

    ``further`` has the constraint traits of the value's shape, with their values in the model.
    """
    for trait, said in further.items():
        constraint = CONSTRAINTS[trait]
        if not constraint.holds(value, said):
            yield constraint.rule, constraint.expected(said)
