"""What an expression may be, as far as that matters for clients."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

CallContext: TypeAlias = "frozenset[tuple[str, str]]"
"""The parameters that a function was given services by, and which."""
NOWHERE: CallContext = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Env:
    """A piece of code with names of its own, as it is when it is called with some services."""

    unit: Unit
    context: CallContext
    parent: Env | None


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A module, class, function or lambda."""

    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    module: tuple[str, ...]
    owner: Unit | None = None  # the class around a method
    bound: frozenset[str] = frozenset()
    globals: frozenset[str] = frozenset()
    decorators: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Client:
    """A client of a service, or what gives one when it is called."""

    service: str


@dataclass(frozen=True, slots=True)
class Holder:
    """What has a client in its attribute ``client``: a Stubber, a fake, a resource's ``meta``."""

    service: str


@dataclass(frozen=True, slots=True)
class TextValue:
    """A literal that could name a service or an operation."""

    value: str


@dataclass(frozen=True, slots=True)
class External:
    """Something of a module that is not in the tree, by its dotted name."""

    path: str


@dataclass(frozen=True, slots=True)
class Module:
    """A module or a package of the tree, by its path."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the tree, in the environment that defines it."""

    unit: Unit
    env: Env


@dataclass(frozen=True, slots=True)
class Class:
    """A class of the tree; its attributes are the names of its environment."""

    env: Env


@dataclass(frozen=True, slots=True)
class Instance:
    """Objects of a class that were made with the same services."""

    of: Class
    context: CallContext


@dataclass(frozen=True, slots=True)
class Bound:
    """A method of an object, or of a class."""

    function: Function
    receiver: Instance | Class


@dataclass(frozen=True, slots=True)
class Super:
    """What ``super()`` gives in a method of the class ``after``."""

    after: Class
    receiver: Instance | Class


@dataclass(frozen=True, slots=True)
class Box:
    """A list, tuple, set or dict, by the place that makes it."""

    site: ast.AST
    env: Env


@dataclass(frozen=True, slots=True)
class Partial:
    """What ``functools.partial`` gives, by the place that makes it."""

    site: ast.AST
    env: Env


@dataclass(frozen=True, slots=True)
class Plain:
    """What is surely no client, and names nothing."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that could not be followed."""


Value: TypeAlias = (
    Client | Holder | TextValue | External | Module | Function | Class | Instance | Bound | Super
    | Box | Partial | Plain | Unknown
)  # fmt: skip
Values: TypeAlias = "frozenset[Value]"
NONE: Values = frozenset()
PLAIN: Values = frozenset({Plain()})
UNKNOWN: Values = frozenset({Unknown()})


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


def texts(values: Values) -> set[str]:
    """The literals among the values."""
    return {value.value for value in values if isinstance(value, TextValue)}
