"""Statements: what they bind, define and give back."""

from __future__ import annotations

import ast

from botosmith.tools.slice.flow.calls import CALLED
from botosmith.tools.slice.flow.expressions import Expressions
from botosmith.tools.slice.flow.lookup import HomeOf, is_fixture
from botosmith.tools.slice.flow.units import Callable, Modules, Parts, last_name, unit_of
from botosmith.tools.slice.flow.values import (
    NONE,
    NOWHERE,
    PLAIN,
    Box,
    Class,
    Env,
    Function,
    GivenArguments,
    Instance,
    Module,
    TextValue,
    Unit,
    Value,
    Values,
    union,
)


class Statements(Expressions):
    """Reads statements."""

    def __init__(self, modules: Modules, trees: dict[Parts, Unit], home: HomeOf) -> None:
        super().__init__(modules, trees, home)
        self._units: dict[ast.AST, Unit] = {}

    def statements(self, body: list[ast.stmt], env: Env) -> None:
        for node in body:
            self.statement(node, env)

    def statement(self, node: ast.AST, env: Env) -> None:
        match node:
            case ast.expr():
                self.evaluate(node, env)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self._function(node, env)
            case ast.ClassDef():
                self._class(node, env)
            case ast.Import() | ast.ImportFrom():
                self.imported(node, env)
            case ast.Return(value=ast.expr() as value):
                self.heap.add(self.evaluate(value, env), "result", env)
            case ast.Assign(targets=targets, value=value):
                values = self.evaluate(value, env)
                for target in targets:
                    self.assign(target, values, env)
            case ast.AnnAssign(target=target, value=value, annotation=annotation):
                values = self.annotated(annotation, env)
                if value is not None:
                    values |= self.evaluate(value, env)
                if value is not None or values:
                    self.assign(target, values, env)
            case ast.For() | ast.AsyncFor():
                self.assign(node.target, self.element(self.evaluate(node.iter, env)), env)
                self.statements([*node.body, *node.orelse], env)
            case ast.withitem(context_expr=value, optional_vars=target):
                values = self.evaluate(value, env)
                entered = union(
                    self.call(method, GivenArguments())
                    for one in values
                    if isinstance(one, Instance)
                    for name in ("__enter__", "__aenter__")
                    for method in self.attribute(one, name)
                )
                if target is not None:
                    self.assign(target, entered or values, env)
            case _:
                for child in ast.iter_child_nodes(node):
                    self.statement(child, env)

    def assign(self, target: ast.expr, values: Values, env: Env) -> None:
        match target:
            case ast.Name(id=name):
                self.bind(name, values, env)
            case ast.Attribute(value=owner, attr=name):
                for one in self.evaluate(owner, env):
                    self.assign_attribute(one, name, values)
            case ast.Subscript(value=owner, slice=key):
                self.evaluate(key, env)
                known = key.value if isinstance(key, ast.Constant) else None
                for one in self.evaluate(owner, env):
                    if isinstance(one, Box):
                        self.put(one, known, values)
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                for index, part in enumerate(parts):
                    self.assign(part, self.element(values, index), env)
            case ast.Starred(value=inner):
                self.assign(inner, self.element(values), env)
            case _:
                pass

    def assign_attribute(self, owner: Value, name: str, values: Values) -> None:
        match owner:
            case Instance(of, context):
                self.heap.set_attribute(self.lineage(of), context, name, values)
            case Class(env):
                self.heap.add(values, "name", env, name)
            case Module(parts) if parts in self._trees:
                self.heap.add(values, "name", self.module_env(parts), name)
            case _:
                pass

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, env: Env) -> None:
        values = self.defined(node, env)
        function = values
        for decorator in reversed(node.decorator_list):
            made = self.evaluate(decorator, env)
            wrapped = union(
                self.call(one, GivenArguments([values])) for one in made if isinstance(one, CALLED)
            )
            values = frozenset(one for one in wrapped if isinstance(one, CALLED)) or values
            if isinstance(decorator, ast.Call) and "fixture" in last_name(decorator):
                for keyword in decorator.keywords:
                    if keyword.arg == "name":
                        for text in self.evaluate(keyword.value, env):
                            if isinstance(text, TextValue):
                                self.heap.add(function, "fixture", text.value)
        self.bind_here(node.name, values, env)

    def bind_here(self, name: str, values: Values, env: Env) -> None:
        """A definition's name; in a class's body that is an attribute."""
        if is_class(env):
            self.heap.add(values, "name", env, name)
        else:
            self.bind(name, values, env)
        fixtures = frozenset(v for v in values if isinstance(v, Function) and is_fixture(v.unit))
        if fixtures:
            self.heap.add(fixtures, "fixture", name)

    def defined(self, node: Callable, env: Env) -> Values:
        """A function; in a class's body, one that does not see the body's names."""
        outer = env.parent if is_class(env) else env
        assert outer is not None
        unit = self._unit(node, env.unit.module, env.unit if is_class(env) else None)
        self.heap.env(unit, NOWHERE, outer)
        return frozenset({Function(unit, outer)})

    def _class(self, node: ast.ClassDef, env: Env) -> None:
        for decorator in node.decorator_list:
            self.evaluate(decorator, env)
        outer = env.parent if is_class(env) else env
        unit = self._unit(node, env.unit.module, None)
        of = Class(self.heap.env(unit, NOWHERE, outer))
        bases = union(self.evaluate(base, env) for base in node.bases)
        self.heap.add(bases or (PLAIN if not node.bases else NONE), "bases", of)
        self.bind_here(node.name, frozenset({of}), env)

    def _unit(self, node: ast.AST, module: tuple[str, ...], owner: Unit | None) -> Unit:
        if node not in self._units:
            self._units[node] = unit_of(node, module, owner)
        return self._units[node]


def is_class(env: Env) -> bool:
    """Whether these are the names of a class's body."""
    return isinstance(env.unit.node, ast.ClassDef)
