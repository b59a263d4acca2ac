"""The types of requests and responses that only resources have.

A resource fills in some parameters. Those of DynamoDB also take and give Python's own values in
place of ``{"S": "text"}``: ``values`` has the types for such shapes.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from botosmith import ir, names
from botosmith.build import typed_dicts
from botosmith.build.annotations import Annotator


class ResourceTypes:
    """Makes the types, and collects them in ``definitions``."""

    def __init__(
        self,
        shapes: Mapping[str, ir.Shape],
        annotator: Annotator,
        pages: Mapping[str, ir.TypedDictDef],
        values: Mapping[str, str],
    ) -> None:
        self.definitions: list[ir.TypedDictDef | ir.AliasDef] = []
        self._shapes = shapes
        self._annotator = annotator
        self._pages = pages
        self._values = values
        self._holders = _holders(shapes, values)
        self._names: dict[tuple[str, str, ir.Direction], str] = {}
        self._responses: dict[tuple[str, str], str] = {}

    def request(
        self,
        operation: ir.Operation,
        resource: str,
        action: str,
        *,
        without: Container[str],
        optional: Container[str] = (),
        plus: Iterable[ir.TypedDictField] = (),
    ) -> str:
        """The type of an action's parameters; empty if it takes none.

        It has those of the operation without some, others that are not required, and some more.
        """
        fields: list[ir.TypedDictField] = []
        shape = self._shapes.get(operation.input)
        if shape is not None and operation.request:
            members = {name: member for member in shape.members for name in member.arguments}
            fields = [
                replace(
                    field,
                    annotation=self._member(members[field.name], "input", resource),
                    required=field.required and field.name not in optional,
                )
                for field in typed_dicts.request_type(shape, self._annotator).fields
                if field.name not in without
            ]
        fields += plus
        if not fields:
            return ""
        stem = names.type_base(shape.name) if shape is not None else operation.name
        name = self._annotator.claim(*names.resource_request_types(stem, resource, action))
        self._add(name, operation.input, tuple(fields), "")
        return name

    def response(self, operation: ir.Operation, resource: str) -> str:
        """The type of an operation's response, as a resource's method returns it."""
        if operation.output not in self._holders:
            return operation.response
        key = operation.output, resource
        if key not in self._responses:
            shape = self._shapes[operation.output]
            members = {member.name: member for member in shape.members}
            fields = tuple(
                replace(field, annotation=self._member(members[field.name], "output", resource))
                if field.name in members
                else field
                for field in self._pages[operation.response].fields
            )
            stem = names.type_base(shape.name)
            self._responses[key] = self._annotator.claim(*names.resource_types(stem, resource))
            self._add(self._responses[key], shape.name, fields, shape.documentation)
        return self._responses[key]

    def _add(
        self, name: str, shape: str, fields: tuple[ir.TypedDictField, ...], documentation: str
    ) -> None:
        self.definitions.append(typed_dicts.typed_dict(name, shape, fields, documentation))

    def _member(self, member: ir.Member, direction: ir.Direction, resource: str) -> str:
        if member.shape in self._holders or member.shape in self._values:
            return self._shape(member.shape, direction, resource)
        return self._annotator.member(member, direction)

    def _shape(self, name: str, direction: ir.Direction, resource: str) -> str:
        if name in self._values:
            return self._values[name]
        if name not in self._holders:
            return self._annotator.shape(name, direction)
        shape = self._shapes[name]
        if shape.kind == "list":
            container = "list" if direction == "output" else "Sequence"
            return f"{container}[{self._shape(shape.element, direction, resource)}]"
        if shape.kind == "map":
            container = "dict" if direction == "output" else "Mapping"
            key = self._annotator.shape(shape.key, direction)
            return f"{container}[{key}, {self._shape(shape.element, direction, resource)}]"
        return self._structure(shape, direction, resource)

    def _structure(self, shape: ir.Shape, direction: ir.Direction, resource: str) -> str:
        """A nested structure; in requests also that of a response, which can be sent back."""
        both = shape.name in self._annotator.sent & self._annotator.received
        own = self._nested(shape, direction, resource, both=both)
        if not both or direction == "output":
            return own
        union = shape.name, f"{resource}|", direction
        if union not in self._names:
            returned = self._nested(shape, "output", resource, both=both)
            stem = names.type_base(shape.name)
            self._names[union] = self._annotator.claim(*names.resource_union_types(stem, resource))
            self.definitions.append(
                ir.AliasDef(
                    name=self._names[union],
                    shape=shape.name,
                    documentation="",
                    alternatives=(own, returned),
                )
            )
        return self._names[union]

    def _nested(
        self, shape: ir.Shape, direction: ir.Direction, resource: str, *, both: bool
    ) -> str:
        key = shape.name, resource, direction
        if key not in self._names:
            suffix = "Output" if both and direction == "output" else ""
            stem = names.type_base(shape.name)
            name = self._annotator.claim(*names.resource_types(stem, f"{resource}{suffix}"))
            self._names[key] = name
            members = {member.name: member for member in shape.members}
            fields = tuple(
                replace(field, annotation=self._member(members[field.name], direction, resource))
                for field in typed_dicts.nested_fields(shape, direction, self._annotator)
            )
            self._add(name, shape.name, fields, shape.documentation)
        return self._names[key]


def _holders(shapes: Mapping[str, ir.Shape], values: Container[str]) -> frozenset[str]:
    """The shapes that have such a value inside."""
    found: set[str] = set()
    grown = True
    while grown:
        grown = False
        for name, shape in shapes.items():
            if name in found or name in values:
                continue
            inside = [*(member.shape for member in shape.members), shape.element]
            if any(one in found or one in values for one in inside if one):
                found.add(name)
                grown = True
    return frozenset(found)
