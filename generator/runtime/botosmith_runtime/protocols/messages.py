"""HTTP messages, as the protocols read and write them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An HTTP request.

    ``path`` is the request's target as sent: percent-encoded, with its query. ``headers`` are
    pairs of name and value, in order; a name may occur more than once. ``body`` is without the
    chunks of HTTP, but still in ``aws-chunked`` or gzip.
    """

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An HTTP response. A server adds ``Date``, and ``Content-Length`` if it is missing."""

    status: int
    headers: dict[str, str]
    body: bytes
