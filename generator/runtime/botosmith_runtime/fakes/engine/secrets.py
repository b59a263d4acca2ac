"""What messages and records do not show: the members that a model marks as sensitive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith_runtime.fakes.engine.values import isa


class _Hidden:
    def __repr__(self) -> str:
        return "<hidden>"


HIDDEN: Any = _Hidden()
"""Stands where a secret is not shown."""


def has_secrets(shape: Any) -> bool:
    """Whether a shape of botocore's is sensitive, or holds a shape that is."""
    pending, seen = [shape], set[str]()
    while pending:
        one = pending.pop()
        if one is None:
            continue
        if one.metadata.get("sensitive"):
            return True
        if one.name not in seen:
            seen.add(one.name)
            pending += _parts(one)
    return False


def masked(value: Any, shape: Any) -> Any:
    """A copy of a value, or of a condition, that shows no secret.

    Predicates and the like stay: they show no value. A regular expression may hold one.
    """
    if shape is None:
        return value
    if shape.metadata.get("sensitive"):
        return value if callable(value) or _is_matcher(value) else HIDDEN
    match shape.type_name:
        case "structure" if isa(value, Mapping):
            return {name: masked(item, shape.members.get(name)) for name, item in value.items()}
        case "list" if isa(value, list | tuple):
            return [masked(item, shape.member) for item in value]
        case "map" if isa(value, Mapping):
            pairs = enumerate(value.items())
            return {
                (f"<hidden {n}>" if shape.key.metadata.get("sensitive") else key): masked(
                    item, shape.value
                )
                for n, (key, item) in pairs
            }
        case _:
            return value


class Recorded(dict[str, Any]):
    """The parameters of a call, whose ``repr`` shows no secret."""

    shape: Any = None

    def __repr__(self) -> str:
        return repr(masked(dict(self), self.shape))


def recorded(params: dict[str, Any], shape: Any) -> dict[str, Any]:
    """Parameters for the record of an operation whose input, ``shape``, holds secrets."""
    own = Recorded(params)
    own.shape = shape
    return own


def _is_matcher(value: Any) -> bool:
    return type(value).__name__ in ("_ANY", "_Absent", "_Nothing")


def _parts(shape: Any) -> list[Any]:
    match shape.type_name:
        case "structure":
            return [*shape.members.values()]
        case "list":
            return [shape.member]
        case "map":
            return [shape.key, shape.value]
        case _:
            return []
