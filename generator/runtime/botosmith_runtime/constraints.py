"""Constraint traits that are one predicate: what checks, fakes, samples, strategies and docs know.

Limits, enumerations and patterns have code of their own, for speed. Any other constraint trait is
an entry of ``CONSTRAINTS``; the generator's ``models/traits.py`` says where it may stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
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
    seen: set[Any] = set()
    for item in plain_list(items):
        key = _key(item, _DEEPEST)
        if key in seen:
            return False
        seen.add(key)
    return True


def _key(value: Any, levels: int) -> Any:
    """What two equal values have in common; no method of the value's own is called.

    A value of another kind, or one that is nested too deeply, equals itself alone.
    """
    own = kind(value)
    if issubclass(own, str):
        return str.__str__(value)
    if value is None or own is bool:
        return own, value
    if (number := plain_number(value)) is not None:
        return "number", number
    if issubclass(own, bytes):
        return bytes.__getitem__(value, slice(None))
    if own is datetime:
        return "moment", value.timestamp()
    if levels and issubclass(own, list | tuple):
        return "list", tuple(_key(item, levels - 1) for item in plain_list(value))
    if levels and issubclass(own, dict):
        entries = plain_dict(value).items()
        return "dict", frozenset((name, _key(item, levels - 1)) for name, item in entries)
    return "itself", id(value)


CONSTRAINTS: Mapping[str, Constraint] = {
    "uniqueItems": Constraint("unique", _no_item_twice, "no item twice"),
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
