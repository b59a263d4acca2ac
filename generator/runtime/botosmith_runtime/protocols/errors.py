"""Errors as services send them, and requests that a service refuses to read.

Exception
└── RequestError      a request that no operation can be made of
    └── Unrouted      one of which not even the operation is known
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

type_of: Any = type  # without a type checker's narrowing


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorAnswer:
    """An error that a service answers with.

    ``code`` is the error's code or its shape's name. Without a ``status`` it is the model's, or
    400. ``fields`` are the members of its shape, without the message.
    """

    code: str
    message: str = ""
    status: int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])


class RequestError(Exception):
    """A request that a service refuses to read; ``answer`` is what a service says of it.

    ``code``, ``message`` and ``status`` are the error's; ``where`` is the place in the parameters
    (``Items[2].Size``), or the part of the request, of what is wrong.
    """

    def __init__(self, code: str, message: str, *, status: int = 400, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.code = code
        self.status = status
        self.where = where

    @property
    def message(self) -> str:
        """What is wrong, and where."""
        return str(self)

    @property
    def answer(self) -> ErrorAnswer:
        """The error to send back."""
        return ErrorAnswer(code=self.code, message=self.message, status=self.status)


class Unrouted(RequestError):
    """No operation, or more than one, is what the request asks for."""


class Wrong(Exception):
    """A value that its shape does not allow, while it is read: what is wrong, and where."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.path: list[str | int] = []

    def within(self, step: str | int) -> Wrong:
        """The same, of a member or item around it."""
        self.path.append(step)
        return self

    def where(self) -> str:
        """The place: ``Items[2].Size``."""
        return place(self.path[::-1])


def place(path: Sequence[str | int]) -> str:
    """A path as messages show it."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step[:100]}" if text else step[:100]
    return text


def shown(value: Any) -> str:
    """A value as a message shows it, whatever its size."""
    text = repr(value[:40]) if isinstance(value, str | bytes) else ""
    match value:
        case str() | bytes():
            return text if len(value) <= 40 else f"{text[:-1]}…"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value) if abs(value) < 1e30 else "a huge number"
        case None:
            return "null"
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return f"a {type(value).__name__.lower()}"  # such as CBOR's moments
