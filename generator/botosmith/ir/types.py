"""The generated Python types."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDictField:
    """One key of a generated ``TypedDict``; ``annotation`` is without ``NotRequired``.

    ``documentation`` is the model's, empty for keys that no model has.
    A ``read_only`` key may hold a narrower type in what is given for the ``TypedDict`` (PEP 705).
    """

    name: str
    annotation: str
    required: bool
    read_only: bool = False
    documentation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDictDef:
    """A generated ``TypedDict``.

    ``functional`` means the call syntax, for keys that a class body cannot contain. ``one_of``
    means that a value has exactly one of the keys, which the type does not express.
    """

    name: str
    shape: str
    documentation: str
    fields: tuple[TypedDictField, ...]
    functional: bool = False
    one_of: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasDef:
    """A named union of generated types."""

    name: str
    shape: str
    documentation: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteralDef:
    """An enumeration, as a ``Literal``."""

    name: str
    shape: str
    values: tuple[str, ...]
