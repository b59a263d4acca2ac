"""Collects the types of ``fake_types.py``."""

from __future__ import annotations

from botosmith import ir, names
from botosmith.build import typed_dicts
from botosmith.build.annotations import COMMON_TYPES
from botosmith.names.claims import TypeNames

# The types that answers may have, by the type that the client returns.
_LENIENT = {
    "datetime": "Union[datetime, str]",
    "bytes": "Union[bytes, str]",
    "StreamingBody": "Union[StreamingBody, bytes, str]",
}


class FakeTypes:
    """The types that were defined so far, and the names that are taken."""

    def __init__(self, service: ir.Service) -> None:
        taken = {definition.name for definition in service.types} | COMMON_TYPES
        taken |= {literal.name for literal in service.literals}
        taken |= {names.fake_class(service.class_name), service.class_name}
        taken |= {"EmptyAnswer", "Fake", "Pages", "Raises", "Rule", "ServiceError", "errors"}
        taken |= {"BareStatus", "ErrorOrClass", "HTTPFailure"}
        self._names = TypeNames(frozenset(taken))
        self.typed_dicts: list[ir.TypedDictDef] = []
        self.aliases: list[ir.LiteralDef | ir.AliasDef] = []

    def claim(self, name: str) -> str:
        """The name, changed if it is taken."""
        return self._names.claim(name)

    def literal(self, name: str, values: set[str]) -> str:
        """Define a ``Literal``, and return its name."""
        name = self.claim(name)
        self.aliases.append(ir.LiteralDef(name=name, shape="", values=tuple(sorted(values))))
        return name

    def union(self, name: str, alternatives: list[str]) -> str:
        """Define a union, and return its name."""
        name = self.claim(name)
        self.aliases.append(
            ir.AliasDef(name=name, shape="", documentation="", alternatives=tuple(alternatives))
        )
        return name

    def typed_dict(
        self, name: str, documentation: str, fields: list[ir.TypedDictField], shape: str
    ) -> str:
        """Define a ``TypedDict``, and return its name."""
        name = self.claim(name)
        self.typed_dicts.append(typed_dicts.typed_dict(name, shape, tuple(fields), documentation))
        return name


def lenient(annotation: str) -> str:
    """The type that an answer may have if the client returns this type."""
    if annotation.startswith("EventStream["):
        return f"Iterable[{annotation.removeprefix('EventStream[')}"
    return _LENIENT.get(annotation, annotation)
