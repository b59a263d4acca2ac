"""Finds the service of a request by its signature, its target, its host and its path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from botosmith_runtime.protocols.errors import RequestError, Unrouted
from botosmith_runtime.protocols.messages import Request
from botosmith_runtime.protocols.received import Received
from botosmith_runtime.protocols.routes import Route, Routes, routes
from botosmith_runtime.protocols.uris import Order

Rank = tuple[bool, int, Order, bool]
_SMITHY = "smithy-protocol"
# Credential scopes from endpoint rules, which replace the model's.
_MORE_SCOPES: dict[str, tuple[str, ...]] = {
    "S3": ("s3express", "s3-object-lambda", "s3-outposts"),
    "S3 Control": ("s3express", "s3-outposts"),
}


class Router:
    """Finds the service and operation of a request, among several services.

    It looks, in this order, at the target or path of RPC protocols, the service in the credential
    scope, the host, and the more specific path. If several services are equal in all of these (RDS,
    Neptune and DocumentDB share operations, API version and credential scope), the service whose
    name is the scope is chosen.
    """

    def __init__(self, services: Iterable[Any], *, compares_all: bool = True) -> None:
        """``services`` are botocore's ``ServiceModel``.

        With ``compares_all=False``, a request that has no signature, target, version of an API or
        host of a service is refused, and not compared with the operations of all services.
        """
        self._all = [routes(service) for service in services]
        self._compares_all = compares_all
        self._by_host: dict[str, list[Routes]] = {}
        self._by_version: dict[str, list[Routes]] = {}
        self._by_scope: dict[str, list[Routes]] = {}
        self._by_target: dict[str, list[Routes]] = {}
        for one in self._all:
            for scope in scopes(one.service):
                self._by_scope.setdefault(scope, []).append(one)
            self._by_target.setdefault(one.target, []).append(one)
            self._by_host.setdefault(one.service.endpoint_prefix.lower(), []).append(one)
            self._by_version.setdefault(one.version, []).append(one)

    def route(self, request: Request) -> Route:
        """The service and operation of a request. Raises RequestError; Unrouted if none is found.

        The route's ``parameters()`` reads the request's parameters.
        """
        received = Received(request)
        candidates = [(one, one.find(received)) for one in self._candidates(received)]
        found = [(_rank(one, route), route) for one, route in candidates if route is not None]
        if not found:
            raise self._unrouted(received)
        best, route = min(found, key=_first)
        equal = [one.service.service_name for rank, one in found if rank == best]
        if len(equal) > 1:
            names = ", ".join(sorted(equal))
            message = f"{route.operation.name} could be for {names}: serve only one of them"
            raise Unrouted("AmbiguousRequest", message)
        return route

    def likely(self, request: Request) -> Any:
        """The service that a request is probably for, to answer an error in its protocol."""
        try:
            return next(iter(self._candidates(Received(request))), self._all[0]).service
        except RequestError:  # its headers cannot be read
            return self._all[0].service

    def _candidates(self, received: Received) -> Iterator[Routes]:
        target = received.headers.get("x-amz-target")
        if target is not None:
            yield from self._by_target.get(target.rpartition(".")[0], ())
            return
        if _SMITHY in received.headers:
            parts = received.path.split("/service/", 1)[-1].split("/")
            yield from self._by_target.get(parts[0], ())
            return
        if received.signing_name in self._by_scope:
            yield from self._by_scope[received.signing_name]
        elif self._compares_all:
            yield from self._all
        else:
            yield from self._hinted(received)

    def _hinted(self, received: Received) -> Iterable[Routes]:
        """The services that the host or the version of a request names."""
        for label in received.host.split("."):
            if label in self._by_host:
                return self._by_host[label]
        return self._by_version.get(received.action.get("Version", ""), ())

    def _unrouted(self, received: Received) -> Unrouted:
        """The error for a request of no service; the first candidate's if only some are."""
        candidates = [*self._candidates(received)]
        if 0 < len(candidates) < len(self._all):
            try:
                candidates[0].route(received)
            except Unrouted as error:
                return error
        asked = received.headers.get("x-amz-target") or received.action.get("Action")
        asked = asked or f"{received.method} {received.path}"
        if not self._compares_all and not candidates:
            message = "sign the request, or name its service in the host, as in sqs.localhost"
            return Unrouted("MissingAuthenticationToken", message, status=403)
        names = sorted(one.service.service_name for one in self._all)
        more = f" and {len(names) - 12} others" if len(names) > 12 else ""
        message = f"no service has {asked[:200]!r}; known services: {', '.join(names[:12])}{more}"
        return Unrouted("UnknownOperationException", message, status=404)


def scopes(service: Any) -> tuple[str, ...]:
    """The services in the credential scopes of a service's requests."""
    more = _MORE_SCOPES.get(service.metadata.get("serviceId", ""), ())
    return (service.signing_name, *more)


def _first(found: tuple[Rank, Route]) -> Rank:
    return found[0]


def _rank(one: Routes, route: Route) -> Rank:
    """The lowest is best: same scope, same host, more specific path, own name."""
    service, received = one.service, route.received
    scope = received.signing_name
    other_scope = bool(scope) and scope not in scopes(service)
    host, prefix = received.host, service.endpoint_prefix
    distance = 0 if host.startswith(f"{prefix}.") else 1 if f".{prefix}." in host else 2
    borrowed = service.service_name != scope
    return other_scope, distance, route.order, borrowed
