"""The parameters of ``raises`` for each operation: errors, their names and their fields."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from botosmith_runtime.error_codes import BareStatus, CommonError

from botosmith import ir, names
from botosmith.package.fakes.types import FakeTypes, lenient

_OWN_ERROR_OPTIONS = frozenset({"http_status", "message", "unmodelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldedErrors:
    """Errors with fields, for one overload: many overloads would make type checkers' messages long.

    ``types`` are the types of their names and classes, or empty for a single error. ``fields`` is
    the type of all their fields together. The runtime checks which error has which field.
    """

    errors: tuple[ir.Error, ...]
    types: tuple[str, ...]
    fields: str


class FakeErrors:
    """Defines the types of errors, each when the first operation needs it."""

    def __init__(self, service: ir.Service, types: FakeTypes) -> None:
        self._errors = {error.name: error for error in service.errors}
        shapes = {shape.name: shape for shape in service.shapes}
        self._fields = {name: _fields(one, shapes[name]) for name, one in self._errors.items()}
        self._types = types
        self._field_types: dict[tuple[str, ...], str] = {}
        self._common_name = self._common(service.common_errors)

    def raised(self, operation: ir.Operation) -> tuple[str, ...]:
        """What ``raises`` takes without fields: names, classes and instances, and common codes."""
        errors = [self._errors[name] for name in operation.errors]
        if operation.error_code_in == "status":
            statuses = {str(error.http_status) for error in errors}.difference(get_args(BareStatus))
            if not statuses:
                return ("BareStatus",)
            name = names.fake_type(operation.name, "ErrorName")
            return ("BareStatus", self._types.literal(name, statuses))
        common = (self._common_name,) if self._common_name else ()
        if not errors:
            return common
        found: list[str] = []
        plain = [error for error in errors if not self._fields[error.name]]
        if values := {name for error in plain for name in (error.name, error.code)}:
            name = names.fake_type(operation.name, "ErrorName")
            found.append(self._types.literal(name, values))
        alternatives = [
            f"ErrorOrClass[errors.{error.class_name}]"
            if error in plain
            else f"errors.{error.class_name}"
            for error in errors
        ]
        union = self._types.union(names.fake_type(operation.name, "Error"), alternatives)
        return (*found, union, *common)

    def fielded(self, operation: ir.Operation) -> tuple[FieldedErrors, ...]:
        """Errors with fields: those with only optional fields together, each other one alone."""
        if operation.error_code_in == "status":
            return ()
        groups: list[list[ir.Error]] = []
        together: list[tuple[dict[str, str], list[ir.Error]]] = []
        for error in (self._errors[name] for name in operation.errors):
            fields = self._fields[error.name]
            if any(field.required for field in fields):
                groups.append([error])
            elif fields:
                annotations = {field.name: field.annotation for field in fields}
                for taken, group in together:
                    if all(taken.get(n, a) == a for n, a in annotations.items()):
                        taken.update(annotations)
                        group.append(error)
                        break
                else:
                    group = [error]
                    together.append((annotations, group))
                    groups.append(group)
        return tuple(self._group(operation, tuple(group)) for group in groups)

    def _common(self, errors: Iterable[CommonError]) -> str:
        """The type of common errors, without those that have required fields in this model."""
        demanding = {
            error.code
            for error in self._errors.values()
            if any(field.required for field in self._fields[error.name])
        }
        codes = {error.code for error in errors} - demanding
        return self._types.literal(names.COMMON_ERROR_NAMES, codes) if codes else ""

    def _group(self, operation: ir.Operation, errors: tuple[ir.Error, ...]) -> FieldedErrors:
        if len(errors) == 1:
            return FieldedErrors(errors=errors, types=(), fields=self._field_type(errors, ""))
        name = names.fake_type(operation.name, "FieldedErrorName")
        literal = self._types.literal(name, {n for one in errors for n in (one.name, one.code)})
        name = names.fake_type(operation.name, "FieldedError")
        union = self._types.union(name, [f"type[errors.{one.class_name}]" for one in errors])
        fields = self._field_type(errors, names.fake_type(operation.name, "ErrorFields"))
        return FieldedErrors(errors=errors, types=(literal, union), fields=fields)

    def _field_type(self, errors: tuple[ir.Error, ...], name: str) -> str:
        """The type of all fields of some errors; ``name`` is used if they are several."""
        key = tuple(error.name for error in errors)
        if key not in self._field_types:
            fields = {field.name: field for error in errors for field in self._fields[error.name]}
            self._field_types[key] = self._types.typed_dict(
                name or names.error_fields_type(errors[0].class_name),
                f"The fields of {', '.join(key)}.",
                list(fields.values()),
                errors[0].name,
            )
        return self._field_types[key]


def _fields(error: ir.Error, shape: ir.Shape) -> list[ir.TypedDictField]:
    """The fields that a test may pass: all but message and code, which are separate parameters."""
    required = {member.name for member in shape.members if member.required}
    return [
        ir.TypedDictField(
            name=field.name,
            annotation=lenient(field.annotation),
            required=field.name in required,
        )
        for field in error.own_fields
        if field.name not in _OWN_ERROR_OPTIONS
    ]
