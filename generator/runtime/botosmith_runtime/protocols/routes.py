"""Which operation of a service a request is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote

from botosmith_runtime.protocols import registry
from botosmith_runtime.protocols.errors import Unrouted
from botosmith_runtime.protocols.post_forms import as_put, is_post_form
from botosmith_runtime.protocols.protocol import Protocol
from botosmith_runtime.protocols.query import FORM, Query
from botosmith_runtime.protocols.received import Received
from botosmith_runtime.protocols.rest import Rest
from botosmith_runtime.protocols.s3_addresses import bucket_in
from botosmith_runtime.protocols.uris import Template

_KEPT = "_botosmith_routes"
Order = tuple[tuple[int, int], ...]
_EXACT: Order = ()
_EXPRESS = "s3express-control"
_EXPRESS_FLAG = "UseS3ExpressControlEndpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The operation that a request is for, and the protocol that asks for it.

    ``order`` sorts routes of several services: the most specific path first.
    """

    service: Any
    operation: Any
    protocol: Protocol
    received: Received
    order: Order = _EXACT

    def parameters(self) -> dict[str, Any]:
        """The parameters of the request. Raises RequestError."""
        return self.protocol.parameters(self.operation, self.received)


class _Entry(NamedTuple):
    """One operation that has a path in common with others."""

    name: str
    template: Template
    query: frozenset[str]
    """Parameters that a request of it has to have."""
    headers: frozenset[str]
    known: frozenset[str]
    """Parameters that a request of it may have."""
    deprecated: bool

    is_express: bool
    """Whether S3 has it at the control endpoint of directory buckets."""

    def fits(self, received: Received) -> bool:
        """Whether the literals are there."""
        given = received.query_names
        return all(given.get(name) == value for name, value in self.template.literals.items())

    def rank(self, received: Received) -> tuple[int, bool, bool, int, int, bool]:
        """How much of the request speaks for it."""
        given = received.query_names
        is_whole = self.query <= given.keys() and self.headers <= received.headers.keys()
        is_express = received.host.startswith(_EXPRESS)
        return (
            len(self.template.literals),
            is_whole,
            self.is_express == is_express,
            len(self.query) + len(self.headers),
            sum(name in self.known for name in given),
            not self.deprecated,
        )


class Routes:
    """The routes of one service, in every protocol that it has."""

    def __init__(self, service: Any) -> None:
        self.service = service
        metadata: dict[str, Any] = service.metadata
        own = registry.names(service)
        self._protocols = [
            registry.protocol(service, name) for name in registry.PROTOCOLS if name in own
        ]
        self.target: str = metadata.get("targetPrefix", "")
        self.version: str = metadata.get("apiVersion", "")
        self._names = frozenset[str](service.operation_names)
        self._is_s3 = metadata.get("serviceId") == "S3"
        self._by_size: dict[tuple[str, int], list[tuple[Template, list[_Entry]]]] = {}

    def _normalised(self, received: Received) -> Received:
        """A request with the bucket in its path, also if the host has it; a form as a PutObject."""
        if not self._is_s3 or (received.method, received.path) in self._prefixed:
            return received
        if bucket := bucket_in(received.host):
            received = received.changed(path=f"/{quote(bucket, safe='')}{received.path}")
        return as_put(received) if is_post_form(received) else received

    @cached_property
    def _prefixed(self) -> frozenset[tuple[str, str]]:
        """Methods and paths of operations that put something else in front of the host."""
        operations = [self.service.operation_model(name) for name in self.service.operation_names]
        return frozenset(
            (str(one.http.get("method", "POST")), Template(one).path)
            for one in operations
            if "hostPrefix" in (one.endpoint or {})
        )

    def find(self, received: Received) -> Route | None:
        """The operation of a request in one of the service's protocols, if it has one like it.

        A name that the service does not have is a request of no operation.
        """
        received = self._normalised(received)
        for protocol in self._protocols:
            if isinstance(protocol, Rest):
                if (found := self._by_path(protocol, received)) is not None:
                    return found
            elif (name := protocol.asks(received)) is not None:
                if name in self._names and self._is_own(protocol, received):
                    operation = self.service.operation_model(name)
                    return Route(
                        service=self.service,
                        operation=operation,
                        protocol=protocol,
                        received=received,
                    )
                if not isinstance(protocol, Query):
                    return None
        return None

    def route(self, received: Received) -> Route:
        """The same; raises Unrouted, with the error of the protocol that asks."""
        found = self.find(received)
        if found is not None:
            return found
        for protocol in self._protocols:
            if not isinstance(protocol, Rest) and (name := protocol.asks(received)) is not None:
                raise self._unknown(protocol, name, received)
        protocol = self._protocols[-1]
        what = f"no operation of {self.service.service_name} is at {received.method} "
        message = f"{what}{received.path[:200]}"
        raise Unrouted(protocol.unknown, message, status=protocol.unknown_status)

    def _unknown(self, protocol: Protocol, name: str, received: Received) -> Unrouted:
        service: str = self.service.service_name
        if name not in self._names:
            message = f"{service} has no operation {name[:100]!r}"
        elif isinstance(protocol, Query):
            asked = protocol.version(received)
            message = f"{service} has the version {self.version}, not {asked!r:.60}"
            return Unrouted("NoSuchVersion", message, where="Version")
        else:
            message = f"{service} has the target {self.target!r}, and {name} was asked of another"
        return Unrouted(protocol.unknown, message, status=protocol.unknown_status)

    def _is_own(self, protocol: Protocol, received: Received) -> bool:
        """Whether what names a service besides the operation is this one's."""
        if isinstance(protocol, Query):
            return protocol.version(received) in (self.version, None)
        return protocol.target(received) == self.target

    def _by_path(self, protocol: Rest, received: Received) -> Route | None:
        found = self._at(received.method, protocol, received)
        if found is None and received.method == "POST" and received.media_type == FORM:
            # A query string that is too long for a URL: botocore sends CloudSearch's like this.
            found = self._at("GET", protocol, received.with_form())
        return found

    def _at(self, method: str, protocol: Rest, received: Received) -> Route | None:
        path = received.path
        size = path.count("/") - (len(path) > 1 and path.endswith("/"))
        key = (method, size)
        groups = self._by_size.get(key)
        if groups is None:
            groups = self._by_size[key] = self._groups(*key)
        for template, entries in groups:
            if template.pattern.fullmatch(path) is None:
                continue
            fitting = [one for one in entries if one.fits(received)]
            if fitting:
                best = fitting[0]
                if len(fitting) > 1:
                    best = max(fitting, key=lambda one: one.rank(received))
                operation = self.service.operation_model(best.name)
                return Route(
                    service=self.service,
                    operation=operation,
                    protocol=protocol,
                    received=received,
                    order=template.order,
                )
        return None

    def _groups(self, method: str, size: int) -> list[tuple[Template, list[_Entry]]]:
        """The templates that paths with so many slashes can match, the most specific first."""
        found: list[tuple[Template, list[_Entry]]] = []
        for (of_method, template_size, greedy), groups in self._table.items():
            fits = template_size <= size if greedy else template_size == size
            if of_method == method and fits:
                found += groups
        return sorted(found, key=_order)

    @cached_property
    def _table(self) -> dict[tuple[str, int, bool], list[tuple[Template, list[_Entry]]]]:
        """All templates, by method, the slashes in them and whether one label is greedy."""
        grouped: dict[tuple[str, str], list[tuple[str, Template]]] = {}
        for name in self.service.operation_names:
            operation = self.service.operation_model(name)
            template = Template(operation)
            method: str = operation.http.get("method", "POST")
            grouped.setdefault((method, template.pattern.pattern), []).append((name, template))
        table: dict[tuple[str, int, bool], list[tuple[Template, list[_Entry]]]] = {}
        for (method, _), members in grouped.items():
            template = members[0][1]
            entries = [self._entry(*member, alone=len(members) == 1) for member in members]
            key = (method, template.path.count("/"), "+}" in template.path)
            table.setdefault(key, []).append((template, entries))
        return table

    def _entry(self, name: str, template: Template, *, alone: bool) -> _Entry:
        query: set[str] = set()
        headers: set[str] = set()
        known = set(template.literals)
        operation = self.service.operation_model(name)
        shape: Any = None if alone else operation.input_shape
        for key, member in shape.members.items() if shape is not None else ():
            given: dict[str, Any] = member.serialization
            wire: str = given.get("name", key)
            if given.get("location") == "querystring":
                known.add(wire)
                if key in shape.required_members:
                    query.add(wire)
            elif given.get("location") == "header" and key in shape.required_members:
                headers.add(wire.lower())
        return _Entry(
            name,
            template,
            frozenset(query - template.literals.keys()),
            frozenset(headers),
            frozenset(known),
            bool(operation.deprecated),
            any(one.name == _EXPRESS_FLAG for one in operation.static_context_parameters),
        )


def _order(group: tuple[Template, list[_Entry]]) -> Order:
    return group[0].order


def routes(service: Any) -> Routes:
    """The routes of a service, made once."""
    kept: dict[str, Any] = vars(service)
    if _KEPT not in kept:
        kept[_KEPT] = Routes(service)
    found: Routes = kept[_KEPT]
    return found
