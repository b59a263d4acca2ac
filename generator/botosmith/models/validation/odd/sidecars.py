"""Oddities of paginators, waiters and examples."""

from __future__ import annotations

from typing import Any

from botosmith.models.documents import is_list, is_object
from botosmith.models.traits import walk
from botosmith.models.validation.odd import traits
from botosmith.models.validation.odd.oddity import AS_IT_IS, Oddities, Oddity
from botosmith.models.validation.values import expected, shown, side

_NO_OPERATION = "names no operation of the service"


def in_paginators(document: dict[str, Any], service: dict[str, Any]) -> Oddities:
    """Oddities of ``paginators-1.json``: botocore finds a paginator by its operation's name."""
    yield from traits.oddities(walk(document, "paginators"), {})
    pagination = found if is_object(found := document.get("pagination")) else dict[str, Any]()
    for name, config in pagination.items():
        where = f"pagination.{name}"
        if name not in service["operations"]:
            yield Oddity("odd-name", where, _NO_OPERATION, pagination, name)
        elif is_object(config):
            yield from _tokens(where, config, side(service, name, "input"))


def _tokens(where: str, config: dict[str, Any], parameters: dict[str, Any]) -> Oddities:
    for key in ("limit_key", "more_results", "non_aggregate_keys"):
        if key in config and not config[key] and not is_list(config[key]):
            message = f"{shown(config[key])}, as if it were missing"
            yield Oddity("odd-value", f"{where}.{key}", message, config, key)
    for key in ("input_token", "limit_key"):
        for value in _each(config, key):
            if isinstance(value, str) and value and value not in parameters:
                message = f"{shown(value)} is not a member of the operation's input"
                yield Oddity("odd-name", f"{where}.{key}", message, config, key, AS_IT_IS)
    asked, given = (len(_each(config, key)) for key in ("input_token", "output_token"))
    if asked and given and asked != given:
        place, message = f"{where}.output_token", f"{given} of them for {asked} of input_token"
        yield Oddity("odd-value", place, message, config, "output_token", AS_IT_IS)


def _each(config: dict[str, Any], key: str) -> list[Any]:
    found = config.get(key, [])
    return found if is_list(found) else [found]


def in_waiters(document: dict[str, Any], _service: dict[str, Any]) -> Oddities:
    """Oddities of ``waiters-2.json``."""
    return traits.oddities(walk(document, "waiters"), {})


def in_examples(document: dict[str, Any], service: dict[str, Any]) -> Oddities:
    """Oddities of ``examples-1.json``, which botocore only uses for documentation."""
    yield from traits.oddities(walk(document, "examples"), {})
    by_operation = document.get("examples")
    if not is_object(by_operation):
        message = expected("an object: lists of examples by operation", by_operation)
        yield Oddity("odd-value", "examples", message, document, "examples", {})
        return
    for name, examples in by_operation.items():
        where = f"examples.{name}"
        if name not in service["operations"]:
            yield Oddity("odd-name", where, _NO_OPERATION, by_operation, name)
        elif not is_list(examples):
            message = expected("a list of examples", examples)
            yield Oddity("odd-value", where, message, by_operation, name)
        else:
            kept = [one for one in examples if is_object(one)]
            message = "expected an object with input and output"
            for index, one in enumerate(examples):
                if not is_object(one):
                    yield Oddity("odd-value", f"{where}.{index}", message, by_operation, name, kept)
