"""The sockets of a server: one that listens, and the options of connections."""

from __future__ import annotations

import errno
import socket
import struct
from typing import Any

_BACKLOG = 512


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any free one.

    Raises OSError with a message that says what to do instead.
    """
    if not 0 <= port <= 65535:
        raise OSError(errno.EINVAL, f"port {port}: expected a number from 0 to 65535")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        free = "choose another port, or 0 for any free one"
        if error.errno == errno.EADDRINUSE:
            raise OSError(error.errno, f"port {port} of {host} is in use: {free}") from error
        if error.errno == errno.EACCES:
            raise OSError(error.errno, f"port {port} needs more rights: {free}") from error
        why = error.strerror or str(error)
        raise OSError(error.errno, f"cannot listen at {host}, port {port}: {why}") from error


def no_delay(transport: Any) -> None:
    """Send what is written at once. asyncio does so only for sockets that name their protocol."""
    found: Any = transport.get_extra_info("socket")
    if found is not None:
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def reset(transport: Any) -> None:
    """Close a connection so that its client gets an error."""
    found: Any = transport.get_extra_info("socket")
    if found is not None and not transport.is_closing():
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
