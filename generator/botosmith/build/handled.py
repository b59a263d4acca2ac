"""How event handlers change members: ``handlers`` in a service's facts -> the IR.

botocore finds its handlers by the serviceId and the operation's name. Facts are found in the same
way, so that a slice with the same serviceId has them, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from botocore.model import ServiceModel

from botosmith import ir

_SIDES: Mapping[str, ir.Direction] = {"after-call": "output", "before-parameter-build": "input"}
_FACTS = ("alias", "encoding", "example", "type", "value")

Shapes = dict[str, ir.Shape]


def with_handlers(model: ServiceModel, shapes: Shapes, facts: Mapping[str, Any]) -> Shapes:
    """The shapes of a service, with the handlers from its facts at their members."""
    changed = dict(shapes)
    for row in facts.get("handlers", {}).values():
        handled = _handled(row)
        for root in _roots(model, row):
            for name in _inside(root, changed) if row.get("atAnyDepth") else (root,):
                changed[name] = _changed(changed[name], row, handled)
    return changed


def _handled(row: Mapping[str, Any]) -> ir.Handled:
    return ir.Handled(
        does=row["does"],
        side=_SIDES[row["event"]],
        fields=tuple(row.get("fields", {}).items()),
        **{fact: row[fact] for fact in _FACTS if fact in row},
    )


def _roots(model: ServiceModel, row: Mapping[str, Any]) -> Iterator[str]:
    """The input or output shapes of a row's operations."""
    for name in model.operation_names:
        if name in row.get("operations", [name]):
            operation = model.operation_model(name)
            is_request = _SIDES[row["event"]] == "input"
            root = operation.input_shape if is_request else operation.output_shape
            if root is not None:
                yield root.name


def _inside(root: str, shapes: Shapes) -> Iterator[str]:
    """A shape and the shapes inside it, but not inside maps, where botocore does not look."""
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
    """The structure, with the handler at the members that the row names."""
    filled_in = handled.does == "fills-in"
    always_set = handled.does == "gives-none"
    members = tuple(
        replace(
            one,
            handled=handled,
            filled_in=one.filled_in or filled_in,
            always_set=one.always_set or always_set,
        )
        if one.name == row.get("member") or one.shape in row.get("shapes", ())
        else one
        for one in shape.members
    )
    return replace(shape, members=members)
