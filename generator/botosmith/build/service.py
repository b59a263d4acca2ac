"""A model -> the intermediate representation of its service."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import botocore
from botocore.model import ServiceModel
from botosmith_runtime.error_codes import common_errors
from botosmith_runtime.service_facts import boto3_classes

from botosmith import ir, names
from botosmith.build import handled, operations, pollers, typed_dicts
from botosmith.build.added_methods import added_methods
from botosmith.build.annotations import Annotator
from botosmith.build.error_responses import ErrorResponses
from botosmith.build.optional_keys import optional_keys
from botosmith.build.references import references
from botosmith.build.resources import ResourceBuilder
from botosmith.build.shapes import reachable_shapes
from botosmith.models import extras as extras_file
from botosmith.models import validation
from botosmith.models.facts import facts_of
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.models.resources import resource_model

_Definition = TypeVar("_Definition", bound=ir.TypedDictDef | ir.AliasDef)


def class_name(model: Model) -> str:
    """The name of the client's class: from ``botosmith-1.json``, or else from the serviceId."""
    named = model.document(extras_file.EXTRAS).get("clientClass")
    return str(named) if named else boto3_class_name(model)


def boto3_class_name(model: Model) -> str:
    """The name of boto3's client class, which boto3's type stubs use as well.

    Since botocore 1.44 it follows from the serviceId. Older services keep their older names.
    """
    service_id: str = model.document(SERVICE_MODEL)["metadata"]["serviceId"]
    return names.client_class(boto3_classes().get(service_id, service_id))


def build(model: Model, response_keys: ir.ResponseKeys = "model") -> ir.Service:
    """Work out everything that is printed about a service.

    ``response_keys`` sets which keys the types of whole responses require.

    Raises ModelError with all problems, if no package can be generated from the model.
    """
    model = validation.checked(model)
    extras = extras_file.parse(model)
    document = model.document(SERVICE_MODEL)
    service = ServiceModel(document, model.service)
    facts = facts_of(model)
    shapes = reachable_shapes(service, document["shapes"], extras)
    shapes = handled.with_handlers(service, shapes, facts)
    models = [service.operation_model(name) for name in sorted(service.operation_names)]
    requests = {m.input_shape.name for m in models if m.input_shape}
    responses = {m.output_shape.name for m in models if m.output_shape}
    annotator = Annotator(
        shapes,
        requests=requests,
        responses=responses,
        errors=operations.error_shape_names(service),
    )
    urls = references(model, extras)
    by_name = {
        m.name: operations.operation(m, shapes, annotator, extras, urls[m.name]) for m in models
    }
    usual = optional_keys(model.document("paginators-1"), by_name.values(), shapes)
    optional = {name: usual[name] if response_keys == "present" else None for name in responses}
    pages = [
        typed_dicts.response_type(shapes[name], annotator, optional[name])
        for name in annotator.responses
    ]
    paginators = list(
        pollers.paginators(
            model.document("paginators-1"), by_name, shapes, annotator, _by_name(pages)
        )
    )
    waiters = list(pollers.waiters(model.document("waiters-2"), by_name, shapes, annotator))
    responding = ErrorResponses(sorted(annotator.errors), shapes, annotator)
    definitions = _by_name(
        (
            *typed_dicts.nested_types(shapes, annotator),
            *typed_dicts.fields_types(annotator),
            *(typed_dicts.request_type(shapes[name], annotator) for name in annotator.requests),
            *pages,
            *(definition for _, found in paginators for definition in found),
            *(request for _, request in waiters),
            *responding.definitions,
        )
    )
    added = added_methods(service, facts)
    resources = None
    if (found := resource_model(model)) is not None:
        resources = ResourceBuilder(
            found,
            service,
            class_name(model),
            by_name,
            [waiter for waiter, _ in waiters],
            added,
            shapes,
            annotator,
            _by_name(pages),
        ).resources()
    # Only services outside AWS need an endpoint. They have only the errors that the model states.
    outside = extras.authentication.endpoint_required
    service_id, protocol = ("", "") if outside else (service.service_id, service.resolved_protocol)
    return ir.Service(
        name=model.service,
        api_version=model.api_version,
        service_id=service.metadata["serviceId"],
        title=service.metadata.get("serviceFullName") or service.metadata["serviceId"],
        class_name=class_name(model),
        plain_class=names.plain_class(class_name(model)),
        plain_exceptions=names.plain_exceptions(class_name(model)),
        package=names.package_name(model.service),
        distribution=names.distribution_name(model.service),
        protocol=service.resolved_protocol,
        documentation=service.documentation,
        operations=tuple(by_name.values()),
        shapes=tuple(shapes.values()),
        literals=tuple(
            ir.LiteralDef(name=name, shape=shape, values=tuple(sorted(set(shapes[shape].enum))))
            for shape, name in sorted(annotator.literals.items(), key=lambda item: item[1])
        ),
        types=typed_dicts.in_order(list(definitions.values())),
        errors=tuple(
            operations.errors(
                service, document["shapes"], shapes, annotator, extras, responding.names
            )
        ),
        paginators=tuple(paginator for paginator, _ in paginators),
        waiters=tuple(waiter for waiter, _ in waiters),
        authentication=extras.authentication,
        error_message=extras.error_message,
        repeated_headers=tuple(
            sorted({m.name for s in shapes.values() for m in s.members if m.repeated_header})
        ),
        files=tuple(
            ir.ModelFile(name=name, content=content)
            for name, content in sorted(model.files.items())
        ),
        added_methods=added,
        topics=extras.topics,
        glossary=extras.glossary,
        links=extras.links,
        common_errors=common_errors(service_id, protocol, model.document(extras_file.EXTRAS)),
        origin=extras.origin,
        botocore=botocore.__version__ if model.shipped else "",
        response_keys=response_keys,
        resources=resources,
        arns=tuple((name, one["example"]) for name, one in facts.get("arns", {}).items()),
    )


def _by_name(definitions: Iterable[_Definition]) -> dict[str, _Definition]:
    return {definition.name: definition for definition in definitions}
