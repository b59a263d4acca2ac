"""Signatures that a model asks botocore for beside the authentication that it states itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith.linting.rules import Found

Document = Mapping[str, Any]

_NONE = {"none", "smithy.api#noAuth"}
_BEARER = {"bearer", "smithy.api#httpBearerAuth"}


def findings(service: Document, extras: Document) -> Found:
    """Where the service, or an operation, asks for a signature that the guard does not make."""
    schemes = extras.get("authentication", {})
    stated = [scheme for scheme in ("bearer", "cookie") if scheme in schemes]
    if not stated:
        return
    same = _NONE | _BEARER if "bearer" in stated else _NONE
    metadata = service["metadata"]
    places = [(f"metadata.{key}", metadata.get(key)) for key in ("signatureVersion", "auth")]
    for name, operation in service["operations"].items():
        places += [(f"operations.{name}.{key}", operation.get(key)) for key in ("auth", "authtype")]
    for where, given in places:
        if other := [scheme for scheme in _each(given) if scheme not in same]:
            message = (
                f"asks botocore for {', '.join(other)}, but botosmith-1.json states "
                f"{' and '.join(stated)}: botocore signs nothing here"
            )
            yield "authentication-twice", where, message


def _each(given: Any) -> list[Any]:
    return [*given] if isinstance(given, list) else [given] if given else []
