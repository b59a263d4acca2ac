"""Records what no patched session may do: open sockets, resolve names, read credentials."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

_PATCHING = "botosmith_runtime.fakes.adapters.botocore.patching"
_NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.connect", "socket.sendto")
_FAMILIES = (socket.AF_INET, socket.AF_INET6)


class _State:
    installed = False
    seen: list[str]


_State.seen = []


def install() -> None:
    """Begin to record, once for a process: an audit hook stays."""
    if not _State.installed:
        _State.installed = True
        sys.addaudithook(_on_event)


def taken() -> list[str]:
    """What was recorded since the last time."""
    seen, _State.seen = _State.seen, []
    return seen


def _on_event(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        forbidden = _is_of_credentials(arguments[0])
    elif event == "socket.__new__":
        forbidden = arguments[1] in _FAMILIES
    else:
        forbidden = event in _NAMES
    if forbidden and getattr(sys.modules.get(_PATCHING), "_patches", None):
        _State.seen.append(f"{event}{arguments[:2]}")


def _is_of_credentials(path: Any) -> bool:
    if not isinstance(path, str):
        return False
    set_ones = (os.environ.get("AWS_CONFIG_FILE"), os.environ.get("AWS_SHARED_CREDENTIALS_FILE"))
    return path in set_ones or path.endswith((".aws/config", ".aws/credentials", ".boto"))
