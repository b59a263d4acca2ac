"""The protocols by name, and those of a service, each made once."""

from __future__ import annotations

from typing import Any

from botosmith_runtime.protocols.ec2 import Ec2
from botosmith_runtime.protocols.json_rpc import JsonRpc
from botosmith_runtime.protocols.protocol import Protocol
from botosmith_runtime.protocols.query import Query
from botosmith_runtime.protocols.rest_json import RestJson
from botosmith_runtime.protocols.rest_xml import RestXml
from botosmith_runtime.protocols.rpc_v2_cbor import RpcV2Cbor

PROTOCOLS: dict[str, type[Protocol]] = {
    one.name: one for one in (RpcV2Cbor, JsonRpc, Query, Ec2, RestJson, RestXml)
}
"""In the order in which a request is compared with them: those with the clearest signs are
first."""

_KEPT = "_botosmith_protocols"


def names(service: Any) -> list[str]:
    """The protocols of a service; the one that botocore chooses is first."""
    metadata: dict[str, Any] = service.metadata
    listed: list[str] = [one for one in metadata.get("protocols", ()) if one in PROTOCOLS]
    resolved: str = service.resolved_protocol if listed else metadata.get("protocol", "")
    return list(dict.fromkeys([resolved, *listed]))


def protocol(service: Any, name: str = "") -> Protocol:
    """A protocol of a service; the default is the one that botocore chooses.

    Raises ValueError for a protocol that the service does not have.
    """
    known = names(service)
    chosen = name or known[0]
    attributes: dict[str, Any] = service.__dict__
    kept: dict[str, Protocol] = attributes.setdefault(_KEPT, {})
    if chosen not in kept:
        if chosen not in known or chosen not in PROTOCOLS:
            listed = ", ".join(known)
            raise ValueError(f"{service.service_name} has no protocol {chosen!r}, only {listed}")
        kept[chosen] = PROTOCOLS[chosen](service)
    return kept[chosen]
