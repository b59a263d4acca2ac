"""HTTP messages, as the protocols read and write them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An HTTP request.

    ``path`` is the request's target as it travels: percent-encoded, with its query. ``headers``
    are name and value, in order; a header may stand there more than once. ``body`` is what
    arrived, without HTTP's own chunks, but still in ``aws-chunked`` or gzip.
    """

    method: str
    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An HTTP response. A server adds ``Content-Length``, where it is not there, and ``Date``."""

    status: int
    headers: dict[str, str]
    body: bytes
