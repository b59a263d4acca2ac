"""The pages of structures, enumerations and errors, each with its users."""

from __future__ import annotations

from collections.abc import Iterator

from botosmith import ir
from botosmith.site.context import Context
from botosmith.site.parts.usage import ShapeUse


def shape_pages(context: Context) -> Iterator[tuple[str, str]]:
    """A page for each structure, enumeration and error."""
    literals = {literal.shape: literal.name for literal in context.service.literals}
    for name, path in context.paths.shapes.items():
        shape = context.shapes[name]
        if shape.enum:
            page = context.page(
                "pages/enum",
                path,
                shape=shape,
                literal=literals.get(name, ""),
                users=_users(context, name),
            )
        else:
            page = _structure(context, shape, path)
        yield path, page
    for error in context.service.errors:
        path = context.paths.errors[error.name]
        yield path, _error(context, error, path)


def _structure(context: Context, shape: ir.Shape, path: str) -> str:
    side = context.side(shape.name)
    return context.page(
        "pages/structure",
        path,
        shape=shape,
        types=context.types.get(shape.name, []),
        rows=context.members.flat(shape, side),
        side=side,
        users=_users(context, shape.name),
    )


def _error(context: Context, error: ir.Error, path: str) -> str:
    raising = [o for o in context.service.operations if error.name in o.errors]
    raising.sort(key=lambda operation: operation.error_code_in == "status")  # no code arrives there
    first = next(iter(raising), None)
    return context.page(
        "pages/error",
        path,
        error=error,
        rows=context.members.flat(context.shapes[error.name], "output"),
        catching=context.wide_snippets.catching(first, error) if first else None,
        users=_users(context, error.name),
    )


def _users(context: Context, name: str) -> list[ShapeUse]:
    return list(context.uses.get(name, ()))
