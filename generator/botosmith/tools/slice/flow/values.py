"""The possible values of expressions, as far as they matter for clients.

Equal values are the same object (``Heap.value`` ensures that), so they are compared by identity.
Each has a number, which is its hash, so that sets of values have the same order in every run.
"""

from __future__ import annotations

import ast
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

CallContext: TypeAlias = "frozenset[tuple[str, str]]"
"""The parameters in which a function gets services, each with its service."""
NOWHERE: CallContext = frozenset()


@dataclass(slots=True, eq=False)
class Cell:
    """The possible values of a name, an attribute or an element, and which environments read it."""

    values: Values = frozenset()
    readers: dict[Env, int] = field(default_factory=dict["Env", int])  # with the reading's number


@dataclass(slots=True, eq=False)
class FlowPlace:
    """Something that has cells."""

    cells: dict[Hashable, Cell] = field(default_factory=dict[Hashable, Cell], init=False)


@dataclass(slots=True, eq=False)
class Env(FlowPlace):
    """A unit in one context: its names, when it is called with certain services."""

    unit: Unit
    context: CallContext
    parent: Env | None
    readings: int = 0  # so far
    unknown: list[tuple[FlowPlace, Hashable]] = field(
        default_factory=list[tuple[FlowPlace, Hashable]]
    )  # the cells to which the last reading assigned no known value


@dataclass(frozen=True, slots=True)
class Parameters:
    """The names of a function's parameters, and the defaults of optional ones."""

    positional: tuple[str, ...]
    keyword_only: tuple[str, ...]
    rest: ast.arg | None
    keywords: ast.arg | None
    defaults: dict[str, ast.expr]


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A module, class, function or lambda."""

    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    module: tuple[str, ...]
    owner: Unit | None = None  # the class around a method
    bound: frozenset[str] = frozenset()
    globals: frozenset[str] = frozenset()
    decorators: frozenset[str] = frozenset()
    parameters: Parameters | None = None


@dataclass(slots=True, eq=False)
class _Value(FlowPlace):
    number: int = field(kw_only=True)

    def __hash__(self) -> int:
        return self.number


@dataclass(slots=True, eq=False)
class Client(_Value):
    """A client of a service, or a callable that returns one."""

    service: str


@dataclass(slots=True, eq=False)
class Holder(_Value):
    """An object whose attribute ``client`` is a client: a Stubber, fake, or resource's ``meta``."""

    service: str


@dataclass(slots=True, eq=False)
class TextValue(_Value):
    """A literal that could name a service or an operation."""

    value: str


@dataclass(slots=True, eq=False)
class External(_Value):
    """Something in a module outside the tree, by its dotted name."""

    path: str


@dataclass(slots=True, eq=False)
class Module(_Value):
    """A module or a package of the tree, by its path."""

    parts: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Function(_Value):
    """A function of the tree, in the environment that defines it."""

    unit: Unit
    env: Env


@dataclass(slots=True, eq=False)
class Class(_Value):
    """A class of the tree; its attributes are the names of its environment."""

    env: Env
    lineage: Lineage | None = field(default=None, init=False)


@dataclass(frozen=True, slots=True, eq=False)
class Lineage:
    """Classes in the order of look-up, and which of them have a name in their bodies."""

    classes: tuple[Class, ...]
    binding: dict[str, tuple[Class, ...]] = field(
        default_factory=dict[str, tuple[Class, ...]], init=False
    )


@dataclass(slots=True, eq=False)
class Instance(_Value):
    """Objects of a class that were made with the same services."""

    of: Class
    context: CallContext


@dataclass(slots=True, eq=False)
class Bound(_Value):
    """A method of an object, or of a class."""

    function: Function
    receiver: Instance | Class


@dataclass(slots=True, eq=False)
class Super(_Value):
    """The result of ``super()`` in a method of the class ``after``."""

    after: Class
    receiver: Instance | Class


@dataclass(slots=True, eq=False)
class Box(_Value):
    """A list, tuple, set or dict, by the expression that makes it."""

    site: ast.AST
    env: Env


@dataclass(slots=True, eq=False)
class Partial(_Value):
    """The result of ``functools.partial``, by the expression that makes it."""

    site: ast.AST
    env: Env


@dataclass(slots=True, eq=False)
class Plain(_Value):
    """A value that is certainly not a client or a name."""


@dataclass(slots=True, eq=False)
class Unknown(_Value):
    """Something that could not be followed."""


Value: TypeAlias = (
    Client | Holder | TextValue | External | Module | Function | Class | Instance | Bound | Super
    | Box | Partial | Plain | Unknown
)  # fmt: skip
Values: TypeAlias = "frozenset[Value]"
NONE: Values = frozenset()
UNKNOWN_VALUE = Unknown(number=0)
UNKNOWN: Values = frozenset({UNKNOWN_VALUE})
PLAIN_VALUE = Plain(number=1)
PLAIN: Values = frozenset({PLAIN_VALUE})
FIRST_NUMBER = 2  # the number of the first value that is made for a tree


@dataclass(slots=True)
class GivenArguments:
    """The arguments of a call; ``more`` are values for any of the remaining positional ones."""

    positional: list[Values] = field(default_factory=list["Values"])
    keywords: dict[str, Values] = field(default_factory=dict[str, "Values"])
    more: Values = NONE
    more_keywords: Values = NONE

    def every(self) -> Values:
        """All passed values."""
        return union([*self.positional, *self.keywords.values(), self.more, self.more_keywords])


def union(parts: Iterable[Values]) -> Values:
    """The union of all sets."""
    return NONE.union(*parts)


def services(values: Values) -> set[str]:
    """The services whose clients are among the values."""
    return {value.service for value in values if isinstance(value, Client)}


def texts(values: Values) -> list[str]:
    """The literals among the values, sorted."""
    return sorted(value.value for value in values if isinstance(value, TextValue))
