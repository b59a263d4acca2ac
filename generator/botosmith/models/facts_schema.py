"""The format of ``botosmith-1.json`` and of the files of ``service_facts``: their JSON Schema."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from botosmith.problems import Problem


def problems(file: str, document: dict[str, Any]) -> list[Problem]:
    """The violations of the schema, by the path inside the file."""
    from jsonschema import Draft202012Validator  # imported late: few services have such a file

    validator: Any = Draft202012Validator(schema())
    errors = sorted(validator.iter_errors(document), key=lambda error: list(map(str, error.path)))
    return [
        Problem(file=file, where=".".join(map(str, error.absolute_path)), message=error.message)
        for error in errors
    ]


def schema() -> dict[str, Any]:
    """``extras.schema.json``."""
    text = resources.files("botosmith.models").joinpath("extras.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
