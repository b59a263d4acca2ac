"""Finds signatures that a model requires, although it states another authentication."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from botosmith.models.documents import Document, is_list, is_object
from botosmith.tools.lint.rules import Findings

RULE = "authentication-twice"
_NONE = {"none", "smithy.api#noAuth"}
_BEARER = {"bearer", "smithy.api#httpBearerAuth"}


def of_service(service: Document, extras: Document) -> Findings:
    """The places where the service or an operation requires a signature that the guard refuses.

    botocore has no signer for "none": only an operation may have it.
    """
    bearer = _BEARER if "bearer" in _stated(extras) else set[str]()
    metadata = service["metadata"]
    places = [
        (f"metadata.{key}", metadata.get(key), bearer) for key in ("signatureVersion", "auth")
    ]
    for name, operation in service["operations"].items():
        where = f"operations.{name}"
        places += [
            (f"{where}.{key}", operation.get(key), bearer | _NONE) for key in ("auth", "authtype")
        ]
    for where, given, right in places:
        yield from _twice(where, _each(given), right, extras)


def of_rules(rules: Document, extras: Document) -> Findings:
    """The places where the endpoint rule set requires a signature."""
    bearer = _BEARER if "bearer" in _stated(extras) else set[str]()
    for where, schemes in _auth_schemes(rules, ""):
        names = [str(one.get("name")) for one in schemes if is_object(one)]
        yield from _twice(where, names, bearer | _NONE, extras)


def of_extras(extras: Document) -> Findings:
    """The place where ``botosmith-1.json`` has a signature in addition to a token or a cookie."""
    version = extras.get("authentication", {}).get("signatureVersion")
    yield from _twice("authentication.signatureVersion", _each(version), set(), extras)


def _twice(where: str, asked: list[str], right: set[str], extras: Document) -> Findings:
    stated = _stated(extras)
    other = [scheme for scheme in asked if scheme not in right]
    if stated and other:
        message = (
            f"asks botocore for {', '.join(other)}, but botosmith-1.json states "
            f"{' and '.join(stated)}: botocore signs nothing here"
        )
        yield RULE, where, message


def _stated(extras: Document) -> list[str]:
    schemes = extras.get("authentication", {})
    return [scheme for scheme in ("bearer", "cookie") if scheme in schemes]


def _auth_schemes(node: Any, where: str) -> Iterator[tuple[str, list[Any]]]:
    """Each list ``authSchemes`` in a rule set, with its path."""
    items: Any = node.items() if is_object(node) else enumerate(node) if is_list(node) else ()
    for key, inner in items:
        path = f"{where}.{key}" if where else str(key)
        if key == "authSchemes" and is_list(inner):
            yield path, inner
        else:
            yield from _auth_schemes(inner, path)


def _each(given: Any) -> list[str]:
    listed: list[Any] = [*given] if isinstance(given, list) else [given]
    return [scheme for scheme in listed if isinstance(scheme, str)]
