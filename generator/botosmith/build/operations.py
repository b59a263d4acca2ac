"""Operations, and the errors that they raise, as the templates print them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from botocore.model import OperationModel, ServiceModel
from botosmith_runtime.error_codes import code_in

from botosmith import ir, names
from botosmith.build.annotations import Annotator
from botosmith.ir import phrases
from botosmith.models.extras import Extras
from botosmith.names.claims import TypeNames, spared

_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")


def operation(
    model: OperationModel,
    shapes: Mapping[str, ir.Shape],
    annotator: Annotator,
    extras: Extras,
    reference: str,
) -> ir.Operation:
    """One operation with its parameters, return value and errors.

    ``reference`` is the URL of its documentation, or empty.
    """
    asked = shapes[model.input_shape.name] if model.input_shape else None
    given = shapes[model.output_shape.name] if model.output_shape else None
    more = extras.operations.get(model.name, {})
    return ir.Operation(
        name=model.name,
        method=names.method_name(model.name),
        wire_method=names.boto3_name(model.name),
        documentation=model.documentation,
        http_method=model.http.get("method", "POST"),
        request_uri=_path(model),
        input=asked.name if asked else "",
        output=given.name if given else "",
        request=annotator.requests.get(asked.name, "") if asked else "",
        response=_response(given, annotator),
        parameters=tuple(_parameters(asked, "input", shapes, annotator)),
        returns=tuple(_parameters(given, "output", shapes, annotator)),
        conditions=tuple(_conditions(given)),
        errors=tuple(dict.fromkeys(shape.name for shape in model.error_shapes)),
        reference=reference,
        deprecated=model.deprecated,
        uncallable=model.has_event_stream_input,
        privileges=tuple(more.get("privileges", ())),
        restrictions=tuple(more.get("restrictions", ())),
        success_status=more.get("successStatus", model.http.get("responseCode", 200)),
        error_code_in=code_in(
            model.http.get("method", "POST"), model.service_model.resolved_protocol
        ),
    )


def _path(model: OperationModel) -> str:
    """What botocore sends: most protocols take no path, whatever a model says."""
    protocol = model.service_model.resolved_protocol
    if protocol.startswith("rest-"):
        return str(model.http.get("requestUri", "/"))
    if protocol == "smithy-rpc-v2-cbor":
        prefix = model.service_model.metadata.get("targetPrefix", "")
        return f"/service/{prefix}/operation/{model.name}"
    return "/"


def _response(shape: ir.Shape | None, annotator: Annotator) -> str:
    default = "EmptyResponseMetadataTypeDef"
    return annotator.responses.get(shape.name, default) if shape else default


def _parameters(
    shape: ir.Shape | None,
    direction: ir.Direction,
    shapes: Mapping[str, ir.Shape],
    annotator: Annotator,
) -> Iterator[ir.Parameter]:
    place: ir.MemberPlace = "request" if direction == "input" else "response"
    members = shape.members if shape else ()
    for member in sorted(members, key=lambda m: not (m.required or m.always_in(place))):
        target = shapes[member.shape]
        yield ir.Parameter(
            name=member.arguments[0],
            annotation=annotator.member(member, direction),
            required=member.always_in(place),
            documentation=member.documentation or target.documentation,
            limits=phrases.bounds(target),
            notes=tuple(_notes(member, target, direction, place)),
        )


def _notes(
    member: ir.Member, target: ir.Shape, direction: ir.Direction, place: ir.MemberPlace
) -> Iterator[str]:
    if member.deprecated:
        yield "deprecated"
    yield from phrases.handled(member, direction, place)
    yield from phrases.constraints(target)


def _conditions(shape: ir.Shape | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The conditions for members of a response as text, each with its members."""
    for rule, members in shape.conditions().items() if shape else ():
        yield phrases.presence(rule), tuple(members)


def errors(
    model: ServiceModel,
    raw_shapes: Mapping[str, dict[str, Any]],
    shapes: Mapping[str, ir.Shape],
    annotator: Annotator,
    extras: Extras,
    responses: Mapping[str, str],
) -> Iterator[ir.Error]:
    """Every error of the service, by name. botocore finds it by its ``code``.

    ``responses`` are the type names of ``error.response``. If neither the model nor the extras
    state the status, it is 500 for a fault of the service, else 400, as the protocols define.
    """
    fields = {
        name: tuple(_error_fields(shapes[name], annotator)) for name in error_shape_names(model)
    }
    # An error class must not have the name of a type in annotations: `errors.py` imports these.
    words = {w for own in fields.values() for f in own for w in _IDENTIFIER.findall(f.annotation)}
    class_names = TypeNames(frozenset(words.union(responses.values())))
    for name in fields:
        shape = model.shape_for(name)
        trait: dict[str, Any] = shape.metadata.get("error", {})
        modelled = extras.http_status.get(name) or trait.get("httpStatusCode")
        fault = raw_shapes[name].get("fault") or trait.get("fault")
        yield ir.Error(
            name=name,
            class_name=class_names.claim(names.error_class(name)),
            code=trait.get("code") or name,
            http_status=modelled or (500 if fault else 400),
            derived_status=not modelled,
            documentation=shape.documentation,
            fields=fields[name],
            response=responses[name],
        )


def error_shape_names(model: ServiceModel) -> list[str]:
    """All error shapes: those that the model marks, and those that operations declare."""
    found = {shape.name for shape in model.error_shapes}
    for name in model.operation_names:
        found.update(shape.name for shape in model.operation_model(name).error_shapes)
    return sorted(found)


def _error_fields(shape: ir.Shape, annotator: Annotator) -> Iterator[ir.ErrorField]:
    annotations = [annotator.member(member, "output") for member in shape.members]
    # Names in annotations are taken: an attribute of that name would hide them in the class body.
    taken = {word for text in annotations for word in _IDENTIFIER.findall(text)}
    for member, annotation in zip(shape.members, annotations, strict=True):
        attribute = names.error_attribute(member.name)
        if attribute is None:
            continue
        attribute = spared(attribute, taken)
        taken.add(attribute)
        yield ir.ErrorField(
            name=member.name,
            attribute=attribute,
            annotation=annotation,
            documentation=member.documentation,
        )
