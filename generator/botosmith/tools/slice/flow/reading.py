"""Analyses the whole tree: reads every environment until no value is added."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from botosmith.tools.slice.flow.lookup import RESULT, HomeOf, is_fixture
from botosmith.tools.slice.flow.statements import Statements
from botosmith.tools.slice.flow.units import Callable as FunctionNode
from botosmith.tools.slice.flow.units import Modules, Parts, parameters
from botosmith.tools.slice.flow.values import (
    NONE,
    NOWHERE,
    Box,
    Class,
    Env,
    Function,
    GivenArguments,
    Holder,
    Unit,
    Values,
    union,
)


class Reading(Statements):
    """Reads environments until no value is added."""

    def __init__(self, modules: Modules, trees: dict[Parts, Unit], home: HomeOf) -> None:
        super().__init__(modules, trees, home)
        self.too_deep: dict[Unit, None] = {}

    def run(self, track: Callable[[list[str]], Iterable[str]] = iter) -> None:
        """Read the whole tree, and find what stays unknown; ``track`` shows the progress."""
        for parts in self._trees:
            self.module_env(parts)
        waiting: list[Env] = []
        names: list[str] = []
        self._wait(waiting, names)
        for place, _ in enumerate(track(names)):
            self._read_once(waiting[place])
            if place + 1 == len(waiting):
                self._wait(waiting, names)
            if place + 1 == len(waiting):
                self.heap.settle()
                self._wait(waiting, names)
        self.heap.running = None

    def _wait(self, waiting: list[Env], names: list[str]) -> None:
        """Add the pending environments to those waiting, modules and classes first.

        So functions are read when the names that they use are known.
        """
        pending = self.heap.pending
        first = [env for env in pending if not isinstance(env.unit.node, FunctionNode)]
        for env in first or [*pending]:
            del pending[env]
            waiting.append(env)
            names.append("/".join(env.unit.module[-2:]))

    def _read_once(self, env: Env) -> None:
        if not self.heap.begin(env):
            return
        try:
            self._read(env)
        except RecursionError:  # an expression of a thousand terms
            self.too_deep[env.unit] = None

    def not_followed(self) -> Iterator[tuple[Unit, str]]:
        """The units that could not be read completely, and why."""
        for unit in self.too_deep:
            yield unit, f"{_name(unit)} is not read completely: nested too deeply"
        for unit in self.heap.given_up:
            yield unit, f"{_name(unit)} is not followed completely: its values keep growing"

    def file_of(self, unit: Unit) -> Path:
        """The file of a unit."""
        return self._modules.files[unit.module]

    def _read(self, env: Env) -> None:
        node = env.unit.node
        if isinstance(node, FunctionNode):
            self._parameters(node, env)
        if isinstance(node, ast.Lambda):
            self.heap.add(self.evaluate(node.body, env), env, RESULT)
        else:
            self.statements(node.body, env)

    def _parameters(self, node: FunctionNode, env: Env) -> None:
        """Bind the values of a function's parameters that do not depend on the caller."""
        outer = env.parent
        assert outer is not None
        for one in parameters(node):
            if one in (node.args.vararg, node.args.kwarg):
                values: Values = frozenset({self.heap.value(Box, one, env)})
            else:
                values = self.annotated(one.annotation, outer)
            if values:
                self.heap.add(values, env, one.arg)
        if not isinstance(node, ast.Lambda):
            if returned := self.annotated(node.returns, outer):
                self.heap.add(returned, env, RESULT)
            if node.name.startswith("test") or is_fixture(env.unit):
                self._fixtures(node, env)
        if env.context:
            return
        function = self.heap.value(Function, env.unit, outer)
        assert env.unit.parameters is not None
        for name in env.unit.parameters.defaults:
            self.heap.add(self.heap.read(function, name), env, name)
        if env.unit.owner and "staticmethod" not in env.unit.decorators and node.args.args:
            of = self.heap.value(Class, self.heap.env(env.unit.owner, NOWHERE, outer))
            by_class = "classmethod" in env.unit.decorators
            made = of if by_class else self.heap.instance(of, NOWHERE)
            self.heap.add(frozenset({made}), env, node.args.args[0].arg)

    def _fixtures(self, node: FunctionNode, env: Env) -> None:
        for one in parameters(node):
            found = union(
                self.call(fixture, GivenArguments())
                for fixture in self.heap.read(self.heap.fixtures, one.arg)
            )
            if one.arg.startswith("fake_"):  # the fixture of a generated package
                service = self.home(one.arg.removeprefix("fake_").replace("_", "-"))
                found |= {self.heap.value(Holder, service)} if service else NONE
            if found:
                self.heap.add(found, env, one.arg)


def _name(unit: Unit) -> str:
    node = unit.node
    if isinstance(node, ast.Module | ast.Lambda):
        return "this module" if isinstance(node, ast.Module) else "this lambda"
    return node.name
