"""A model, read and sound, -> the intermediate representation of its service."""

from __future__ import annotations

from botocore.model import ServiceModel
from botocore.utils import get_service_module_name

from botosmith import extras as extras_file
from botosmith import ir, names, operations, pollers, soundness, typed_dicts
from botosmith.annotations import Annotator
from botosmith.load import SERVICE_MODEL, Model
from botosmith.problems import ModelError
from botosmith.shapes import reachable_shapes


def build(model: Model) -> ir.Service:
    """Work out everything that is printed about a service.

    Raises ModelError with all that is wrong, if the model cannot be generated from.
    """
    extras, wrong_extras = extras_file.parse(model)
    problems = [*soundness.problems(model), *wrong_extras]
    if problems:
        raise ModelError(model.service, problems)

    document = model.document(SERVICE_MODEL)
    service = ServiceModel(document, model.service)
    shapes = reachable_shapes(service, document["shapes"], extras)
    models = [service.operation_model(name) for name in sorted(service.operation_names)]
    requests = {m.input_shape.name for m in models if m.input_shape}
    responses = {m.output_shape.name for m in models if m.output_shape}
    annotator = Annotator(
        shapes,
        requests=requests,
        responses=responses,
        errors=operations.error_shape_names(service),
    )
    by_name = {m.name: operations.operation(m, shapes, annotator, extras) for m in models}
    paginators = list(
        pollers.paginators(model.document("paginators-1"), by_name, shapes, annotator)
    )
    waiters = list(pollers.waiters(model.document("waiters-2"), by_name, shapes, annotator))
    definitions = {
        definition.name: definition
        for definition in (
            *typed_dicts.nested_types(shapes, annotator),
            *(typed_dicts.request_type(shapes[name], annotator) for name in annotator.requests),
            *(typed_dicts.response_type(shapes[name], annotator) for name in annotator.responses),
            *(request for _, request in paginators),
            *(request for _, request in waiters),
        )
    }
    return ir.Service(
        name=model.service,
        api_version=model.api_version,
        service_id=service.metadata["serviceId"],
        title=service.metadata.get("serviceFullName") or service.metadata["serviceId"],
        class_name=names.client_class(get_service_module_name(service)),
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
        errors=tuple(operations.errors(service, document["shapes"], shapes, annotator, extras)),
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
        topics=extras.topics,
        glossary=extras.glossary,
        links=extras.links,
        origin=extras.origin,
    )
