"""Paginators and waiters: what calls one operation again and again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from botosmith import ir, names
from botosmith.build import typed_dicts
from botosmith.build.annotations import Annotator

_PAGINATION = ir.TypedDictField(
    name="PaginationConfig", annotation="PaginatorConfigTypeDef", required=False
)
_WAITER_CONFIG = ir.TypedDictField(
    name="WaiterConfig", annotation="WaiterConfigTypeDef", required=False
)
# The result keys whose items have a known type: members, one inside the other.
_MEMBER_PATH = re.compile(r"\w+(\.\w+)*")


def paginators(
    document: Mapping[str, Any],
    operations: Mapping[str, ir.Operation],
    shapes: Mapping[str, ir.Shape],
    annotator: Annotator,
) -> Iterator[tuple[ir.Paginator, ir.TypedDictDef]]:
    """Every paginator of ``paginators-1.json``, with the type of the parameters of ``paginate``."""
    for name, config in sorted(document.get("pagination", {}).items()):
        operation = operations[name]
        tokens = frozenset(_as_list(config["input_token"]))
        request = _extended_request(
            operation, "Paginate", shapes, annotator, without=tokens, plus=_PAGINATION
        )
        key, *others = _as_list(config.get("result_key", ())) or [""]
        yield (
            ir.Paginator(
                name=name,
                method=names.boto3_name(name),
                operation=name,
                class_name=names.paginator_class(name),
                request=request.name,
                page=operation.response,
                item=_item(key, shapes.get(operation.output), shapes, annotator),
                result_key=key,
                other_keys=tuple(others),
                non_aggregate_keys=tuple(_as_list(config.get("non_aggregate_keys", ()))),
            ),
            request,
        )


def waiters(
    document: Mapping[str, Any],
    operations: Mapping[str, ir.Operation],
    shapes: Mapping[str, ir.Shape],
    annotator: Annotator,
) -> Iterator[tuple[ir.Waiter, ir.TypedDictDef]]:
    """Every waiter of ``waiters-2.json``, with the type of the parameters of ``wait``."""
    requests: dict[str, ir.TypedDictDef] = {}
    for name, config in sorted(document.get("waiters", {}).items()):
        operation = operations[config["operation"]]
        if operation.name not in requests:
            requests[operation.name] = _extended_request(
                operation, "Wait", shapes, annotator, without=frozenset(), plus=_WAITER_CONFIG
            )
        yield (
            ir.Waiter(
                name=name,
                method=names.boto3_name(name),
                operation=operation.name,
                operation_method=operation.method,
                class_name=names.waiter_class(name),
                request=requests[operation.name].name,
                documentation=config.get("description", ""),
                delay=config["delay"],
                max_attempts=config["maxAttempts"],
                acceptors=tuple(map(_acceptor, config["acceptors"])),
            ),
            requests[operation.name],
        )


def _extended_request(
    operation: ir.Operation,
    verb: Literal["Paginate", "Wait"],
    shapes: Mapping[str, ir.Shape],
    annotator: Annotator,
    *,
    without: frozenset[str],
    plus: ir.TypedDictField,
) -> ir.TypedDictDef:
    stem = names.type_base(operation.input) if operation.input else operation.name
    name = annotator.claim(*names.poller_request_types(stem, verb))
    if not operation.request:
        nothing = ir.TypedDictDef(name=name, shape="", documentation="", fields=())
        return typed_dicts.extended_request(name, nothing, without=without, plus=plus)
    request = typed_dicts.request_type(shapes[operation.input], annotator)
    return typed_dicts.extended_request(name, request, without=without, plus=plus)


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _item(
    key: str,
    page: ir.Shape | None,
    shapes: Mapping[str, ir.Shape],
    annotator: Annotator,
) -> str:
    """The type of one item of a page; empty if ``key`` does not lead to a list."""
    if page is None or not _MEMBER_PATH.fullmatch(key):
        return ""
    shape = page
    for name in key.split("."):
        member = next((member for member in shape.members if member.name == name), None)
        if member is None:
            return ""
        shape = shapes[member.shape]
    if shape.kind != "list":
        return ""
    return annotator.shape(shape.element, "output")


def _acceptor(config: Mapping[str, Any]) -> ir.Acceptor:
    return ir.Acceptor(
        state=config["state"],
        matcher=config["matcher"],
        argument=config.get("argument", ""),
        expected=json.dumps(config["expected"]),
    )
