"""What a name, an attribute or an element stands for."""

from __future__ import annotations

import ast
from collections.abc import Callable

from botosmith.tools.slice.flow.heap import Heap
from botosmith.tools.slice.flow.units import Modules, Parts
from botosmith.tools.slice.flow.values import (
    NONE,
    NOWHERE,
    Bound,
    Box,
    Class,
    Client,
    Env,
    External,
    Function,
    GivenArguments,
    Holder,
    Instance,
    Module,
    Super,
    TextValue,
    Unit,
    Value,
    Values,
    union,
)
from botosmith.tools.slice.packages import service_of_client, service_of_fake, service_of_module

HomeOf = Callable[[str], str | None]
_DEEPEST = 4  # botosmith_s3.fakes.FakeS3.x: what is read in a loop would go on for ever
_ANY = "*"  # whatever key an element has
_SOME = "?"  # a key that is not known


class Lookup:
    """Reads names and attributes; ``call`` comes with what calls do."""

    def __init__(self, modules: Modules, trees: dict[Parts, Unit], home: HomeOf) -> None:
        self.heap = Heap()
        self.home = home
        self._modules = modules
        self._trees = trees

    def call(self, callee: Value, given: GivenArguments) -> Values:
        raise NotImplementedError

    # --- names -------------------------------------------------------------------------------

    def module_env(self, parts: Parts) -> Env:
        """The names of a module."""
        return self.heap.env(self._trees[parts], NOWHERE, None)

    def name(self, name: str, env: Env) -> Values:
        """What a name stands for, where it is used."""
        at: Env | None = env
        while at and name not in env.unit.globals:
            if name in at.unit.bound:
                return self.heap.read("name", at, name)
            at = at.parent
        return self._global(name, self.module_env(env.unit.module))

    def _global(self, name: str, env: Env) -> Values:
        found = self.heap.read("name", env, name)
        if name not in env.unit.bound:
            for star in self.heap.read("star", env):
                if isinstance(star, Module):
                    found |= self.attribute(star, name)
                elif isinstance(star, External) and self.is_client_or_fake(f"{star.path}.{name}"):
                    found |= {External(f"{star.path}.{name}")}
        return found

    def bind(self, name: str, values: Values, env: Env) -> None:
        """A name stands for these, too."""
        at = env
        while at.parent and name not in at.unit.bound:
            at = at.parent
        if name in env.unit.globals:
            at = self.module_env(env.unit.module)
        self.heap.add(values, "name", at, name)
        if at.parent is None:  # pytest takes fixtures by the names that they have in modules
            fixtures = frozenset(
                v for v in values if isinstance(v, Function) and is_fixture(v.unit)
            )
            if fixtures:
                self.heap.add(fixtures, "fixture", name)

    def imported(self, node: ast.Import | ast.ImportFrom, env: Env) -> None:
        """Bind what an import brings."""
        importer = env.unit.module
        if isinstance(node, ast.Import):
            for one in node.names:
                parts = self._modules.find(one.name, importer)
                above = one.name.count(".")
                value: Value = Module(parts) if parts else external(one.name)
                if not one.asname and above:
                    top = one.name.partition(".")[0]
                    value = Module(parts[: len(parts) - above]) if parts else external(top)
                self.bind(one.asname or one.name.partition(".")[0], frozenset({value}), env)
            return
        if node.level:
            parts = self._modules.relative(node.level, node.module, importer)
        else:
            parts = self._modules.find(str(node.module), importer)
        source: Value = Module(parts) if parts else external(node.module or "")
        for one in node.names:
            if one.name == "*":
                self.heap.add(frozenset({source}), "star", self.module_env(importer))
            else:
                self.bind(one.asname or one.name, self.attribute(source, one.name), env)

    # --- attributes --------------------------------------------------------------------------

    def attribute(self, value: Value, name: str) -> Values:
        """What an attribute of a value stands for."""
        match value:
            case Module(parts):
                inner = (*parts, name)
                found = self._global(name, self.module_env(parts)) if parts in self._trees else NONE
                return found | ({Module(inner)} if self._modules.exists(inner) else NONE)
            case External(path):
                return frozenset({external(f"{path}.{name}")})
            case Class():
                return self._of_class(self.lineage(value), name, value)
            case Instance(of, context):
                own = self.heap.attribute(of, context, name)
                return own | self._of_class(self.lineage(of), name, value)
            case Super(after, receiver):
                of = receiver.of if isinstance(receiver, Instance) else receiver
                lineage = self.lineage(of)
                rest = lineage[lineage.index(after) + 1 :] if after in lineage else []
                return self._of_class(rest, name, receiver)
            case Holder(service) if name in ("client", "boto3_client"):
                return frozenset({Client(service)})
            case Holder() if name == "meta":
                return frozenset({value})
            case TextValue() if name == "value":  # of an enumeration's member
                return frozenset({value})
            case _:
                return NONE

    def _of_class(self, lineage: list[Class], name: str, receiver: Instance | Class) -> Values:
        found = next((v for each in lineage if (v := self.heap.read("name", each.env, name))), NONE)
        return union(self._as_attribute(value, receiver) for value in found)

    def _as_attribute(self, value: Value, receiver: Instance | Class) -> Values:
        if not isinstance(value, Function) or value.unit.owner is None:
            return frozenset({value})
        decorators = value.unit.decorators
        if "staticmethod" in decorators:
            return frozenset({value})
        if "classmethod" in decorators:
            of = receiver.of if isinstance(receiver, Instance) else receiver
            return frozenset({Bound(value, of)})
        if isinstance(receiver, Class):
            return frozenset({value})
        method = Bound(value, receiver)
        if any(name.endswith("property") for name in decorators):
            return self.call(method, GivenArguments())
        return frozenset({method})

    def lineage(self, of: Class) -> list[Class]:
        """A class, and those of the tree that it inherits from, in the order of look-up."""
        found: dict[Class, None] = {}
        pending = [of]
        while pending:
            one = pending.pop(0)
            if one not in found:
                found[one] = None
                bases = self.heap.read("bases", one)
                pending += [base for base in bases if isinstance(base, Class)]
        return [*found]

    def foreign_bases(self, of: Class) -> Values:
        """What a class inherits from that is not in the tree."""
        bases = union(self.heap.read("bases", each) for each in self.lineage(of))
        return frozenset(base for base in bases if not isinstance(base, Class))

    # --- elements ----------------------------------------------------------------------------

    def put(self, box: Box, key: object, values: Values) -> None:
        """An element of a container; the key is None where it is not known."""
        if values:
            self.heap.add(values, "element", box, _SOME if key is None else key)
            self.heap.add(values, "element", box, _ANY)

    def element(self, values: Values, key: object = None) -> Values:
        """An element of what may be containers; of a generator, what it yields stands for it."""
        found = NONE
        for value in values:
            if not isinstance(value, Box):
                found |= {value} if not isinstance(value, TextValue) else NONE
            elif key is None:
                found |= self.heap.read("element", value, _ANY)
            else:
                found |= self.heap.read("element", value, key)
                found |= self.heap.read("element", value, _SOME)
        return found

    def is_client_or_fake(self, path: str) -> bool:
        """Whether that is a class, or the function ``connect``, of a package for a service."""
        return bool(service_of_client(path) or service_of_fake(path))


def external(path: str) -> External:
    """Something that is not in the tree; only of packages for a service does it matter what."""
    top, *_ = parts = path.split(".")
    return External(".".join(parts[:_DEEPEST]) if top == "boto3" or service_of_module(top) else top)


def is_fixture(unit: Unit) -> bool:
    """Whether a function is a fixture of pytest's."""
    return any("fixture" in name for name in unit.decorators)
