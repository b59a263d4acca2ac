"""``metadata``: what botocore needs to make a client, and what names and paths are made of."""

from __future__ import annotations

import re
from typing import Any

from botosmith_runtime.service_facts import boto3_classes

from botosmith.models.documents import is_list, is_object
from botosmith.models.load import API_VERSION
from botosmith.models.validation.values import (
    LIST,
    OBJECT,
    STRING,
    Flaw,
    Found,
    missing,
    shown,
    unexpected,
    wrong_traits,
)
from botosmith.names.files import why_no_file

# What botocore speaks, in the order in which it chooses where a service offers several.
PROTOCOLS = ("json", "rest-json", "rest-xml", "smithy-rpc-v2-cbor", "query", "ec2")

_TRAITS = {
    **dict.fromkeys(
        ("jsonVersion", "protocol", "serviceAbbreviation", "serviceFullName", "signatureVersion"),
        STRING,
    ),
    **dict.fromkeys(("globalEndpoint", "signingName", "targetPrefix", "uid"), STRING),
    **dict.fromkeys(("auth", "protocols"), LIST),
    "protocolSettings": OBJECT,
}
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
_NEEDED_BY_JSON = ("jsonVersion", "targetPrefix")


def problems(service: dict[str, Any], api_version: str) -> Found:
    """What is wrong with ``metadata``, and with the service's own documentation."""
    yield from wrong_traits("", service, {"documentation": STRING})
    metadata = service.get("metadata")
    if not is_object(metadata):
        return
    yield from wrong_traits("metadata", metadata, _TRAITS)
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
            f"{shown(found)} stands in the directory {api_version}",
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


def _protocol(metadata: dict[str, Any]) -> Found:
    key = "protocols" if metadata.get("protocols") else "protocol"
    found = metadata.get(key)
    offered = found if is_list(found) else [found]
    if not found:
        yield missing("metadata.protocol", f"name the wire protocol, one of {', '.join(PROTOCOLS)}")
        return
    protocol = next((protocol for protocol in PROTOCOLS if protocol in offered), None)
    if protocol is None:
        known = ", ".join(PROTOCOLS)
        message = f"{shown(offered[0])} is none of botocore's protocols: {known}"
        yield Flaw(f"metadata.{key}", message)
    if protocol == "json":
        for key in _NEEDED_BY_JSON:
            if key not in metadata:
                yield missing(f"metadata.{key}", "the protocol json needs it in every request")


def _class_name(metadata: dict[str, Any]) -> Found:
    """botocore keeps some names for services of its own, and refuses others that lead to them."""
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
