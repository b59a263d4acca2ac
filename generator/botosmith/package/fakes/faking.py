"""The data of the fakes' templates: rules, and the types of their parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from botosmith import ir, names
from botosmith.names.claims import spared
from botosmith.package.fakes.errors import FakeErrors, FieldedErrors
from botosmith.package.fakes.types import FakeTypes, lenient

_METADATA = ir.TypedDictField(
    name="ResponseMetadata", annotation="Mapping[str, Any]", required=False, read_only=True
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeOperation:
    """One operation of a fake. All but ``method`` and ``operation`` are names of types.

    ``conditions`` is empty if the operation takes no parameters. ``raised`` are the errors that
    need no fields, ``fielded`` those that have fields. ``strict`` and ``seed`` are the names of
    options, changed if a member has the same name.
    """

    operation: ir.Operation
    method: str
    rule: str
    conditions: str
    answer: str
    overrides: str
    raised: tuple[str, ...]
    fielded: tuple[FieldedErrors, ...]
    paginated: bool
    strict: str
    seed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Faking:
    """Everything that ``fakes.py`` and ``fake_types.py`` print."""

    class_name: str
    operations: tuple[FakeOperation, ...]
    types: tuple[ir.TypedDictDef, ...]
    aliases: tuple[ir.LiteralDef | ir.AliasDef, ...]

    @property
    def names(self) -> list[str]:
        """The names that ``fake_types.py`` defines."""
        return [definition.name for definition in (*self.types, *self.aliases)]


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
        self._types = FakeTypes(service)
        self._raises = FakeErrors(service, self._types)
        self._paginated = {paginator.operation for paginator in service.paginators}

    def build(self) -> Faking:
        operations = tuple(
            self._operation(operation) for operation in self._service.callable_operations
        )
        return Faking(
            class_name=names.fake_class(self._service.class_name),
            operations=operations,
            types=tuple(self._types.typed_dicts),
            aliases=tuple(self._types.aliases),
        )

    def _operation(self, operation: ir.Operation) -> FakeOperation:
        answer, overrides = self._answer(operation)
        return FakeOperation(
            operation=operation,
            method=names.fake_method(operation.method),
            rule=self._types.claim(names.fake_type(operation.name, "Rule")),
            conditions=self._conditions(operation),
            answer=answer,
            overrides=overrides,
            raised=self._raises.raised(operation),
            fielded=self._raises.fielded(operation),
            paginated=operation.name in self._paginated,
            strict=self._option("strict", operation.input),
            seed=self._option("seed", operation.output),
        )

    def _option(self, name: str, shape: str) -> str:
        members = {member.name for member in self._shapes[shape].members} if shape else set[str]()
        return spared(name, members)

    def _conditions(self, operation: ir.Operation) -> str:
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
        name = names.fake_type(operation.name, "Conditions")
        return self._types.typed_dict(name, "What a rule asks of a request.", fields, request.shape)

    def _answer(self, operation: ir.Operation) -> tuple[str, str]:
        response = self._definitions.get(operation.response)
        if response is None:
            return "EmptyAnswer", "EmptyAnswer"
        members = self._shapes[operation.output].members
        decoded = {member.name for member in members if member.as_handled("decodes")}
        # Not what the response's type requires: a fake adds what botocore always sets.
        required = {member.name for member in members if member.required_in("response")}
        fields = [
            ir.TypedDictField(
                name=field.name,
                annotation=_answer(field, decoded=field.name in decoded),
                required=field.name in required,
                read_only=True,
            )
            for field in response.fields
            if field.annotation != "ResponseMetadataTypeDef"
        ]
        if not any(field.name == _METADATA.name for field in fields):
            fields.append(_METADATA)
        name = names.fake_type(operation.name, "Answer")
        answer = self._types.typed_dict(name, "What a rule answers.", fields, response.shape)
        if not any(field.required for field in fields):
            return answer, answer
        optional = [replace(field, required=False) for field in fields]
        name = names.fake_type(operation.name, "Overrides")
        part = self._types.typed_dict(
            name, "What a rule answers, in part.", optional, response.shape
        )
        return answer, part


def _unquoted(annotation: str) -> str:
    return annotation.strip('"')


def _answer(field: ir.TypedDictField, *, decoded: bool) -> str:
    annotation = lenient(_unquoted(field.annotation))
    if decoded and annotation == "dict[str, Any]":  # an answer may also have the encoded string
        return f"Union[{annotation}, str]"
    return annotation
