"""A request while it arrives, and the limits of what a server keeps in memory."""

from __future__ import annotations

from dataclasses import dataclass

from botosmith_runtime.protocols.errors import RequestError
from botosmith_runtime.protocols.messages import Request
from botosmith_runtime.protocols.transfer import interim_response

HEAD = 1024 * 1024
"""Bytes of a request's line and headers that are read. Far fewer are accepted: what is between is
answered with the service's own error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a server reads at most, in bytes and seconds.

    ``body`` is for one request, ``bodies`` for all that are being received. ``silence`` is how long
    a client may pause inside a request, ``idle`` how long between two.
    """

    body: int = 256 * 1024 * 1024
    bodies: int = 512 * 1024 * 1024
    silence: float = 60.0
    idle: float = 120.0


class HeldBytes:
    """The bytes of bodies that all connections of a server hold at the moment."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.held = 0


class Incoming:
    """A request whose head has arrived. ``problem`` is set if its body is no longer read."""

    def __init__(
        self, method: str, path: str, headers: list[tuple[str, str]], received: HeldBytes
    ) -> None:
        self.problem: RequestError | None = None
        self.awaits_continue = False
        self._head = Request(method=method, path=path, headers=tuple(headers))
        self._received = received
        self._parts: list[bytes] = []
        self._size = 0
        self._look(headers)

    def _look(self, headers: list[tuple[str, str]]) -> None:
        most = self._received.limits.body
        for name, value in headers:
            lower = name.lower()
            if lower == "content-length" and value.isdigit() and int(value[:20]) > most:
                self.problem = _too_large(most)
            elif lower == "expect":
                try:
                    self.awaits_continue = interim_response(self._head) is not None
                except RequestError as error:
                    self.problem = error

    def add(self, part: bytes) -> None:
        """Keep a part of the body, or set ``problem``."""
        if self.problem is not None:
            return
        self._parts.append(part)
        self._size += len(part)
        self._received.held += len(part)
        limits = self._received.limits
        if self._size > limits.body:
            self.problem = _too_large(limits.body)
        elif self._received.held > limits.bodies:
            message = f"more than {limits.bodies:,} bytes of bodies are being received"
            self.problem = RequestError("ServiceUnavailable", message, status=503, where="body")
        if self.problem is not None:
            self.drop()

    def drop(self) -> None:
        """Forget the body."""
        self._received.held -= self._size
        self._size = 0
        self._parts.clear()

    def whole(self) -> Request:
        """The request with its body, which is then no longer counted here."""
        parts = self._parts
        head = self._head
        if not parts:
            return head
        body = parts[0] if len(parts) == 1 else b"".join(parts)
        self.drop()
        return Request(method=head.method, path=head.path, headers=head.headers, body=body)

    @property
    def head(self) -> Request:
        """The request without its body."""
        return self._head


def _too_large(most: int) -> RequestError:
    message = f"longer than {most:,} bytes"
    return RequestError("RequestEntityTooLarge", message, status=413, where="body")
