"""Follows a JMESPath expression through a response, by the model's shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jmespath


class DeadPathError(Exception):
    """The expression gives null for every response; the message says where it ends."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """The list that a projection returns."""

    element: PathValue


RawShape = Mapping[str, Any]
PathValue = RawShape | ListOf | None
"""A shape, a list without a shape, or None for a value that the model does not describe."""


def follow(expression: str, root: RawShape, shapes: Mapping[str, RawShape]) -> PathValue:
    """The shape of an expression's result; raises DeadPathError if the result is always null."""
    tree: Any = jmespath.compile(expression).parsed
    return _Walk(shapes).go(tree, root)


class _Walk:
    def __init__(self, shapes: Mapping[str, RawShape]) -> None:
        self._shapes = shapes

    def go(self, node: dict[str, Any], value: PathValue) -> PathValue:
        children: list[dict[str, Any]] = node.get("children", [])
        match node["type"]:
            case "field":
                return self._field(node["value"], value)
            case "identity" | "current":
                return value
            case "subexpression" | "pipe" | "index_expression":
                for child in children:
                    value = self.go(child, value)
                return value
            case "index":
                return self._element(value)
            case "slice":
                return ListOf(self._element(value))
            case "projection" | "filter_projection":
                element = self._element(self.go(children[0], value))
                for condition in children[2:]:
                    self.go(condition, element)
                return ListOf(self.go(children[1], element))
            case "value_projection":
                found = self.go(children[0], value)
                return ListOf(self.go(children[1], self._value_of_map(found)))
            case "flatten":
                element = self._element(self.go(children[0], value))
                flat = element if not self._is_list(element) else self._element(element)
                return ListOf(flat)
            case "or_expression" | "and_expression":
                either = [self.go(child, value) for child in children]
                return next((one for one in either if one is not None), None)
            case _:  # functions, comparisons and other compound expressions: check their parts
                for child in children:
                    self.go(child, value)
                return None

    def _field(self, name: str, value: PathValue) -> PathValue:
        if value is None:
            return None
        if isinstance(value, ListOf):
            raise DeadPathError(f"{name} is looked up in a list")
        if value["type"] == "map":
            return self._shapes[value["value"]["shape"]]
        if value.get("document"):
            return None
        if value["type"] != "structure":
            raise DeadPathError(f"{name} is looked up in a {value['type']}")
        if name not in value["members"]:
            raise DeadPathError(f"there is no member {name}")
        reference = value["members"][name]
        if reference.get("jsonvalue"):
            return None
        return {**self._shapes[reference["shape"]], **_refined(reference)}

    def _element(self, value: PathValue) -> PathValue:
        if isinstance(value, ListOf):
            return value.element
        if value is None:
            return None
        if value["type"] != "list":
            raise DeadPathError(f"a {value['type']} is not a list")
        return self._shapes[value["member"]["shape"]]

    def _value_of_map(self, value: PathValue) -> PathValue:
        if isinstance(value, Mapping) and value["type"] == "map":
            return self._shapes[value["value"]["shape"]]
        return None

    def _is_list(self, value: PathValue) -> bool:
        return isinstance(value, ListOf) or (value is not None and value["type"] == "list")


def _refined(reference: RawShape) -> dict[str, Any]:
    return {key: reference[key] for key in ("enum",) if key in reference}
