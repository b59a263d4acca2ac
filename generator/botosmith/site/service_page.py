"""What the landing page and the site's home say of a service as a whole."""

from __future__ import annotations

from typing import Any

from botosmith import ir, text
from botosmith.site.code import python_pane, shell_pane
from botosmith.site.context import Context
from botosmith.site.snippets import Pane

_SIGNATURES = {"v2": "Signature Version 2", "v4": "Signature Version 4"}


def authentication(service: ir.Service) -> str:
    """How a caller is known, in a phrase."""
    facts = service.authentication
    ways: list[str] = []
    if facts.bearer:
        ways.append("bearer token, over TLS alone")
    if facts.cookie:
        ways.append(f"cookie {facts.cookie.name} with {facts.cookie.peer_member}")
    if not ways:
        signature = _SIGNATURES.get(facts.signature_version, "botocore's signature of the service")
        ways.append(f"AWS credentials, {signature}")
    return "; or ".join(ways)


def about(service: ir.Service) -> dict[str, Any]:
    """``service.json``: what the site's home says of the service."""
    return {
        "name": service.name,
        "apiVersion": service.api_version,
        "title": text.printable(service.title),
        "summary": text.summary(service.documentation),
        "operations": [operation.method for operation in service.operations],
    }


def start(context: Context) -> list[Pane]:
    """How to install the package and connect."""
    service = context.service
    arguments = (
        'endpoint_url="https://unit.example/", token="..."'
        if service.authentication.endpoint_required
        else 'region_name="us-east-1"'
    )
    return [
        shell_pane(f"pip install --find-links out/wheels {service.distribution}"),
        python_pane(f"from {service.package} import connect\n\nclient = connect({arguments})"),
    ]
