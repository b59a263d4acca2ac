"""Paginators and waiters: what calls one operation again and again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from botosmith import ir, names
from botosmith.build import typed_dicts
from botosmith.build.annotations import Annotator
from botosmith.build.full_results import full_result

_PAGINATION = ir.TypedDictField(
    name="PaginationConfig", annotation="PaginatorConfigTypeDef", required=False
)
WAITER_CONFIG = ir.TypedDictField(
    name="WaiterConfig", annotation="WaiterConfigTypeDef", required=False
)
# The result keys whose items have a known type: members, one inside the other.
_MEMBER_PATH = re.compile(r"\w+(\.\w+)*")


def paginators(
    document: Mapping[str, Any],
    operations: Mapping[str, ir.Operation],
    shapes: Mapping[str, ir.Shape],
    annotator: Annotator,
    pages: Mapping[str, ir.TypedDictDef],
) -> Iterator[tuple[ir.Paginator, tuple[ir.TypedDictDef, ...]]]:
    """Every paginator of ``paginators-1.json``, with its types.

    These are the parameters of ``paginate`` and the full result of all pages. ``pages`` are the
    types of responses, by name.
    """
    for name, config in sorted(document.get("pagination", {}).items()):
        operation = operations[name]
        tokens = frozenset(_as_list(config["input_token"]))
        request = _extended_request(
            operation, "Paginate", shapes, annotator, without=tokens, plus=_PAGINATION
        )
        keys = _as_list(config.get("result_key", ()))
        together = _as_list(config.get("non_aggregate_keys", ()))
        listed = _listed(keys[0], shapes.get(operation.output), shapes) if keys else None
        full = full_result(operation, keys, together, pages, shapes, annotator)
        item = annotator.shape(listed.element, "output") if listed else ""
        yield (
            ir.Paginator(
                name=name,
                method=names.boto3_name(name),
                operation=name,
                class_name=names.paginator_class(name),
                request=request.name,
                page=operation.response,
                item=item,
                result_key=keys[0] if keys else "",
                other_keys=tuple(keys[1:]),
                non_aggregate_keys=tuple(together),
                full_result=full.name if full else "dict[str, Any]",
                searches=tuple(_searches(keys[0], listed, shapes)) if listed else (),
                found=_found(item, listed),
            ),
            (request, full) if full else (request,),
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
                operation, "Wait", shapes, annotator, without=frozenset(), plus=WAITER_CONFIG
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


def _listed(key: str, page: ir.Shape | None, shapes: Mapping[str, ir.Shape]) -> ir.Shape | None:
    """The list of a page that ``key`` leads to; None if it does not lead to one."""
    if page is None or not _MEMBER_PATH.fullmatch(key):
        return None
    shape = page
    for name in key.split("."):
        member = next((member for member in shape.members if member.name == name), None)
        if member is None:
            return None
        shape = shapes[member.shape]
    return shape if shape.kind == "list" else None


def _searches(key: str, listed: ir.Shape, shapes: Mapping[str, ir.Shape]) -> Iterator[str]:
    """The JMESPath expressions that yield the items; brackets would open lists within it."""
    yield key
    if shapes[listed.element].kind != "list":
        yield f"{key}[]"


def _found(item: str, listed: ir.Shape | None) -> str:
    """What such a search yields: also None, where an empty list is nothing on the wire."""
    return f"Union[{item}, None]" if listed and listed.flattened else item or "Any"


def _acceptor(config: Mapping[str, Any]) -> ir.Acceptor:
    return ir.Acceptor(
        state=config["state"],
        matcher=config["matcher"],
        argument=config.get("argument", ""),
        expected=json.dumps(config["expected"]),
    )
