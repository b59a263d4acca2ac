"""Calls: the values that they pass, and the values that they return."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from botosmith.tools.slice.flow.annotations import Annotations
from botosmith.tools.slice.flow.lookup import RESULT, HomeOf
from botosmith.tools.slice.flow.units import Modules, Parts
from botosmith.tools.slice.flow.values import (
    NONE,
    NOWHERE,
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
    Parameters,
    Partial,
    TextValue,
    Unit,
    Value,
    Values,
    texts,
    union,
)

CALLED = Function | Bound | Class | Partial
"""The callable values of the tree."""
_SEVERAL: CallContext = frozenset({("*", "*")})  # several services, in any parameters
_MOST_PARAMETERS = 2  # how many parameters' services distinguish the calls of one function


class Calls(Annotations):
    """Follows values into functions and classes of the tree."""

    def __init__(self, modules: Modules, trees: dict[Parts, Unit], home: HomeOf) -> None:
        super().__init__(modules, trees, home)
        self._calling: set[Value] = set()
        self._shown: dict[Values, tuple[str, ...]] = {}

    def evaluate(self, node: ast.expr, env: Env) -> Values:
        raise NotImplementedError

    def call(self, callee: Value, given: GivenArguments) -> Values:
        """The values that a call returns; none if this call is being evaluated already."""
        if isinstance(callee, Function):
            return self._enter(callee, given, None)
        if isinstance(callee, Bound):
            return self._enter(callee.function, given, callee.receiver)
        if callee in self._calling:  # a partial of itself, or a class that is its own __init__
            return NONE
        self._calling.add(callee)
        try:
            return self._indirect(callee, given)
        finally:
            self._calling.discard(callee)

    def _indirect(self, callee: Value, given: GivenArguments) -> Values:
        match callee:
            case Class():
                return self._make(callee, given)
            case Partial():
                return self._complete(callee, given)
            case Instance():
                inner = self.attribute(callee, "__call__")
                return union(self.call(one, given) for one in inner if isinstance(one, CALLED))
            case Client():  # a function that returns a client
                return frozenset({callee})
            case _:
                return NONE

    def _enter(
        self, function: Function, given: GivenArguments, receiver: Instance | Class | None
    ) -> Values:
        takes = function.unit.parameters
        assert takes is not None
        positional = given.positional
        if receiver is not None:
            positional = [frozenset({receiver}), *positional]
        names = takes.positional
        bound = dict(zip(names, positional, strict=False))
        if given.keywords or given.more or given.more_keywords:
            self._by_name(takes, given, bound, len(positional))
        left = {name: one for name, one in given.keywords.items() if name not in bound}
        extra = positional[len(names) :]
        env = self.heap.env(function.unit, self._context(bound, extra, left), function.env)
        for name in takes.defaults:
            if name not in bound:
                bound[name] = self.heap.read(function, name)
        for name, values in bound.items():
            self.heap.add(values, env, name)
        if takes.rest:
            box = self.heap.value(Box, takes.rest, env)
            for index, values in enumerate(extra):
                self.put(box, index, values)
            self.put(box, None, given.more)
        if takes.keywords:
            box = self.heap.value(Box, takes.keywords, env)
            for name, values in left.items():
                self.put(box, name, values)
            self.put(box, None, self.element(given.more_keywords))
        return self.heap.read(env, RESULT)

    def _by_name(
        self, takes: Parameters, given: GivenArguments, bound: dict[str, Values], passed: int
    ) -> None:
        """Add a call's keyword arguments, and those from containers, to the positional ones."""
        for place, name in enumerate((*takes.positional, *takes.keyword_only)):
            found = given.keywords.get(name, NONE) | self._by_key(given.more_keywords, name)
            if passed <= place < len(takes.positional):
                found |= given.more
            if found or name in given.keywords:
                bound[name] = bound.get(name, NONE) | found

    def _by_key(self, boxes: Values, key: str) -> Values:
        if not boxes:
            return NONE
        return self.element(frozenset(one for one in boxes if isinstance(one, Box)), key)

    def _context(
        self,
        bound: dict[str, Values],
        extra: list[Values],
        left: dict[str, Values],
        many: CallContext = NOWHERE,
    ) -> CallContext:
        """The parameters that get one service each, if they are few; otherwise ``many``.

        A wrapper around everything gets one service in each of many parameters. To distinguish its
        calls would take as many readings as there are calls. Calls with several services in a
        parameter are distinguished from calls without any service.
        """
        shown = {name: self._services_in(values) for name, values in bound.items()}
        shown["*"] = self._services_in(union(extra))
        shown["**"] = self._services_in(union(left.values()))
        found = [(name, each[0]) for name, each in shown.items() if len(each) == 1]
        if found:
            return frozenset(found) if len(found) <= _MOST_PARAMETERS else many
        return _SEVERAL if any(shown.values()) else NOWHERE

    def _services_in(self, values: Values) -> tuple[str, ...]:
        """The services whose clients are in the values, or whose names are."""
        shown = self._shown.get(values)
        if shown is None:
            every = (one for value in values for one in self._services_of(value))
            shown = self._shown[values] = tuple(dict.fromkeys(every))
        return shown

    def _services_of(self, value: Value) -> Iterable[str]:
        match value:
            case Client(service) | Holder(service):
                return (service,)
            case TextValue(text):
                return (text,) if self.home(text) else ()
            case Instance(_, context):
                return [] if context == _SEVERAL else [service for _, service in context]
            case _:
                return ()

    def _make(self, of: Class, given: GivenArguments) -> Values:
        """An object of a class, with the arguments of its ``__init__`` or its fields."""
        lineage = self.lineage(of)
        fields = [name for each in reversed(lineage) for name in _fields(each)]
        named = {**dict(zip(fields, given.positional, strict=False)), **given.keywords}
        places = {str(index): one for index, one in enumerate(given.positional)}
        context = self._context(places | given.keywords, [given.more], {}, _SEVERAL)
        made = self.heap.instance(of, context)
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
        self.heap.add(given.positional[0], partial, "function")
        for index, values in enumerate(given.positional[1:]):
            self.heap.add(values, partial, index)
        for name, values in given.keywords.items():
            self.heap.add(values, partial, ("keyword", name))
            self.heap.add(frozenset({self.text(name)}), partial, "keywords")
        for key, values in (("more", given.more), ("more keywords", given.more_keywords)):
            if values:
                self.heap.add(values, partial, key)

    def _complete(self, partial: Partial, given: GivenArguments) -> Values:
        read = self.heap.read
        positional: list[Values] = []
        while values := read(partial, len(positional)):
            positional.append(values)
        kept = {name: read(partial, ("keyword", name)) for name in texts(read(partial, "keywords"))}
        both = GivenArguments(
            [*positional, *given.positional],
            kept | given.keywords,
            given.more | read(partial, "more"),
            given.more_keywords | read(partial, "more keywords"),
        )
        return union([self.call(one, both) for one in read(partial, "function")])

    # --- callers that are not in the tree ----------------------------------------------------

    def forward(self, given: GivenArguments, passed: Callable[[Values], Values]) -> Values:
        """Call functions that are passed as arguments, with the arguments after them.

        ``submit``, ``to_thread`` and ``run_in_executor`` do this; ``map`` passes elements.
        """
        found = NONE
        for index, values in enumerate(given.positional):
            rest = GivenArguments(
                [passed(one) for one in given.positional[index + 1 :]], given.keywords
            )
            for one in values:
                if isinstance(one, CALLED) and not isinstance(one, Class):
                    found |= self.call(one, rest)
        for one in given.keywords.get("target", NONE):  # the argument of a Thread or a Process
            if isinstance(one, CALLED):
                named = given.keywords.get("kwargs", NONE)
                positional, more = self.places(given.keywords.get("args", NONE))
                self.call(one, GivenArguments(positional, {}, more, named))
        return found

    def text(self, text: str) -> TextValue:
        """A literal string that could be the name of a service or an operation."""
        return self.heap.value(TextValue, text)


def _fields(of: Class) -> list[str]:
    """The fields of a dataclass, a NamedTuple or a similar class, in their order."""
    node = of.env.unit.node
    assert isinstance(node, ast.ClassDef)
    return [
        one.target.id
        for one in node.body
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
    ]
