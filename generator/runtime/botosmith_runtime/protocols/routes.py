"""Finds the operation of a service that a request is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from botosmith_runtime.protocols import registry
from botosmith_runtime.protocols.errors import Unrouted
from botosmith_runtime.protocols.path_table import PathTable
from botosmith_runtime.protocols.post_forms import as_put, is_post_form
from botosmith_runtime.protocols.protocol import Protocol
from botosmith_runtime.protocols.received import FORM, Received
from botosmith_runtime.protocols.s3_addresses import bucket_in
from botosmith_runtime.protocols.uris import Order

_KEPT = "_botosmith_routes"
_EXACT: Order = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """The operation that a request is for, and the protocol of the request.

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


class Routes:
    """The routes of one service, in all its protocols."""

    def __init__(self, service: Any) -> None:
        self.service = service
        metadata: dict[str, Any] = service.metadata
        own = registry.names(service)
        self._protocols = [
            registry.protocol(service, name) for name in registry.PROTOCOLS if name in own
        ]
        self.target: str = metadata.get("targetPrefix", "")
        self.version: str = metadata.get("apiVersion", "")
        self._is_s3 = metadata.get("serviceId") == "S3"
        self._paths = PathTable(service)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The operations; a model may read its file for them."""
        return frozenset(self.service.operation_names)

    def _normalised(self, received: Received) -> Received:
        """The request with the bucket of its host moved to the path; a form becomes a PutObject."""
        if not self._is_s3 or (received.method, received.path) in self._paths.prefixed:
            return received
        if bucket := bucket_in(received.host):
            received = received.changed(path=f"/{quote(bucket, safe='')}{received.path}")
        return as_put(received) if is_post_form(received) else received

    def find(self, received: Received) -> Route | None:
        """The operation of a request in one of the service's protocols, or None.

        The result is also None if the request names an operation that the service does not have.
        """
        received = self._normalised(received)
        for protocol in self._protocols:
            if protocol.is_rest:
                if (found := self._by_path(protocol, received)) is not None:
                    return found
            elif (name := protocol.asks(received)) is not None:
                if self._is_own(protocol, received) and name in self._names:
                    operation = self.service.operation_model(name)
                    return Route(
                        service=self.service,
                        operation=operation,
                        protocol=protocol,
                        received=received,
                    )
                if not protocol.is_form:
                    return None
        return None

    def route(self, received: Received) -> Route:
        """The same; raises Unrouted, with the error of the request's protocol."""
        found = self.find(received)
        if found is not None:
            return found
        for protocol in self._protocols:
            if not protocol.is_rest and (name := protocol.asks(received)) is not None:
                raise self._unknown(protocol, name, received)
        protocol = self._protocols[-1]
        what = f"no operation of {self.service.service_name} is at {received.method} "
        message = f"{what}{received.path[:200]}"
        raise Unrouted(protocol.unknown, message, status=protocol.unknown_status)

    def _unknown(self, protocol: Protocol, name: str, received: Received) -> Unrouted:
        service: str = self.service.service_name
        if name not in self._names:
            message = f"{service} has no operation {name[:100]!r}"
        elif protocol.is_form:
            asked = received.action.get("Version")
            message = f"{service} has the version {self.version}, not {asked!r:.60}"
            return Unrouted("NoSuchVersion", message, where="Version")
        else:
            message = f"{service} has the target {self.target!r}, but {name} was sent to another"
        return Unrouted(protocol.unknown, message, status=protocol.unknown_status)

    def _is_own(self, protocol: Protocol, received: Received) -> bool:
        """Whether the version or target of a request is this service's."""
        if protocol.is_form:
            return received.action.get("Version") in (self.version, None)
        return protocol.target(received) == self.target

    def _by_path(self, protocol: Protocol, received: Received) -> Route | None:
        found = self._at(received.method, protocol, received)
        if found is None and received.method == "POST" and received.media_type == FORM:
            # A query string that is too long for a URL: botocore does this for CloudSearch.
            found = self._at("GET", protocol, received.with_form())
        return found

    def _at(self, method: str, protocol: Protocol, received: Received) -> Route | None:
        found = self._paths.find(method, received)
        if found is None:
            return None
        name, order = found
        return Route(
            service=self.service,
            operation=self.service.operation_model(name),
            protocol=protocol,
            received=received,
            order=order,
        )


def routes(service: Any) -> Routes:
    """The routes of a service, made once."""
    kept: dict[str, Any] = service.__dict__
    if _KEPT not in kept:
        kept[_KEPT] = Routes(service)
    found: Routes = kept[_KEPT]
    return found
