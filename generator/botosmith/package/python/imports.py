"""The import block of a generated module, in the order that ruff's isort rules ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_WIDTH = 100
_STANDARD = frozenset({"collections", "datetime", "os", "pathlib", "typing"})
_NUMBER = re.compile(r"(\d+)")

Imports = Mapping[str, Iterable[str]]


def block(imports: Imports, *, type_checking: Imports | None = None) -> str:
    """The statements for ``{module: names}``; modules without names are left out.

    ``type_checking`` are those that only a type checker needs: they follow under ``if
    TYPE_CHECKING``, which the caller imports.
    """
    statements = _sections(imports)
    if type_checking and any(type_checking.values()):
        guarded = _sections(type_checking, width=_WIDTH - 4)
        indented = "\n".join(f"    {line}" if line else line for line in guarded.splitlines())
        statements += f"\n\nif TYPE_CHECKING:\n{indented}"
    return statements


def in_order(names: Iterable[str]) -> list[str]:
    """Names as an import statement lists them: constants, classes, functions, case apart."""
    return sorted(set(names), key=_name_key)


def _sections(imports: Imports, *, width: int = _WIDTH) -> str:
    sections: dict[int, list[str]] = {}
    for module in sorted(imports, key=lambda module: (_section(module), module.lower())):
        names = in_order(imports[module])
        if names:
            sections.setdefault(_section(module), []).append(_statement(module, names, width))
    return "\n\n".join("\n".join(lines) for _, lines in sorted(sections.items()))


def _section(module: str) -> int:
    if module.startswith("."):
        return 2
    return 0 if module.split(".", maxsplit=1)[0] in _STANDARD else 1


def _statement(module: str, names: list[str], width: int) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= width:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in names) + ")"


def _name_key(name: str) -> tuple[int, list[tuple[int, int, str]], str]:
    return _kind(name), _natural(name.lower()), name


def exports_in_order(names: Iterable[str]) -> list[str]:
    """Names as ``__all__`` lists them: as in an import statement, but capitals come first."""
    return sorted(set(names), key=lambda name: (_kind(name), _natural(name)))


def _kind(name: str) -> int:
    return 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2


def _natural(name: str) -> list[tuple[int, int, str]]:
    if name.isalpha():
        return [(1, 0, name)]
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in _NUMBER.split(name)
        if part
    ]
