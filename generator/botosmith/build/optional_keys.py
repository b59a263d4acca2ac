"""Keys of responses that stay optional with ``--response-keys present``.

If a type required the token of the next page, ``if token is None`` could never be true, and type
checkers would silently skip the code after it. The same applies to ``if "Contents" not in
response``: an empty list is not sent in XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from botosmith import ir

_NEXT = re.compile(r"[Nn]ext(?![a-z])")
_TOKEN = re.compile(r"token|marker|cursor|lastevaluated", re.IGNORECASE)


def optional_keys(
    pagination: Mapping[str, Any],
    operations: Iterable[ir.Operation],
    shapes: Mapping[str, ir.Shape],
) -> dict[str, frozenset[str]]:
    """By output: the tokens of pages, and the lists that are not sent when they are empty.

    ``pagination`` is ``paginators-1.json``, which has the tokens of some operations. In other
    operations, tokens are found by name: ``NextToken``, or a marker that the request has, too.
    """
    stated: Mapping[str, Any] = pagination.get("pagination", {})
    found: dict[str, frozenset[str]] = {}
    for operation in operations:
        if operation.output:
            keys = {
                *_alternatives(stated.get(operation.name, {}).get("output_token", ())),
                *_tokens_by_name(operation, shapes),
                *(m.name for m in shapes[operation.output].members if shapes[m.shape].flattened),
            }
            found[operation.output] = found.get(operation.output, frozenset()) | keys
    return found


def _alternatives(expressions: str | list[str]) -> Iterator[str]:
    """``NextMarker`` and ``Contents[-1].Key`` of ``NextMarker || Contents[-1].Key``."""
    for expression in [expressions] if isinstance(expressions, str) else expressions:
        yield from map(str.strip, expression.split("||"))


def _tokens_by_name(operation: ir.Operation, shapes: Mapping[str, ir.Shape]) -> Iterator[str]:
    asked = shapes[operation.input].members if operation.input else ()
    sent = {member.name for member in asked if not member.filled_in}
    for member in shapes[operation.output].members:
        name = member.name
        if _NEXT.match(name) or (name in sent and _TOKEN.search(name)):
            yield name
