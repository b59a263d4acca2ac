"""Prints ``fakes.py``: the data and filters of its template."""

from __future__ import annotations

from collections.abc import Sequence

from botosmith import names, text
from botosmith.package.fakes.errors import FieldedErrors
from botosmith.package.fakes.faking import FakeOperation, faking
from botosmith.package.python import homes
from botosmith.package.python.code import Chain, Code, in_parentheses, subscript
from botosmith.package.python.files import Subject
from botosmith.package.python.imports import Imports
from botosmith.package.python.statements import class_header
from botosmith.package.python.templates import Templates, collecting

_HOMES: homes.Homes = {
    "botosmith_runtime.error_codes": ["BareStatus"],
    "botosmith_runtime.errors": ["ServiceError"],
    "botosmith_runtime.fakes": ["ABSENT", "ANY", "Fake", "Pages", "Raises", "Rule", "error"],
    "botosmith_runtime.fakes.types": ["EmptyAnswer", "HTTPFailure"],
}


def fakes(subject: Subject) -> str:
    """The text of ``fakes.py``."""
    fake = subject.once(faking)
    found = subject.service.resources
    own = {
        ".": ["aio", "errors"],
        ".fake_types": fake.names,
        ".service_resource": [found.service.class_name] if found else [],
    }
    imports = homes.imports(subject, {**_HOMES, **own}, here=".fakes")
    shared = [imports.load(name) for name in ("ABSENT", "ANY", "error")]
    return _TEMPLATES.module(
        "fakes/fakes.py",
        subject,
        imports,
        exported=[*shared, fake.class_name, *(operation.rule for operation in fake.operations)],
        fake=fake,
        fixture=names.fake_fixture(subject.service.package),
    )


def _rule_header(imports: Imports, operation: FakeOperation) -> str:
    """The first line of a rule's class; its bases have the types of the inherited methods."""
    load, use = imports.load, imports.use
    request = use(operation.operation.request or "dict[str, Any]")
    bases = [subscript(load("Rule"), f'"{request}"', f'"{use(operation.answer)}"')]
    if not operation.fielded:
        taken = " | ".join(map(use, operation.raised)) or use("NoReturn")
        bases.append(subscript(load("Raises"), f'"{taken}"'))
    if operation.paginated:
        bases.append(subscript(load("Pages"), f'"{use(operation.overrides)}"'))
    return class_header(operation.rule, *bases)


def _raised(imports: Imports, operation: FakeOperation) -> str:
    """The parameter of ``raises`` for errors that need no fields."""
    return _error_parameter([imports.use(name) for name in operation.raised])


def _fielded(imports: Imports, fielded: FieldedErrors) -> str:
    """The parameter of ``raises`` for errors with fields: their names, codes or classes."""
    if fielded.types:
        return _error_parameter([imports.use(name) for name in fielded.types])
    (error,) = fielded.errors
    known = [text.literal(name) for name in dict.fromkeys((error.name, error.code))]
    error_class = f"{imports.use('errors')}.{error.class_name}"
    return _error_parameter(
        [subscript(imports.use("Literal"), *known), subscript("type", error_class)]
    )


def _error_parameter(alternatives: Sequence[Code]) -> str:
    return in_parentheses("error: ", Chain("|", alternatives), ",", 8)


_TEMPLATES = Templates(
    {
        "fielded": collecting(_fielded),
        "raised": collecting(_raised),
        "rule_header": collecting(_rule_header),
        "subscript": subscript,
    }
)
