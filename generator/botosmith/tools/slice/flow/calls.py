"""What a call passes on, and what it gives back."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from botosmith.tools.slice.flow.annotations import Annotations
from botosmith.tools.slice.flow.units import Callable as FunctionNode
from botosmith.tools.slice.flow.units import defaults
from botosmith.tools.slice.flow.values import (
    NONE,
    Bound,
    Box,
    CallContext,
    Class,
    Client,
    Env,
    Function,
    GivenArguments,
    Holder,
    Instance,
    Partial,
    TextValue,
    Value,
    Values,
    union,
)

CALLED = Function | Bound | Class | Partial
"""What of the tree can be called."""


class Calls(Annotations):
    """Follows values into functions and classes of the tree."""

    def evaluate(self, node: ast.expr, env: Env) -> Values:
        raise NotImplementedError

    def call(self, callee: Value, given: GivenArguments) -> Values:
        """What a call gives."""
        match callee:
            case Function():
                return self._enter(callee, given, None)
            case Bound(function, receiver):
                return self._enter(function, given, receiver)
            case Class():
                return self._make(callee, given)
            case Partial():
                return self._complete(callee, given)
            case Instance():
                inner = self.attribute(callee, "__call__")
                return union(self.call(one, given) for one in inner if isinstance(one, CALLED))
            case Client():  # a function that gives one
                return frozenset({callee})
            case _:
                return NONE

    def _enter(
        self, function: Function, given: GivenArguments, receiver: Instance | Class | None
    ) -> Values:
        node = function.unit.node
        assert isinstance(node, FunctionNode)
        if receiver is not None:
            given = GivenArguments(
                [frozenset({receiver}), *given.positional],
                given.keywords,
                given.more,
                given.more_keywords,
            )
        names = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
        bound = dict(zip(names, given.positional, strict=False))
        keyword_only = [one.arg for one in node.args.kwonlyargs]
        for name in (*names, *keyword_only):
            found = given.keywords.get(name, NONE) | self._by_key(given.more_keywords, name)
            if name in names[len(given.positional) :]:
                found |= given.more
            if found or name in given.keywords:
                bound[name] = bound.get(name, NONE) | found
        left = {name: one for name, one in given.keywords.items() if name not in bound}
        extra = given.positional[len(names) :]
        context = self._context({**bound, "*": union(extra), "**": union(left.values())})
        env = self.heap.env(function.unit, context, function.env)
        for name, default in defaults(node).items():
            if name not in bound:
                bound[name] = self.evaluate(default, function.env)
        for name, values in bound.items():
            self.heap.add(values, "name", env, name)
        if node.args.vararg:
            box = Box(node.args.vararg, env)
            for index, values in enumerate(extra):
                self.put(box, index, values)
            self.put(box, None, given.more)
        if node.args.kwarg:
            box = Box(node.args.kwarg, env)
            for name, values in left.items():
                self.put(box, name, values)
            self.put(box, None, self.element(given.more_keywords))
        return self.heap.read("result", env)

    def _by_key(self, boxes: Values, key: str) -> Values:
        return self.element(frozenset(one for one in boxes if isinstance(one, Box)), key)

    def _context(self, bound: dict[str, Values]) -> CallContext:
        return frozenset(
            (name, service)
            for name, values in bound.items()
            for value in values
            for service in self._services_in(value)
        )

    def _services_in(self, value: Value) -> Iterable[str]:
        match value:
            case Client(service) | Holder(service):
                return (service,)
            case TextValue(text):
                return (text,) if self.home(text) else ()
            case Instance(_, context):
                return [service for _, service in context]
            case _:
                return ()

    def _make(self, of: Class, given: GivenArguments) -> Values:
        """An object of a class, with what its ``__init__``, or its fields, are given."""
        lineage = self.lineage(of)
        fields = [name for each in reversed(lineage) for name in _fields(each)]
        named = {**dict(zip(fields, given.positional, strict=False)), **given.keywords}
        positions = {str(index): one for index, one in enumerate(given.positional)}
        made = Instance(of, self._context(positions | given.keywords | {"*": given.more}))
        initializers = self.attribute(made, "__init__")
        if not initializers:
            for name in fields:
                found = named.get(name, NONE) | self._by_key(given.more_keywords, name)
                if found or name in named:
                    self.heap.set_attribute(lineage, made.context, name, found)
        for one in initializers:
            self.call(one, given)
        for one in self.attribute(made, "__post_init__"):
            self.call(one, GivenArguments())
        return frozenset({made})

    # --- functools.partial -------------------------------------------------------------------

    def prepare(self, partial: Partial, given: GivenArguments) -> None:
        """Keep a function and some of its arguments for later."""
        self.heap.add(given.positional[0], "partial", partial, "function")
        for index, values in enumerate(given.positional[1:]):
            self.heap.add(values, "partial", partial, index)
        for name, values in given.keywords.items():
            self.heap.add(values, "partial", partial, name)
            self.heap.add(frozenset({TextValue(name)}), "partial", partial, "names")

    def _complete(self, partial: Partial, given: GivenArguments) -> Values:
        positional: list[Values] = []
        while values := self.heap.read("partial", partial, len(positional)):
            positional.append(values)
        names = self.heap.read("partial", partial, "names")
        kept = {
            n.value: self.heap.read("partial", partial, n.value)
            for n in names
            if isinstance(n, TextValue)
        }
        both = GivenArguments(
            [*positional, *given.positional],
            kept | given.keywords,
            given.more,
            given.more_keywords,
        )
        functions = self.heap.read("partial", partial, "function")
        return union(self.call(one, both) for one in functions if one != partial)

    # --- callers that are not in the tree ----------------------------------------------------

    def forward(self, given: GivenArguments, passed: Callable[[Values], Values]) -> Values:
        """Calls of the functions that are passed on, with the arguments behind them.

        So do ``submit``, ``to_thread`` and ``run_in_executor``; ``map`` passes elements.
        """
        found = NONE
        for index, values in enumerate(given.positional):
            rest = GivenArguments(
                [passed(one) for one in given.positional[index + 1 :]], given.keywords
            )
            for one in values:
                if isinstance(one, CALLED) and not isinstance(one, Class):
                    found |= self.call(one, rest)
        for one in given.keywords.get("target", NONE):  # of a Thread, or a Process
            if isinstance(one, CALLED):
                named = given.keywords.get("kwargs", NONE)
                positional = self.spread(given.keywords.get("args", NONE))
                self.call(one, GivenArguments(positional, {}, NONE, named))
        return found

    def spread(self, values: Values) -> list[Values]:
        """The elements of a sequence whose places are known."""
        found: list[Values] = []
        boxes = [one for one in values if isinstance(one, Box)]
        while one := union(self.heap.read("element", box, len(found)) for box in boxes):
            found.append(one)
        return found


def _fields(of: Class) -> list[str]:
    """The fields of a dataclass, a NamedTuple or the like, in their order."""
    node = of.env.unit.node
    assert isinstance(node, ast.ClassDef)
    return [
        one.target.id
        for one in node.body
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    ]
