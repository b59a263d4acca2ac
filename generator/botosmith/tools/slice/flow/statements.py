"""Statements: what they bind, define and return."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from botosmith.tools.slice.flow.calls import CALLED
from botosmith.tools.slice.flow.expressions import Expressions, constant
from botosmith.tools.slice.flow.lookup import RESULT, HomeOf
from botosmith.tools.slice.flow.units import Callable as FunctionNode
from botosmith.tools.slice.flow.units import Modules, Parts, last_name, unit_of
from botosmith.tools.slice.flow.values import (
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
        self._statements: Mapping[type[ast.AST], Callable[[Any, Env], None]] = {
            ast.Expr: self._expression,
            ast.FunctionDef: self._function,
            ast.AsyncFunctionDef: self._function,
            ast.ClassDef: self._class,
            ast.Import: self.imported,
            ast.ImportFrom: self.imported,
            ast.Return: self._return,
            ast.Assign: self._assign,
            ast.AnnAssign: self._annotated,
            ast.If: self._if,
            ast.For: self._for,
            ast.AsyncFor: self._for,
            ast.withitem: self._with_item,
        }

    def statements(self, body: list[ast.stmt], env: Env) -> None:
        for node in body:
            self.statement(node, env)

    def statement(self, node: ast.AST, env: Env) -> None:
        read = self._statements.get(type(node))
        if read is not None:
            read(node, env)
        elif isinstance(node, ast.expr):
            self.evaluate(node, env)
        else:
            self.passed_over(node, env)

    def _expression(self, node: ast.Expr, env: Env) -> None:
        if not isinstance(node.value, ast.Constant):
            self.evaluate(node.value, env)

    def _return(self, node: ast.Return, env: Env) -> None:
        if node.value is not None:
            self.heap.add(self.evaluate(node.value, env), env, RESULT)

    def _assign(self, node: ast.Assign, env: Env) -> None:
        values = self.evaluate(node.value, env)
        for target in node.targets:
            self.assign(target, values, env)

    def _annotated(self, node: ast.AnnAssign, env: Env) -> None:
        values = self.annotated(node.annotation, env)
        if node.value is not None:
            values |= self.evaluate(node.value, env)
        if node.value is not None or values:
            self.assign(node.target, values, env)

    def _if(self, node: ast.If, env: Env) -> None:
        other: list[ast.stmt] = [node]
        while len(other) == 1 and isinstance(one := other[0], ast.If):  # a long line of elif
            self.evaluate(one.test, env)
            self.statements(one.body, env)
            other = one.orelse
        self.statements(other, env)

    def _for(self, node: ast.For | ast.AsyncFor, env: Env) -> None:
        self.assign(node.target, self.element(self.evaluate(node.iter, env)), env)
        self.statements(node.body, env)
        self.statements(node.orelse, env)

    def _with_item(self, node: ast.withitem, env: Env) -> None:
        values = self.evaluate(node.context_expr, env)
        entered = union(
            [
                self.call(method, GivenArguments())
                for one in values
                if isinstance(one, Instance)
                for name in ("__enter__", "__aenter__")
                for method in self.attribute(one, name)
            ]
        )
        if node.optional_vars is not None:
            self.assign(node.optional_vars, entered or values, env)

    def assign(self, target: ast.expr, values: Values, env: Env) -> None:
        match target:
            case ast.Name(id=name):
                self.bind(name, values, env)
            case ast.Attribute(value=owner, attr=name):
                for one in self.evaluate(owner, env):
                    self.assign_attribute(one, name, values)
            case ast.Subscript(value=owner, slice=key):
                self.evaluate(key, env)
                known = constant(key)
                for one in self.evaluate(owner, env):
                    if isinstance(one, Box):
                        self.put(one, known, values)
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                place: int | None = 0
                for part in parts:
                    if isinstance(part, ast.Starred):
                        place = None  # the targets after it may get any element
                    self.assign(part, self.element(values, place), env)
                    place = None if place is None else place + 1
            case ast.Starred(value=inner):
                self.assign(inner, values, env)
            case _:
                pass

    def assign_attribute(self, owner: Value, name: str, values: Values) -> None:
        match owner:
            case Instance(of, context):
                self.heap.set_attribute(self.lineage(of), context, name, values)
            case Class():
                self.set_on_class(owner, name, values)
            case Module(parts) if parts in self._trees:
                self.heap.add(values, self.module_env(parts), name)
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
                                self.heap.add(function, self.heap.fixtures, text.value)
        self.bind_here(node.name, values, env)

    def bind_here(self, name: str, values: Values, env: Env) -> None:
        """Bind a definition's name; in a class body, it is an attribute."""
        if is_class(env):
            self.heap.add(values, env, name)
        else:
            self.bind(name, values, env)
        self.fixture(name, values)

    def defined(self, node: FunctionNode, env: Env) -> Values:
        """The value of a function; a method does not see the names of the class body."""
        outer = env.parent if is_class(env) else env
        assert outer is not None
        unit = self._unit(node, env.unit.module, env.unit if is_class(env) else None)
        self.heap.env(unit, NOWHERE, outer)
        function = self.heap.value(Function, unit, outer)
        assert unit.parameters is not None
        for name, default in unit.parameters.defaults.items():
            self.heap.add(self.evaluate(default, env), function, name)
        return frozenset({function})

    def _class(self, node: ast.ClassDef, env: Env) -> None:
        for decorator in node.decorator_list:
            self.evaluate(decorator, env)
        outer = env.parent if is_class(env) else env
        unit = self._unit(node, env.unit.module, None)
        of = self.heap.value(Class, self.heap.env(unit, NOWHERE, outer))
        bases = union([self.evaluate(base, env) for base in node.bases])
        self.inherit(of, bases if bases or node.bases else PLAIN)
        self.bind_here(node.name, frozenset({of}), env)

    def _unit(self, node: ast.AST, module: tuple[str, ...], owner: Unit | None) -> Unit:
        if node not in self._units:
            self._units[node] = unit_of(node, module, owner)
        return self._units[node]


def is_class(env: Env) -> bool:
    """Whether this is the environment of a class body."""
    return isinstance(env.unit.node, ast.ClassDef)
