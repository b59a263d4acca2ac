"""Modules, classes and functions of a tree: what their names are, and where imports lead."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from botosmith.tools.slice.flow.values import Unit

Parts = tuple[str, ...]
Callable = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class Modules:
    """The files of a tree by their paths, and what an import of one of them means."""

    def __init__(self, root: Path, files: Iterable[Path]) -> None:
        self.parts = {file: _parts(file) for file in files}
        self.files = {parts: file for file, parts in self.parts.items()}
        self._packages = {parts[:length] for parts in self.files for length in range(1, len(parts))}
        self._by_end: dict[str, list[Parts]] = {}
        top = len(root.resolve().parts) - 1  # what is above is not looked for: no boto3 in ~/boto3
        for parts in sorted({*self.files, *self._packages}):
            if len(parts) >= top:
                self._by_end.setdefault(parts[-1], []).append(parts)

    def exists(self, parts: Parts) -> bool:
        """Whether there is a module or a package of that path."""
        return parts in self.files or parts in self._packages

    def find(self, name: str, importer: Parts) -> Parts | None:
        """The module that ``import name`` means; of several the one nearest to the importer."""
        wanted = tuple(name.split("."))
        found = [
            parts for parts in self._by_end.get(wanted[-1], ()) if parts[-len(wanted) :] == wanted
        ]
        # What lies in a package is imported by the package's name, and never hides Python's own.
        outermost = [parts for parts in found if parts[: -len(wanted)] not in self.files]
        if not outermost and wanted[0] in sys.stdlib_module_names:
            return None
        return max(outermost or found, key=lambda parts: _shared(parts, importer), default=None)

    def relative(self, level: int, name: str | None, importer: Parts) -> Parts | None:
        """The module that ``from ..name import`` means."""
        package = importer if self.files[importer].name == "__init__.py" else importer[:-1]
        base = package[: len(package) - level + 1]
        target = (*base, *(name.split(".") if name else ()))
        return target if self.exists(target) else None


def unit_of(node: ast.AST, module: Parts, owner: Unit | None = None) -> Unit:
    """What is read of a piece of code before it is read through."""
    assert isinstance(node, ast.Module | ast.ClassDef | Callable)
    bound: set[str] = set()
    outside: set[str] = set()
    if isinstance(node, Callable):
        bound |= {argument.arg for argument in parameters(node)}
    for inner in _own_nodes(node):
        match inner:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                bound.add(name)
            case ast.ClassDef(name=name):
                bound.add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                bound |= {(one.asname or one.name).partition(".")[0] for one in names}
            case ast.Global(names=names):
                outside |= {*names}
            case ast.Nonlocal(names=names):
                bound -= {*names}
            case ast.MatchAs(name=str() as name):
                bound.add(name)
            case _:
                pass
    nonlocals = {n for one in _own_nodes(node) if isinstance(one, ast.Nonlocal) for n in one.names}
    decorators = getattr(node, "decorator_list", ())
    return Unit(
        node=node,
        module=module,
        owner=owner,
        bound=frozenset(bound - outside - nonlocals - {"*"}),
        globals=frozenset(outside),
        decorators=frozenset(name for one in decorators if (name := last_name(one))),
    )


def parameters(node: Callable) -> list[ast.arg]:
    """Every parameter, ``*args`` and ``**options`` last."""
    found = node.args
    rest = [one for one in (found.vararg, found.kwarg) if one]
    return [*found.posonlyargs, *found.args, *found.kwonlyargs, *rest]


def defaults(node: Callable) -> dict[str, ast.expr]:
    """The expressions of the parameters that need not be passed."""
    positional = [*node.args.posonlyargs, *node.args.args]
    given = node.args.defaults
    last = positional[len(positional) - len(given) :]
    pairs = [
        *zip(last, given, strict=True),
        *zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True),
    ]
    return {one.arg: value for one, value in pairs if value is not None}


def last_name(node: ast.expr) -> str:
    """``fixture`` of ``@pytest.fixture(scope="module")``."""
    match node:
        case ast.Call(func=function):
            return last_name(function)
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case _:
            return ""


def _own_nodes(root: ast.AST) -> Iterator[ast.AST]:
    """The nodes of one scope; of what has a scope of its own, the node that says so."""
    body = getattr(root, "body", [])
    pending: list[ast.AST] = [*body] if isinstance(body, list) else [body]
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, Callable | ast.ClassDef):
            pending += ast.iter_child_nodes(node)
        elif not isinstance(node, ast.Lambda):
            pending += node.decorator_list


def _parts(file: Path) -> Parts:
    path = file.resolve().with_suffix("")
    return path.parts[1:-1] if path.name == "__init__" else path.parts[1:]


def _shared(one: Parts, other: Parts) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
