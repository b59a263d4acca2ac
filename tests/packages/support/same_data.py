"""Whether two documents of JSON are the same."""

from __future__ import annotations

from typing import Any, TypeGuard


def same(one: Any, other: Any) -> bool:
    """Equal down to types and the order of members."""
    if is_object(one) and is_object(other):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if is_list(one) and is_list(other):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)
