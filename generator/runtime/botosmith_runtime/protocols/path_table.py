"""The operations of a REST service by method and path, the most specific first."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from botosmith_runtime.protocols.received import Received
from botosmith_runtime.protocols.uris import Order, Template

_EXPRESS = "s3express-control"
_EXPRESS_FLAG = "UseS3ExpressControlEndpoint"


class _Entry(NamedTuple):
    """One operation among those that share a path.

    ``query`` and ``headers`` are required in its requests; ``known`` are the possible parameters
    of the query string. ``is_express`` means that S3 has it at the control endpoint of directory
    buckets.
    """

    name: str
    literals: tuple[tuple[str, str], ...]
    query: frozenset[str]
    headers: frozenset[str]
    known: frozenset[str]
    deprecated: bool
    is_express: bool

    def is_whole(self, received: Received) -> bool:
        """Whether a request has everything that this operation requires."""
        given = received.query_names
        return self.query <= given.keys() and self.headers <= received.headers.keys()

    def rank(self, received: Received) -> tuple[int, bool, bool, int, int, bool]:
        """How well the request fits this operation; the highest is best."""
        return (
            len(self.literals),
            self.is_whole(received),
            self.is_express == received.host.startswith(_EXPRESS),
            len(self.query) + len(self.headers),
            sum(name in self.known for name in received.query_names),
            not self.deprecated,
        )


class _Group:
    """The operations of one path. Those with query literals are tried first."""

    def __init__(self, template: Template, entries: list[_Entry]) -> None:
        self.template = template
        self._plain = [one for one in entries if not one.literals]
        self._literal = [one for one in entries if one.literals]

    def choose(self, received: Received) -> _Entry | None:
        """The operation that fits the request best."""
        entries = self._plain
        if self._literal and (given := received.query_names):
            pairs = given.items()
            fitting = [one for one in self._literal if set(one.literals) <= pairs]
            entries = fitting or entries
        if len(entries) > 1:
            whole = [one for one in entries if one.is_whole(received)]
            entries = whole or entries
            if len(entries) > 1:
                return max(entries, key=lambda one: one.rank(received))
        return entries[0] if entries else None


class PathTable:
    """The table of one service; the candidates for paths of one size are computed once."""

    def __init__(self, service: Any) -> None:
        self._service = service
        self._by_size: dict[tuple[str, int], list[_Group]] = {}

    def find(self, method: str, received: Received) -> tuple[str, Order] | None:
        """The operation of a request, and how specific its path is."""
        path = received.path
        size = path.count("/") - (len(path) > 1 and path.endswith("/"))
        key = (method, size)
        groups = self._by_size.get(key)
        if groups is None:
            groups = self._groups(*key)
            if len(self._by_size) < _SIZES:
                self._by_size[key] = groups
        for group in groups:
            if group.template.pattern.fullmatch(path) is None:
                continue
            if (found := group.choose(received)) is not None:
                return found.name, group.template.order
        return None

    @cached_property
    def prefixed(self) -> frozenset[tuple[str, str]]:
        """Methods and paths of operations that add a prefix to the host."""
        found: set[tuple[str, str]] = set()
        for name in self._service.operation_names:
            operation = self._service.operation_model(name)
            if "hostPrefix" in (operation.endpoint or {}):
                found.add((operation.http.get("method", "POST"), Template(operation).path))
        return frozenset(found)

    def _groups(self, method: str, size: int) -> list[_Group]:
        """The templates that paths with ``size`` slashes can match, the most specific first."""
        found: list[_Group] = []
        for (of_method, template_size, greedy), groups in self._all.items():
            fits = template_size <= size if greedy else template_size == size
            if of_method == method and fits:
                found += groups
        return sorted(found, key=_order)

    @cached_property
    def _all(self) -> dict[tuple[str, int, bool], list[_Group]]:
        """All templates, by method, number of slashes, and whether a label is greedy."""
        grouped: dict[tuple[str, str], list[tuple[Any, Template]]] = {}
        for name in self._service.operation_names:
            operation = self._service.operation_model(name)
            template = Template(operation)
            method: str = operation.http.get("method", "POST")
            key = (method, template.pattern.pattern)
            grouped.setdefault(key, []).append((operation, template))
        table: dict[tuple[str, int, bool], list[_Group]] = {}
        for (method, _), members in grouped.items():
            template = members[0][1]
            alone = len(members) == 1
            group = _Group(template, [_entry(*member, alone=alone) for member in members])
            kind = (method, template.path.count("/"), "+}" in template.path)
            table.setdefault(kind, []).append(group)
        return table


_SIZES = 200  # the most pairs of method and size whose groups are kept: enough for any service


def _entry(operation: Any, template: Template, *, alone: bool) -> _Entry:
    query: set[str] = set()
    headers: set[str] = set()
    known = set(template.literals)
    shape: Any = operation.input_shape
    members: dict[str, Any] = {} if alone or shape is None else shape.members
    required: list[str] = [] if shape is None else shape.required_members
    for key, member in members.items():
        given: dict[str, Any] = member.serialization
        wire: str = given.get("name", key)
        if given.get("location") == "querystring":
            known.add(wire)
            if key in required:
                query.add(wire)
        elif given.get("location") == "header" and key in required:
            headers.add(wire.lower())
    return _Entry(
        name=operation.name,
        literals=tuple(template.literals.items()),
        query=frozenset(query - template.literals.keys()),
        headers=frozenset(headers),
        known=frozenset(known),
        deprecated=bool(operation.deprecated),
        is_express=any(one.name == _EXPRESS_FLAG for one in operation.static_context_parameters),
    )


def _order(group: _Group) -> Order:
    return group.template.order
