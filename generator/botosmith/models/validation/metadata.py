"""``metadata``: what botocore needs to make a client, and the sources of names and paths."""

from __future__ import annotations

import re
from typing import Any

from botosmith_runtime.service_facts import boto3_classes

from botosmith.models.documents import is_list, is_object
from botosmith.models.load import API_VERSION
from botosmith.models.validation.values import (
    Flaw,
    Found,
    missing,
    shown,
    unexpected,
)
from botosmith.names.files import why_no_file

# The protocols of botocore, in the order in which it chooses if a service offers several.
PROTOCOLS = ("json", "rest-json", "rest-xml", "smithy-rpc-v2-cbor", "query", "ec2")

_NAMES = {
    "apiVersion": (API_VERSION, "letters, digits, dots, hyphens and underscores, as 2017-03-31"),
    "endpointPrefix": (
        re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"),
        "the first part of a host's name, as glue",
    ),
    "serviceId": (
        re.compile(r"[A-Za-z][A-Za-z0-9]*([ -][A-Za-z0-9]+)*"),
        "words of letters and digits with single spaces, as Glue Migration",
    ),
}
_NEEDED = {"json": ("jsonVersion", "targetPrefix"), "smithy-rpc-v2-cbor": ("targetPrefix",)}


def problems(service: dict[str, Any], api_version: str) -> Found:
    """The problems of ``metadata``."""
    metadata = service.get("metadata")
    if not is_object(metadata):
        return
    for key, (pattern, expected) in _NAMES.items():
        value = metadata.get(key)
        if not isinstance(value, str) or not value:
            yield unexpected(f"metadata.{key}", f"a string: {expected}", value)
        elif not pattern.fullmatch(value):
            yield unexpected(f"metadata.{key}", expected, value)
    found = metadata.get("apiVersion")
    if isinstance(found, str) and API_VERSION.fullmatch(found) and found != api_version:
        yield Flaw(
            "metadata.apiVersion",
            f"{shown(found)} is in the directory {api_version}",
            advice="rename one after the other",
        )
    if reason := why_no_file(api_version):
        yield Flaw(
            "metadata.apiVersion",
            f"cannot be the name of a directory: {reason}",
            rule="reserved-file-name",
        )
    yield from _protocol(metadata)
    yield from _class_name(metadata)


def protocol_of(metadata: dict[str, Any]) -> str | None:
    """The protocol that botocore uses for a service; None if botocore has none of them."""
    offered = metadata.get("protocols")
    if not offered:
        only = metadata.get("protocol")
        return only if isinstance(only, str) and only in PROTOCOLS else None
    if not isinstance(offered, list | dict | str):
        return None
    # botocore makes the same test, also for a string.
    return next((protocol for protocol in PROTOCOLS if protocol in offered), None)


def _protocol(metadata: dict[str, Any]) -> Found:
    key = "protocols" if metadata.get("protocols") else "protocol"
    found = metadata.get(key)
    if not found:
        yield missing("metadata.protocol", f"name the wire protocol, one of {', '.join(PROTOCOLS)}")
        return
    protocol = protocol_of(metadata)
    if protocol is None:
        named = found[0] if is_list(found) else found
        message = f"{shown(named)} is none of botocore's protocols: {', '.join(PROTOCOLS)}"
        yield Flaw(f"metadata.{key}", message)
    for key in _NEEDED.get(protocol or "", ()):
        if key not in metadata:
            advice = f"the protocol {protocol} needs it in every request"
            yield missing(f"metadata.{key}", advice)


def _class_name(metadata: dict[str, Any]) -> Found:
    """botocore reserves some class names for its own services, and refuses other serviceIds."""
    service_id = metadata.get("serviceId")
    if not isinstance(service_id, str) or service_id in boto3_classes():
        return
    if re.sub(r"\W+", "", service_id) in boto3_classes().values():
        yield Flaw(
            "metadata.serviceId",
            f"{shown(service_id)} gives the client a name that botocore keeps for another service",
            rule="naming-clash",
            advice="choose another serviceId",
        )
