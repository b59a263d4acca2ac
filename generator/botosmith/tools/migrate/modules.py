"""The modules of types-boto3 that a file imports as modules, and the names it reaches by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import libcst as cst

from botosmith import names
from botosmith.tools.migrate.peer_names import MODULES, PeerNames, Target


@dataclass(frozen=True, slots=True)
class Reached:
    """A name that is reached by a path: the path of its module in the file, and its module."""

    local: str
    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Modules:
    """``by_path`` has the imported modules by the path that the file reaches them by.

    ``aliased`` are the paths that stay, since the file chose them. ``statements`` are the parts of
    import statements that name a module.
    """

    by_path: dict[str, str] = field(default_factory=dict[str, str])
    aliased: set[str] = field(default_factory=set[str])
    new_names: dict[str, str] = field(default_factory=dict[str, str])
    statements: set[cst.ImportAlias] = field(default_factory=set[cst.ImportAlias])

    def new_name(self, module: str) -> str | None:
        """The module that replaces one of theirs; None for other modules."""
        return self.new_names.get(module)

    def reached(self, path: str) -> Reached | None:
        """What a path in the code leads to, if that is a name in one of these modules."""
        for local in sorted(self.by_path, key=len, reverse=True):
            if path.startswith(f"{local}."):
                rest = path.removeprefix(f"{local}.").split(".")
                module = self.by_path[local]
                if len(rest) == 2 and rest[0] in MODULES and "." not in module:
                    module, local = f"{module}.{rest[0]}", f"{local}.{rest[0]}"
                    rest = rest[1:]
                if len(rest) == 1 and rest[0] not in MODULES:
                    return Reached(local, module, rest[0])
        return None

    def path_to(self, reached: Reached, target: Target) -> str | None:
        """The path by which the rewritten file reaches the name; None if it does not import it."""
        root = reached.local.partition(".")[0]
        if root in self.aliased:
            new = self.new_names[self.by_path[root]]
            if target.module == new:
                return f"{root}.{target.name}"
            if target.module == f"{new}.client":  # which a package has at the top, too
                return f"{root}.{target.name}"
            return None
        package = target.module.partition(".")[0]
        if target.module in self.new_names.values() or target.module == package:
            return f"{target.module}.{target.name}"
        if target.module == f"{package}.client":
            return f"{package}.{target.name}"
        return None


def peer_modules(module: cst.Module, known: PeerNames) -> Modules:
    """The modules of theirs that a file imports, as modules."""
    found = Modules()
    for statement in _imports(module):
        if isinstance(statement, cst.Import):
            for alias in statement.names:
                path = dotted(alias.name) or ""
                if (service := known.service(path)) is not None:
                    found.statements.add(alias)
                    found.new_names[path] = _ours(path, service)
                    local = alias.evaluated_alias
                    found.by_path[local or path.partition(".")[0]] = (
                        path if local else path.partition(".")[0]
                    )
                    if local:
                        found.aliased.add(local)
                    else:
                        found.new_names.setdefault(path.partition(".")[0], _ours("", service))
        elif not isinstance(statement.names, cst.ImportStar):
            path = dotted(statement.module) or ""
            service = known.service(path)
            for alias in statement.names if service is not None and "." not in path else ():
                name = dotted(alias.name) or ""
                if name in MODULES and service is not None:
                    local = alias.evaluated_alias or name
                    found.by_path[local] = f"{path}.{name}"
                    found.aliased.add(local)
                    found.new_names[f"{path}.{name}"] = _ours(f"{path}.{name}", service)
    return found


def dotted(node: cst.BaseExpression | None) -> str | None:
    """``a.b.c`` of a name or of attributes of a name; None for anything else."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        before = dotted(node.value)
        return None if before is None else f"{before}.{node.attr.value}"
    return None


def _ours(path: str, service: str) -> str:
    inside = path.partition(".")[2]
    package = names.package_name(service)
    return f"{package}.{inside}" if inside else package


def _imports(module: cst.Module) -> Iterator[cst.Import | cst.ImportFrom]:
    pending: list[cst.CSTNode] = [module]
    while pending:
        node = pending.pop()
        if isinstance(node, cst.Import | cst.ImportFrom):
            yield node
        elif isinstance(
            node,
            cst.Module | cst.BaseCompoundStatement | cst.BaseSuite | cst.SimpleStatementLine
            | cst.Else | cst.Finally | cst.ExceptHandler,
        ):  # fmt: skip
            pending += node.children
