"""``operations``: their requests, responses and errors, and where they go over HTTP."""

from __future__ import annotations

import re
from typing import Any

from botosmith import names
from botosmith.models.documents import is_list, is_object
from botosmith.models.validation.shapes import TYPES, reference
from botosmith.models.validation.values import (
    FLAG,
    INTEGER,
    LIST,
    OBJECT,
    STRING,
    Flaw,
    Found,
    clash,
    is_identifier,
    members,
    not_an_identifier,
    shown,
    target,
    unexpected,
    wrong_traits,
)
from botosmith.names import reserved

_TRAITS = {
    **dict.fromkeys(("authtype", "deprecatedMessage", "deprecatedSince"), STRING),
    **dict.fromkeys(("documentation", "documentationUrl", "name"), STRING),
    **dict.fromkeys(("deprecated", "endpointoperation", "httpChecksumRequired"), FLAG),
    **dict.fromkeys(("idempotent", "readonly", "unsignedPayload"), FLAG),
    **dict.fromkeys(("endpoint", "endpointdiscovery", "httpChecksum", "http"), OBJECT),
    **dict.fromkeys(("operationContextParams", "requestcompression"), OBJECT),
    **dict.fromkeys(("auth", "errors"), LIST),
    "staticContextParams": OBJECT,
}
_HTTP = {"method": STRING, "requestUri": STRING, "responseCode": INTEGER}
_METHOD = re.compile(r"[A-Z]+")
_LABEL = re.compile(r"\{([A-Za-z0-9_-]+)\+?\}")


def problems(operations: dict[str, Any], shapes: dict[str, Any]) -> Found:
    """What is wrong with the operations, each by itself and in the shapes that it names."""
    methods: dict[str, str] = {}
    for name, operation in operations.items():
        where = f"operations.{name}"
        if not is_identifier(name):
            yield not_an_identifier(where, "a method is")
        elif name.startswith("_"):
            message = "begins with _, as botocore's own attributes of a client do"
            yield Flaw(where, message, rule="unnameable", advice="rename it")
        elif (method := names.boto3_name(name)) in reserved.CLIENT_ATTRIBUTES:
            message = f"its method {method} would replace one that every client has"
            yield Flaw(where, message, rule="naming-clash", advice="rename it")
        elif (other := methods.setdefault(names.method_name(name), name)) != name:
            method = names.method_name(name)
            yield clash(where, f"method {method}", other)
        if not is_object(operation):
            yield unexpected(where, "an object", operation)
            continue
        yield from wrong_traits(where, operation, _TRAITS)
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
                "has a member self, which no method of botocore's can take",
                rule="unnameable",
                advice="rename it",
            )
        yield from _metadata(f"{where}.output", operation.get("output"), shapes)
        yield from _http(f"{where}.http", operation.get("http"))
        if "input" not in operation or (asked and is_object(asked.get("members"))):
            yield from _labels(f"{where}.http.requestUri", operation.get("http"), parameters)


def _structure(where: str, given: object, shapes: dict[str, Any]) -> Found:
    yield from reference(where, given, shapes)
    shape = target(given, shapes)
    kind = shape.get("type") if shape else None
    if is_object(given) and isinstance(kind, str) and kind in TYPES - {"structure"}:
        yield Flaw(where, f"{shown(given['shape'])} is a {kind}", advice="expected a structure")


def _metadata(where: str, given: object, shapes: dict[str, Any]) -> Found:
    """A member that botocore replaces in every response, by what it knows of the answer."""
    member = target(members(target(given, shapes)).get("ResponseMetadata"), shapes)
    kind = member.get("type") if member else None
    if is_object(given) and isinstance(kind, str) and kind in TYPES - {"structure"}:
        yield Flaw(
            where,
            f"member ResponseMetadata of {given['shape']} is a {kind}: botocore puts a structure "
            "in its place",
            advice="rename the member",
        )


def _http(where: str, http: object) -> Found:
    if not is_object(http):
        if http is None:
            yield unexpected(where, 'an object such as {"method": "POST", "requestUri": "/"}', http)
        return
    yield from wrong_traits(where, http, _HTTP)
    method, uri, status = (http.get(key) for key in ("method", "requestUri", "responseCode"))
    if method is None or (isinstance(method, str) and not _METHOD.fullmatch(method)):
        yield unexpected(f"{where}.method", "an HTTP method such as POST", method)
    if type(status) is int and not 100 <= status <= 599:
        yield unexpected(f"{where}.responseCode", "an HTTP status, 100 to 599", status)
    if uri is None or (isinstance(uri, str) and not uri.startswith("/")):
        yield unexpected(f"{where}.requestUri", 'a path that begins with "/"', uri)


def _labels(where: str, http: object, parameters: dict[str, Any]) -> Found:
    """Labels of the path without a member to fill them, and members without a label."""
    uri = http.get("requestUri") if is_object(http) else None
    if not isinstance(uri, str):
        return
    bound = {
        str(given.get("locationName", name)): name
        for name, given in parameters.items()
        if is_object(given) and given.get("location") == "uri"
    }
    labels = dict.fromkeys(_LABEL.findall(uri))
    if set(_LABEL.sub("", uri)) & set("{}"):
        message = f"holds a brace that belongs to no label such as {{JobId}}: {shown(uri)}"
        yield Flaw(where, message)
    for label in labels:
        if label not in bound:
            message = (
                f"nothing fills {{{label}}}: no member of the input has location uri and that name"
            )
            yield Flaw(where, message, rule="dangling-name")
    for label, name in bound.items():
        if label not in labels:
            message = f"input member {shown(name)} has location uri, but no {{{label}}} here"
            yield Flaw(where, message, rule="dangling-name")
