"""The imports of a generated module: collected while it is printed, in the order of ruff's isort.

A template marks each name where it uses it: ``{{ use("Mapping[str, Any]") }}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from botosmith.package.python.code import WIDTH

_STANDARD = frozenset({"collections", "datetime", "os", "pathlib", "typing"})
_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
_NUMBER = re.compile(r"(\d+)")


class Imports:
    """The imports of one module.

    ``homes`` has the module of each name; other names are the module's own or built in. ``here`` is
    the module itself. ``lazy`` means that its annotations are never evaluated.
    """

    def __init__(self, homes: Mapping[str, str], *, here: str = "", lazy: bool = True) -> None:
        self._homes = homes
        self._here = here
        self._loaded: set[str] = {"annotations"} if lazy else set()
        self._used: set[str] = set() if lazy else self._loaded
        self._seen_by_use: set[str] = set()
        self._seen_by_load: set[str] = set()

    def use(self, annotation: str) -> str:
        """The same annotation; its names are imported, only for type checkers if it is lazy."""
        if annotation not in self._seen_by_use:
            self._seen_by_use.add(annotation)
            self._used.update(_names(annotation))
        return annotation

    def load(self, code: str) -> str:
        """The same code; its names are imported at run time."""
        if code not in self._seen_by_load:
            self._seen_by_load.add(code)
            self._loaded.update(_names(code))
        return code

    def statements(self) -> str:
        """The statements that import all these names; empty if there are none."""
        guarded = self._by_module(self._used - self._loaded)
        loaded = self._by_module(self._loaded)
        if not guarded:
            return _sections(loaded)
        loaded.setdefault("typing", []).append("TYPE_CHECKING")
        lines = _sections(guarded, width=WIDTH - 4).splitlines()
        indented = "\n".join(f"    {line}" if line else line for line in lines)
        return f"{_sections(loaded)}\n\nif TYPE_CHECKING:\n{indented}"

    def _by_module(self, names: Iterable[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in names:
            home = self._homes.get(name, self._here)
            if home != self._here:
                found.setdefault(home, []).append(name)
        return found


def in_order(names: Iterable[str]) -> list[str]:
    """Names in the order of an import statement: constants, classes, functions; in any case."""
    return sorted(set(names), key=lambda name: (_kind(name), _natural(name.lower()), name))


def exports_in_order(names: Iterable[str]) -> list[str]:
    """Names in the order of ``__all__``: as in an import statement, but capitals come first."""
    return sorted(set(names), key=lambda name: (_kind(name), _natural(name)))


def exports(names: Iterable[str]) -> str:
    """The value of ``__all__``: a list, since pyright gives up on tuples of more than 256."""
    listed = exports_in_order(names)
    if not listed:
        return "()"  # an empty list would need an annotation
    if len(listed) == 1:
        return f'["{listed[0]}"]'
    return "[\n" + "".join(f'    "{name}",\n' for name in listed) + "]"


def _names(code: str) -> Iterable[str]:
    return [code] if code.isidentifier() else _NAME.findall(code)


def _sections(imports: Mapping[str, Iterable[str]], *, width: int = WIDTH) -> str:
    sections: dict[int, list[str]] = {}
    for module in sorted(imports, key=lambda module: (_section(module), module.lower())):
        statement = _statement(module, in_order(imports[module]), width)
        sections.setdefault(_section(module), []).append(statement)
    return "\n\n".join("\n".join(lines) for _, lines in sorted(sections.items()))


def _section(module: str) -> int:
    if module == "__future__":
        return 0
    if module.startswith("."):
        return 3
    return 1 if module.split(".", maxsplit=1)[0] in _STANDARD else 2


def _statement(module: str, names: list[str], width: int) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= width:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in names) + ")"


def _kind(name: str) -> int:
    return 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2


@lru_cache(maxsize=16_384)  # several modules import the same types
def _natural(name: str) -> list[tuple[int, int, str]]:
    if name.isalpha():
        return [(1, 0, name)]
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in _NUMBER.split(name)
        if part
    ]
