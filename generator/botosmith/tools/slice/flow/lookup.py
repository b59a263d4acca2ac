"""Looks up names, attributes and imports."""

from __future__ import annotations

import ast
from collections.abc import Callable

from botosmith.tools.slice.flow.heap import Heap
from botosmith.tools.slice.flow.units import Modules, Parts
from botosmith.tools.slice.flow.values import (
    NONE,
    NOWHERE,
    PLAIN,
    Bound,
    Class,
    Client,
    Env,
    External,
    FlowPlace,
    Function,
    GivenArguments,
    Holder,
    Instance,
    Lineage,
    Module,
    Super,
    TextValue,
    Unit,
    Value,
    Values,
    union,
)
from botosmith.tools.slice.packages import (
    from_package,
    service_of_client,
    service_of_fake,
    service_of_module,
)

HomeOf = Callable[[str], str | None]
_DEEPEST = 4  # parts of a path, as in botosmith_s3.fakes.FakeS3.x: a loop could add more and more
_STARS = "*"  # key in a module: the modules from which it imports all names
_BASES = "(bases)"  # key in a class's environment
_LINEAGE = "(lineage)"  # key in a class
RESULT = "(result)"  # key in a function's environment


class Lookup:
    """Reads names and attributes; ``Calls`` has the method ``call``."""

    def __init__(self, modules: Modules, trees: dict[Parts, Unit], home: HomeOf) -> None:
        self.heap = Heap()
        self.home = home
        self._modules = modules
        self._trees = trees
        self._heirs: dict[Class, None] = {}  # the classes whose lineage is known
        self._set_on_classes = FlowPlace()

    def call(self, callee: Value, given: GivenArguments) -> Values:
        raise NotImplementedError

    # --- names -------------------------------------------------------------------------------

    def module_env(self, parts: Parts) -> Env:
        """The environment of a module."""
        return self.heap.env(self._trees[parts], NOWHERE, None)

    def name(self, name: str, env: Env) -> Values:
        """The values of a name where it is used."""
        at: Env | None = env
        while at and name not in env.unit.globals:
            if name in at.unit.bound:
                return self.heap.read(at, name)
            at = at.parent
        return self._global(name, self.module_env(env.unit.module))

    def _global(self, name: str, env: Env) -> Values:
        """A name in a module, or in modules from which it imports all names (perhaps itself)."""
        found = self.heap.read(env, name)
        if name in env.unit.bound or not (stars := self.heap.read(env, _STARS)):
            return found
        passed = {env}
        pending = [*stars]
        while pending:
            star = pending.pop()
            if isinstance(star, External):
                path = f"{star.path}.{name}"
                if self.is_client_or_fake(path):
                    found |= {self.heap.value(External, path)}
            elif isinstance(star, Module):
                found |= self._submodule(star, name)
                inner = self.module_env(star.parts) if star.parts in self._trees else env
                if inner not in passed:
                    passed.add(inner)
                    found |= self.heap.read(inner, name)
                    if name not in inner.unit.bound:
                        pending += self.heap.read(inner, _STARS)
        return found

    def _submodule(self, module: Module, name: str) -> Values:
        inner = (*module.parts, name)
        return frozenset({self.module(inner)}) if self._modules.exists(inner) else NONE

    def bind(self, name: str, values: Values, env: Env) -> None:
        """Add values to a name."""
        at = env
        while at.parent and name not in at.unit.bound:
            at = at.parent
        if name in env.unit.globals:
            at = self.module_env(env.unit.module)
        self.heap.add(values, at, name)
        if at.parent is None:  # pytest finds fixtures by their names in modules
            self.fixture(name, values)

    def fixture(self, name: str, values: Values) -> None:
        """Register the pytest fixtures among the values under that name."""
        found = frozenset(v for v in values if isinstance(v, Function) and is_fixture(v.unit))
        if found:
            self.heap.add(found, self.heap.fixtures, name)

    def module(self, parts: Parts) -> Module:
        """The value of a module or a package of the tree."""
        return self.heap.value(Module, parts)

    def external(self, path: str) -> External:
        """Something that is not in the tree; only of packages for a service does it matter what."""
        top, *_ = parts = from_package(path).split(".")
        deep = top == "boto3" or service_of_module(top)
        return self.heap.value(External, ".".join(parts[:_DEEPEST]) if deep else top)

    def imported(self, node: ast.Import | ast.ImportFrom, env: Env) -> None:
        """Bind the names of an import."""
        importer = env.unit.module
        if isinstance(node, ast.Import):
            for one in node.names:
                parts = self._modules.find(one.name, importer)
                above = one.name.count(".")
                value: Value = self.module(parts) if parts else self.external(one.name)
                if not one.asname and above:
                    top = one.name.partition(".")[0]
                    outer = parts[: len(parts) - above] if parts else ()
                    value = self.module(outer) if outer else self.external(top)
                self.bind(one.asname or one.name.partition(".")[0], frozenset({value}), env)
            return
        if node.level:
            parts = self._modules.relative(node.level, node.module, importer)
        else:
            parts = self._modules.find(str(node.module), importer)
        source: Value = self.module(parts) if parts else self.external(node.module or "")
        for one in node.names:
            if one.name == "*":
                self.heap.add(frozenset({source}), self.module_env(importer), _STARS)
            else:
                self.bind(one.asname or one.name, self.attribute(source, one.name), env)

    # --- attributes --------------------------------------------------------------------------

    def attributes(self, owners: Values, name: str) -> Values:
        """The values of an attribute of any of these objects."""
        return union([self.attribute(one, name) for one in owners]) if owners else NONE

    def attribute(self, value: Value, name: str) -> Values:
        """The values of an attribute of an object."""
        if isinstance(value, Instance):  # most values
            own = self.heap.attribute(value.of, value.context, name)
            of_class = self._of_class(self._lineage(value.of), name, value)
            return own | of_class if own else of_class
        match value:
            case Module(parts):
                found = self._submodule(value, name)
                if parts in self._trees:
                    found |= self._global(name, self.module_env(parts))
                if not found and service_of_module(name):  # it stands in the tree, and is not read
                    return frozenset({self.external(name)})
                return found
            case External(path):
                return frozenset({self.external(f"{path}.{name}")})
            case Class():
                return self._of_class(self._lineage(value), name, value)
            case Super(after, receiver):
                of = receiver.of if isinstance(receiver, Instance) else receiver
                lineage = self.lineage(of)
                rest = lineage[lineage.index(after) + 1 :] if after in lineage else ()
                return self._of_class(Lineage(rest), name, receiver)
            case Holder(service) if name in ("client", "boto3_client"):
                return frozenset({self.heap.value(Client, service)})
            case Holder() if name == "meta":
                return frozenset({value})
            case TextValue() if name == "value":  # the value of an enumeration's member
                return frozenset({value})
            case _:
                return NONE

    def _of_class(self, lineage: Lineage, name: str, receiver: Instance | Class) -> Values:
        binding = lineage.binding.get(name)
        if binding is None:
            binding = tuple(each for each in lineage.classes if name in each.env.unit.bound)
            lineage.binding[name] = binding
        if self.heap.read(self._set_on_classes, name):  # from outside of their bodies
            binding = lineage.classes
        for each in binding:
            if found := self.heap.read(each.env, name):
                return union([self._as_attribute(value, receiver) for value in found])
        return NONE

    def set_on_class(self, of: Class, name: str, values: Values) -> None:
        """Set an attribute of a class from outside of its body."""
        self.heap.add(PLAIN, self._set_on_classes, name)
        self.heap.add(values, of.env, name)

    def _as_attribute(self, value: Value, receiver: Instance | Class) -> Values:
        if not isinstance(value, Function) or value.unit.owner is None:
            return frozenset({value})
        decorators = value.unit.decorators
        if "staticmethod" in decorators:
            return frozenset({value})
        if "classmethod" in decorators:
            of = receiver.of if isinstance(receiver, Instance) else receiver
            return frozenset({self.heap.value(Bound, value, of)})
        if isinstance(receiver, Class):
            return frozenset({value})
        method = self.heap.value(Bound, value, receiver)
        if any(name.endswith("property") for name in decorators):
            return self.call(method, GivenArguments())
        return frozenset({method})

    def lineage(self, of: Class) -> tuple[Class, ...]:
        """A class and its base classes in the tree, in the order of look-up."""
        return self._lineage(of).classes

    def _lineage(self, of: Class) -> Lineage:
        self.heap.read(of, _LINEAGE)  # the reader is read again when the lineage gets longer
        if of.lineage is None:
            found: dict[Class, None] = {}
            pending = [of]
            for one in pending:
                if one not in found:
                    found[one] = None
                    bases = self.heap.read(one.env, _BASES)
                    pending += [base for base in bases if isinstance(base, Class)]
            of.lineage = Lineage(tuple(found))
            self._heirs[of] = None
        return of.lineage

    def inherit(self, of: Class, bases: Values) -> None:
        """Add base classes to a class."""
        if not self.heap.add(bases, of.env, _BASES):
            return
        for one in [*self._heirs]:
            if one.lineage and of in one.lineage.classes:
                one.lineage = None
                del self._heirs[one]
                for base in bases:
                    self.heap.add(frozenset({base}), one, _LINEAGE)

    def foreign_bases(self, of: Class) -> Values:
        """The base classes of a class that are not in the tree."""
        bases = union(self.heap.read(each.env, _BASES) for each in self.lineage(of))
        return frozenset(base for base in bases if not isinstance(base, Class))

    def is_client_or_fake(self, path: str) -> bool:
        """Whether a path is a class, or the function ``connect``, of a package for a service."""
        return bool(service_of_client(path) or service_of_fake(path))


def is_fixture(unit: Unit) -> bool:
    """Whether a function is a pytest fixture."""
    return any("fixture" in name for name in unit.decorators)
