"""Gives the fake's asynchronous clients to code under test that makes its own."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

from aiobotocore.endpoint import AioEndpoint
from aiobotocore.httpsession import AIOHTTPSession
from aiobotocore.httpxsession import HttpxSession
from aiobotocore.session import AioSession, ClientCreatorContext

from botosmith_runtime.aio import connecting
from botosmith_runtime.fakes.adapters.aio.sessions import ASYNCHRONOUS
from botosmith_runtime.fakes.adapters.botocore import sessions
from botosmith_runtime.fakes.adapters.botocore.patching import (
    LIBRARIES,
    asked_with,
    let_read,
    patch_for,
    reads,
    refuse,
)

if TYPE_CHECKING:
    from botosmith_runtime.fakes.adapters.aio.clients import AioClients

_SERVICE: ContextVar[str] = ContextVar("botosmith_service", default="")
"""The service whose client sends a request in the running task."""


class _Before:
    """aiobotocore's methods, or another library's mocks, before the first active patch."""

    create_client: Any
    get_credentials: Any
    open_client: Any
    send_request: Any
    send: Any
    send_by_httpx: Any


_Session: Any = AioSession
_Endpoint: Any = AioEndpoint
_Http: Any = AIOHTTPSession
_Httpx: Any = HttpxSession
_Context: Any = ClientCreatorContext


class _Aiobotocore:
    """aiobotocore, as a library that a patch replaces methods of."""

    def put_in(self) -> None:
        """Replace its methods."""
        _Before.create_client = _Session.create_client
        _Before.get_credentials = _Session.get_credentials
        _Before.open_client = connecting.open_client
        _Before.send_request = _Endpoint._send_request  # noqa: SLF001
        _Before.send, _Before.send_by_httpx = _Http.send, _Httpx.send
        _Session.create_client = _create_client
        _Session.get_credentials = _get_credentials
        connecting.open_client = _open_client
        _Endpoint._send_request = _send_request  # noqa: SLF001
        _Http.send, _Httpx.send = _send, _send_by_httpx

    def take_out(self) -> None:
        """Restore its methods."""
        _Session.create_client = _Before.create_client
        _Session.get_credentials = _Before.get_credentials
        connecting.open_client = _Before.open_client
        _Endpoint._send_request = _Before.send_request  # noqa: SLF001
        _Http.send, _Httpx.send = _Before.send, _Before.send_by_httpx


def _create_client(self: Any, *args: Any, **kwargs: Any) -> Any:
    asked = asked_with(args, kwargs)
    patch = patch_for(asked.get("service_name"), self)
    if patch is not None:
        clients = cast("AioClients", patch.asynchronous())
        return _Context(clients.made_for(self, asked))
    let_read(self)
    return _Before.create_client(self, *args, **kwargs)


async def _get_credentials(self: Any) -> Any:
    if reads(self):
        return await _Before.get_credentials(self)
    return sessions.credentials_of(self, ASYNCHRONOUS)


async def _open_client(service: Any, options: Any, **more: Any) -> Any:
    session = options.get("session")
    patch = patch_for(service.name, getattr(session, "_session", session))
    if patch is None:
        return await _Before.open_client(service, options, **more)
    given = {**options, "session": session or AioSession()}
    if service.bearer and not patch.clients.has_token(more):
        more["token"] = "fake"
    return await _Before.open_client(service, given, **more)


async def _send_request(self: Any, request_dict: Any, operation_model: Any) -> Any:
    before = _SERVICE.get()
    _SERVICE.set(operation_model.service_model.service_name)
    try:
        return await _Before.send_request(self, request_dict, operation_model)
    finally:
        _SERVICE.set(before)


async def _send(self: Any, request: Any) -> Any:
    refuse(_SERVICE.get(), request.url)
    return await _Before.send(self, request)


async def _send_by_httpx(self: Any, request: Any) -> Any:
    refuse(_SERVICE.get(), request.url)
    return await _Before.send_by_httpx(self, request)


LIBRARIES.append(_Aiobotocore())
