"""``paginators-1.json``: operations and members that exist, expressions that parse."""

from __future__ import annotations

from typing import Any

from botosmith import names
from botosmith.models.documents import is_list, is_object
from botosmith.models.validation.values import (
    Found,
    clash,
    expression,
    is_identifier,
    missing,
    swallowed,
    unexpected,
)

_MEMBERS = ("input_token", "limit_key")
_EXPRESSIONS = ("output_token", "result_key", "more_results", "non_aggregate_keys")
_ONE = frozenset({"limit_key", "more_results"})


def problems(document: dict[str, Any], service: dict[str, Any]) -> Found:
    """The problems of the paginators of a service."""
    pagination = document.get("pagination")
    if not is_object(pagination):
        yield unexpected("pagination", "an object: paginators by operation", pagination)
        return
    methods = {names.method_name(name): name for name in service["operations"]}
    for name, config in pagination.items():
        where = f"pagination.{name}"
        if is_identifier(name) and (
            (method := names.items_method(names.boto3_name(name))) in methods
        ):
            yield clash(where, f"method {method}", f"operation {methods[method]}")
        yield from swallowed(where, service, name, "PaginationConfig")
        if is_object(config):
            yield from _paginator(where, config)
        else:
            yield unexpected(where, "an object with input_token and output_token", config)


def _paginator(where: str, config: dict[str, Any]) -> Found:
    for key in ("input_token", "output_token"):
        if key not in config:
            yield missing(f"{where}.{key}", "a paginator needs input_token and output_token")
    for key in (*_MEMBERS, *_EXPRESSIONS):
        if key not in config:
            continue
        found = config[key]
        for value in found if is_list(found) and key not in _ONE else [found]:
            if key in _EXPRESSIONS:
                yield from expression(f"{where}.{key}", value)
            elif not isinstance(value, str):
                yield unexpected(f"{where}.{key}", "the name of a member of the input", value)
