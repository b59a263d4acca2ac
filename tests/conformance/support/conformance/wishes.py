"""Responses in which a JMESPath expression finds what a waiter waits for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jmespath

Node = Any
"""A node of jmespath's syntax tree."""


def grant(response: dict[str, Any], expression: str, expected: object) -> None:
    """Change a full response in place so that the expression finds what is expected, everywhere.

    Raises NotImplementedError for expressions of which no waiter has had need yet.
    """
    _assign(jmespath.compile(expression).parsed, response, expected)


def _assign(node: Node, value: Any, expected: object) -> None:
    """Let the node find ``expected`` in every place that it looks at."""
    *owners, last = node["children"] or [None]
    match node["type"]:
        case "field":
            value[node["value"]] = expected
        case "subexpression" | "projection" | "value_projection":
            for inner in _through(owners, value, spread=node["type"] == "value_projection"):
                _assign(last, inner, expected)
        case "comparator":
            _compare(node, value)
        case kind:
            raise NotImplementedError(f"{kind}: no waiter has waited for that yet")


def _compare(node: Node, value: Any) -> None:
    """``length(...) == `0``` and ``length(...) > `0```, which a full sample is, mostly."""
    length, number = node["children"]
    if (length.get("value"), number.get("value")) != ("length", 0):
        raise NotImplementedError("another comparison than of a length with zero")
    if node["value"] == "eq":
        path = length["children"][0]
        while path["type"] != "field":
            path = path["children"][0]
        value[path["value"]] = []


def _through(nodes: list[Node], value: Any, *, spread: bool = False) -> list[Any]:
    """What is found one node after the other."""
    values = [value]
    for node in nodes:
        values = [inner for value in values for inner in _found(node, value)]
    return [item for value in values for item in value.values()] if spread else values


def _found(node: Node, value: Any) -> Iterator[Any]:
    """Every value that a node finds, those of lists one by one."""
    children = node["children"]
    match node["type"]:
        case "identity":
            yield value
        case "field":
            yield value[node["value"]]
        case "flatten":
            for items in _found(children[0], value):
                yield from items
        case "subexpression" | "projection":
            yield from _through(children, value)
        case kind:
            raise NotImplementedError(f"{kind}: no waiter has waited for that yet")
