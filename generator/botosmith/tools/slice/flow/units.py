"""Modules, classes and functions of a tree: their names, and the modules of imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from botosmith.tools.slice.flow.values import Parameters, Unit

Parts = tuple[str, ...]
Callable = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_SILENT = frozenset({"ctx", "op", "ops", "type_comment", "kind", "id", "attr", "arg", "lineno"})
_FIELDS = {
    kind: tuple(name for name in kind._fields if name not in _SILENT)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}


class Modules:
    """The files of a tree by their paths; finds the file of an import."""

    def __init__(self, root: Path, files: Iterable[Path], imported: Iterable[str] = ()) -> None:
        self._imported = {name.partition(".")[0] for name in imported}
        self._found: dict[tuple[str, Parts], Parts | None] = {}
        self.parts = {file: _parts(file) for file in files}
        self.files = {parts: file for file, parts in self.parts.items()}
        self._packages = {parts[:length] for parts in self.files for length in range(1, len(parts))}
        self._by_end: dict[str, list[Parts]] = {}
        top = len(root.resolve().parts) - 1  # not above the tree: ~/boto3 is not the package boto3
        for parts in sorted({*self.files, *self._packages}):
            if len(parts) >= top:
                self._by_end.setdefault(parts[-1], []).append(parts)

    def exists(self, parts: Parts) -> bool:
        """Whether there is a module or a package of that path."""
        return parts in self.files or parts in self._packages

    def find(self, name: str, importer: Parts) -> Parts | None:
        """The module of ``import name``; if there are several, the one nearest to the importer.

        A module in a package has the package's name before its own: ``from pandas import *`` in
        ``pkg/pandas/frame.py`` means another pandas. A module never imports itself.
        """
        key = (name, importer)
        if key not in self._found:
            self._found[key] = self._find(tuple(name.split(".")), importer)
        found = self._found[key]
        return None if found == importer and found not in self._packages else found

    def _find(self, wanted: Parts, importer: Parts) -> Parts | None:
        found = [
            parts
            for parts in self._by_end.get(wanted[-1], ())
            if parts[-len(wanted) :] == wanted
            and not self._is_inner(parts[: -len(wanted)], wanted[0], importer)
        ]
        return max(found, key=lambda parts: _shared(parts, importer), default=None)

    def _is_inner(self, above: Parts, top: str, importer: Parts) -> bool:
        """Whether modules in a folder are imported with the folder's name.

        A folder without ``__init__.py`` may be a package, or only a directory in which Python looks
        for modules. It counts as a package for the modules in it if some import has its name.
        """
        if above in self.files:
            return True
        inside = importer[: len(above) + 1] == (*above, top)
        return inside and above in self._packages and above[-1] in self._imported

    def relative(self, level: int, name: str | None, importer: Parts) -> Parts | None:
        """The module of ``from ..name import``."""
        package = importer if self.files[importer].name == "__init__.py" else importer[:-1]
        base = package[: len(package) - level + 1]
        target = (*base, *(name.split(".") if name else ()))
        return target if self.exists(target) else None


def unit_of(node: ast.AST, module: Parts, owner: Unit | None = None) -> Unit:
    """The unit of a module, class, function or lambda, with its names and parameters."""
    assert isinstance(node, ast.Module | ast.ClassDef | Callable)
    bound: set[str] = set()
    outside: set[str] = set()
    if isinstance(node, Callable):
        bound |= {argument.arg for argument in parameters(node)}
    for inner in _own_nodes(node):
        match inner:
            case ast.Name(id=name):
                if not isinstance(inner.ctx, ast.Load):
                    bound.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                bound.add(name)
            case ast.ClassDef(name=name):
                bound.add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                bound |= {(one.asname or one.name).partition(".")[0] for one in names}
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                outside |= {*names}
            case (
                ast.MatchAs(name=str() as name)
                | ast.MatchStar(name=str() as name)
                | ast.MatchMapping(rest=str() as name)
                | ast.ExceptHandler(name=str() as name)
            ):
                bound.add(name)
            case _:
                pass
    decorators = getattr(node, "decorator_list", ())
    return Unit(
        node=node,
        module=module,
        owner=owner,
        bound=frozenset(bound - outside - {"*"}),
        globals=frozenset(
            name for one in _own_nodes(node) if isinstance(one, ast.Global) for name in one.names
        )
        if outside
        else frozenset(),
        decorators=frozenset(name for one in decorators if (name := last_name(one))),
        parameters=_parameters(node) if isinstance(node, Callable) else None,
    )


def parameters(node: Callable) -> list[ast.arg]:
    """Every parameter, ``*args`` and ``**options`` last."""
    found = node.args
    rest = [one for one in (found.vararg, found.kwarg) if one]
    return [*found.posonlyargs, *found.args, *found.kwonlyargs, *rest]


def _parameters(node: Callable) -> Parameters:
    positional = [*node.args.posonlyargs, *node.args.args]
    given = node.args.defaults
    last = positional[len(positional) - len(given) :]
    pairs = [
        *zip(last, given, strict=True),
        *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True),
    ]
    return Parameters(
        positional=tuple(one.arg for one in positional),
        keyword_only=tuple(one.arg for one in node.args.kwonlyargs),
        rest=node.args.vararg,
        keywords=node.args.kwarg,
        defaults={one.arg: value for one, value in pairs if value is not None},
    )


def last_name(node: ast.expr) -> str:
    """``fixture`` of ``@pytest.fixture(scope="module")``."""
    while isinstance(node, ast.Call):
        node = node.func
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def children(node: ast.AST) -> Iterator[ast.AST]:
    """The direct child nodes of a node that matter."""
    for name in _FIELDS[type(node)]:
        inner: object = getattr(node, name)
        if isinstance(inner, list):
            yield from (one for one in cast("list[object]", inner) if isinstance(one, ast.AST))
        elif isinstance(inner, ast.AST):
            yield inner


def every_node(root: ast.AST) -> Iterator[ast.AST]:
    """A node and all nodes inside it."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending += children(node)


def _own_nodes(root: ast.AST) -> Iterator[ast.AST]:
    """The nodes of one scope; an inner scope is only its defining node."""
    body = getattr(root, "body", [])
    pending: list[ast.AST] = [*body] if isinstance(body, list) else [body]
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            pending += node.decorator_list
        elif not isinstance(node, ast.Lambda):
            pending += children(node)


def _parts(file: Path) -> Parts:
    path = file.resolve().with_suffix("")
    return path.parts[1:-1] if path.name == "__init__" else path.parts[1:]


def _shared(one: Parts, other: Parts) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
