"""Facts about a service as a whole, for the landing page and the site's home."""

from __future__ import annotations

from typing import Any

from botosmith import ir, text
from botosmith.package.project.project import install_command
from botosmith.site.context import Context
from botosmith.site.parts.code import python_pane, shell_pane
from botosmith.site.parts.introductions import introduction
from botosmith.site.snippets import Pane
from botosmith.site.snippets.scripts import connection

_BEARER = "bearer token, only over TLS"
_SCHEMES = {
    "v2": "AWS credentials, Signature Version 2",
    **dict.fromkeys(("v4", "s3", "s3v4"), "AWS credentials, Signature Version 4"),
    "aws.auth#sigv4": "AWS credentials, Signature Version 4",
    "aws.auth#sigv4a": "AWS credentials, Signature Version 4A",
    "smithy.api#noAuth": "no credentials",
    **dict.fromkeys(("bearer", "smithy.api#httpBearerAuth"), _BEARER),
}


def authentication(context: Context) -> str:
    """How a caller authenticates, in a phrase."""
    facts = context.service.authentication
    ways: list[str] = []
    if facts.bearer:
        ways.append(_BEARER)
    if facts.cookie:
        ways.append(f"cookie {facts.cookie.name} with {facts.cookie.peer_member}")
    if not ways:
        metadata: dict[str, Any] = context.examples.model.metadata
        own = facts.signature_version or metadata.get("signatureVersion", "")
        listed: list[str] = [] if facts.signature_version else metadata.get("auth", [])
        ways += [_SCHEMES.get(scheme, scheme) for scheme in listed or [own]]
    return "; or ".join(ways)


def about(service: ir.Service) -> dict[str, Any]:
    """``service.json``: what the site's home shows about the service."""
    return {
        "name": service.name,
        "apiVersion": service.api_version,
        "title": text.printable(service.title),
        "summary": introduction(service.documentation),
        "operations": [operation.method for operation in service.operations],
    }


def start(context: Context) -> list[Pane]:
    """How to install the package and connect."""
    service = context.service
    arguments = connection(service)
    opening = f"from {service.package} import connect"
    if any(method.added_by == "boto3" for method in service.added_methods):
        opening = f"import boto3\n{opening}"
        arguments = "session=boto3.Session(), " + arguments
    return [
        shell_pane(install_command("out/wheels", [service.package])),
        python_pane(f"{opening}\n\nclient = connect({arguments})"),
    ]
