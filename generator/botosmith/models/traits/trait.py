"""What the table of traits says of one trait."""

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
"""A kind of object in a model's documents: each has traits of its own."""

Breach = Literal["wrong-value", "odd-value", "odd-place"]
"""The linter's rule for a breach: the first ends a build, the others do not."""


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A type that a document's format asks for, and how a message calls it."""

    phrase: str
    types: tuple[type, ...]

    def refuses(self, value: object) -> bool:
        """Whether a value is of another type: exactly, ``true`` is no integer."""
        return bool(self.types) and type(value) not in self.types


STRING = ValueKind("a string", (str,))
FLAG = ValueKind("true or false", (bool,))
INTEGER = ValueKind("an integer", (int,))
LIST = ValueKind("a list", (list,))
OBJECT = ValueKind("an object", (dict,))
NAMESPACE = ValueKind("an object with a uri, or that URI itself", (dict, str))
JUDGED = ValueKind("what a check of its own asks for", ())
"""The type is judged by code of its own in ``validation``."""

CONSTRAINT = ("constraint-added", "constraint-removed", "constraint-changed")
"""The kinds of change of a constraint that ``diff`` has no code of its own for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One trait: where it may stand, of what type, what a breach and a change of it are.

    ``places`` are the objects that may have it; ``on`` are the types of shapes that may, empty for
    all of them. ``rule`` is the linter's for a value that is not of the ``kind``, ``misplaced`` the
    one for a trait on another shape. A breach is "wrong-value" where botocore would fail on
    it, or the wire would be another one; what botocore passes over is odd. ``nullable`` says that
    null is odd as well, and as good as nothing.

    ``change`` names the kinds of change in ``diff``: when the trait comes, when it goes, when its
    value is another one (the last two may be left out, and are the first then). It is empty for
    what ``diff`` compares with code of its own, and for what says nothing to callers.

    ``inside`` is the place of the object that the trait holds, ``nested`` how many objects or lists
    lie around that. ``constraint`` marks what limits a value.
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
        """Whether a value is of another type, and botocore passes over that."""
        odd = self.rule == "odd-value" or (self.nullable and value is None)
        return odd and self.kind.refuses(value)

    def is_misplaced(self, shape_type: str) -> bool:
        """Whether it stands on a shape that cannot have it; nobody knows if the type is empty."""
        return bool(self.on and shape_type) and shape_type not in self.on

    @property
    def comes_and_goes(self) -> bool:
        """Whether all that can change is whether it is there."""
        return self.kind is FLAG and len(self.change) == 2

    def kind_of_change(self, old: object, new: object) -> str:
        """The kind of a change from one value to another; a value that is not there is None."""
        came, gone, altered = (*self.change, *(self.change[-1:] * 2))[:3]
        return altered if old and new else gone if old else came
