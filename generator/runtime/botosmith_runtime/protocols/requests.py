"""A request as botocore sends it, except for signature, date and checksum, which vary by call.

botocore's own code makes the method, URL, headers and body. Values that it would take from the
environment (region, credentials, configuration files) are constants here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore import UNSIGNED
from botocore.awsrequest import create_request_object, prepare_request_dict
from botocore.model import OperationModel, ServiceModel
from botocore.regions import EndpointRulesetResolver
from botocore.serialize import create_serializer

from botosmith_runtime.protocols.surroundings import (
    BUILTINS,
    REGION,
    Config,
    Signer,
    hooks,
    partitions,
)

_RESOLVER: Any = EndpointRulesetResolver  # botocore's internals accept more than their stubs
_serializer: Any = create_serializer
_prepare: Any = prepare_request_dict
_request: Any = create_request_object
_TOKEN = "00000000-0000-4000-8000-000000000000"  # botocore generates a random one


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRequest:
    """An HTTP request; ``path`` includes the query. A header may occur more than once.

    ``scheme`` is the kind of signature: ``v4``, ``v4a``, ``v2``, ``bearer``; empty without one.
    ``signing_name`` and ``region`` are those of the signature.
    """

    method: str
    origin: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    scheme: str
    signing_name: str
    region: str

    @property
    def host(self) -> str:
        """The value of the header ``Host``."""
        return self.origin.partition("://")[2]


class Requests:
    """The requests of one service.

    ``endpoint_url`` replaces the endpoint rules, and ``signature_version`` the model's value
    (``none``: no signature). Each item of the members in ``repeated_headers`` is a separate
    header line.
    """

    def __init__(
        self,
        service: ServiceModel,
        *,
        endpoint_rules: Mapping[str, Any] | None,
        endpoint_url: str = "",
        signature_version: str = "",
        repeated_headers: frozenset[str] = frozenset(),
    ) -> None:
        model: Any = service
        self._model = model
        self._id: str = model.service_id.hyphenize()
        self._serializer = _serializer(model.resolved_protocol, include_validation=False)
        self._signature_version = signature_version
        self._repeated_headers = repeated_headers
        self._endpoint_url = endpoint_url
        self._resolver: Any = None
        if endpoint_rules and not endpoint_url:
            self._resolver = _RESOLVER(endpoint_rules, partitions(), model, BUILTINS, {}, hooks())

    def request(self, operation: OperationModel, params: Mapping[str, Any]) -> SentRequest:
        """The request of one call. Raises botocore's exceptions for a call that it cannot send."""
        model: Any = operation
        name = f"{self._id}.{model.name}"
        given = dict(params)
        for token in model.idempotent_members:
            given.setdefault(token, _TOKEN)
        context: dict[str, Any] = {
            "client_region": REGION,
            "client_config": Config(),
            "auth_type": model.resolved_auth_type,
            "has_streaming_input": model.has_streaming_input,
            "signing": {},
        }
        events = hooks()
        for event in ("provide-client-params", "before-parameter-build"):
            events.emit(f"{event}.{name}", params=given, model=model, context=context)
        url, headers = self._endpoint(model, given, context)
        draft = self._serializer.serialize_to_request(given, model)
        draft["headers"].update(headers)
        _prepare(draft, endpoint_url=url, context=context)
        signer = Signer()
        events.emit(
            f"before-call.{name}", model=model, params=draft, request_signer=signer, context=context
        )
        request = _request(draft)
        events.emit(f"request-created.{name}", request=request, operation_name=model.name)
        return self._sent(request, self._scheme(model, context), context, given)

    def _endpoint(
        self, model: Any, params: dict[str, Any], context: dict[str, Any]
    ) -> tuple[str, dict[str, str]]:
        if self._resolver is None:
            prefix = self._model.endpoint_prefix
            return self._endpoint_url or f"https://{prefix}.{REGION}.amazonaws.com", {}
        found = self._resolver.construct_endpoint(model, params, context)
        context["endpoint_properties"] = found.properties
        schemes = found.properties.get("authSchemes")
        if schemes:
            auth_type, signing = _signing(schemes)
            context["auth_type"] = auth_type
            context["signing"].update(signing)
        return found.url, found.headers

    def _scheme(self, model: Any, context: dict[str, Any]) -> str:
        if self._signature_version:
            return self._signature_version.removeprefix("none")
        version: Any = self._model.signature_version
        _, chosen = hooks().emit_until_response(
            f"choose-signer.{self._id}.{model.name}",
            signing_name=self._model.signing_name,
            region_name=REGION,
            signature_version=version,
            context=context,
        )
        version = version if chosen is None else chosen
        if version is UNSIGNED or version in (None, "none"):
            return ""
        if version in ("bearer", "v2", "v4a"):
            return str(version)
        return "v4"

    def _sent(
        self, request: Any, scheme: str, context: dict[str, Any], params: Mapping[str, Any]
    ) -> SentRequest:
        prepared = request.prepare()
        scheme_end = prepared.url.index("://") + 3
        start = prepared.url.find("/", scheme_end)
        signing = context["signing"]
        return SentRequest(
            method=prepared.method,
            origin=prepared.url[:start],
            path=prepared.url[start:],
            headers=tuple(self._headers(request.headers, params)),
            body=_content(prepared.body),
            scheme=scheme,
            signing_name=signing.get("signing_name") or self._model.signing_name,
            region=signing.get("region") or REGION,
        )

    def _headers(self, headers: Any, params: Mapping[str, Any]) -> list[tuple[str, str]]:
        lines = {name: [_text(value)] for name, value in headers.items()}
        for member in self._repeated_headers & params.keys():
            # The same as botosmith_runtime.wire does after serialisation.
            name = next((n for n in lines if lines[n] == [",".join(params[member])]), "")
            if name:
                lines[name] = list(params[member])
        return [(name, value) for name, values in lines.items() for value in values]


def _signing(schemes: list[dict[str, Any]]) -> tuple[str, dict[str, str]]:
    """The first usable scheme; ``v4a`` comes last, because it needs an optional library."""
    named = {str(one["name"]).rpartition("#")[2].removeprefix("sig"): one for one in schemes}
    name = min(named, key="v4a".__eq__)
    scheme = named[name]
    found = {"signing_name": scheme.get("signingName"), "region": scheme.get("signingRegion")}
    if name == "v4a":
        found["region"] = ",".join(scheme.get("signingRegionSet", ()))
    return name, {key: value for key, value in found.items() if value}


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _content(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode()
    return bytes(body) if isinstance(body, bytes | bytearray) else body.read()
