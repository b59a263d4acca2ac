"""Where clients are kept in a source tree: names, attributes and functions, and their services."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from botosmith.slicing.packages import service_of_client, service_of_module

Scope = tuple[str, ...]


@dataclass(slots=True)
class Bindings:
    """Services by module, scope and name; functions stand for what they return.

    A name that is bound to clients of two services means neither. ``packaged`` are the services
    whose packages are imported: there are clients of them, whether they can be followed or not.
    """

    services: frozenset[str]
    clients: dict[tuple[str, Scope, str], str | None] = field(
        default_factory=dict[tuple[str, Scope, str], "str | None"]
    )
    texts: dict[tuple[str, Scope, str], str] = field(
        default_factory=dict[tuple[str, Scope, str], str]
    )
    imports: dict[tuple[str, str], tuple[str, str]] = field(
        default_factory=dict[tuple[str, str], tuple[str, str]]
    )
    packaged: set[str] = field(default_factory=set[str])

    def bind(self, module: str, scope: Scope, name: str, service: str | None) -> None:
        """A client of that service is kept under the name."""
        place = (module, scope, name)
        if service is not None:
            known = self.clients.get(place, service)
            self.clients[place] = service if known == service else None


def service_of(node: ast.expr, scope: Scope, module: str, known: Bindings) -> str | None:
    """The service whose client an expression is, or gives when it is called, if it can be told."""
    if isinstance(node, ast.Attribute) and (service := _packaged(node, module, known)):
        return service
    match node:
        case ast.Await(value=value) | ast.NamedExpr(value=value):
            return service_of(value, scope, module, known)
        case ast.IfExp(body=one, orelse=other):
            return _either([one, other], scope, module, known)
        case ast.BoolOp(values=values):
            return _either(values, scope, module, known)
        case (
            ast.Call(func=ast.Attribute(attr="client" | "create_client"))
            | ast.Call(func=ast.Name(id="client"))
        ):
            return _literal_service(node, scope, module, known)
        case ast.Call(func=function):
            return service_of(function, scope, module, known)
        case ast.Name(id=name):
            return _named(name, scope, module, known)
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            return _attribute(name, scope, module, known)
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            imported = known.imports.get((module, owner))
            stem = imported[1] or imported[0] if imported else owner
            return known.clients.get((stem, (), name)) or known.clients.get(
                (module, (owner,), f"self.{name}")
            )
        case _:
            return None


def bindings_of(tree: ast.Module, module: str, known: Bindings) -> None:
    """Learn what one module binds to clients, given what is known already."""
    pending: list[tuple[Scope, ast.AST]] = [((), tree)]
    while pending:
        scope, node = pending.pop()
        inner = scope
        match node:
            case ast.ImportFrom(module=source, names=names):
                for alias in names:
                    origin = ((source or "").rpartition(".")[2], alias.name)
                    if _is_package(source or "", known):
                        origin = (source or "", alias.name)
                    if alias.name == "*":
                        origin, alias = (origin[0], "connect"), ast.alias("connect")
                    _import(module, alias.asname or alias.name, origin, known)
            case ast.Import(names=names):
                for alias in names:
                    stem = alias.name.rpartition(".")[2]
                    if _is_package(alias.name, known):
                        stem = alias.name if alias.asname else alias.name.partition(".")[0]
                    _import(module, alias.asname or stem, (stem, ""), known)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                inner = (*scope, node.name)
                _function(node, scope, module, known)
            case ast.ClassDef(name=name):
                inner = (*scope, name)
            case _:
                for target, value, annotation in _bound(node):
                    _bind(target, value, annotation, scope, module, known)
        pending += [(inner, child) for child in ast.iter_child_nodes(node)]


def _import(module: str, name: str, origin: tuple[str, str], known: Bindings) -> None:
    """Bind a name of a module; one that functions import from several packages means none."""
    before = known.imports.get((module, name), origin)
    same = service_of_client(".".join(before)) == service_of_client(".".join(origin))
    known.imports[module, name] = origin if same else ("", "")


def _bound(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None, ast.expr | None]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                    yield from ((t, v, None) for t, v in zip(target.elts, value.elts, strict=False))
                else:
                    yield target, value, None
        case ast.AnnAssign(target=target, value=value, annotation=annotation):
            yield target, value, annotation
        case ast.NamedExpr(target=target, value=value):
            yield target, value, None
        case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
            yield target, value, None
        case _:
            pass


def _bind(
    target: ast.expr,
    value: ast.expr | None,
    annotation: ast.expr | None,
    scope: Scope,
    module: str,
    known: Bindings,
) -> None:
    service = _annotated(annotation, module, known)
    if service is None and value is not None:
        service = service_of(value, scope, module, known)
    match target:
        case ast.Name(id=name):
            known.bind(module, scope, name, service)
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                known.texts[module, scope, name] = value.value
            known.bind(module, scope, f"self.{name}", service)  # an attribute, in a class's body
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name):
            known.bind(module, scope[:-1], f"self.{name}", service)
        case _:
            pass


def _function(
    node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, module: str, known: Bindings
) -> None:
    inside = (*scope, node.name)
    for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
        known.bind(module, inside, argument.arg, _annotated(argument.annotation, module, known))
    services = {
        service_of(one.value, inside, module, known)
        for one in ast.walk(node)
        if isinstance(one, ast.Return | ast.Yield) and one.value is not None
    }
    service = _annotated(node.returns, module, known)
    if service is None and len(services) == 1:
        (service,) = services
    known.bind(module, scope, node.name, service)
    known.bind(module, scope, f"self.{node.name}", service)


def _annotated(node: ast.expr | None, module: str, known: Bindings) -> str | None:
    """``S3Client`` of a package, alone or in an expression such as ``S3Client | None``."""
    parts = ast.walk(_unquoted(node)) if node is not None else ()
    found = (_packaged(one, module, known) for one in parts if isinstance(one, ast.expr))
    return next((service for service in found if service), None)


def _is_package(name: str, known: Bindings) -> bool:
    """Whether a module is one of a package's for a service; if so, the service is noted."""
    service = service_of_module(name)
    if service is not None:
        known.packaged.add(service)
    return service is not None


def _packaged(node: ast.expr, module: str, known: Bindings) -> str | None:
    """The service of what a package's client class or ``connect`` is, by its dotted name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or (module, node.id) not in known.imports:
        return None
    path = filter(None, (*known.imports[module, node.id], *reversed(parts)))
    service = service_of_client(".".join(path))
    return service if service in known.services else None


def _unquoted(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            return ast.parse(node.value.strip(), mode="eval").body
        except (SyntaxError, ValueError):
            return node
    return node


def _literal_service(node: ast.Call, scope: Scope, module: str, known: Bindings) -> str | None:
    named = [keyword.value for keyword in node.keywords if keyword.arg == "service_name"]
    match [*node.args[:1], *named]:
        case [ast.Constant(value=str() as service), *_]:
            return service if service in known.services else None
        case [ast.Name(id=name), *_]:
            places = [scope[:depth] for depth in range(len(scope), -1, -1)]
            texts = [known.texts.get((module, place, name)) for place in places]
            return next((text for text in texts if text in known.services), None)
        case _:
            return None


def _either(nodes: list[ast.expr], scope: Scope, module: str, known: Bindings) -> str | None:
    found = {service_of(node, scope, module, known) for node in nodes} - {None}
    return found.pop() if len(found) == 1 else None


def _named(name: str, scope: Scope, module: str, known: Bindings) -> str | None:
    for depth in range(len(scope), -1, -1):
        if (module, scope[:depth], name) in known.clients:
            return known.clients[module, scope[:depth], name]
    source, original = known.imports.get((module, name), ("", ""))
    return (
        known.clients.get((source, (), original))
        or _packaged(ast.Name(name), module, known)
        or _packaged(ast.Name(original), source, known)
    )


def _attribute(name: str, scope: Scope, module: str, known: Bindings) -> str | None:
    places = [scope[:depth] for depth in range(len(scope), -1, -1)]
    found = [known.clients.get((module, place, f"self.{name}")) for place in places]
    return next((service for service in found if service), None)
