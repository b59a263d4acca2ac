"""What handlers of a client's events make of members: ``handlers`` of a service's facts -> the IR.

botocore finds its handlers by the serviceId and by an operation's name, and so are facts found: a
slice that keeps the one has what they do, another service has not.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from botocore.model import ServiceModel

from botosmith import ir

_SIDES: Mapping[str, ir.Direction] = {"after-call": "output", "before-parameter-build": "input"}
_INSTEAD: Mapping[ir.Does, str] = {
    "gives-none": "none",
    "takes-bytes": "bytes",
    "takes-fields": "fields",
    "takes-path": "path",
}
_DECODED: Mapping[str, str] = {"base64": "", "json": "dict-or-text", "quoted-json": "dict"}
_FACTS = ("alias", "encoding", "example", "type", "value")

Shapes = dict[str, ir.Shape]


def with_handlers(model: ServiceModel, shapes: Shapes, facts: Mapping[str, Any]) -> Shapes:
    """The shapes of a service, whose members say what handlers make of them, by its facts."""
    changed = dict(shapes)
    for row in facts.get("handlers", {}).values():
        handled = _handled(row)
        for root in _roots(model, row):
            for name in _inside(root, changed) if row.get("atAnyDepth") else (root,):
                changed[name] = _changed(changed[name], row, handled)
    return changed


def instead(facts: ir.Handled) -> str:
    """What may stand where the model has text, as the runtime's ``Converted`` calls it."""
    if facts.does == "decodes":
        return _DECODED[facts.encoding]
    return _INSTEAD.get(facts.does, "")


def given(facts: ir.Handled) -> Any:
    """The example of what is decoded, as the client gives it."""
    if facts.encoding == "base64":
        return base64.b64decode(facts.example).decode()
    return json.loads(facts.example)


def read(text: str, facts: ir.Handled) -> Any:
    """What the client gives for text that is JSON; raises ValueError where it gives the text."""
    return json.loads(unquote(text) if facts.encoding == "quoted-json" else text)


def decoded(service: ir.Service) -> dict[tuple[str, str], str]:
    """The encodings of members that clients see decoded, by structure and member."""
    return {
        (shape.name, member.name): found.encoding
        for shape in service.shapes
        for member in shape.members
        if (found := member.as_handled("decodes"))
    }


def aliases(service: ir.Service) -> dict[str, str]:
    """What else operations take for a member's name."""
    members = {shape.name: shape.members for shape in service.shapes}
    return {
        operation.name: found.alias
        for operation in service.operations
        for member in members.get(operation.input, ())
        if (found := member.as_handled("takes-alias"))
    }


def _handled(row: Mapping[str, Any]) -> ir.Handled:
    return ir.Handled(
        does=row["does"],
        side=_SIDES[row["event"]],
        fields=tuple(row.get("fields", {}).items()),
        **{fact: row[fact] for fact in _FACTS if fact in row},
    )


def _roots(model: ServiceModel, row: Mapping[str, Any]) -> Iterator[str]:
    """The input or output shapes of the operations that a row is about."""
    for name in model.operation_names:
        if name in row.get("operations", [name]):
            operation = model.operation_model(name)
            is_request = _SIDES[row["event"]] == "input"
            root = operation.input_shape if is_request else operation.output_shape
            if root is not None:
                yield root.name


def _inside(root: str, shapes: Shapes) -> Iterator[str]:
    """A shape and what its members and items lead to: botocore looks into no map."""
    seen = {root}
    pending = [root]
    while pending:
        shape = shapes[pending.pop()]
        yield shape.name
        inside = [member.shape for member in shape.members]
        inside += [shape.element] if shape.kind == "list" else []
        pending += sorted({*inside} - seen)
        seen.update(inside)


def _changed(shape: ir.Shape, row: Mapping[str, Any], handled: ir.Handled) -> ir.Shape:
    """The structure with what a handler makes of the members that it is for."""
    filled_in = handled.does == "fills-in"
    members = tuple(
        replace(one, handled=handled, filled_in=one.filled_in or filled_in)
        if one.name == row.get("member") or one.shape in row.get("shapes", ())
        else one
        for one in shape.members
    )
    return replace(shape, members=members)
