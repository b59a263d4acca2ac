"""Finds paths in paginators and waiters that no response has, and acceptors that cannot match."""

from __future__ import annotations

from collections.abc import Mapping

from botosmith.models.documents import Document, is_list
from botosmith.models.validation.values import shown
from botosmith.tools.lint.paths import DeadPathError, ListOf, PathValue, follow
from botosmith.tools.lint.rules import Findings

_PATHS = ("output_token", "more_results", "result_key", "non_aggregate_keys")


def paginators(document: Document, service: Document) -> Findings:
    """Paths in paginators that no response has."""
    for name, config in document["pagination"].items():
        output = _output(service, name)
        for key in _PATHS:
            given = config.get(key, [])
            for path in given if is_list(given) else [given]:
                where = f"pagination.{name}.{key}"
                try:
                    follow(path, output, service["shapes"])
                except DeadPathError as end:
                    yield "paginator-dead-path", where, f"{shown(path)} does not exist: {end}"


def waiters(document: Document, service: Document) -> Findings:
    """Acceptors that cannot match."""
    for name, config in document["waiters"].items():
        for index, acceptor in enumerate(config["acceptors"]):
            where = f"waiters.{name}.acceptors.{index}"
            if acceptor["matcher"] == "error":
                yield from _error(where, acceptor, config["operation"], service)
            elif acceptor["matcher"] != "status":
                yield from _path(where, acceptor, config["operation"], service)


def _path(where: str, acceptor: Document, operation: str, service: Document) -> Findings:
    path, expected = acceptor["argument"], acceptor["expected"]
    try:
        found = follow(path, _output(service, operation), service["shapes"])
    except DeadPathError as end:
        yield "waiter-dead-path", f"{where}.argument", f"{shown(path)} does not exist: {end}"
        return
    if acceptor["matcher"] in ("pathAll", "pathAny"):
        found = _element(found, service)
    if isinstance(found, Mapping) and "enum" in found and expected not in found["enum"]:
        values = ", ".join(map(shown, found["enum"][:8]))
        message = f"{shown(expected)} is none of the values there: {values}"
        yield "waiter-dead-value", f"{where}.expected", message


def _element(value: PathValue, service: Document) -> PathValue:
    if isinstance(value, ListOf):
        return value.element
    if value is None or value["type"] != "list":
        return None
    shape: Document = service["shapes"][value["member"]["shape"]]
    return shape


def _error(where: str, acceptor: Document, operation: str, service: Document) -> Findings:
    expected = acceptor["expected"]
    declared = service["operations"][operation].get("errors", ())
    codes = {
        code
        for error in declared
        for code in (
            error["shape"],
            service["shapes"][error["shape"]].get("error", {}).get("code", error["shape"]),
        )
    }
    if isinstance(expected, str) and expected not in codes:
        message = f"{operation} declares no error with the code {shown(expected)}"
        yield "waiter-unmodelled-error", f"{where}.expected", message


def _output(service: Document, operation: str) -> Document:
    reference = service["operations"][operation].get("output")
    nothing: Document = {"type": "structure", "members": {}}
    return service["shapes"][reference["shape"]] if reference else nothing
