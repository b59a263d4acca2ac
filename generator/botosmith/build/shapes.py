"""botocore's shapes -> the IR's: every shape that an operation or an error reaches."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from botocore.model import ListShape, MapShape, ServiceModel, Shape, StringShape, StructureShape
from botocore.utils import is_json_value_header
from botosmith_runtime.constraints import CONSTRAINTS

from botosmith import ir, names, patterns
from botosmith.models.extras import Extras
from botosmith.models.traits import constraints
from botosmith.names.claims import spared
from botosmith.patterns.implausible import as_meant, implausible

_FORMS: Mapping[str, ir.Form] = {"headers": "headers", "statusCode": "status"}
_REST = frozenset({"rest-json", "rest-xml"})
_XML = frozenset({"rest-xml", "query", "ec2"})


def reachable_shapes(
    model: ServiceModel, raw_shapes: Mapping[str, dict[str, Any]], extras: Extras
) -> dict[str, ir.Shape]:
    """All shapes of the service's operations and errors, by name, in name order.

    ``raw_shapes`` is the model's own ``shapes`` object: botocore does not expose every trait.
    """
    collector = _Collector(model, raw_shapes, extras)
    for name in model.operation_names:
        operation = model.operation_model(name)
        for shape in (operation.input_shape, operation.output_shape, *operation.error_shapes):
            if shape is not None:
                collector.visit(shape.name)
    for shape in model.error_shapes:
        collector.visit(shape.name)
    return dict(sorted(collector.shapes.items()))


class _Collector:
    def __init__(
        self, model: ServiceModel, raw_shapes: Mapping[str, dict[str, Any]], extras: Extras
    ) -> None:
        self._model = model
        self._raw = raw_shapes
        self.shapes: dict[str, ir.Shape] = {}
        self._extras = extras
        self._refined: dict[str, tuple[str, dict[str, Any]]] = {}
        self._pending: list[Shape] = []
        self._seen: set[str] = set()
        operations = [model.operation_model(name) for name in model.operation_names]
        self._requests = {one.input_shape.name for one in operations if one.input_shape}
        self._responses = {one.output_shape.name for one in operations if one.output_shape}

    def visit(self, root: str) -> None:
        self._refer(root)
        while self._pending:
            shape = self._pending.pop()
            self.shapes[shape.name] = self._convert(shape)

    def _refer(self, name: str) -> str:
        if name not in self._seen:
            self._seen.add(name)
            # Not the member's shape: botocore merges traits of the reference into it.
            self._pending.append(self._model.shape_for(name))
        return name

    def _convert(self, shape: Shape) -> ir.Shape:
        of, traits = self._refined.get(shape.name, (shape.name, {}))
        raw = self._raw.get(of, {})
        protocol = self._model.resolved_protocol
        overrides = self._extras.shape_overrides.get(of, {})
        facts: dict[str, Any] = {
            **shape.metadata,
            **{trait: raw[trait] for trait in (*CONSTRAINTS, "sparse") if trait in raw},  # dropped
            **overrides,
            **traits,
        }
        if "type" in traits:  # limits of a string do not apply to a number
            facts = {"sensitive": facts.get("sensitive"), **traits}
        members: tuple[ir.Member, ...] = ()
        element = key = ""
        if isinstance(shape, StructureShape):
            members = self._members(shape)
        elif isinstance(shape, ListShape):
            element = self._refer(shape.member.name)
        elif isinstance(shape, MapShape):
            key, element = self._refer(shape.key.name), self._refer(shape.value.name)
        return ir.Shape(
            name=shape.name,
            # Validation has refused any other type.
            kind=cast("ir.Kind", facts.get("type", shape.type_name)),
            documentation=shape.documentation,
            minimum=facts.get("min"),
            maximum=facts.get("max"),
            pattern=facts.get("pattern"),
            regex=_regex(facts.get("pattern"), facts.get("max")),
            enum=(
                *facts.get("enum", ()),
                *overrides.get("values", ()),
                *traits.get("values", ()),
            ),
            further=tuple((trait, facts[trait]) for trait in CONSTRAINTS if facts.get(trait)),
            members=members,
            element=element,
            key=key,
            union=bool(facts.get("union")),
            tagged=bool(raw.get("union")),
            document=bool(facts.get("document")),
            event_stream=bool(shape.serialization.get("eventstream")),
            sensitive=bool(facts.get("sensitive")),
            sparse=bool(facts.get("sparse")),
            flattened=bool(raw.get("flattened")) and protocol in _XML,
            is_request=shape.name in self._requests,
            is_response=shape.name in self._responses,
        )

    def _members(self, shape: StructureShape) -> tuple[ir.Member, ...]:
        optional = self._extras.optional.get(shape.name, frozenset())
        required = frozenset(shape.required_members) - optional
        references = self._raw[shape.name].get("members", {})
        presence = self._extras.presence.get(shape.name, {})
        repeated = self._extras.repeated_headers.get(shape.name, frozenset())
        payload = shape.serialization.get("payload")
        result: list[ir.Member] = []
        for name, member in shape.members.items():
            wire = member.serialization
            form = _form(member, is_payload=name == payload)
            result.append(
                ir.Member(
                    name=name,
                    shape=self._refer_member(shape, name, member, references[name]),
                    required=name in required,
                    documentation=member.documentation,
                    location=wire.get("location", ""),
                    wire_name=wire.get("name", name),
                    form=form,
                    filled_in=self._is_token(references[name]),
                    always_set=self._is_always_set(form, is_payload=name == payload),
                    host_label=bool(wire.get("hostLabel")),
                    repeated_header=name in repeated,
                    deprecated=bool(references[name].get("deprecated")),
                    presence=presence.get(name, ()),
                )
            )
        return tuple(result)

    def _is_always_set(self, form: ir.Form, *, is_payload: bool) -> bool:
        """Whether botocore's parser gives a value to the member of a response in any case.

        See ``botocore.parsers``: the body of REST protocols is parsed even if it is empty, and the
        status and a map of headers are there in any response. Other protocols have no such members.
        """
        rest = self._model.resolved_protocol in _REST
        return form == "events" or (rest and (is_payload or form in ("headers", "status")))

    def _is_token(self, reference: dict[str, Any]) -> bool:
        """Whether the reference or its shape is an idempotency token.

        ``member.metadata`` has the same, but it is slow.
        """
        shape = self._raw[reference["shape"]]
        return bool(reference.get("idempotencyToken", shape.get("idempotencyToken")))

    def _refer_member(
        self, owner: StructureShape, name: str, member: Shape, reference: dict[str, Any]
    ) -> str:
        """The name of a member's shape; a new shape if the member's reference has traits.

        For example in apigatewayv2, ``ExportApiRequest.OutputType`` is a plain string with an enum
        on the reference. ``botosmith-1.json`` also sets traits for single members.
        """
        traits = self._extras.own_traits.get(owner.name, {}).get(name, {})
        if traits or (isinstance(member, StringShape) and not constraints().isdisjoint(reference)):
            refined = names.refined_shape(owner.name, name)
            refined = spared(refined, self._seen.union(self._raw))
            self._refined[refined] = (reference["shape"], traits)
            member.name = refined
            self._seen.add(refined)
            self._pending.append(member)
            return refined
        return self._refer(member.name)


def _form(member: Shape, *, is_payload: bool) -> ir.Form:
    wire = member.serialization
    if wire.get("eventstream"):
        return "events"
    if is_json_value_header(member):  # in a body it stays a string
        return "json"
    if is_payload and member.type_name == "blob":
        return "stream"
    return _FORMS.get(wire.get("location", ""), "value")


@cache
def _regex(pattern: str | None, maximum: int | None) -> ir.Regex | None:
    if pattern is None:
        return None
    if reason := implausible(pattern):
        return ir.Regex(source=None, reason=f"not checked, no ordinary value matches it: {reason}")
    meant = as_meant(pattern)
    try:
        safe = patterns.safe_pattern(meant, maximum)
        shortcut = patterns.printable_ascii_shortcut(meant)
    except patterns.PatternError as error:
        return ir.Regex(source=None, reason=f"not checked: {error}")
    return ir.Regex(
        source=safe.source,
        longest=safe.longest,
        printable_ascii=shortcut,
        reason=safe.reason,
    )
