"""Compares a file of rules with ``rules.schema.json``, which also serves editors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from botosmith_runtime.wording import nearest, shown

from botosmith.problems import did_you_mean
from botosmith.tools.serve.documents import RulesDocument


@cache
def schema() -> dict[str, Any]:
    """``rules.schema.json``."""
    text = resources.files("botosmith.tools.serve").joinpath("rules.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def misshapen(document: RulesDocument) -> Iterator[tuple[int, str]]:
    """What breaks the schema, each with the rule's index; -1 for the file itself."""
    from jsonschema import Draft7Validator

    validator: Any = Draft7Validator(schema())
    for error in sorted(validator.iter_errors(document.content), key=_path):
        path = [*error.absolute_path]
        place = str(document.file)
        where, number = "", -1
        if len(path) > 1 and path[0] == "rules":
            number = int(path[1])
            place = document.place(number)
            where = f"rule {number + 1}: "
            path = path[2:]
        steps = "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in path)
        steps = f"{steps.lstrip('.')}: " if steps else ""
        for message in _messages(error):
            yield number, f"{place}: {where}{steps}{message}"


def _path(error: Any) -> list[tuple[bool, Any]]:
    return [(isinstance(one, str), one) for one in error.absolute_path]


def _messages(error: Any) -> Iterator[str]:
    """The messages of one error of the schema."""
    expected: Any = error.validator_value
    match error.validator:
        case "additionalProperties":
            known = tuple(error.schema["properties"])
            for name in error.instance:
                if name not in known:
                    hint = did_you_mean(nearest(name, known))
                    yield f"unknown key {name!r}{hint or '; the keys are ' + ', '.join(known)}"
        case "required":
            for name in expected:
                if name not in error.instance:
                    yield f"the key {name} is missing"
        case "type":
            wanted = " or ".join([expected] if isinstance(expected, str) else expected)
            yield f"expected {_KINDS.get(wanted, wanted)}, got {shown(error.instance)}"
        case "minimum":
            yield f"expected at least {expected}, got {shown(error.instance)}"
        case "maximum":
            yield f"expected at most {expected}, got {shown(error.instance)}"
        case "exclusiveMinimum":
            yield f"expected more than {expected}, got {shown(error.instance)}"
        case "minItems":
            yield f"expected at least {expected} item, got an empty list"
        case "enum":
            yield f"expected true, got {shown(error.instance)}"
        case _:
            yield str(error.message)


_KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "a table",
    "string": "text",
    "string or boolean": "text or true",
}
