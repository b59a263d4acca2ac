"""Finds the operations that a syntax tree calls, from the results of the data-flow analysis."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable

from botosmith.tools.slice.elsewhere import Candidate, candidate, may_be
from botosmith.tools.slice.flow.reading import Reading
from botosmith.tools.slice.flow.units import last_name
from botosmith.tools.slice.flow.values import (
    NONE,
    PLAIN_VALUE,
    UNKNOWN_VALUE,
    Box,
    External,
    Holder,
    Instance,
    Plain,
    TextValue,
    Unknown,
    Value,
    Values,
    services,
    texts,
)
from botosmith.tools.slice.helpers import HELPERS, OWN_PASSIVE, PASSIVE
from botosmith.tools.slice.services import Services
from botosmith.tools.slice.trees import Tree

# Methods of a client that take the name of an operation or a waiter, with the parameter's name.
_NAMING = {
    "generate_presigned_url": "ClientMethod",
    "get_paginator": "operation_name",
    "get_waiter": "waiter_name",
}

_OF_CONTAINERS = frozenset(name for kind in (list, tuple, set, dict) for name in dir(kind))


class Uses:
    """Reads trees; ``asked`` are the services whose uncertain calls must be reported.

    ``elsewhere`` has calls that look like operations, but are not of these services.
    """

    def __init__(self, reading: Reading, known: Services, asked: frozenset[str]) -> None:
        self.operations: dict[str, set[str]] = {}
        self.notes: list[tuple[int, str]] = []
        self.elsewhere: list[Candidate] = []
        self._reading = reading
        self._known = known
        self._asked = sorted(asked)

    def read(self, tree: Tree) -> None:
        """Read every used attribute of a client, called or not, and calls that make clients."""
        called = {node.func: node for node in tree.calls}
        for node in tree.calls:
            self._call(node)
        for attribute in tree.attributes:
            self._attribute(attribute, called.get(attribute))

    # --- attributes --------------------------------------------------------------------------

    def _attribute(self, node: ast.Attribute, call: ast.Call | None) -> None:
        values = self._reading.values_of(node.value)
        clients = self._clients(values, node.attr)
        if not clients:
            if self._is_open(values, node.attr):
                self._maybe(node, call)
            return
        known = node.attr in PASSIVE or self._use(clients, node.attr) or node.attr in OWN_PASSIVE
        if not known and not self._has(values, node.attr):
            self._note(node, clients, f"has no operation for {node.attr}")
        if UNKNOWN_VALUE in values and call is not None and not self._taken(clients, node, call):
            self._maybe(node, call)  # often of a service whose name is computed

    def _taken(self, clients: set[str], node: ast.Attribute, call: ast.Call) -> bool:
        """Whether a client of one of these services accepts the call."""
        named = [keyword.arg for keyword in call.keywords if keyword.arg]
        return node.attr in PASSIVE | OWN_PASSIVE or any(
            (service, node.attr) in HELPERS
            or self._known.takes(service, operation, named, all_of_them=False)
            for service in clients
            for operation in self._known.operations(service, node.attr)
        )

    def _use(self, clients: set[str], method: str) -> bool:
        """Record the operations of a method; return whether any client has the method.

        Some added methods call no operation.
        """
        used = self._add(clients, lambda service: self._known.operations(service, method))
        return used or any((service, method) in HELPERS for service in clients)

    def _add(self, clients: set[str], called: Callable[[str], frozenset[str]]) -> bool:
        """Record the called operations of the services that have them; return whether any has."""
        found = {service: operations for service in clients if (operations := called(service))}
        for service, operations in found.items():
            self.operations.setdefault(service, set()).update(operations)
        return bool(found)

    def _clients(self, values: Values, name: str) -> set[str]:
        """The services of the clients among the values; a class may inherit from a client."""
        found = services(values)
        for one in values:
            if isinstance(one, Instance) and not self._reading.attribute(one, name):
                for base in self._reading.foreign_bases(one.of):
                    if isinstance(base, External):
                        found |= services(self._reading.made_by(base.path))
        return found

    def _has(self, values: Values, name: str) -> bool:
        """Whether some of the values are not clients, and have that attribute."""
        return any(
            isinstance(one, Holder)
            or (
                name in _OF_CONTAINERS
                if isinstance(one, Box)
                else self._reading.attribute(one, name)
            )
            for one in values
            if not isinstance(one, External | TextValue)
        )

    def _is_open(self, values: Values, name: str) -> bool:
        """Whether the values, or the owner of the attribute, are unknown."""
        unclear = UNKNOWN_VALUE in values or all(self._is_unclear(one) for one in values)
        return unclear and not self._has(values, name)

    def _is_unclear(self, value: Value) -> bool:
        match value:
            case External(path):
                return path.partition(".")[0] not in sys.stdlib_module_names
            case Instance(of):
                return self._reading.foreign_bases(of) - {PLAIN_VALUE} != NONE
            case Unknown() | Plain():  # most often None
                return True
            case _:
                return False

    # --- what may be a call ------------------------------------------------------------------

    def _maybe(self, node: ast.Attribute, call: ast.Call | None) -> None:
        """Note a call with an operation's name on a value that may be a client."""
        found = {
            service: self._known.operations(service, node.attr)
            for service in self._asked
            if self._fits(service, node.attr, call)
        }
        if found:
            self.notes.append((node.lineno, may_be(node.attr, found)))
        elif call is not None and (one := candidate(node.lineno, node.attr, call)):
            self.elsewhere.append(one)

    def _fits(self, service: str, name: str, call: ast.Call | None) -> bool:
        """Whether a call can be an operation's, which takes no positional arguments.

        A name of one word, such as ``query``, is common in other code. Then all required parameters
        of the operation must be present.
        """
        found = self._known.operations(service, name)
        plain = "_" not in name
        if not found or call is None:
            return bool(found) and not plain
        if (service, name) in HELPERS:
            return not plain or len(call.args) + len(call.keywords) > 1
        if call.args:
            return False
        named = [keyword.arg for keyword in call.keywords if keyword.arg]
        whole = plain and len(named) == len(call.keywords)
        return all(self._known.takes(service, one, named, all_of_them=whole) for one in found)

    # --- calls -------------------------------------------------------------------------------

    def _call(self, node: ast.Call) -> None:
        name = last_name(node.func)
        if name in ("client", "create_client", "resource"):
            self._ask(node, name)
        if isinstance(node.func, ast.Name) and name == "getattr" and len(node.args) > 1:
            self._named(node, name, node.args[0], node.args[1])
        elif isinstance(node.func, ast.Attribute) and name in _NAMING:
            keywords = {keyword.arg: keyword.value for keyword in node.keywords}
            argument = node.args[0] if node.args else keywords.get(_NAMING[name])
            self._named(node, name, node.func.value, argument)

    def _named(
        self, node: ast.Call, name: str, receiver: ast.expr, argument: ast.expr | None
    ) -> None:
        """Read a method that takes the name of an operation or a waiter."""
        values = self._reading.values_of(receiver)
        given = self._reading.values_of(argument) if argument else NONE
        names = texts(given)
        clients = services(values)
        if not clients:
            if self._is_open(values, name):
                self._maybe_named(node, name, names)
            return
        if not names or UNKNOWN_VALUE in given:
            self._note(node, clients, f"{name} of a client of", before="no literal name")
        used = {one: self._use_named(clients, name, one) for one in names}
        if used and not any(used.values()):
            what = f"waiter {names[0]!r}" if name == "get_waiter" else names[0]
            self._note(node, clients, f"has no operation for {what}")

    def _use_named(self, clients: set[str], name: str, text: str) -> bool:
        if name == "get_waiter":
            return self._add(clients, lambda one: self._known.waiter_operations(one, text))
        return text in PASSIVE or self._use(clients, text)

    def _maybe_named(self, node: ast.Call, name: str, names: list[str]) -> None:
        if name == "getattr":
            names = [one for one in names if "_" in one]
            if not names:
                return
        called = self._known.waiter_operations if name == "get_waiter" else self._known.operations
        for text in names:
            if found := {one: what for one in self._asked if (what := called(one, text))}:
                self.notes.append((node.lineno, may_be(text, found, name)))
            elif name != "getattr":  # getattr has many other uses
                self.elsewhere.append(Candidate(node.lineno, text, given_to=name))
        if not names and self._asked:
            self.notes.append((node.lineno, f"{name} of something, whose name is not a literal"))

    def _ask(self, node: ast.Call, name: str) -> None:
        """Read a call that makes a client, if it looks like boto3."""
        if not self._makes_clients(node):
            return
        if name == "resource":
            reason = "a resource calls operations that its model names, not this code"
            self.notes.append((node.lineno, reason))
            return
        named = [one.value for one in node.keywords if one.arg == "service_name"]
        given = self._reading.values_of([*node.args, *named][0]) if node.args or named else NONE
        if not services(self._reading.values_of(node)) or UNKNOWN_VALUE in given:
            self.notes.append((node.lineno, "a client of a service whose name is not a literal"))

    def _makes_clients(self, node: ast.Call) -> bool:
        """Whether a call looks like boto3, or like a session's method."""
        match node.func:
            case ast.Attribute(value=ast.Name(id=name)):
                return name == "boto3" or "session" in name.lower()
            case ast.Attribute(value=ast.Call(func=ast.Attribute(attr=name))):
                return name in ("Session", "get_session")
            case ast.Attribute(value=ast.Attribute(attr=name)):
                return "session" in name.lower()
            case _:
                made = self._reading.external("boto3.client")
                return made in self._reading.values_of(node.func)

    def _note(self, node: ast.expr, clients: set[str], what: str, *, before: str = "") -> None:
        """Note an odd use of these services' clients, if they are among the ``asked`` ones."""
        if clients & {*self._asked}:
            which = " or ".join(sorted(clients))
            reason = f"{what} {which}: {before}" if before else f"{which} {what}"
            self.notes.append((node.lineno, reason))
