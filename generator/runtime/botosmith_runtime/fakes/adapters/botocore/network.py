"""No client of a faked service reaches the network while a patch is in force.

Clients that were made before the patch, and that no module held which was patched, would. botocore
has one place where a request leaves: there such a request is refused. What answers before it, such
as a Stubber or a handler of ``before-send``, goes on to do so. Requests for credentials, which a
client makes on its way to its own, are refused with it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from botocore.endpoint import Endpoint
from botocore.httpsession import URLLib3Session

Refuse = Callable[[str, str], None]
"""Raises for a request, of a service ("" if no client makes it) to a URL, that must not leave."""


class _Thread(threading.local):
    def __init__(self) -> None:
        self.services: list[str] = []


class _State:
    """What is there while the network is guarded, and what was there before."""

    refuse: Refuse | None = None
    make_request: Any = None
    send: Any = None


_THREAD = _Thread()


def guard(refuse: Refuse) -> None:
    """Ask before each request that would leave, until ``unguard``."""
    _State.refuse = refuse
    _State.make_request, _State.send = Endpoint.make_request, URLLib3Session.send
    Endpoint.make_request = _make_request  # type: ignore[method-assign]
    URLLib3Session.send = _send  # type: ignore[method-assign]


def unguard() -> None:
    """Let requests leave as before."""
    if Endpoint.make_request is _make_request:
        Endpoint.make_request = _State.make_request  # type: ignore[method-assign]
    if URLLib3Session.send is _send:
        URLLib3Session.send = _State.send  # type: ignore[method-assign]
    _State.refuse = None


def _make_request(self: Any, operation_model: Any, request_dict: Any) -> Any:
    _THREAD.services.append(operation_model.service_model.service_name)
    try:
        return _State.make_request(self, operation_model, request_dict)
    finally:
        _THREAD.services.pop()


def _send(self: Any, request: Any) -> Any:
    if _State.refuse is not None:
        services = _THREAD.services or [""]
        for service in services:
            _State.refuse(service, request.url)
    return _State.send(self, request)
