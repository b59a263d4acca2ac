"""Expressions: the possible values of each."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from typing import Any

from botosmith.tools.slice.flow.calls import CALLED
from botosmith.tools.slice.flow.lookup import RESULT, HomeOf
from botosmith.tools.slice.flow.outside import Outside
from botosmith.tools.slice.flow.units import Callable as FunctionNode
from botosmith.tools.slice.flow.units import Modules, Parts, children, last_name
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
    """Evaluates expressions; ``Statements`` has the methods for bindings and definitions."""

    def __init__(self, modules: Modules, trees: dict[Parts, Unit], home: HomeOf) -> None:
        super().__init__(modules, trees, home)
        self.seen: dict[ast.AST, Values] = {}
        self._literals: dict[str, Values] = {}
        self._kinds: Mapping[type[ast.AST], Callable[[Any, Env], Values]] = {
            ast.Constant: lambda node, _: self._constant(node),
            ast.Name: self._name,
            ast.Attribute: self._attribute,
            ast.Call: self._call,
            ast.Await: self._inner,
            ast.Starred: self._inner,
            ast.NamedExpr: self._named,
            ast.Yield: self._yield,
            ast.YieldFrom: self._yield_from,
            ast.IfExp: self._choice,
            ast.BoolOp: self._either,
            ast.BinOp: self._operation,
            ast.Subscript: self._subscript,
            ast.Lambda: self.defined,
            ast.List: self._sequence,
            ast.Tuple: self._sequence,
            ast.Set: self._sequence,
            ast.Dict: self._dict,
            ast.ListComp: self._comprehension,
            ast.SetComp: self._comprehension,
            ast.GeneratorExp: self._comprehension,
            ast.DictComp: self._dict_comprehension,
            ast.JoinedStr: self._computed_text,
        }

    def values_of(self, node: ast.expr) -> Values:
        """All possible values of an expression, in any environment."""
        return self.seen.get(node, NONE)

    def statement(self, node: ast.AST, env: Env) -> None:
        raise NotImplementedError

    def assign(self, target: ast.expr, values: Values, env: Env) -> None:
        raise NotImplementedError

    def defined(self, node: FunctionNode, env: Env) -> Values:
        raise NotImplementedError

    def evaluate(self, node: ast.expr, env: Env) -> Values:
        """The possible values of an expression; its parts are evaluated, too."""
        values = self._kinds.get(type(node), self._other)(node, env)
        if values:
            seen = self.seen.get(node)
            if seen is None:
                self.seen[node] = values
            elif not values <= seen:
                self.seen[node] = seen | values
        return values

    def passed_over(self, node: ast.AST, env: Env) -> None:
        """Read the parts of a node whose own value does not matter; bare names have no effect."""
        for child in children(node):
            if type(child) is not ast.Name and type(child) is not ast.Constant:
                self.statement(child, env)

    def _other(self, node: ast.expr, env: Env) -> Values:
        self.passed_over(node, env)
        return NONE

    # --- names and operators -----------------------------------------------------------------

    def _constant(self, node: ast.Constant) -> Values:
        value = node.value
        if not isinstance(value, str):
            return PLAIN
        found = self._literals.get(value)
        if found is None:
            named = _NAMING.fullmatch(value)
            found = self._literals[value] = frozenset({self.text(value)}) if named else PLAIN
        return found

    def _name(self, node: ast.Name, env: Env) -> Values:
        return self.name(node.id, env)

    def _attribute(self, node: ast.Attribute, env: Env) -> Values:
        return self.attributes(self.evaluate(node.value, env), node.attr)

    def _inner(self, node: ast.Await | ast.Starred, env: Env) -> Values:
        return self.evaluate(node.value, env)

    def _named(self, node: ast.NamedExpr, env: Env) -> Values:
        values = self.evaluate(node.value, env)
        self.assign(node.target, values, env)
        return values

    def _yield(self, node: ast.Yield, env: Env) -> Values:
        if node.value is not None:
            self.heap.add(self.evaluate(node.value, env), env, RESULT)
        return NONE

    def _yield_from(self, node: ast.YieldFrom, env: Env) -> Values:
        self.heap.add(self.element(self.evaluate(node.value, env)), env, RESULT)
        return NONE

    def _choice(self, node: ast.IfExp, env: Env) -> Values:
        self.evaluate(node.test, env)
        return self.evaluate(node.body, env) | self.evaluate(node.orelse, env)

    def _either(self, node: ast.BoolOp, env: Env) -> Values:
        return union([self.evaluate(part, env) for part in node.values])

    def _operation(self, node: ast.BinOp, env: Env) -> Values:
        sides: list[ast.expr] = []
        left: ast.expr = node
        while isinstance(left, ast.BinOp):  # a sum of a thousand strings is a thousand levels deep
            sides.append(left.right)
            left = left.left
        found = union([self.evaluate(one, env) for one in (left, *reversed(sides))])
        return frozenset(one for one in found if not isinstance(one, TextValue))

    def _subscript(self, node: ast.Subscript, env: Env) -> Values:
        self.evaluate(node.slice, env)
        return self.element(self.evaluate(node.value, env), constant(node.slice))

    # --- containers --------------------------------------------------------------------------

    def _computed_text(self, node: ast.JoinedStr, env: Env) -> Values:
        self.passed_over(node, env)
        return UNKNOWN

    def _sequence(self, node: ast.List | ast.Tuple | ast.Set, env: Env) -> Values:
        box = self.heap.value(Box, node, env)
        spread = False
        for index, part in enumerate(node.elts):
            values = self.evaluate(part, env)
            if isinstance(part, ast.Starred):
                values = self.element(values)
                spread = True
            self.put(box, None if spread else index, values)
        return frozenset({box})

    def _dict(self, node: ast.Dict, env: Env) -> Values:
        box = self.heap.value(Box, node, env)
        for key, part in zip(node.keys, node.values, strict=True):
            values = self.evaluate(part, env)
            if key is None:
                self.put(box, None, self.element(values))
            else:
                self.evaluate(key, env)
                self.put(box, constant(key), values)
        return frozenset({box})

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, env: Env
    ) -> Values:
        box = self.heap.value(Box, node, env)
        self._generators(node.generators, env)
        self.put(box, None, self.evaluate(node.elt, env))
        return frozenset({box})

    def _dict_comprehension(self, node: ast.DictComp, env: Env) -> Values:
        box = self.heap.value(Box, node, env)
        self._generators(node.generators, env)
        self.evaluate(node.key, env)
        self.put(box, None, self.evaluate(node.value, env))
        return frozenset({box})

    def _generators(self, generators: list[ast.comprehension], env: Env) -> None:
        for one in generators:
            self.assign(one.target, self.element(self.evaluate(one.iter, env)), env)
            for condition in one.ifs:
                self.evaluate(condition, env)

    # --- calls -------------------------------------------------------------------------------

    def _call(self, node: ast.Call, env: Env) -> Values:
        receivers = NONE
        if isinstance(node.func, ast.Attribute):
            receivers = self.evaluate(node.func.value, env)
            callee = self.attributes(receivers, node.func.attr)
        else:
            callee = self.evaluate(node.func, env)
        given = self._given(node, env)
        if not callee and not receivers and last_name(node.func) == "super":
            return self._super(env)
        inside = [one for one in callee if isinstance(one, CALLED | Client | Instance)]
        if inside:
            return union([self.call(one, given) for one in inside])
        return self.outside(node, callee, receivers, given, env)

    def _given(self, node: ast.Call, env: Env) -> GivenArguments:
        """The arguments of a call; after ``*`` of unknown length, no place is known."""
        given = GivenArguments()
        known = True
        for argument in node.args:
            values = self.evaluate(argument, env)
            if isinstance(argument, ast.Starred):
                found, some = self.places(values)
                if not found:
                    some |= self.element(values)
                if known:
                    given.positional += [one | some for one in found] if some else found
                given.more |= some if known else self.element(values)
                known = known and bool(found) and not some
            elif known:
                given.positional.append(values)
            else:
                given.more |= values
        for keyword in node.keywords:
            values = self.evaluate(keyword.value, env)
            if keyword.arg is None:
                given.more_keywords |= values
            else:
                given.keywords[keyword.arg] = values
        return given

    def _super(self, env: Env) -> Values:
        at: Env | None = env
        while at and at.unit.owner is None:
            at = at.parent
        if at is None or not isinstance(at.unit.node, ast.FunctionDef | ast.AsyncFunctionDef):
            return NONE
        owner = at.unit.owner
        assert owner is not None
        after = self.heap.value(Class, self.heap.env(owner, NOWHERE, at.parent))
        first = at.unit.node.args.args[:1]
        receivers = self.heap.read(at, first[0].arg) if first else NONE
        return frozenset(
            [
                self.heap.value(Super, after, one)
                for one in receivers
                if isinstance(one, Instance | Class)
            ]
        )


def constant(node: ast.expr) -> object:
    """A key that is a literal, or None."""
    return node.value if isinstance(node, ast.Constant) else None
