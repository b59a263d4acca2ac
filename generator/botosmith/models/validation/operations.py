"""``operations``: their requests, responses and errors, and their HTTP methods and paths."""

from __future__ import annotations

import re
from typing import Any

from botosmith import names
from botosmith.models.documents import is_list, is_object
from botosmith.models.validation import request_paths
from botosmith.models.validation.shape_types import a, type_of
from botosmith.models.validation.shapes import reference
from botosmith.models.validation.values import (
    Flaw,
    Found,
    clash,
    is_identifier,
    members,
    not_an_identifier,
    shown,
    target,
    unexpected,
)
from botosmith.names import reserved

_METHOD = re.compile(r"[A-Z]+")


def problems(operations: dict[str, Any], shapes: dict[str, Any]) -> Found:
    """The problems of the operations, and of the references to their shapes."""
    methods: dict[str, str] = {}
    for name, operation in operations.items():
        where = f"operations.{name}"
        if not is_identifier(name):
            yield not_an_identifier(where, "a method is")
        elif name.startswith("_"):
            message = "begins with _, as botocore's own attributes of a client do"
            yield Flaw(where, message, rule="unnameable", advice="rename it")
        elif (method := names.boto3_name(name)) in reserved.CLIENT_ATTRIBUTES:
            message = f"its method {method} would replace a method that every client has"
            yield Flaw(where, message, rule="naming-clash", advice="rename it")
        elif (other := methods.setdefault(names.method_name(name), name)) != name:
            method = names.method_name(name)
            yield clash(where, f"method {method}", other)
        if not is_object(operation):
            yield unexpected(where, "an object", operation)
            continue
        for side in ("input", "output"):
            if side in operation:
                yield from _structure(f"{where}.{side}", operation[side], shapes)
        errors = operation.get("errors")
        for index, error in enumerate(errors if is_list(errors) else ()):
            yield from _structure(f"{where}.errors.{index}", error, shapes)
        asked = target(operation.get("input"), shapes)
        parameters = members(asked)
        if "self" in parameters:
            yield Flaw(
                f"{where}.input",
                "has a member self, which a method of botocore cannot take",
                rule="unnameable",
                advice="rename it",
            )
        yield from _metadata(f"{where}.output", operation.get("output"), shapes)
        known = "input" not in operation or (asked and is_object(asked.get("members")))
        yield from _http(f"{where}.http", operation.get("http"), parameters if known else None)


def _structure(where: str, given: object, shapes: dict[str, Any]) -> Found:
    yield from reference(where, given, shapes)
    kind = type_of(target(given, shapes))
    if is_object(given) and kind not in ("", "structure"):
        yield Flaw(where, f"{shown(given['shape'])} is {a(kind)}", advice="expected a structure")


def _metadata(where: str, given: object, shapes: dict[str, Any]) -> Found:
    """A member with the name of the metadata that botocore puts into every response."""
    kind = type_of(target(members(target(given, shapes)).get("ResponseMetadata"), shapes))
    if is_object(given) and kind not in ("", "structure"):
        yield Flaw(
            where,
            f"member ResponseMetadata of {given['shape']} is {a(kind)}: botocore puts a structure "
            "in its place",
            advice="rename the member",
        )


def _http(where: str, http: object, parameters: dict[str, Any] | None) -> Found:
    if not is_object(http):
        yield unexpected(where, 'an object such as {"method": "POST", "requestUri": "/"}', http)
        return
    method = http.get("method")
    if not isinstance(method, str) or not _METHOD.fullmatch(method):
        yield unexpected(f"{where}.method", "an HTTP method such as POST", method)
    yield from request_paths.problems(f"{where}.requestUri", http.get("requestUri"), parameters)
