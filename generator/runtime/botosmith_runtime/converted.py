"""The rule of text that botocore's own handlers make, or make something else of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import unquote

from botosmith_runtime.documents import WrittenJson
from botosmith_runtime.findings import Found, Path
from botosmith_runtime.plain_values import kind, plain_dict
from botosmith_runtime.rules import String
from botosmith_runtime.wording import Unknown, shown

Instead = Literal["bytes", "dict", "dict-or-text", "fields", "none", "path"]

_EXPECTED: Mapping[Instead, str] = {
    "bytes": "a string or bytes",
    "dict": "a dict, or the text of one",
    "dict-or-text": "a dict, or text that is no other JSON",
    "fields": "a string or a dict",
    "none": "a string or None",
    "path": "a string",
}
_JSON = WrittenJson()
_TEXT = String()


class Converted(String):
    """Text, or what a client takes or gives ``instead``.

    That is bytes, which are encoded; a dict that is decoded, from any text or ("dict-or-text") from
    such as is JSON; None; a dict of ``fields`` (True where they are required), of which the text is
    made; or a path whose last part alone is the text.
    """

    __slots__ = ("_fields", "_instead")

    def __init__(
        self, *, instead: Instead, fields: Mapping[str, bool] | None = None, **limits: Any
    ) -> None:
        super().__init__(**limits)
        self._instead: Instead = instead
        self._fields = fields or {}

    def explain(self, value: Any, found: Found, path: Path) -> None:
        """Look again at a value that is not plainly right."""
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
        """Whether botocore makes of a text what the types say; of what it cannot read, nothing."""
        if not self._instead.startswith("dict"):
            return True
        is_policy = self._instead == "dict"
        try:
            read = json.loads(unquote(text) if is_policy else text)
        except RecursionError:  # which botocore lets through to the caller
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
                instead = Unknown.instead_of(name, expected, self._fields)
                found.append(((path, name), "unknown", instead, ""))
