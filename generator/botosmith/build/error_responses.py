"""The types of ``error.response``: one for all errors that have the same members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from botosmith import ir, names
from botosmith.build import typed_dicts
from botosmith.build.annotations import Annotator

_Fields = tuple[ir.TypedDictField, ...]

_ERROR = ir.TypedDictField(name="Error", annotation="ClientErrorDetailTypeDef", required=True)
_PARSED: _Fields = (_ERROR, typed_dicts.RESPONSE_METADATA)
_SHARED: Mapping[tuple[str, ...], str] = {
    (): "ErrorResponseTypeDef",
    ("message",): "MessageErrorResponseTypeDef",
    ("Message",): "CapitalMessageErrorResponseTypeDef",
}
"""The types that the runtime has, by the members of an error, which are text."""


class ErrorResponses:
    """Names these types, and defines those that the runtime does not have."""

    def __init__(
        self, errors: Iterable[str], shapes: Mapping[str, ir.Shape], annotator: Annotator
    ) -> None:
        self.names: dict[str, str] = {}
        """The type of each error's response, by the error's shape."""
        self.definitions: list[ir.TypedDictDef] = []
        known: dict[tuple[tuple[str, str], ...], str] = {}
        for error in errors:
            fields = _fields(shapes[error], annotator)
            keys = tuple((field.name, field.annotation) for field in fields)
            if keys not in known:
                known[keys] = _shared(fields) or self._define(error, fields, annotator)
            self.names[error] = known[keys]

    def _define(self, error: str, fields: _Fields, annotator: Annotator) -> str:
        name = annotator.claim(*names.error_response_types(names.type_base(error)))
        about = "What botocore parsed of an error, and its members."
        self.definitions.append(typed_dicts.typed_dict(name, error, (*_PARSED, *fields), about))
        return name


def _fields(shape: ir.Shape, annotator: Annotator) -> _Fields:
    """The keys of an error's members.

    They are required whatever the model says: who catches an error of that class wants them. Its
    attributes are None where the service left them out.
    """
    parsed = {field.name for field in _PARSED}
    return tuple(
        annotator.key(member, "output", required=True)
        for member in shape.members
        if member.name not in parsed
    )


def _shared(fields: _Fields) -> str:
    if any(field.annotation != "str" for field in fields):
        return ""
    return _SHARED.get(tuple(field.name for field in fields), "")
