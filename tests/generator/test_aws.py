"""Properties of what is generated from AWS's own models.

A cross-section of services is part of every run; ``python -m pytest -m aws`` takes all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from aws_services import ALL, CROSS_SECTION
from botocore import xform_name
from botocore.errorfactory import ClientExceptionsFactory
from botocore.model import OperationModel, ServiceModel, StructureShape
from botocore.utils import get_service_module_name
from botosmith.commands import package_files
from botosmith.load import Library
from botosmith.names import package_name
from botosmith.write import write
from imported_package import Package, imported
from model_reading import Reading


def test_all_services_are_there() -> None:
    assert len(ALL) > 400
    assert set(CROSS_SECTION) <= set(ALL)


@pytest.mark.parametrize("service", CROSS_SECTION)
def test_service(service: str, tmp_path: Path) -> None:
    assert list(disagreements(service, tmp_path)) == []


@pytest.mark.aws
@pytest.mark.parametrize("service", ALL)
def test_every_service(service: str, tmp_path: Path) -> None:
    assert list(disagreements(service, tmp_path)) == []


def disagreements(service: str, directory: Path) -> Iterator[str]:
    """Where the package of a service is not what its model asks for."""
    write(package_files(service, ()), directory / service)
    documents = Library().load(service).documents
    with imported(directory / service, package_name(service)) as package:
        yield from Reading(documents, package).disagreements()
        model = ServiceModel(documents["service-2"], service)
        yield from unresolved(package)
        yield from misnamed(model, package)
        yield from untold(model, package)


def unresolved(package: Package) -> Iterator[str]:
    """Types whose annotations name something that is not there."""
    for definition in package.typed_dicts():
        with suppress(NameError, TypeError):
            get_type_hints(definition, include_extras=True)
            continue
        yield f"{definition}"


def misnamed(model: ServiceModel, package: Package) -> Iterator[str]:
    """Classes, methods and errors that have other names than boto3's."""
    module_name = get_service_module_name(model)
    if package.client.__name__.lower() != f"{module_name}Client".lower():
        yield f"{package.client.__name__}, where boto3 says {module_name}"
    if different := package.methods() ^ {xform_name(name) for name in model.operation_names}:
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


def untold(model: ServiceModel, package: Package) -> Iterator[str]:
    """What the docstrings of methods should say and do not."""
    for name in model.operation_names:
        operation = model.operation_model(name)
        docstring = " ".join(package.method(name).__doc__.split())
        for sentence in sentences(operation):
            if not re.search(sentence, docstring):
                yield f"{name}() does not say {sentence}"


def sentences(operation: OperationModel) -> Iterator[str]:
    """Patterns of what a method's docstring tells: parameters, return value and errors."""
    for member, required, shape in members(operation.input_shape):
        must = required and "idempotencyToken" not in shape.metadata
        yield rf"\b{re.escape(member)} \([^()]+{', required' if must else ''}\)"
        pattern = shape.metadata.get("pattern")
        if pattern is not None and pattern.isprintable():
            yield re.escape(" ".join(f"Matches {pattern}".split()))
        for limit in ("min", "max"):
            bound = shape.metadata.get(limit)
            if bound and (shape.type_name in ("integer", "long") or limit == "max"):
                yield re.escape(f"{bound:,}" if isinstance(bound, int) else f"{bound:g}")
    for member, required, _ in members(operation.output_shape):
        yield rf"\b{re.escape(member)} \([^()]+{', always there' if required else ''}\)"
    for error in operation.error_shapes:
        yield rf"\b{error.name} \(HTTP \d\d\d\)"


def members(shape: StructureShape | None) -> Iterator[tuple[str, bool, Any]]:
    if shape is not None:
        for name, member in shape.members.items():
            yield name, name in shape.required_members, member
