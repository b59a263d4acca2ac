"""Expressions: what each may be."""

from __future__ import annotations

import ast
import re

from botosmith.tools.slice.flow.calls import CALLED
from botosmith.tools.slice.flow.lookup import HomeOf
from botosmith.tools.slice.flow.outside import Outside
from botosmith.tools.slice.flow.units import Callable, Modules, Parts, last_name
from botosmith.tools.slice.flow.values import (
    NONE,
    NOWHERE,
    PLAIN,
    UNKNOWN,
    Box,
    Class,
    Client,
    Env,
    GivenArguments,
    Instance,
    Super,
    TextValue,
    Unit,
    Values,
    union,
)

_NAMING = re.compile(r"[A-Za-z][\w-]{0,80}", re.ASCII)


class Expressions(Outside):
    """Evaluates expressions; what they bind or define comes with ``Statements``."""

    def __init__(self, modules: Modules, trees: dict[Parts, Unit], home: HomeOf) -> None:
        super().__init__(modules, trees, home)
        self._seen: dict[ast.expr, Values] = {}

    def values_of(self, node: ast.expr) -> Values:
        """All that an expression may be, in whatever environment."""
        return self._seen.get(node, NONE)

    def statement(self, node: ast.AST, env: Env) -> None:
        raise NotImplementedError

    def assign(self, target: ast.expr, values: Values, env: Env) -> None:
        raise NotImplementedError

    def defined(self, node: Callable, env: Env) -> Values:
        raise NotImplementedError

    def evaluate(self, node: ast.expr, env: Env) -> Values:
        """What an expression may be; what is in it is read on the way."""
        values = self._value(node, env)
        self._seen[node] = self._seen.get(node, NONE) | values
        return values

    def _value(self, node: ast.expr, env: Env) -> Values:
        match node:
            case ast.Constant(value=value):
                named = isinstance(value, str) and _NAMING.fullmatch(value)
                return frozenset({TextValue(str(value))}) if named else PLAIN
            case ast.Name(id=name):
                return self.name(name, env)
            case ast.Attribute(value=owner, attr=name):
                return union(self.attribute(one, name) for one in self.evaluate(owner, env))
            case ast.Call():
                return self._call(node, env)
            case ast.Await(value=value) | ast.Starred(value=value):
                return self.evaluate(value, env)
            case ast.NamedExpr(target=target, value=value):
                values = self.evaluate(value, env)
                self.assign(target, values, env)
                return values
            case ast.Yield(value=value):
                if value is not None:
                    self.heap.add(self.evaluate(value, env), "result", env)
                return NONE
            case ast.YieldFrom(value=value):
                self.heap.add(self.element(self.evaluate(value, env)), "result", env)
                return NONE
            case ast.IfExp(test=test, body=body, orelse=other):
                self.evaluate(test, env)
                return self.evaluate(body, env) | self.evaluate(other, env)
            case ast.BoolOp(values=parts):
                return union([self.evaluate(part, env) for part in parts])
            case ast.BinOp(left=left, right=right):
                sides = self.evaluate(left, env) | self.evaluate(right, env)
                return frozenset(one for one in sides if not isinstance(one, TextValue))
            case ast.Subscript(value=owner, slice=key):
                self.evaluate(key, env)
                known = key.value if isinstance(key, ast.Constant) else None
                return self.element(self.evaluate(owner, env), known)
            case ast.Lambda():
                return self.defined(node, env)
            case _:
                return self._collected(node, env)

    def _collected(self, node: ast.expr, env: Env) -> Values:
        """Containers, and whatever else there is."""
        box = Box(node, env)
        match node:
            case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.Set(elts=parts):
                for index, part in enumerate(parts):
                    values = self.evaluate(part, env)
                    if isinstance(part, ast.Starred):
                        self.put(box, None, self.element(values))
                    else:
                        self.put(box, index, values)
            case ast.Dict(keys=keys, values=parts):
                for key, part in zip(keys, parts, strict=True):
                    values = self.evaluate(part, env)
                    if key is None:
                        self.put(box, None, self.element(values))
                    else:
                        self.evaluate(key, env)
                        self.put(box, key.value if isinstance(key, ast.Constant) else None, values)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                self._generators(node.generators, env)
                self.put(box, None, self.evaluate(node.elt, env))
            case ast.DictComp():
                self._generators(node.generators, env)
                self.evaluate(node.key, env)
                self.put(box, None, self.evaluate(node.value, env))
            case _:
                for child in ast.iter_child_nodes(node):
                    self.statement(child, env)
                return UNKNOWN if isinstance(node, ast.JoinedStr) else NONE
        return frozenset({box})

    def _generators(self, generators: list[ast.comprehension], env: Env) -> None:
        for one in generators:
            self.assign(one.target, self.element(self.evaluate(one.iter, env)), env)
            for condition in one.ifs:
                self.evaluate(condition, env)

    def _call(self, node: ast.Call, env: Env) -> Values:
        receivers = NONE
        if isinstance(node.func, ast.Attribute):
            receivers = self.evaluate(node.func.value, env)
            callee = union(self.attribute(one, node.func.attr) for one in receivers)
        else:
            callee = self.evaluate(node.func, env)
        given = GivenArguments()
        for argument in node.args:
            values = self.evaluate(argument, env)
            if isinstance(argument, ast.Starred):
                spread = self.spread(values)
                given.positional += spread
                given.more |= NONE if spread else self.element(values)
            else:
                given.positional.append(values)
        for keyword in node.keywords:
            values = self.evaluate(keyword.value, env)
            if keyword.arg is None:
                given.more_keywords |= values
            else:
                given.keywords[keyword.arg] = values
        if not callee and last_name(node.func) == "super" and not receivers:
            return self._super(env)
        inside = [one for one in callee if isinstance(one, CALLED | Client | Instance)]
        if inside:
            return union([self.call(one, given) for one in inside])
        return self.outside(node, callee, receivers, given, env)

    def _super(self, env: Env) -> Values:
        at: Env | None = env
        while at and at.unit.owner is None:
            at = at.parent
        if at is None or not isinstance(at.unit.node, ast.FunctionDef | ast.AsyncFunctionDef):
            return NONE
        after = Class(self.heap.env(at.unit.owner, NOWHERE, at.parent)) if at.unit.owner else None
        first = at.unit.node.args.args[:1]
        receivers = self.heap.read("name", at, first[0].arg) if first else NONE
        return frozenset(
            Super(after, one) for one in receivers if after and isinstance(one, Instance | Class)
        )
