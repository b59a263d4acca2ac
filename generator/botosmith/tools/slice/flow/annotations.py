"""Annotations: the possible values of a type."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from botosmith.tools.slice.flow.elements import Elements
from botosmith.tools.slice.flow.lookup import HomeOf
from botosmith.tools.slice.flow.units import Modules, Parts, last_name
from botosmith.tools.slice.flow.values import (
    NONE,
    NOWHERE,
    Box,
    Class,
    Client,
    Env,
    External,
    Holder,
    Unit,
    Value,
    Values,
    union,
)
from botosmith.tools.slice.packages import service_of_client, service_of_fake

# Generic annotations whose values are those of their arguments, directly or by a call or iteration.
_TRANSPARENT = frozenset(
    {"Optional", "Union", "Annotated", "Final", "ClassVar", "Type", "type", "Awaitable", "Callable"}
    | {"Generator", "AsyncGenerator", "Iterator", "AsyncIterator", "Coroutine", "InitVar"}
    | {"AbstractContextManager", "AbstractAsyncContextManager", "ContextManager"}
)


class Annotations(Elements):
    """Reads annotations."""

    def __init__(self, modules: Modules, trees: dict[Parts, Unit], home: HomeOf) -> None:
        super().__init__(modules, trees, home)
        self._parsed: dict[str, ast.expr | None] = {}

    def annotated(self, node: ast.expr | None, env: Env) -> Values:
        """The possible values for an annotation: ``S3Client``, ``S3Client | None``, ``Store``."""
        match node:
            case ast.Constant(value=str() as text):
                if text not in self._parsed:
                    self._parsed[text] = _parsed(text)
                return self.annotated(self._parsed[text], env)
            case ast.Name(id=name):
                return self._objects(self.name(name, env))
            case ast.Attribute(value=value, attr=name):
                owners = self._path(value, env)
                return self._objects(union(self.attribute(owner, name) for owner in owners))
            case ast.BinOp(left=left, right=right):
                return self.annotated(left, env) | self.annotated(right, env)
            case ast.Subscript(value=outer, slice=inner):
                parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
                if last_name(outer) == "Callable":
                    parts = parts[-1:]
                found = union(self.annotated(part, env) for part in parts)
                if last_name(outer) in _TRANSPARENT or not found:
                    return found | self.annotated(outer, env)
                box = self.heap.value(Box, node, env)
                self.put(box, None, found)
                return frozenset({box})
            case _:
                return NONE

    def _path(self, node: ast.expr, env: Env) -> Values:
        match node:
            case ast.Name(id=name):
                return self.name(name, env)
            case ast.Attribute(value=value, attr=name):
                return union(self.attribute(owner, name) for owner in self._path(value, env))
            case _:
                return NONE

    def _objects(self, types: Iterable[Value]) -> Values:
        found: list[Value] = []
        for one in types:
            match one:
                case External(path):
                    found += self.made_by(path)
                case Class():
                    found.append(self.heap.instance(one, NOWHERE))
                case Box() | Client() | Holder():  # an alias, such as ``Clients = list[S3Client]``
                    found.append(one)
                case _:
                    pass
        return frozenset(found)

    def made_by(self, path: str) -> Values:
        """The object that a package's class, or its function ``connect``, returns."""
        if (service := service_of_client(path)) and (home := self.home(service)):
            return frozenset({self.heap.value(Client, home)})
        if (service := service_of_fake(path)) and (home := self.home(service)):
            return frozenset({self.heap.value(Holder, home)})
        return NONE


def _parsed(text: str) -> ast.expr | None:
    """An annotation in a string."""
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
