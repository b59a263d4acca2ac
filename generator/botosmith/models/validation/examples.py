"""``examples-1.json``: examples of operations that exist."""

from __future__ import annotations

from typing import Any

from botosmith.models.documents import is_list, is_object
from botosmith.models.validation.values import (
    OBJECT,
    STRING,
    Found,
    dangling,
    unexpected,
    wrong_traits,
)

_TRAITS = {
    **dict.fromkeys(("description", "id", "title"), STRING),
    **dict.fromkeys(("comments", "input", "output"), OBJECT),
}


def problems(document: dict[str, Any], service: dict[str, Any]) -> Found:
    """What is wrong with the examples of a service; their values are the linter's to judge."""
    by_operation = document.get("examples")
    if not is_object(by_operation):
        yield unexpected("examples", "an object: lists of examples by operation", by_operation)
        return
    for name, examples in by_operation.items():
        where = f"examples.{name}"
        if name not in service["operations"]:
            yield dangling(where, "names no operation of the service")
        if not is_list(examples):
            yield unexpected(where, "a list of examples", examples)
            continue
        for index, example in enumerate(examples):
            if is_object(example):
                yield from wrong_traits(f"{where}.{index}", example, _TRAITS)
            else:
                yield unexpected(f"{where}.{index}", "an object with input and output", example)
