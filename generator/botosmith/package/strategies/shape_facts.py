"""The contents of ``shapes.json``: the facts about shapes that a package's strategies need.

It does not have the limits of values: strategies take them from the rules of the checks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from botosmith import ir, names
from botosmith.ir import graph
from botosmith.samples import scalars

_compact = json.JSONEncoder(separators=(",", ":")).encode


def shape_facts(service: ir.Service) -> str:
    """A line for each shape in a request or a response, by name.

    A shape without further facts only has its kind.
    """
    shapes = {shape.name: shape for shape in service.shapes}
    errors = {error.name for error in service.errors}
    lines = (
        f"{_compact(name)}: {_compact(_facts(shapes[name], errors))}"
        for name in sorted(_drawn(service, shapes))
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _drawn(service: ir.Service, shapes: dict[str, ir.Shape]) -> frozenset[str]:
    roots = {name for o in service.operations for name in (o.input, o.output) if name}
    streams = {events for name in roots for events in ir.events_of(shapes[name].members)}
    reached = graph.reached(shapes, roots | streams)
    return reached | {member.shape for name in reached for member in shapes[name].members}


def _facts(shape: ir.Shape, errors: set[str]) -> dict[str, Any] | str:
    facts = dict(_more(shape, errors))
    kind = "document" if shape.document else shape.kind
    return {"kind": kind, **facts} if facts else kind


def _more(shape: ir.Shape, errors: set[str]) -> Iterator[tuple[str, Any]]:
    if shape.document:
        return
    rule = names.check_name(shape.name)
    if shape.kind != "structure" and rule != f"_{shape.name}":
        yield "rule", rule
    # Fakes accept an error as an event, but strategies should not draw one in every other stream.
    members = [m for m in shape.members if not (shape.event_stream and m.shape in errors)]
    if members:
        yield "members", {member.name: _member(member) for member in members}
    if required := [member.name for member in members if member.required]:
        yield "required", required
    if always := [member.name for member in members if shape.is_response and member.always_set]:
        yield "always", always
    if made_up := [member.name for member in members if member.filled_in]:
        yield "made_up", made_up
    if shape.one_of:
        yield "union", True
    if presence := [
        (member.name, rule.rule, rule.sibling, rule.values)
        for member in members
        for rule in member.presence
    ]:
        yield "presence", presence
    if shape.key:
        yield "key", shape.key
    if shape.element:
        yield "element", shape.element
    if shape.sparse:
        yield "sparse", True
    if shape.regex is not None and shape.regex.source is not None and not shape.enum:
        yield "texts", scalars.texts(shape)


def _member(member: ir.Member) -> str | tuple[str, str]:
    """The member's shape, with its location or form if it is not a plain value."""
    place: str
    if member.form in ("events", "json"):
        place = member.form
    elif (decoded := member.as_handled("decodes")) and decoded.encoding != "base64":
        place = "decoded"
    elif member.form == "stream":
        place = "stream"
    else:
        place = "host" if member.host_label else member.location
    return (member.shape, place) if place else member.shape
