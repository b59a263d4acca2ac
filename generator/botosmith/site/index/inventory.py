"""``objects.inv``: Sphinx projects link to the pages through it (intersphinx, version 2)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from botosmith import ir
from botosmith.site.paths import Pages

_BLOCK = 65_535  # the largest uncompressed block in a deflate stream, in bytes


def inventory(service: ir.Service, pages: Pages, types: dict[str, list[str]]) -> bytes:
    """The inventory of a service; ``types`` are the generated types by shape."""
    head = (
        "# Sphinx inventory version 2\n"
        f"# Project: {service.distribution}\n"
        f"# Version: {service.api_version}\n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    lines = "".join(f"{line}\n" for line in sorted(_lines(service, pages, types)))
    return head.encode() + _stored(lines.encode())


def _lines(service: ir.Service, pages: Pages, types: dict[str, list[str]]) -> Iterator[str]:
    package = service.package
    client = f"{package}.{service.class_name}"
    yield f"{client} py:class 1 index.html -"
    for operation in service.operations:
        yield f"{client}.{operation.method} py:method 1 {pages.operations[operation.name]} -"
    for error in service.errors:
        yield f"{package}.errors.{error.class_name} py:exception 1 {pages.errors[error.name]} -"
    for paginator in service.paginators:
        path = pages.paginators[paginator.operation]
        yield f"{package}.paginator.{paginator.class_name} py:class 1 {path} -"
    for waiter in service.waiters:
        path = pages.waiters[waiter.method]
        yield f"{package}.waiter.{waiter.class_name} py:class 1 {path} -"
    for resource in service.resources.all if service.resources is not None else ():
        path = pages.resources[resource.name]
        yield f"{package}.service_resource.{resource.class_name} py:class 1 {path} -"
    for shape, names in types.items():
        for name in names:
            yield f"{package}.type_defs.{name} py:class 1 {pages.of_shape(shape)} -"
    for literal in service.literals:
        if page := pages.of_shape(literal.shape):
            yield f"{package}.literals.{literal.name} py:data 1 {page} -"


def _stored(content: bytes) -> bytes:
    """A zlib stream with ``content`` uncompressed.

    The result of compression depends on the version of zlib, and generated files must not.
    """
    blocks = [content[i : i + _BLOCK] for i in range(0, len(content), _BLOCK)] or [b""]
    stream = b"\x78\x01"
    for number, block in enumerate(blocks, 1):
        size = len(block)
        last = bytes([number == len(blocks)])
        stream += last + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + block
    return stream + zlib.adler32(content).to_bytes(4, "big")
