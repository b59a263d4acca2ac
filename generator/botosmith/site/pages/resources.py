"""The pages of boto3's resources."""

from __future__ import annotations

from collections.abc import Iterator

from botosmith import ir
from botosmith.site.context import Context


def resource_pages(context: Context) -> Iterator[tuple[str, str]]:
    """A page for each resource; none if boto3 has none of the service."""
    resources = context.service.resources
    for resource in resources.all if resources is not None else ():
        path = context.paths.resources[resource.name]
        yield (
            path,
            context.page(
                "pages/resource",
                path,
                resource=resource,
                made=_made(context.service, resource),
                classes={f"_{name}": page for name, page in context.paths.resources.items()},
            ),
        )


def _made(service: ir.Service, resource: ir.Resource) -> str:
    """How a program gets the resource; empty if only a method's result is one."""
    root = f'boto3.resource("{service.name}")'
    if resource.is_service:
        return root
    found = service.resources.service.sub_resources if service.resources is not None else ()
    for one in found:
        if one.resource == f"_{resource.name}":
            return f"{root}.{one.name}({', '.join(name for name, _ in one.parameters)})"
    return ""
