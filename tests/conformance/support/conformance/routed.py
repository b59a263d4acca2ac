"""Every operation's own request, with the hosts of real endpoints, routed among all services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from botocore.model import ServiceModel
from botosmith import ir
from botosmith.build.service import build
from botosmith.models.load import SERVICE_MODEL, Library
from botosmith.samples import NoSample, Sampler
from botosmith.site.examples.examples import own_copy
from botosmith_runtime.protocols import Request, RequestError, Router
from botosmith_runtime.protocols.requests import Requests
from conformance.given_values import GIVEN


class Sent:
    """The requests of one service, as botocore sends them: with the service's endpoint rules."""

    def __init__(self, library: Library, service: str) -> None:
        model = library.load(service)
        self.ir: ir.Service = build(model)
        document = model.document(SERVICE_MODEL)
        self.model: Any = ServiceModel(document, service)
        self._sampler = Sampler(self.ir)
        self._sending: Any = ServiceModel(own_copy(document), service)
        self._requests = Requests(
            self._sending,
            endpoint_rules=model.document("endpoint-rule-set-1") or None,
        )

    def each(self) -> Iterator[tuple[str, Request | str]]:
        """Each operation with a request of it, or with the reason why there is none."""
        for operation in self.ir.operations:
            yield operation.name, self._one(operation)

    def _one(self, operation: ir.Operation) -> Request | str:
        own = self._sending.operation_model(operation.name)
        if own.has_event_stream_input:
            return "botocore has no HTTP/2"
        try:
            sample = {**self._sampler.request(operation.name, full=False)}
            given = GIVEN.get(self.ir.name, {})
            sample |= {key: given[key] for key in sample if given.get(key) is not None}
            sent = self._requests.request(own, sample)
        except NoSample as problem:
            return str(problem)
        scope = f"AKID/20261129/{sent.region}/{sent.signing_name}/aws4_request"
        signature = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"
        headers = (("Host", sent.host), ("Authorization", signature), *sent.headers)
        return Request(method=sent.method, path=sent.path, headers=headers, body=sent.body)


@dataclass(frozen=True, slots=True)
class Misrouted:
    """A request that went to another service or operation, or to none: ``error`` says why."""

    service: str
    operation: str
    to: str = ""
    to_operation: str = ""
    error: str = ""

    def __str__(self) -> str:
        went = self.error or f"to {self.to}: {self.to_operation}"
        return f"{self.service}: {self.operation}: {went}"


def misrouted(services: Iterable[str]) -> Iterator[Misrouted | None]:
    """For each request, where it went, if that is not its own operation.

    botocore sends no request of operations that need HTTP/2; others have no sample.
    """
    library = Library()
    sent = [Sent(library, service) for service in services]
    router = Router(one.model for one in sent)
    for one in sent:
        for name, request in one.each():
            if not isinstance(request, str):
                yield _outcome(router, one.ir.name, name, request)


def _outcome(router: Router, service: str, operation: str, request: Request) -> Misrouted | None:
    try:
        route = router.route(request)
    except RequestError as error:
        return Misrouted(service, operation, error=str(error))
    found = route.service.service_name, route.operation.name
    return None if found == (service, operation) else Misrouted(service, operation, *found)
