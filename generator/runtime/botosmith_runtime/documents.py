"""Values without a shape of their own: documents, and members that travel as JSON text."""

from __future__ import annotations

import json
from typing import Any

from botosmith_runtime.findings import DEEPEST, Found, Masked, Path
from botosmith_runtime.plain_values import kind, plain_dict, plain_list
from botosmith_runtime.rules import Rule
from botosmith_runtime.wording import kind_of, shown

_EXPECTED = "a dict, list, string, number, boolean or null"
_LARGEST = 10_000_000  # values in a document, written out


class Document(Rule):
    """Anything that JSON can say, in the types that botocore takes."""

    __slots__ = ()

    _containers: tuple[type, ...] = (dict, list)

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Say what JSON cannot, and what would take it too long."""
        self.walk(value, found, path)

    def walk(self, value: Any, found: Found, path: Path, *, scalars: bool = True) -> bool:
        """Whether all is well; without ``scalars`` they may be anything."""
        before = len(found)
        pending: list[tuple[Any, Path, int, bool]] = [(value, path, 0, False)]
        within: set[int] = set()
        sizes: dict[int, int] = {}  # of finished containers, with all that they hold
        while pending:
            item, where, depth, leaving = pending.pop()
            if leaving:
                within.discard(id(item))
                size = 1 + sum(sizes.get(id(part), 1) for _, part in _parts(item))
                sizes[id(item)] = size
                if size > _LARGEST:
                    expected = f"a document of at most {_LARGEST:,} values, written out"
                    self.wrong(found, where, "limit", expected, "")
                    return False
            elif issubclass(kind(item), self._containers):
                if id(item) in within:
                    self.wrong(found, where, "depth", "a document that does not hold itself", "")
                elif depth >= DEEPEST:
                    self.wrong(found, where, "depth", f"at most {DEEPEST} levels", "")
                elif id(item) not in sizes:
                    within.add(id(item))
                    pending.append((item, where, depth, True))
                    for step, part in reversed(_parts(item)):
                        step = Masked if self.sensitive and type(step) is not int else step
                        pending.append((part, (where, step), depth + 1, False))
            elif scalars and item is not None and not issubclass(kind(item), str | int | float):
                self.wrong(found, where, "type", _EXPECTED, kind_of(item))
        return len(found) == before


class Json(Document):
    """A value that botocore writes as JSON text."""

    __slots__ = ()

    _containers = (dict, list, tuple)

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Try to write it, if that would end."""
        if not self.walk(value, found, path, scalars=False):
            return
        try:
            json.dumps(value)
        except Exception:  # whatever the value's own methods raise
            self.wrong(found, path, "type", "a value that JSON can say", kind_of(value))


class WrittenJson(Json):
    """A value that is read from JSON text again: its names are text, as they were written."""

    __slots__ = ()

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Look at the names of what can be written: JSON would make text of a number."""
        before = len(found)
        super().explain(value, found, path)
        pending: list[tuple[Any, Path]] = [(value, path)] if len(found) == before else []
        seen: set[int] = set()
        while pending:
            item, where = pending.pop()
            if not issubclass(kind(item), self._containers) or id(item) in seen:
                continue
            seen.add(id(item))
            parts = _parts(item)
            if issubclass(kind(item), dict):
                for name in (name for name, _ in parts if not issubclass(kind(name), str)):
                    self.wrong(found, where, "type", "names that are strings", shown(name))
            pending += [(part, (where, step)) for step, part in reversed(parts)]


def _parts(item: Any) -> list[tuple[Any, Any]]:
    if issubclass(kind(item), dict):
        return list(plain_dict(item).items())
    return list(enumerate(plain_list(item)))
