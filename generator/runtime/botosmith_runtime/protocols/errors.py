"""Errors that services send, and errors in requests that a service cannot read.

Exception
└── RequestError      a request that cannot be read
    └── Unrouted      a request whose operation is not known
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

type_of: Any = type  # without a type checker's narrowing


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorAnswer:
    """An error as the answer of a service.

    ``code`` is the error's code or its shape's name. The default of ``status`` is the model's
    status, or 400. ``fields`` are the members of its shape, without the message.
    """

    code: str
    message: str = ""
    status: int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict[str, Any])


class RequestError(Exception):
    """A request that a service cannot read; ``answer`` is the service's answer to it.

    ``code``, ``message`` and ``status`` describe the error; ``where`` is its place in the
    parameters (``Items[2].Size``), or the part of the request that is wrong.
    """

    def __init__(self, code: str, message: str, *, status: int = 400, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.code = code
        self.status = status
        self.where = where

    @property
    def message(self) -> str:
        """The problem and its place."""
        return str(self)

    @property
    def answer(self) -> ErrorAnswer:
        """The error to send back."""
        return ErrorAnswer(code=self.code, message=self.message, status=self.status)


class Unrouted(RequestError):
    """The request is for no operation, or for more than one."""


class Wrong(Exception):
    """A value that its shape does not allow, found while reading: the problem and its place."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.path: list[str | int] = []

    def within(self, step: str | int) -> Wrong:
        """The same error, with the member or item that contains the value."""
        self.path.append(step)
        return self

    def where(self) -> str:
        """The place: ``Items[2].Size``."""
        return place(self.path[::-1])


def place(path: Sequence[str | int]) -> str:
    """A path in the form for messages."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step[:100]}" if text else step[:100]
    return text


def shown(value: Any) -> str:
    """A value in the form for messages, shortened if it is long."""
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
            return f"a {type(value).__name__.lower()}"  # such as a timestamp in CBOR
