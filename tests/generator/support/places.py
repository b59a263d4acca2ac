"""Every place of a JSON document, and a value of every type to put there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from botosmith.models.documents import is_list, is_object

VALUES: tuple[Any, ...] = (
    None, True, -1, 5, 1.5, "", "x", [], ["x"], [5], {}, {"x": 5}, {"shape": "Job"},
)  # fmt: skip


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values inside of one."""
    if at:
        yield at
    for key, child in _children(value):
        yield from places(child, (*at, key))


def _children(value: Any) -> Iterable[tuple[Any, Any]]:
    if is_object(value):
        return value.items()
    return enumerate(value) if is_list(value) else ()
