"""What the modules of a typed package declare, ours or the builder's, read off their syntax."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

_NAME = re.compile(r"\w+")


class Method(NamedTuple):
    """The type of the keyword parameters, empty where there are none, and that of the result."""

    given: str
    result: str


class Key(NamedTuple):
    """A key of a ``TypedDict``."""

    required: bool
    type: str


@dataclass(frozen=True)
class Declared:
    """What a package declares, by kind and name. ``aliases`` are the other types of type_defs."""

    methods: Mapping[str, Method]
    paginators: Mapping[str, Method]
    waiters: Mapping[str, Method]
    typed_dicts: Mapping[str, Mapping[str, Key]]
    aliases: Mapping[str, str]
    literals: Mapping[str, frozenset[str]]

    @cached_property
    def reached(self) -> frozenset[str]:
        """The names of types that clients, paginators and waiters lead to."""
        found: set[str] = set()
        texts = [
            text
            for methods in (self.methods, self.paginators, self.waiters)
            for method in methods.values()
            for text in method
        ]
        while texts:
            for name in set(_NAME.findall(texts.pop())) - found:
                found.add(name)
                texts += [key.type for key in self.typed_dicts.get(name, {}).values()]
                texts.append(self.aliases.get(name, ""))
        return frozenset(found)


def declared(modules: Mapping[str, str]) -> Declared:
    """``modules`` are texts by name: ``client``, ``type_defs``, ``literals``, ``paginator``, ..."""
    nothing = ast.Module([], [])
    trees = {name: ast.parse(text) for name, text in modules.items()}
    types = trees["type_defs"]
    classes = {
        kind: list(_classes(trees.get(kind, nothing))) for kind in ("client", "paginator", "waiter")
    }
    return Declared(
        methods={
            name: method
            for class_, methods in classes["client"]
            if class_.endswith("Client")
            for name, method in methods.items()
            if not name.startswith("_")
        },
        paginators={
            c: found["paginate"] for c, found in classes["paginator"] if "paginate" in found
        },
        waiters={c: found["wait"] for c, found in classes["waiter"] if "wait" in found},
        typed_dicts=_typed_dicts(types),
        aliases={name: _text(value) for name, value in _assigned(types) if not _is_call(value)},
        literals={
            name: frozenset(
                str(one.value) for one in ast.walk(value) if isinstance(one, ast.Constant)
            )
            for name, value in _assigned(trees.get("literals", nothing))
        },
    )


def _classes(tree: ast.Module) -> Iterator[tuple[str, dict[str, Method]]]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            guarded = (item.body for item in node.body if isinstance(item, ast.If))
            body = itertools.chain(node.body, *guarded)  # some methods are for type checkers alone
            kinds = (ast.AsyncFunctionDef, ast.FunctionDef)
            functions = (item for item in body if isinstance(item, kinds))
            yield node.name, {function.name: _method(function) for function in functions}


def _method(function: ast.AsyncFunctionDef | ast.FunctionDef) -> Method:
    """What a method takes and gives; ``await X`` if it is a coroutine that gives X."""
    keywords = function.args.kwarg
    given = _text(keywords.annotation) if keywords is not None else ""
    result = function.returns
    if isinstance(result, ast.Subscript) and _text(result.value) == "Pages":
        result = result.slice.elts[0] if isinstance(result.slice, ast.Tuple) else result.slice
        return Method(_without("Unpack", given), f"PageIterator[{_text(result)}]")
    awaited = "await " if isinstance(function, ast.AsyncFunctionDef) else ""
    return Method(_without("Unpack", given), f"{awaited}{_text(function.returns)}")


def _typed_dicts(tree: ast.Module) -> dict[str, dict[str, Key]]:
    found: dict[str, dict[str, Key]] = {}
    for name, value in _assigned(tree):
        if _is_call(value):
            call: Any = value
            keys, types = call.args[1].keys, call.args[1].values
            found[name] = {key.value: _key(type_) for key, type_ in zip(keys, types, strict=True)}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            inherited = (found.get(_text(base), {}) for base in node.bases)
            found[node.name] = {name: key for keys in inherited for name, key in keys.items()} | {
                item.target.id: _key(item.annotation)
                for item in node.body
                if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
            }
    return found


def _key(annotation: ast.expr) -> Key:
    text = _text(annotation)
    optional = text.startswith("NotRequired[")
    text = _without("NotRequired", text)
    return Key(not optional, _without("ReadOnly", text))


def _without(qualifier: str, text: str) -> str:
    return text[len(qualifier) + 1 : -1] if text.startswith(f"{qualifier}[") else text


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name != "__all__":
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case _:
                pass


def _is_call(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _text(node.func) == "TypedDict"


class _Unquoted(ast.NodeTransformer):
    """Takes forward references out of their quotes."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, str):
            return ast.parse(node.value, mode="eval").body
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        return node if ast.unparse(node.value) == "Literal" else self.generic_visit(node)


def _text(node: ast.expr | None) -> str:
    return ast.unparse(_Unquoted().visit(node)) if node is not None else ""
