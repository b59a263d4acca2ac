"""What an expression may be, as far as that matters for clients.

A value is one object for each meaning (``Heap.value`` sees to that), so values are compared by
identity. Each has a number, which is its hash: sets of values have the same order in every run.
"""

from __future__ import annotations

import ast
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

CallContext: TypeAlias = "frozenset[tuple[str, str]]"
"""The parameters that a function was given services by, and which."""
NOWHERE: CallContext = frozenset()


@dataclass(slots=True, eq=False)
class Cell:
    """All that a name, an attribute or an element may be, and who has read that."""

    values: Values = frozenset()
    readers: dict[Env, int] = field(default_factory=dict["Env", int])  # and in which reading


@dataclass(slots=True, eq=False)
class Place:
    """Something that has cells."""

    cells: dict[Hashable, Cell] = field(default_factory=dict[Hashable, Cell], init=False)


@dataclass(slots=True, eq=False)
class Env(Place):
    """A piece of code with names of its own, as it is when it is called with some services."""

    unit: Unit
    context: CallContext
    parent: Env | None
    readings: int = 0  # so far
    unknown: list[tuple[Place, Hashable]] = field(
        default_factory=list[tuple[Place, Hashable]]
    )  # the cells that nothing known was put into, in the last reading


@dataclass(frozen=True, slots=True)
class Parameters:
    """The names of a function's parameters, and the defaults of those that need not be passed."""

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
class _Value(Place):
    number: int = field(kw_only=True)

    def __hash__(self) -> int:
        return self.number


@dataclass(slots=True, eq=False)
class Client(_Value):
    """A client of a service, or what gives one when it is called."""

    service: str


@dataclass(slots=True, eq=False)
class Holder(_Value):
    """What has a client in its attribute ``client``: a Stubber, a fake, a resource's ``meta``."""

    service: str


@dataclass(slots=True, eq=False)
class TextValue(_Value):
    """A literal that could name a service or an operation."""

    value: str


@dataclass(slots=True, eq=False)
class External(_Value):
    """Something of a module that is not in the tree, by its dotted name."""

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
    """What ``super()`` gives in a method of the class ``after``."""

    after: Class
    receiver: Instance | Class


@dataclass(slots=True, eq=False)
class Box(_Value):
    """A list, tuple, set or dict, by the place that makes it."""

    site: ast.AST
    env: Env


@dataclass(slots=True, eq=False)
class Partial(_Value):
    """What ``functools.partial`` gives, by the place that makes it."""

    site: ast.AST
    env: Env


@dataclass(slots=True, eq=False)
class Plain(_Value):
    """What is surely no client, and names nothing."""


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
FIRST_NUMBER = 2  # of the values that are made for one tree


@dataclass(slots=True)
class GivenArguments:
    """What a call passes; ``more`` may be any of the positional ones that are left."""

    positional: list[Values] = field(default_factory=list["Values"])
    keywords: dict[str, Values] = field(default_factory=dict[str, "Values"])
    more: Values = NONE
    more_keywords: Values = NONE

    def every(self) -> Values:
        """All that is passed."""
        return union([*self.positional, *self.keywords.values(), self.more, self.more_keywords])


def union(parts: Iterable[Values]) -> Values:
    """All that any of them may be."""
    return NONE.union(*parts)


def services(values: Values) -> set[str]:
    """The services whose clients are among the values."""
    return {value.service for value in values if isinstance(value, Client)}


def texts(values: Values) -> list[str]:
    """The literals among the values, sorted."""
    return sorted(value.value for value in values if isinstance(value, TextValue))
