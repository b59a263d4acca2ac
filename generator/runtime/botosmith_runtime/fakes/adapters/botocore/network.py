"""No client of a faked service reaches the network while a patch is active.

Clients that were made before the patch, and that are not in a patched module, would use it.
botocore sends all requests in one place, where this module refuses them. Stubbers and handlers of
``before-send`` answer before that place, and still work. Requests for credentials that a refused
client makes before its own request are refused as well.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from botocore.endpoint import Endpoint
from botocore.httpsession import URLLib3Session

Refuse = Callable[[str, str], None]
"""Takes a service ("" for a request outside of a client's call) and a URL; raises to refuse."""


class _Thread(threading.local):
    def __init__(self) -> None:
        self.services: list[str] = []


class _State:
    """The guard's function, and botocore's methods that it replaces."""

    refuse: Refuse | None = None
    make_request: Any = None
    send: Any = None


_THREAD = _Thread()


def guard(refuse: Refuse) -> None:
    """Call ``refuse`` before each request that would be sent, until ``unguard``."""
    _State.refuse = refuse
    _State.make_request, _State.send = Endpoint.make_request, URLLib3Session.send
    Endpoint.make_request = _make_request  # type: ignore[method-assign]
    URLLib3Session.send = _send  # type: ignore[method-assign]


def unguard() -> None:
    """Let requests be sent as before."""
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
