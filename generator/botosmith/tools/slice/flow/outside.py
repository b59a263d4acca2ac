"""The effects of functions of boto3, pytest and Python on clients."""

from __future__ import annotations

import ast

from botosmith.tools.slice.flow.calls import CALLED, Calls
from botosmith.tools.slice.flow.units import last_name
from botosmith.tools.slice.flow.values import (
    NONE,
    UNKNOWN,
    Box,
    Client,
    Env,
    External,
    GivenArguments,
    Holder,
    Partial,
    Value,
    Values,
    services,
    texts,
    union,
)

# Functions that return their arguments, or the elements of these.
_PASSING = frozenset(
    {"aclosing", "closing", "nullcontext", "enter_context", "enter_async_context", "copy"}
    | {"deepcopy", "next", "anext", "iter", "aiter", "list", "tuple", "set", "frozenset"}
    | {"sorted", "reversed", "dict", "zip", "enumerate", "chain", "gather"}
)
_MAPPING = frozenset({"map", "starmap", "imap", "filter"})
_FACTORIES = ("default_factory", "factory")
_TAKING = frozenset({"get", "pop", "popleft", "setdefault", "__getitem__"})
_VIEWING = frozenset({"values", "items", "copy"})
_FILLING = frozenset({"append", "add", "appendleft", "insert", "extend", "update", "put"})


class Outside(Calls):
    """Evaluates calls of the few functions that matter; the results of others are unknown."""

    def outside(
        self, node: ast.Call, callee: Values, receivers: Values, given: GivenArguments, env: Env
    ) -> Values:
        """The values that a call of something outside the tree returns."""
        name = last_name(node.func)
        external = union(self.made_by(one.path) for one in callee if isinstance(one, External))
        if external:
            return external
        if name in ("client", "create_client", "resource"):
            made = self.named_services(given)
            unknown = self._service_names(given) & UNKNOWN
            if made or unknown:
                kind = Holder if name == "resource" else Client
                return unknown | frozenset([self.heap.value(kind, service) for service in made])
        boxes = [one for one in receivers if isinstance(one, Box)]
        if boxes:
            return self._of_container(name, boxes, node, given)
        first = given.positional[0] if given.positional else NONE
        match name:
            case "Stubber":
                held = services(first | given.keywords.get("client", NONE))
                return frozenset([self.heap.value(Holder, one) for one in sorted(held)])
            case "partial" | "partialmethod" if given.positional:
                partial = self.heap.value(Partial, node, env)
                self.prepare(partial, given)
                return frozenset({partial})
            case "cast" if len(node.args) == 2:
                return self.annotated(node.args[0], env) | given.positional[1]
            case "getattr" if len(given.positional) > 1:
                return union(
                    self.attribute(one, text)
                    for one in first
                    for text in texts(given.positional[1])
                )
            case "setattr" if len(node.args) == 3:
                for text in texts(given.positional[1]):
                    for one in first:
                        self.assign_attribute(one, text, given.positional[2])
                return NONE
            case "dict" if given.keywords:
                box = self.heap.value(Box, node, env)
                for key, values in given.keywords.items():
                    self.put(box, key, values)
                return frozenset({box}) | first
            case _:
                return self._passed_on(name, given)

    def _passed_on(self, name: str, given: GivenArguments) -> Values:
        for keyword in _FACTORIES:
            for one in given.keywords.get(keyword, NONE):
                if isinstance(one, CALLED):
                    return self.call(one, GivenArguments())
        if name in _PASSING:
            parts = [*given.positional, given.more]
            found = union(parts)
            return found | union(self.element(one) for one in parts)
        passed = self.element if name in _MAPPING else _itself
        found = self.forward(given, passed)
        return found if name in (*_MAPPING, "to_thread", "run_in_executor") else NONE

    def named_services(self, given: GivenArguments) -> list[str]:
        """The services in the arguments of ``session.client(...)``, sorted."""
        found = {self.home(text) for text in texts(self._service_names(given))}
        return sorted(service for service in found if service)

    def _service_names(self, given: GivenArguments) -> Values:
        return given.positional[0] if given.positional else given.keywords.get("service_name", NONE)

    def _of_container(
        self, name: str, boxes: list[Box], node: ast.Call, given: GivenArguments
    ) -> Values:
        if name in _TAKING:
            key = (
                node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
            )
            if name == "setdefault" and len(given.positional) > 1:
                for box in boxes:
                    self.put(box, key, given.positional[1])
            return union([self.element(frozenset(boxes), key), *given.positional[1:]])
        if name in _VIEWING:
            return frozenset(boxes) if name == "copy" else self.element(frozenset(boxes))
        if name in _FILLING:
            passed = given.every()
            for box in boxes:
                self.put(
                    box, None, self.element(passed) if name in ("extend", "update") else passed
                )
                for key, values in given.keywords.items():
                    self.put(box, key, values)
        return NONE

    def assign_attribute(self, owner: Value, name: str, values: Values) -> None:
        """Set an attribute of an object, a class or a module."""
        raise NotImplementedError


def _itself(values: Values) -> Values:
    return values
