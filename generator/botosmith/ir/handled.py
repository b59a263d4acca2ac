"""What botocore's own handlers make of members, which no model says."""

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
    """What a handler of botocore's makes of a member (``handlers`` in the service's facts).

    ``side`` is that of the payload which is not as the model says. ``type`` is what the client
    gives for text in ``encoding``, ``example`` such text. ``value`` is filled in; ``fields`` are
    the keys of the dict that it takes for text, with whether they are required; ``alias`` is
    another name that it takes for the member.
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
        """What may stand where the model has text, as the runtime's ``Converted`` calls it."""
        if self.does == "decodes":
            return _DECODED[self.encoding]
        return _INSTEAD.get(self.does, "")

    def given(self) -> Any:
        """The example of what is decoded, as the client gives it."""
        if self.encoding == "base64":
            return base64.b64decode(self.example).decode()
        return json.loads(self.example)

    def read(self, text: str) -> Any:
        """What the client gives for text that is JSON; ValueError where it gives the text."""
        return json.loads(unquote(text) if self.encoding == "quoted-json" else text)
