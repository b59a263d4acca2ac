"""What a package's types, names and docstrings say, compared with the model and botocore."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, get_type_hints

from botocore import xform_name
from botocore.errorfactory import ClientExceptionsFactory
from botocore.model import OperationModel, ServiceModel, StructureShape
from botocore.utils import get_service_module_name
from botosmith.models.load import Model
from conformance.corrected_model import as_known
from conformance.outcome import Log
from handled_members import arguments, is_filled_in
from imported_package import Package
from model_reading import Reading


def examine(model: Model, package: Package, log: Log) -> None:
    """Report where the package says something else than its model."""
    correct = as_known(model)
    service = ServiceModel(correct, model.service)
    for disagreement in Reading({**model.documents, "service-2": correct}, package).disagreements():
        log.say("", disagreement)
    for definition in unresolved(package):
        log.say(definition, "its annotations name something that is not there")
    for disagreement in misnamed(service, package):
        log.say("", disagreement)
    for name in callable_ones(service):
        for message in untold(service.operation_model(name), package):
            log.say(name, message)
    log.count("types", len(package.typed_dicts()))


def callable_ones(model: ServiceModel) -> list[str]:
    """The operations that botocore's clients have a method for."""
    names = model.operation_names
    return [name for name in names if not model.operation_model(name).has_event_stream_input]


def unresolved(package: Package) -> Iterator[str]:
    """Types whose annotations name something that is not there."""
    for definition in package.typed_dicts():
        with suppress(NameError, TypeError):
            get_type_hints(definition, include_extras=True)
            continue
        yield definition.__name__


def misnamed(model: ServiceModel, package: Package) -> Iterator[str]:
    """Classes, methods and errors that have other names than boto3's."""
    module_name = get_service_module_name(model)
    if package.client.__name__.lower() != f"{module_name}Client".lower():
        yield f"{package.client.__name__}, where boto3 says {module_name}"
    if different := package.methods() ^ {xform_name(name) for name in callable_ones(model)}:
        yield f"methods {sorted(different)}"
    theirs: Any = ClientExceptionsFactory().create_client_exceptions(model)
    ours = package.modules["client"].Exceptions()
    for shape in model.error_shapes:
        error: Any = getattr(ours, shape.name)
        if error is not getattr(package.modules["errors"], shape.name):
            yield f"{shape.name} is {error}"
        code: str = shape.metadata.get("error", {}).get("code") or shape.name
        raised, expected = ours.from_code(code), theirs.from_code(code)
        if raised.__name__ != expected.__name__:
            yield f"{code} raises {raised}, where botocore raises {expected}"


def untold(operation: OperationModel, package: Package) -> Iterator[str]:
    """What the docstring of a method should say and does not."""
    docstring = " ".join(package.method(operation.name).__doc__.split())
    for sentence in sentences(operation):
        if not re.search(sentence, docstring):
            yield f"the docstring does not say {sentence}"


def sentences(operation: OperationModel) -> Iterator[str]:
    """Patterns of what a method's docstring says: parameters, return value and errors.

    A parameter takes one line. It has no room for most of the model's patterns, nor for the bounds
    of a list whose type has a long name; the reference pages show both.
    """
    service = operation.service_model
    service_id: str = service.metadata["serviceId"]
    for member, required, shape in members(operation.input_shape):
        must = required and "idempotencyToken" not in shape.metadata
        must = must and not is_filled_in(service_id, member)
        name = re.escape(arguments(service_id, member)[0])
        yield rf"\b{name} \([^()]+{', required' if must else ''}\)"
        for limit in ("min", "max"):
            bound = shape.metadata.get(limit)
            is_shown = shape.type_name in ("integer", "long") or limit == "max"
            if bound and is_shown and shape.type_name != "list":
                whole = isinstance(bound, int) or bound.is_integer()
                yield re.escape(f"{int(bound):,}" if whole else repr(bound))
    for member, required, _ in members(operation.output_shape):
        yield rf"\b{re.escape(member)} \([^()]+{', always present' if required else ''}\)"
    is_bare = operation.http["method"] == "HEAD" and service.resolved_protocol == "rest-xml"
    for error in operation.error_shapes:
        bare = rf"\bClientError with the code \"\d\d\d\", for {error.name}\b"
        yield bare if is_bare else rf"\b{error.name} \(HTTP \d\d\d\)"


def members(shape: StructureShape | None) -> Iterator[tuple[str, bool, Any]]:
    """Name, whether it is required, and shape."""
    if shape is not None:
        for name, member in shape.members.items():
            yield name, name in shape.required_members, member
