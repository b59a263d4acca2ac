"""Names that nothing else has."""

from __future__ import annotations

from collections.abc import Container


def spared(name: str, taken: Container[str]) -> str:
    """The name, with as many underscores behind it as it takes to be free."""
    while name in taken:
        name += "_"
    return name


class TypeNames:
    """Hands out names within a module of types; a name that is taken gets the next suggestion."""

    def __init__(self, taken: frozenset[str]) -> None:
        self._taken = set(taken)

    def claim(self, *suggestions: str) -> str:
        """The first of ``suggestions`` that is free, else the last one with a number behind it.

        A number is needed when shapes differ only by case, as some of AWS's do.
        """
        for suggestion in suggestions:
            if suggestion not in self._taken:
                self._taken.add(suggestion)
                return suggestion
        suffix = next((s for s in ("TypeDef", "Type") if suggestions[-1].endswith(s)), "")
        stem = suggestions[-1].removesuffix(suffix)
        number = 2
        while f"{stem}{number}{suffix}" in self._taken:
            number += 1
        return self.claim(f"{stem}{number}{suffix}")
