"""The pages of operations, as HTML and as Markdown."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from markupsafe import Markup

from botosmith import ir, text
from botosmith.models.documents import is_list, is_object
from botosmith.site.checker.rules import PayloadRules
from botosmith.site.context import Context
from botosmith.site.examples.examples import Example
from botosmith.site.index.search import data
from botosmith.site.parts.code import plain_pane
from botosmith.site.parts.folding import folded, without_links
from botosmith.site.parts.members import Row
from botosmith.site.parts.wire import body
from botosmith.site.snippets.skeletons import Skeletons

_SIBLINGS = 3  # before and after the operation, without JavaScript
_LONG = 320  # longer documentation of an operation is folded (characters)
_SIDES: tuple[ir.Direction, ...] = ("input", "output")


def operation_pages(context: Context) -> Iterator[tuple[str, str]]:
    """Each operation's page, its Markdown version and the rules of its payload checker."""
    rules = PayloadRules(context.service)
    skeletons = Skeletons(context.service)
    for number, operation in enumerate(context.service.operations):
        path = context.paths.operations[operation.name]
        stem = path.removesuffix(".html")
        view = _view(context, number, operation) | _syntax(skeletons, operation)
        yield path, context.page("pages/operation", path, **view)
        yield f"{stem}.md", context.text("pages/operation.md", **_as_text(view))
        yield f"{stem}.rules.js", rules.text(operation)


def _view(context: Context, number: int, operation: ir.Operation) -> dict[str, Any]:
    service = context.service
    examples = context.examples.of(operation)
    errors = [context.errors[name] for name in operation.errors]
    required = [parameter for parameter in operation.parameters if parameter.required]
    shown = [(one, context.snippets.panes(operation, one)) for one in examples]
    model: Any = context.examples.model.operation_model(operation.name)
    lead, more = _opening(context, operation)
    return {
        "operation": operation,
        "lead": Markup(lead),
        "more": Markup(more),
        "bodies": {side: body(model, side) for side in _SIDES},
        "required": required,
        "optional": len(required) < len(operation.parameters),
        "has_extras": bool(operation.privileges or operation.restrictions),
        "paginator": next((p for p in service.paginators if p.operation == operation.name), None),
        "waiters": [w for w in service.waiters if w.operation == operation.name],
        "topics": [t for t in service.topics if operation.name in t.operations],
        "siblings": service.operations[max(0, number - _SIBLINGS) : number + _SIBLINGS + 1],
        "request": context.members.groups(operation.input, "input") if operation.input else (),
        "response": context.members.groups(operation.output, "output") if operation.output else (),
        "errors": errors,
        "catching": context.snippets.catching(operation, *errors) if errors else None,
        "changes": [
            (step, changes) for step in context.history if (changes := step.of(operation.name))
        ],
        "links": context.links(operation),
        "examples": context.snippets.calls(shown),
        "shown": shown,
        "payloads": _payloads(operation, examples),
    }


def _opening(context: Context, operation: ir.Operation) -> tuple[str, str]:
    """The first sentence of the page, and the text that is folded below it."""
    prose = context.prose.html(operation.documentation)
    longest = _LONG if prose.count("<a ") <= 1 else 0
    lead, more = folded(text.summary(operation.documentation), prose, longest=longest)
    return (without_links(lead) if more else lead), more


def _syntax(skeletons: Skeletons, operation: ir.Operation) -> dict[str, Any]:
    written = {"input": skeletons.request(operation), "output": skeletons.response(operation)}
    return {
        "skeletons": {side: plain_pane(code) if code else None for side, code in written.items()}
    }


def _payloads(operation: ir.Operation, examples: tuple[Example, ...]) -> dict[str, str]:
    """The first example's request and response, for the checker in the page."""
    if not examples:
        return {}
    first = examples[0]
    sides = {
        "request": first.request if operation.input else None,
        "response": first.response if operation.output else None,
    }
    return {
        side: data(_as_json(value), indent=1) for side, value in sides.items() if value is not None
    }


def _as_json(value: Any) -> Any:
    """A payload in JSON's types: strings for datetimes, Base64 for bytes."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode("ascii")
    if is_object(value):
        return {key: _as_json(item) for key, item in value.items()}
    if is_list(value):
        return [_as_json(item) for item in value]
    return value


def _as_text(view: dict[str, Any]) -> dict[str, Any]:
    """The same data for the Markdown version, with flat lists that have a depth."""
    trees = {side: _flat(view[side]) for side in ("request", "response")}
    return view | trees


def _flat(groups: Any) -> list[tuple[int, Row]]:
    return [pair for group in groups for pair in _lines(group.rows, 0)]


def _lines(rows: tuple[Row, ...], depth: int) -> Iterator[tuple[int, Row]]:
    for row in rows:
        yield depth, row
        yield from _lines(row.rows, depth + 1)
