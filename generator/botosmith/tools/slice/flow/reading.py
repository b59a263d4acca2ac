"""The whole tree: every environment is read until nothing new is learnt."""

from __future__ import annotations

import ast

from botosmith.tools.slice.flow.lookup import HomeOf, is_fixture
from botosmith.tools.slice.flow.statements import Statements
from botosmith.tools.slice.flow.units import Callable, Modules, Parts, defaults, parameters
from botosmith.tools.slice.flow.values import (
    NONE,
    NOWHERE,
    Box,
    Class,
    Env,
    GivenArguments,
    Holder,
    Instance,
    Unit,
    Values,
    union,
)


class Reading(Statements):
    """Reads environments until nothing new is learnt."""

    def __init__(self, modules: Modules, trees: dict[Parts, Unit], home: HomeOf) -> None:
        super().__init__(modules, trees, home)
        self.too_deep: set[Parts] = set()

    def run(self) -> None:
        """Read the whole tree, and once more to find what stays unknown."""
        for parts in self._trees:
            self.module_env(parts)
        self._drain()
        self.heap.settle()
        self._drain()
        self.heap.running = None

    def _drain(self) -> None:
        while waiting := [*self.heap.pending]:
            self.heap.pending.clear()
            for env in waiting:
                self.heap.running = env
                try:
                    self._read(env)
                except RecursionError:  # an expression of a thousand terms
                    self.too_deep.add(env.unit.module)

    def _read(self, env: Env) -> None:
        node = env.unit.node
        if isinstance(node, Callable):
            self._parameters(node, env)
        if isinstance(node, ast.Lambda):
            self.heap.add(self.evaluate(node.body, env), "result", env)
        else:
            self.statements(node.body, env)

    def _parameters(self, node: Callable, env: Env) -> None:
        """What a function's parameters are by themselves, for any caller."""
        outer = env.parent
        assert outer is not None
        for one in parameters(node):
            if one in (node.args.vararg, node.args.kwarg):
                values: Values = frozenset({Box(one, env)})
            else:
                values = self.annotated(one.annotation, outer)
            if values:
                self.heap.add(values, "name", env, one.arg)
        if not isinstance(node, ast.Lambda):
            if returned := self.annotated(node.returns, outer):
                self.heap.add(returned, "result", env)
            if node.name.startswith("test") or is_fixture(env.unit):
                self._fixtures(node, env)
        if env.context:
            return
        for name, default in defaults(node).items():
            self.heap.add(self.evaluate(default, outer), "name", env, name)
        if env.unit.owner and "staticmethod" not in env.unit.decorators and node.args.args:
            of = Class(self.heap.env(env.unit.owner, NOWHERE, outer))
            made = of if "classmethod" in env.unit.decorators else Instance(of, NOWHERE)
            self.heap.add(frozenset({made}), "name", env, node.args.args[0].arg)

    def _fixtures(self, node: Callable, env: Env) -> None:
        for one in parameters(node):
            found = union(
                self.call(fixture, GivenArguments())
                for fixture in self.heap.read("fixture", one.arg)
            )
            if one.arg.startswith("fake_"):  # every package of ours has one
                service = self.home(one.arg.removeprefix("fake_").replace("_", "-"))
                found |= {Holder(service)} if service else NONE
            if found:
                self.heap.add(found, "name", env, one.arg)
