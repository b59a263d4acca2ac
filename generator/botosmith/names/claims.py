"""Makes names unique."""

from __future__ import annotations

from collections.abc import Container


def spared(name: str, taken: Container[str]) -> str:
    """The name, followed by as many underscores as are needed to make it free."""
    while name in taken:
        name += "_"
    return name


class TypeNames:
    """Gives unique names in a module of types; if a name is taken, the next suggestion is used."""

    def __init__(self, taken: frozenset[str]) -> None:
        self._taken = set(taken)

    def claim(self, *suggestions: str) -> str:
        """The first of ``suggestions`` that is free, or else the last one with a number.

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
