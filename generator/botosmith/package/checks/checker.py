"""The functions of ``checks.py``: which structures have one, and which are split into several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from botosmith import ir, names
from botosmith.ir import graph
from botosmith.names.claims import TypeNames
from botosmith.package.checks.bodies import Bodies
from botosmith.package.checks.rules import Rules
from botosmith.package.python.code import printed
from botosmith.package.python.imports import Imports

_PART = 100  # members; pyright gives up on a function with several hundred


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureCheck:
    """The function that checks one structure, with its body, as text.

    If a structure has very many members, each hundred has a separate function. It returns how many
    of these members are present, as a negative number.
    """

    name: str
    shape: str
    body: str
    result: Literal["None", "int"] = "None"


class CheckFunctions:
    """Chooses the functions that check a service, and collects the ``rules`` that they call."""

    def __init__(self, service: ir.Service, imports: Imports) -> None:
        self._shapes: Mapping[str, ir.Shape] = {shape.name: shape for shape in service.shapes}
        payloads = {name for o in service.operations for name in (o.input, o.output) if name}
        self.errors = tuple(error.name for error in service.errors if error.own_fields)
        self.events = tuple(self._event_streams(service))
        streams = {stream for _, stream in self.events}
        roots = payloads | streams | set(self.errors)
        self._reached = graph.reached(self._shapes, roots)
        self._names = TypeNames(frozenset(map(names.check_name, self._shapes)))
        self.rules = Rules(imports)
        self._bodies = Bodies(
            self._shapes,
            rules=self.rules,
            imports=imports,
            free_names=self._names,
        )

    def structures(self) -> Iterator[StructureCheck]:
        """The functions for all structures in payloads, by name.

        Payloads are requests and responses. Fakes also check the events in responses, and errors
        with more members than a message.
        """
        for name in sorted(self._reached):
            shape = self._shapes[name]
            if shape.structured:
                parts = tuple(self._parts(shape))
                for part, members in parts:
                    body = printed(self._bodies.part(shape, members), 4)
                    yield StructureCheck(name=part, shape=name, body=body, result="int")
                body = printed(self._bodies.whole(shape, [part for part, _ in parts]), 4)
                yield StructureCheck(name=names.check_name(name), shape=name, body=body)

    def _parts(self, shape: ir.Shape) -> Iterator[tuple[str, tuple[ir.Member, ...]]]:
        """The members in groups of a hundred, for some very large structures of AWS."""
        if len(shape.members) > 2 * _PART:
            for start in range(0, len(shape.members), _PART):
                name = self._names.claim(*names.check_part_names(shape.name, start + 1))
                yield name, shape.members[start : start + _PART]

    def _event_streams(self, service: ir.Service) -> Iterator[tuple[str, str]]:
        """Operations that respond with an event stream, and the shape of its events."""
        for operation in service.operations:
            if operation.output:
                members = self._shapes[operation.output].members
                yield from ((operation.name, events) for events in ir.events_of(members))
