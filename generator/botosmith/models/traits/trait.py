"""A row in the table of traits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TraitPlace = Literal[
    "service", "client context parameter",
    "metadata",
    "operation", "http", "host", "discovery", "checksum", "compression", "input", "output",
    "error reference",
    "shape", "reference", "error", "retryable", "XML namespace", "context parameter",
    "paginators", "paginator", "waiters", "waiter", "acceptor", "examples", "example",
    "extras", "extras of an operation", "extras of a member",
]  # fmt: skip
"""A kind of object in a model's documents; each kind has its own traits."""

Breach = Literal["wrong-value", "odd-value", "odd-place"]
"""The linter's rule for a breach: the first ends a build, the others do not."""


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A type that a document's format requires, and its name in messages."""

    phrase: str
    types: tuple[type, ...]

    def refuses(self, value: object) -> bool:
        """Whether a value is of another type; ``true`` is not an integer here."""
        return bool(self.types) and type(value) not in self.types


STRING = ValueKind("a string", (str,))
FLAG = ValueKind("true or false", (bool,))
INTEGER = ValueKind("an integer", (int,))
LIST = ValueKind("a list", (list,))
OBJECT = ValueKind("an object", (dict,))
NAMESPACE = ValueKind("an object with a uri, or that URI itself", (dict, str))
JUDGED = ValueKind("what its separate check expects", ())
"""The type is checked by separate code in ``validation``."""

CONSTRAINT = ("constraint-added", "constraint-removed", "constraint-changed")
"""The kinds of change of a constraint for which ``diff`` has no separate code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One trait: its places, its type, and the rules for wrong values and for changes.

    ``places`` are the objects that may have it. ``on`` are the types of shapes that may have it;
    empty for all types. ``rule`` is the linter's rule for a value that is not of the ``kind``,
    ``misplaced`` the rule for a trait on another type of shape. A wrong value is "wrong-value" if
    botocore would fail on it, or if the HTTP message would change; if botocore ignores it, it is
    odd. ``nullable`` means that null is only odd, and has no effect.

    ``change`` are the kinds of change in ``diff``: for a new trait, for a removed one, and for
    another value. If the last two are left out, the first applies to all. It is empty for traits
    that ``diff`` compares with separate code, and for those without effect on callers.

    ``inside`` is the place of the objects inside the trait's value, ``nested`` the number of levels
    of objects or lists above these. ``constraint`` marks traits that limit values.
    """

    name: str
    places: tuple[TraitPlace, ...]
    kind: ValueKind
    about: str
    rule: Breach = "odd-value"
    misplaced: Breach = "odd-place"
    nullable: bool = False
    on: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    inside: TraitPlace | None = None
    nested: int = 0
    constraint: bool = False

    def is_odd(self, value: object) -> bool:
        """Whether a value is of another type, and botocore ignores that."""
        odd = self.rule == "odd-value" or (self.nullable and value is None)
        return odd and self.kind.refuses(value)

    def is_misplaced(self, shape_type: str) -> bool:
        """Whether it is on a shape that cannot have it; False if the shape's type is unknown."""
        return bool(self.on and shape_type) and shape_type not in self.on

    @property
    def comes_and_goes(self) -> bool:
        """Whether it can only be added or removed, not changed."""
        return self.kind is FLAG and len(self.change) == 2

    def kind_of_change(self, old: object, new: object) -> str:
        """The kind of a change from one value to another; None is for a missing value."""
        came, gone, altered = (*self.change, *(self.change[-1:] * 2))[:3]
        return altered if old and new else gone if old else came
