"""What the templates of a package's fakes print: the types of rules, and samples of responses."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from botosmith import ir, names, typed_dicts
from botosmith.annotations import COMMON_TYPES
from botosmith.samples import NoSample, Sampler

_SEEDS = range(3)
_METADATA = ir.TypedDictField(
    name="ResponseMetadata", annotation="ReadOnly[Mapping[str, Any]]", required=False
)
# What answers may give where the client gives the type on the left.
_LENIENT = {
    "datetime": "Union[datetime, str]",
    "bytes": "Union[bytes, str]",
    "StreamingBody": "Union[StreamingBody, bytes, str]",
}
_OWN_ERROR_OPTIONS = frozenset({"http_status", "message", "unmodelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeOperation:
    """One operation of a fake. All but ``method`` and ``operation`` are names of types.

    ``conditions`` is empty where the operation takes no parameters, and there are no ``errors``
    where it declares none; ``error_fields`` are pairs: a declared error that has fields, and the
    type of these. ``strict`` and ``seed`` are options, named so that no member hides them.
    """

    operation: ir.Operation
    method: str
    rule: str
    conditions: str
    answer: str
    overrides: str
    errors: ErrorTypes | None
    error_fields: tuple[tuple[ir.Error, str], ...]
    paginated: bool
    strict: str
    seed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorTypes:
    """The errors of an operation that need no fields beside them.

    By name or code (``names``, if there are any) and by class where they have none, and as
    instances, which bring their own.
    """

    names: ir.LiteralDef | None
    errors: ir.AliasDef

    @property
    def type_names(self) -> list[str]:
        """The types that they are of, by name."""
        return [definition.name for definition in (self.names, self.errors) if definition]


@dataclass(frozen=True, slots=True, kw_only=True)
class Faking:
    """Everything that ``fakes.py`` and ``fake_types.py`` print."""

    class_name: str
    operations: tuple[FakeOperation, ...]
    types: tuple[ir.TypedDictDef, ...]

    @property
    def names(self) -> list[str]:
        """The names that ``fake_types.py`` defines."""
        errors = [operation.errors for operation in self.operations if operation.errors]
        return [
            *(definition.name for definition in self.types),
            *(name for error in errors for name in error.type_names),
        ]


def fixture_name(service: ir.Service) -> str:
    """The pytest fixture that gives a service's fake."""
    return "fake_" + service.package.removeprefix("botosmith_")


def class_name(service: ir.Service) -> str:
    """The fake's class."""
    return "Fake" + service.class_name.removesuffix("Client")


def faking(service: ir.Service) -> Faking:
    """Work out the types of a service's fake."""
    return _Builder(service).build()


class _Builder:
    def __init__(self, service: ir.Service) -> None:
        self._service = service
        self._shapes = {shape.name: shape for shape in service.shapes}
        self._definitions = {
            definition.name: definition
            for definition in service.types
            if isinstance(definition, ir.TypedDictDef)
        }
        self._errors = {error.name: error for error in service.errors}
        taken = {definition.name for definition in service.types} | COMMON_TYPES
        taken |= {literal.name for literal in service.literals}
        taken |= {class_name(service), service.class_name, "EmptyAnswer", "Fake", "Pages"}
        taken |= {"Raises", "Rule", "ServiceError", "errors"}
        taken |= {"ErrorOrClass", "HTTPFailure"}
        self._names = names.TypeNames(frozenset(taken))
        self._types: list[ir.TypedDictDef] = []
        self._field_types: dict[str, str] = {}
        self._paginated = {paginator.operation for paginator in service.paginators}

    def build(self) -> Faking:
        operations = tuple(self._operation(operation) for operation in self._service.operations)
        return Faking(
            class_name=class_name(self._service),
            operations=operations,
            types=tuple(self._types),
        )

    def _operation(self, operation: ir.Operation) -> FakeOperation:
        stem = names.type_base(operation.name)
        answer, overrides = self._answer(operation, stem)
        errors = [self._errors[name] for name in operation.errors]
        return FakeOperation(
            operation=operation,
            method=names.fake_method(operation.method),
            rule=self._names.claim(f"{stem}Rule"),
            conditions=self._conditions(operation, stem),
            answer=answer,
            overrides=overrides,
            errors=self._error_types(stem, errors),
            error_fields=tuple(
                (error, self._field_type(error)) for error in errors if self._fields_of(error)
            ),
            paginated=operation.name in self._paginated,
            strict=self._option("strict", operation.input),
            seed=self._option("seed", operation.output),
        )

    def _option(self, name: str, shape: str) -> str:
        members = {member.name for member in self._shapes[shape].members} if shape else set[str]()
        while name in members:
            name += "_"
        return name

    def _conditions(self, operation: ir.Operation, stem: str) -> str:
        if not operation.request:
            return ""
        request = self._definitions[operation.request]
        fields = [
            ir.TypedDictField(
                name=field.name,
                annotation=f"Matching[{_unquoted(field.annotation)}]",
                required=False,
            )
            for field in request.fields
        ]
        return self._add(
            f"{stem}Conditions", "What a rule asks of a request.", fields, request.shape
        )

    def _answer(self, operation: ir.Operation, stem: str) -> tuple[str, str]:
        response = self._definitions.get(operation.response)
        if response is None:
            return "EmptyAnswer", "EmptyAnswer"
        fields = [
            ir.TypedDictField(
                name=field.name,
                annotation=f"ReadOnly[{_lenient(_unquoted(field.annotation))}]",
                required=field.required,
            )
            for field in response.fields
            if field.annotation != "ResponseMetadataTypeDef"
        ]
        if not any(field.name == _METADATA.name for field in fields):
            fields.append(_METADATA)
        answer = self._add(f"{stem}Answer", "What a rule answers.", fields, response.shape)
        if not any(field.required for field in fields):
            return answer, answer
        optional = [replace(field, required=False) for field in fields]
        documentation = "What a rule answers, in part."
        return answer, self._add(f"{stem}Overrides", documentation, optional, response.shape)

    def _error_types(self, stem: str, errors: list[ir.Error]) -> ErrorTypes | None:
        if not errors:
            return None
        plain = [error for error in errors if not self._fields_of(error)]
        values = {name for error in plain for name in (error.name, error.code)}
        names = None
        if values:
            name = self._names.claim(f"{stem}ErrorName")
            names = ir.LiteralDef(name=name, shape="", values=tuple(sorted(values)))
        return ErrorTypes(
            names=names,
            errors=ir.AliasDef(
                name=self._names.claim(f"{stem}Error"),
                shape="",
                documentation="",
                alternatives=tuple(
                    f"ErrorOrClass[errors.{error.class_name}]"
                    if error in plain
                    else f"errors.{error.class_name}"
                    for error in errors
                ),
            ),
        )

    def _fields_of(self, error: ir.Error) -> list[ir.TypedDictField]:
        """The fields that a test gives: all but the text and the code, which have their own way."""
        members = {member.name: member for member in self._shapes[error.name].members}
        return [
            ir.TypedDictField(
                name=field.name,
                annotation=_lenient(field.annotation),
                required=members[field.name].required,
            )
            for field in error.own_fields
            if field.name not in _OWN_ERROR_OPTIONS
        ]

    def _field_type(self, error: ir.Error) -> str:
        if error.name not in self._field_types:
            fields = self._fields_of(error)
            documentation = f"The fields of {error.name}."
            name = self._add(f"{error.class_name}Fields", documentation, fields, error.name)
            self._field_types[error.name] = name
        return self._field_types[error.name]

    def _add(
        self, name: str, documentation: str, fields: list[ir.TypedDictField], shape: str
    ) -> str:
        name = self._names.claim(name)
        self._types.append(typed_dicts.typed_dict(name, shape, tuple(fields), documentation))
        return name


def _unquoted(annotation: str) -> str:
    return annotation.strip('"')


def _lenient(annotation: str) -> str:
    if annotation.startswith("EventStream["):
        return f"Iterable[{annotation.removeprefix('EventStream[')}"
    return _LENIENT.get(annotation, annotation)


def samples(service: ir.Service) -> str:
    """The contents of ``samples.json``: responses by operation, the fullest first.

    An operation whose response no value satisfies is left out.
    """
    samplers = [Sampler(service, seed) for seed in _SEEDS]
    responses: dict[str, list[str]] = {}
    for operation in service.operations:
        try:
            found = [sampler.response(operation.name) for sampler in samplers]
            found.append(samplers[0].response(operation.name, full=False))
        except NoSample:
            continue
        written = [json.dumps(one, separators=(",", ":"), default=_plain) for one in found]
        responses[operation.name] = list(dict.fromkeys(written))
    lines = (f"{json.dumps(name)}: [{','.join(written)}]" for name, written in responses.items())
    return '{"responses": {\n' + ",\n".join(lines) + "\n}}\n"


def _plain(value: Any) -> str:
    """What JSON has no word for, as text; the fake turns it into moments and bytes again."""
    if isinstance(value, datetime):
        return value.isoformat()
    text: bytes = value if isinstance(value, bytes) else value.read()
    return text.decode("ascii")
