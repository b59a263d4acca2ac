"""How botocore's own handlers change members; it is not in the model."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote

Direction = Literal["input", "output"]

Does = Literal[
    "decodes", "gives-none", "fills-in", "takes-alias", "takes-bytes", "takes-fields",
    "takes-path",
]  # fmt: skip

_INSTEAD: Mapping[Does, str] = {
    "gives-none": "none",
    "takes-bytes": "bytes",
    "takes-fields": "fields",
    "takes-path": "path",
}
_DECODED: Mapping[str, str] = {"base64": "", "json": "dict-or-text", "quoted-json": "dict"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """How a botocore handler changes a member (``handlers`` in the service's facts).

    ``side`` is the direction of the payload that differs from the model. ``type`` is what the
    client returns for a string in ``encoding``; ``example`` is such a string. ``value`` is filled
    in. ``fields`` are the keys of a dict that is accepted for the string, and whether each is
    required. ``alias`` is another accepted name of the member.
    """

    does: Does
    side: Direction
    type: str = ""
    encoding: str = ""
    example: str = ""
    alias: str = ""
    value: str = ""
    fields: tuple[tuple[str, bool], ...] = ()

    @property
    def instead(self) -> str:
        """What is accepted instead of the model's string, in the words of ``Converted``."""
        if self.does == "decodes":
            return _DECODED[self.encoding]
        return _INSTEAD.get(self.does, "")

    def given(self) -> Any:
        """The decoded example, as the client returns it."""
        if self.encoding == "base64":
            return base64.b64decode(self.example).decode()
        return json.loads(self.example)

    def read(self, text: str) -> Any:
        """What the client returns for JSON text; ValueError if it returns the text itself."""
        return json.loads(unquote(text) if self.encoding == "quoted-json" else text)
