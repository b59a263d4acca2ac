"""Which operations does a source tree call? Read from its syntax trees, without running anything.

A client is followed from where it is made (``boto3.client("s3")``, of any session, or ``connect``
of botosmith's packages) through variables, attributes of ``self``, functions that return it,
imports within the tree and annotations, of types-boto3 too. Whatever else might be a call of an
operation is listed as undecided.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from botocore import xform_name

from botosmith.load import SERVICE_MODEL, Library
from botosmith.problems import BotosmithError
from botosmith.slicing.clients import Bindings, bindings_of, service_of
from botosmith.slicing.helpers import HELPERS, OWN_PASSIVE, PASSIVE
from botosmith.slicing.packages import service_of_own

# Methods of a client that are given the name of an operation or of a waiter, and as what.
_NAMING = {
    "generate_presigned_url": "ClientMethod",
    "get_paginator": "operation_name",
    "get_waiter": "waiter_name",
}


@dataclass(frozen=True, slots=True, order=True)
class Undecided:
    """A place that may call an operation, and why it cannot be told which."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass(slots=True)
class Usage:
    """The operations that a tree calls, by service, and what could not be decided."""

    operations: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    undecided: set[Undecided] = field(default_factory=set[Undecided])


def usage(path: Path, library: Library) -> Usage:
    """What the Python files under ``path``, or that one file, call of AWS."""
    found = Usage()
    bindings = Bindings(services=frozenset(library.all_services()))
    trees = {file: tree for file in _python_files(path) if (tree := _parsed(file, found))}
    for _ in range(3):  # what one file learns, another may pass on
        for file, tree in trees.items():
            bindings_of(tree, file.stem, bindings)
    reader = _Reader(library, bindings, found)
    for file, tree in trees.items():
        reader.read(file, tree)
    reader.list_unknown_receivers()
    return found


def _python_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise BotosmithError(f"{path} is neither a directory nor a file of Python source")
    files = [
        file
        for file in sorted(path.rglob("*.py"))
        if not any(part.startswith(".") for part in file.relative_to(path).parts)
    ]
    if not files:
        raise BotosmithError(f"{path} holds no Python files")
    return files


def _parsed(file: Path, found: Usage) -> ast.Module | None:
    try:
        with warnings.catch_warnings(action="ignore"):  # about escapes in somebody else's strings
            return ast.parse(file.read_bytes(), str(file))
    except OSError as error:
        raise BotosmithError(f"{file} cannot be read: {error.strerror}") from error
    except (SyntaxError, ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None) or 1
        found.undecided.add(Undecided(str(file), line, f"not read, it is no Python: {error}"))
        return None


class _Reader:
    def __init__(self, library: Library, bindings: Bindings, found: Usage) -> None:
        self._bindings = bindings
        self._found = found
        self._maybe: list[tuple[str, int, str]] = []
        # The services that have clients somewhere, though what is called may be out of sight.
        self._made = bindings.packaged & bindings.services

        @cache
        def methods(service: str) -> dict[str, str]:
            operations = library.read(service).document(SERVICE_MODEL)["operations"]
            return {xform_name(name): name for name in operations}

        @cache
        def waiters(service: str) -> dict[str, str]:
            document = library.read(service).document("waiters-2").get("waiters", {})
            return {xform_name(name): str(one["operation"]) for name, one in document.items()}

        self._methods = methods
        self._waiters = waiters

    def read(self, file: Path, tree: ast.Module) -> None:
        """Every attribute of a client that is used, called or not, and what is asked of boto3."""
        for scope, node in _with_scopes(tree):
            if isinstance(node, ast.Call):
                self._call(file, scope, node)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                self._import(file, node)
            elif isinstance(node, ast.Attribute):
                service = service_of(node.value, scope, file.stem, self._bindings)
                if service is not None and node.attr not in PASSIVE:
                    self._use(file, node, service, node.attr)

    def list_unknown_receivers(self) -> None:
        """Calls that bear an operation's name, on what may be a client or not."""
        for file, line, name in self._maybe:
            services = [s for s in sorted(self._made) if name in self._methods(s)]
            if services:
                what = f"{name} may be an operation of {' or '.join(services)}"
                self._note(file, line, f"{what}: it is not clear what it is called on")

    def _call(self, file: Path, scope: tuple[str, ...], node: ast.Call) -> None:
        name, receiver = _callee(node)
        if name in ("client", "create_client", "resource") and _makes_clients(node):
            self._ask(file, scope, node, name)
        if made := service_of(node, scope, file.stem, self._bindings):
            self._made.add(made)
        elif receiver and not service_of(receiver, scope, file.stem, self._bindings):
            self._maybe.append((str(file), node.lineno, name))
        client: ast.expr
        argument: ast.expr | None
        if receiver is None and name == "getattr" and len(node.args) > 1:
            client, argument = node.args[0], node.args[1]
        elif receiver is not None and name in _NAMING:
            keywords = {keyword.arg: keyword.value for keyword in node.keywords}
            client = receiver
            argument = node.args[0] if node.args else keywords.get(_NAMING[name])
        else:
            return
        service = service_of(client, scope, file.stem, self._bindings)
        if service is None:
            return
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            self._note(str(file), node.lineno, f"{name} of a client of {service}: no literal name")
        elif name == "get_waiter":
            operation = self._waiters(service).get(argument.value)
            self._add(file, node, service, operation, f"waiter {argument.value!r}")
        elif argument.value not in PASSIVE:
            self._use(file, node, service, argument.value)

    def _import(self, file: Path, node: ast.Import | ast.ImportFrom) -> None:
        """A package of a service whose operations are not known here."""
        modules = (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in node.names]
        )
        for module in modules:
            service = service_of_own(module)
            if service and service not in self._bindings.services:
                reason = f"{module} is imported, but there is no model of {service} to slice"
                self._note(str(file), node.lineno, reason)

    def _ask(self, file: Path, scope: tuple[str, ...], node: ast.Call, name: str) -> None:
        if name == "resource":
            reason = "a resource calls operations that its model names, not this code"
            self._note(str(file), node.lineno, reason)
        elif service_of(node, scope, file.stem, self._bindings) is None:
            self._note(str(file), node.lineno, "a client of a service that is no literal name")

    def _use(self, file: Path, node: ast.expr, service: str, method: str) -> None:
        if helped := HELPERS.get((service, method)):
            self._found.operations.setdefault(service, set()).update(helped)
            return
        methods = self._methods(service)
        names = (method.removesuffix("_"), method, method.removeprefix("iter_"))
        operation = next((methods[name] for name in names if name in methods), None)
        if operation or method not in OWN_PASSIVE:
            self._add(file, node, service, operation, method)

    def _add(
        self, file: Path, node: ast.expr, service: str, operation: str | None, what: str
    ) -> None:
        if operation is None:
            self._note(str(file), node.lineno, f"{service} has no operation for {what}")
        else:
            self._found.operations.setdefault(service, set()).add(operation)

    def _note(self, file: str, line: int, reason: str) -> None:
        self._found.undecided.add(Undecided(file, line, reason))


def _callee(node: ast.Call) -> tuple[str, ast.expr | None]:
    match node.func:
        case ast.Attribute(value=value, attr=attr):
            return attr, value
        case ast.Name(id=name):
            return name, None
        case _:
            return "", None


def _makes_clients(node: ast.Call) -> bool:
    """Whether it looks like boto3: a session's method has its service first, or by name."""
    match node.func:
        case ast.Attribute(value=ast.Name(id=name)):
            return name == "boto3" or "session" in name.lower()
        case ast.Attribute(value=ast.Call(func=ast.Attribute(attr=name))):
            return name in ("Session", "get_session")
        case ast.Attribute(value=ast.Attribute(attr=name)):
            return "session" in name.lower()
        case _:
            return False


def _with_scopes(tree: ast.Module) -> Iterator[tuple[tuple[str, ...], ast.AST]]:
    """Every node with the classes and functions around it."""
    pending: list[tuple[tuple[str, ...], ast.AST]] = [((), tree)]
    while pending:
        scope, node = pending.pop()
        yield scope, node
        inner = scope
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = (*scope, node.name)
        pending += [(inner, child) for child in ast.iter_child_nodes(node)]
