"""``examples-1.json``: examples of operations that exist."""

from __future__ import annotations

from typing import Any

from botosmith.documents import is_list, is_object
from botosmith.soundness.values import (
    MEND,
    OBJECT,
    STRING,
    Found,
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
        yield "examples", unexpected("an object: lists of examples by operation", by_operation)
        return
    for name, examples in by_operation.items():
        where = f"examples.{name}"
        if name not in service["operations"]:
            yield where, f"names no operation of the service; {MEND}"
        if not is_list(examples):
            yield where, unexpected("a list of examples", examples)
            continue
        for index, example in enumerate(examples):
            if is_object(example):
                yield from wrong_traits(f"{where}.{index}", example, _TRAITS)
            else:
                yield f"{where}.{index}", unexpected("an object with input and output", example)
