"""Hides the members that a model marks as sensitive, in messages and records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith_runtime.fakes.engine.values import isa


class _Hidden:
    def __repr__(self) -> str:
        return "<hidden>"


HIDDEN: Any = _Hidden()
"""Shown in the place of a secret."""


def has_secrets(shape: Any) -> bool:
    """Whether a botocore shape is sensitive, or contains a sensitive shape."""
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

    Predicates, ``ANY`` and ``ABSENT`` stay, since they show no value. A regular expression may
    contain a secret and is hidden.
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
    """The parameters of a call; ``repr`` shows no secret."""

    shape: Any = None

    def __repr__(self) -> str:
        return repr(masked(dict(self), self.shape))


def recorded(params: dict[str, Any], shape: Any) -> dict[str, Any]:
    """A call's parameters for the record, if the operation's input ``shape`` has secrets."""
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
