"""Rewrites the imports of one file. Everything else in it stays as it is, to the last blank."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from botosmith.tools.migrate.modules import Modules, dotted, peer_modules
from botosmith.tools.migrate.peer_names import MODULES, Advice, PeerNames, Target

_PATH = re.compile(r"\b(?:mypy|types)_boto3_\w+(?:\.\w+)+")
_LONGEST = 88


@dataclass(frozen=True, slots=True)
class Finding:
    """A name that is left as it was; ``advice`` says what to use instead."""

    line: int
    name: str
    advice: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The new content of a file, how many names were rewritten, and what was not.

    ``services`` are those whose names were rewritten.
    """

    content: bytes
    names: int
    findings: tuple[Finding, ...]
    services: frozenset[str]


def rewrite(content: bytes, known: PeerNames) -> Rewritten:
    """Rewrite a file. Raises ``libcst.ParserSyntaxError`` if it is not Python.

    If a name is reached through an imported module and cannot be rewritten, the file still needs
    the module. So a second pass leaves that module, and all names that are reached through it.
    """
    wrapper = MetadataWrapper(cst.parse_module(content))
    modules = peer_modules(wrapper.module, known)
    rewriter = _Rewriter(known, modules, frozenset())
    module = wrapper.visit(rewriter)
    if rewriter.needed:
        rewriter = _Rewriter(known, modules, frozenset(rewriter.needed))
        module = wrapper.visit(rewriter)
    findings = sorted(rewriter.findings, key=lambda one: (one.line, one.name))
    return Rewritten(module.bytes, rewriter.names, tuple(findings), frozenset(rewriter.services))


class _Rewriter(cst.CSTTransformer):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, known: PeerNames, modules: Modules, kept: frozenset[str]) -> None:
        """``kept`` are the names of imported modules that the file still needs."""
        super().__init__()
        self.needed: set[str] = set()
        self._kept = kept
        self.findings: list[Finding] = []
        self.names = 0
        self.services: set[str] = set()
        self._known = known
        self._modules = modules

    def leave_SimpleStatementLine(  # noqa: N802  # libcst calls it
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel[cst.SimpleStatementLine]:
        """Replace an import by one for each module that has some of its names."""
        if len(original_node.body) != 1:
            return updated_node
        statement = original_node.body[0]
        if not isinstance(statement, cst.ImportFrom) or statement.relative:
            return updated_node
        module = dotted(statement.module)
        if module is None or self._known.service(module) is None:
            return updated_node
        if isinstance(statement.names, cst.ImportStar):
            self._leave(original_node, f"{module}.*", "an import of each name that is used")
            return updated_node
        by_module = self._by_module(original_node, module, statement.names)
        if [*by_module] == [module]:
            return updated_node
        lines = [
            _imported(updated_node, statement, found, names, alone=len(by_module) == 1)
            for found, names in by_module.items()
        ]
        if len(lines) == 1:
            return lines[0]
        first, *others = lines
        return cst.FlattenSentinel([first, *(one.with_changes(leading_lines=[]) for one in others)])

    def _by_module(
        self, line: cst.CSTNode, module: str, aliases: Iterable[cst.ImportAlias]
    ) -> dict[str, list[cst.ImportAlias]]:
        """The names of an import, by the module that has them now."""
        by_module: dict[str, list[cst.ImportAlias]] = {}
        for alias in aliases:
            name = dotted(alias.name) or ""
            if name in MODULES and (alias.evaluated_alias or name) in self._kept:
                by_module.setdefault(module, []).append(alias)
                continue
            found = self._found(line, module, name)
            if found is None:
                by_module.setdefault(module, []).append(alias)
            else:
                by_module.setdefault(found.module, []).append(_renamed(alias, name, found.name))
        return by_module

    def leave_ImportAlias(  # noqa: N802  # libcst calls it
        self, original_node: cst.ImportAlias, updated_node: cst.ImportAlias
    ) -> cst.ImportAlias:
        """Replace the module of an ``import mypy_boto3_s3.client``."""
        name = dotted(original_node.name)
        new = self._modules.new_name(name) if name is not None else None
        if new is None or original_node not in self._modules.statements:
            return updated_node
        if (original_node.evaluated_alias or (name or "").partition(".")[0]) in self._kept:
            return updated_node
        self._count(name or "")
        return updated_node.with_changes(name=_expression(new))

    def leave_Attribute(  # noqa: N802  # libcst calls it
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        """Replace a name that is reached through its module: ``mypy_boto3_s3.S3Client``."""
        path = dotted(original_node)
        new = self._reached(original_node, path) if path is not None else None
        return updated_node if new is None else _expression(new)

    def leave_SimpleString(  # noqa: N802  # libcst calls it
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.SimpleString:
        """Replace names in a quoted annotation."""
        text = original_node.value
        if not _PATH.search(text) or not _is_annotation(original_node):
            return updated_node

        def replaced(match: re.Match[str]) -> str:
            return self._reached(original_node, match.group()) or match.group()

        return updated_node.with_changes(value=_PATH.sub(replaced, text))

    def _reached(self, node: cst.CSTNode, path: str) -> str | None:
        """The new path of a name that is reached through an imported module; None for others."""
        reached = self._modules.reached(path)
        if reached is None:
            return None
        found = self._known.find(reached.module, reached.name)
        root = reached.local.partition(".")[0]
        if isinstance(found, Advice):
            advice, new = found.text, None
        else:
            advice = f"from {found.module} import {found.name}"
            new = None if root in self._kept else self._modules.path_to(reached, found)
        if new is None:
            self.needed.add(root)
            self._leave(node, path, advice)
        else:
            self._count(reached.module)
        return new

    def _found(self, node: cst.CSTNode, module: str, name: str) -> Target | None:
        found = self._known.find(module, name)
        if isinstance(found, Advice):
            self._leave(node, f"{module}.{name}", found.text)
            return None
        self._count(module)
        return found

    def _count(self, module: str) -> None:
        self.names += 1
        if (service := self._known.service(module)) is not None:
            self.services.add(service)

    def _leave(self, node: cst.CSTNode, name: str, advice: str) -> None:
        position: Any = self.get_metadata(PositionProvider, node)
        self.findings.append(Finding(position.start.line, name, advice))


def _imported(
    line: cst.SimpleStatementLine,
    statement: cst.ImportFrom,
    module: str,
    names: Sequence[cst.ImportAlias],
    *,
    alone: bool,
) -> cst.SimpleStatementLine:
    """The statement for one module. If it has all names, it is laid out as before."""
    if alone:
        return line.with_changes(
            body=[statement.with_changes(module=_expression(module), names=names)]
        )
    listed = ", ".join(_shown(one) for one in names)
    text = f"from {module} import {listed}"
    if len(text) > _LONGEST:
        text = f"from {module} import (\n" + "".join(f"    {_shown(n)},\n" for n in names) + ")"
    made = cst.ensure_type(cst.parse_statement(text), cst.SimpleStatementLine)
    return line.with_changes(body=made.body)


def _shown(alias: cst.ImportAlias) -> str:
    name = dotted(alias.name) or ""
    asname = alias.evaluated_alias
    return f"{name} as {asname}" if asname else name


def _renamed(alias: cst.ImportAlias, before: str, after: str) -> cst.ImportAlias:
    """The import of a name under the name that the file uses."""
    if before == after:
        return alias
    changed = alias.with_changes(name=cst.Name(after))
    if alias.asname is None:
        return changed.with_changes(asname=cst.AsName(name=cst.Name(before)))
    return changed


def _expression(path: str) -> cst.Attribute | cst.Name:
    parsed = cst.parse_expression(path)
    assert isinstance(parsed, cst.Attribute | cst.Name)
    return parsed


def _is_annotation(node: cst.SimpleString) -> bool:
    """Whether a string is an expression of names, and no prose."""
    text = node.evaluated_value
    if not isinstance(text, str):
        return False
    try:
        ast.parse(text.strip(), mode="eval")
    except SyntaxError:
        return False
    return True
