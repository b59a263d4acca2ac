"""Oddities of operations: values that their protocol does not need."""

from __future__ import annotations

from typing import Any

from botosmith.models.documents import is_object
from botosmith.models.validation import request_paths
from botosmith.models.validation.metadata import protocol_of
from botosmith.models.validation.odd.oddity import AS_IT_IS, Oddities, Oddity
from botosmith.models.validation.values import members, shown, target

_METHOD, _PATH = "POST", "/"  # botocore's defaults


def oddities(service: dict[str, Any]) -> Oddities:
    """Missing methods and paths, and members without a label in the path."""
    metadata, operations, shapes = (
        found if is_object(found := service.get(key)) else dict[str, Any]()
        for key in ("metadata", "operations", "shapes")
    )
    rest = str(protocol_of(metadata)).startswith("rest-")
    for name, operation in operations.items():
        if is_object(operation):
            where = f"operations.{name}.http"
            if "http" not in operation and not rest:
                meant = {"method": _METHOD, "requestUri": _PATH}
                yield _silent(where, operation, "http", meant, "POST to /")
            http = operation.get("http")
            if is_object(http):
                parameters = members(target(operation.get("input"), shapes))
                yield from _http(where, http, parameters, rest=rest)


def _http(where: str, http: dict[str, Any], parameters: dict[str, Any], *, rest: bool) -> Oddities:
    if "method" not in http:
        yield _silent(f"{where}.method", http, "method", _METHOD, _METHOD)
    if rest:
        yield from _members(f"{where}.requestUri", http, parameters)
    elif "requestUri" not in http:
        yield _silent(f"{where}.requestUri", http, "requestUri", _PATH, _PATH)
    else:
        place, uri = f"{where}.requestUri", http["requestUri"]
        for flaw in request_paths.problems(place, uri, parameters):
            advice = f"this protocol sends all requests to {_PATH}: write that"
            yield Oddity("odd-value", place, flaw.message, http, "requestUri", _PATH, advice)


def _silent(where: str, owner: dict[str, Any], key: str, meant: Any, said: str) -> Oddity:
    message, advice = f"missing: botocore takes {said}", "write that"
    return Oddity("odd-value", where, message, owner, key, meant, advice)


def _members(where: str, http: dict[str, Any], parameters: dict[str, Any]) -> Oddities:
    """Members that botocore never sends."""
    uri = http.get("requestUri")
    for label, member in request_paths.members_in_path(parameters).items():
        if isinstance(uri, str) and label not in request_paths.labels(uri):
            message = f"input member {shown(member)} has location uri, but no {{{label}}} here"
            yield Oddity("odd-name", where, message, http, "requestUri", AS_IT_IS)
