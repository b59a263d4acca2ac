"""Modules and the stubs of them say the same: bases, names, signatures and overloads."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from aws_services import CROSS_SECTION, few_or_all
from botosmith.tools.builds import package_files

GOLDENS = Path(__file__).parent / "goldens"
QUIRKS = sorted(path.name for path in GOLDENS.iterdir())
NOT_TYPES = ("SERVICE", "service", "exceptions_class", "code", "http_status", "fields")
"""Values that the base class has the types of."""
Said = dict[tuple[str, ...], list[str]]


def said(source: str) -> Said:
    """What a module says to a type checker, by name; of overloaded functions the overloads."""
    found: Said = {}
    overloaded: set[tuple[str, ...]] = set()
    for place, what, is_overload in _definitions(ast.parse(source).body, ()):
        if is_overload and place not in overloaded:
            overloaded.add(place)
            found[place] = []
        if is_overload or place not in overloaded:
            found.setdefault(place, []).append(what)
    return found


def _definitions(
    body: list[ast.stmt], place: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    for node in body:
        match node:
            case ast.If():
                # What exists for type checkers alone, and no imports.
                yield from _definitions(node.body, place)
            case ast.ClassDef():
                yield (*place, node.name), ", ".join(map(_unquoted, node.bases)), False
                yield from _definitions(node.body, (*place, node.name))
            case ast.FunctionDef():
                signature = f"({ast.unparse(node.args)}) -> {ast.unparse(node.returns or node)}"
                decorators = {ast.unparse(one) for one in node.decorator_list}
                yield (*place, node.name), signature, "overload" in decorators
            case ast.Assign(targets=[ast.Name(id=name)]):
                if name not in NOT_TYPES:  # the base's own
                    yield (*place, name), _unquoted(node.value), False
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                if name != "SERVICE":
                    yield (*place, name), _unquoted(annotation), False
            case _:
                pass


def _unquoted(node: ast.expr) -> str:
    """An expression as text; names that are not yet defined are quoted in modules alone."""
    return ast.unparse(node).replace("'", "")


def stubs(service: str, models: tuple[Path, ...]) -> Iterator[tuple[str, str, str]]:
    """Each module that has a stub, and the stub."""
    files = package_files(service, models)
    for path, stub in files.items():
        module = files.get(path.removesuffix("i"))
        if path.endswith(".pyi"):
            assert isinstance(module, str)
            assert isinstance(stub, str)
            yield path, module, stub


@pytest.mark.parametrize("quirk", QUIRKS)
def test_stubs_of_goldens(quirk: str) -> None:
    compare(quirk, (GOLDENS,))


@pytest.mark.parametrize("service", few_or_all(CROSS_SECTION))
def test_stubs_of_services(service: str) -> None:
    compare(service, ())


def compare(service: str, models: tuple[Path, ...]) -> None:
    compared = 0
    for path, module, stub in stubs(service, models):
        assert said(stub) == said(module), path
        assert '"""' not in stub.partition("\n\n#")[2], f"{path} has text that nobody reads"
        compared += 1
    assert compared
