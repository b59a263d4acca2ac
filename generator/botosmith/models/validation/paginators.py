"""``paginators-1.json``: operations and members that exist, expressions that parse."""

from __future__ import annotations

from typing import Any

from botosmith import names
from botosmith.models.documents import is_list, is_object
from botosmith.models.validation.values import (
    Flaw,
    Found,
    clash,
    dangling,
    expression,
    is_identifier,
    missing,
    shown,
    side,
    swallowed,
    unexpected,
)

_MEMBERS = ("input_token", "limit_key")
_EXPRESSIONS = ("output_token", "result_key", "more_results", "non_aggregate_keys")
_ONE = frozenset({"limit_key", "more_results"})


def problems(document: dict[str, Any], service: dict[str, Any]) -> Found:
    """What is wrong with the paginators of a service."""
    pagination = document.get("pagination")
    if not is_object(pagination):
        yield unexpected("pagination", "an object: paginators by operation", pagination)
        return
    methods = {names.method_name(name): name for name in service["operations"]}
    for name, config in pagination.items():
        where = f"pagination.{name}"
        if name not in service["operations"]:
            yield dangling(where, "names no operation of the service")
        elif (
            is_identifier(name)
            and (method := names.items_method(names.boto3_name(name))) in methods
        ):
            yield clash(where, f"method {method}", f"operation {methods[method]}")
        yield from swallowed(where, service, name, "PaginationConfig")
        if is_object(config):
            known = name in service["operations"]
            yield from _paginator(where, config, side(service, name, "input") if known else None)
        else:
            yield unexpected(where, "an object with input_token and output_token", config)


def _paginator(where: str, config: dict[str, Any], parameters: dict[str, Any] | None) -> Found:
    counts: dict[str, int] = {}
    for key in ("input_token", "output_token"):
        if key not in config:
            yield missing(f"{where}.{key}", "a paginator needs input_token and output_token")
    for key in (*_MEMBERS, *_EXPRESSIONS):
        if key not in config:
            continue
        values = config[key] if is_list(config[key]) and key not in _ONE else [config[key]]
        counts[key] = len(values)
        for value in values:
            if key in _EXPRESSIONS:
                yield from expression(f"{where}.{key}", value)
            elif parameters is not None and (not isinstance(value, str) or value not in parameters):
                message = f"{shown(value)} is not a member of the operation's input"
                yield Flaw(f"{where}.{key}", message, rule="dangling-name")
    tokens_in, tokens_out = counts.get("input_token", 0), counts.get("output_token", 0)
    if tokens_in and tokens_out and tokens_in != tokens_out:
        message = f"{tokens_out} of them for {tokens_in} of input_token"
        yield Flaw(f"{where}.output_token", message)
