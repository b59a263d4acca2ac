"""The rules of values whose type differs from their shape's: documents, JSON and converted text.

Documents have no shape. Some members are sent as JSON text. Other members are text that botocore's
own handlers decode or produce.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import unquote

from botosmith_runtime.findings import DEEPEST, Found, Masked, Path
from botosmith_runtime.plain_values import kind, plain_dict, plain_list
from botosmith_runtime.rules import CheckRule, String
from botosmith_runtime.wording import UnknownMember, kind_of, shown

Instead = Literal["bytes", "dict", "dict-or-text", "fields", "none", "path"]

_EXPECTED: Mapping[Instead, str] = {
    "bytes": "a string or bytes",
    "dict": "a dict, or its JSON text",
    "dict-or-text": "a dict, or text that is not other JSON",
    "fields": "a string or a dict",
    "none": "a string or None",
    "path": "a string",
}
_ANY_JSON = "a dict, list, string, number, boolean or null"
_LARGEST = 10_000_000  # values in a document, written out


class Document(CheckRule):
    """Any JSON value, in the types that botocore takes."""

    __slots__ = ()

    _containers: tuple[type, ...] = (dict, list)

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Add violations for values that are not JSON, or that are too large or too deep."""
        self.walk(value, found, path)

    def walk(self, value: Any, found: Found, path: Path, *, scalars: bool = True) -> bool:
        """Add violations, and return whether there are none.

        Without ``scalars``, values that are not containers may have any type.
        """
        before = len(found)
        pending: list[tuple[Any, Path, int, bool]] = [(value, path, 0, False)]
        within: set[int] = set()
        sizes: dict[int, int] = {}  # of finished containers, including their contents
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
                    self.wrong(found, where, "depth", "a document that does not contain itself", "")
                elif depth >= DEEPEST:
                    self.wrong(found, where, "depth", f"at most {DEEPEST} levels", "")
                elif id(item) not in sizes:
                    within.add(id(item))
                    pending.append((item, where, depth, True))
                    for step, part in reversed(_parts(item)):
                        step = Masked if self.sensitive and type(step) is not int else step
                        pending.append((part, (where, step), depth + 1, False))
            elif scalars and item is not None and not issubclass(kind(item), str | int | float):
                self.wrong(found, where, "type", _ANY_JSON, kind_of(item))
        return len(found) == before


class Json(Document):
    """A value that botocore writes as JSON text."""

    __slots__ = ()

    _containers = (dict, list, tuple)

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Try to write the value as JSON, if it is not too large or too deep."""
        if not self.walk(value, found, path, scalars=False):
            return
        try:
            json.dumps(value)
        except Exception:  # methods of the value may raise anything
            self.wrong(found, path, "type", "a JSON value", kind_of(value))


class WrittenJson(Json):
    """A value that is written as JSON and read again: its names must be strings."""

    __slots__ = ()

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Also check the names of objects: JSON would turn a number into a string."""
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


_JSON = WrittenJson()
_TEXT = String()


class Converted(String):
    """A string, or the value that a client takes or returns ``instead`` of it.

    - ``bytes``: bytes, which are encoded.
    - ``dict``: the decoded JSON; ``dict-or-text``: the same, or a string if it is no JSON.
    - ``fields``: a dict of ``fields`` from which the string is made; True for required fields.
    - ``none``: None.
    - ``path``: a path; only its last part is checked.
    """

    __slots__ = ("_fields", "_instead")

    def __init__(
        self, *, instead: Instead, fields: Mapping[str, bool] | None = None, **limits: Any
    ) -> None:
        super().__init__(**limits)
        self._instead: Instead = instead
        self._fields = fields or {}

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Check a value that failed the fast check."""
        own = kind(value)
        if issubclass(own, str):
            text = str.__str__(value)
            before = len(found)
            super().explain(text.rsplit("/")[-1] if self._instead == "path" else text, found, path)
            if len(found) == before and not self.decodes(text):
                self.mistyped(found, path, _EXPECTED[self._instead], text, shown(text))
        elif issubclass(own, dict) and self._instead.startswith("dict"):
            _JSON.explain(value, found, path)
        elif issubclass(own, dict) and self._instead == "fields":
            self._explain_fields(plain_dict(value), found, path)
        elif not (self._instead == "bytes" and issubclass(own, bytes | bytearray)) and not (
            self._instead == "none" and value is None
        ):
            self.mistyped(found, path, _EXPECTED[self._instead], value)

    def decodes(self, text: str) -> bool:
        """Whether botocore decodes a string to the type that the type hints declare."""
        if not self._instead.startswith("dict"):
            return True
        is_policy = self._instead == "dict"
        try:
            read = json.loads(unquote(text) if is_policy else text)
        except RecursionError:  # botocore does not catch it
            return False
        except ValueError:
            return not is_policy
        return type(read) is dict or (type(read) is str and not is_policy)

    def _explain_fields(self, fields: dict[Any, Any], found: Found, path: Path) -> None:
        for name, required in self._fields.items():
            if fields.get(name) is not None or (name in fields and required):
                _TEXT.explain(fields[name], found, (path, name))
            elif required:
                found.append(((path, name), "required", "a value: this member is required", ""))
        expected = f"one of the members {', '.join(self._fields)}"
        for name in fields:
            if name not in self._fields:
                instead = UnknownMember.instead_of(name, expected, self._fields)
                found.append(((path, name), "unknown", instead, ""))


def _parts(item: Any) -> list[tuple[Any, Any]]:
    if issubclass(kind(item), dict):
        return list(plain_dict(item).items())
    return list(enumerate(plain_list(item)))
