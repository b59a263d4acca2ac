"""``connect``: a client of aiobotocore for an ``async with`` block."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, NoReturn, Protocol, TypeVar

from botosmith_runtime.aio.client import AioClient
from botosmith_runtime.options import (
    ConnectKeys,
    EndpointKeys,
    SharedOptions,
    SignedEndpointKeys,
)

if TYPE_CHECKING:
    from types import TracebackType

    from botosmith_runtime.service import Service

ClientT = TypeVar("ClientT", bound=AioClient[Any])


class AioSession(Protocol):
    """An ``aiobotocore.session.AioSession``: its credentials and its clients are awaited."""

    async def get_credentials(self) -> Any: ...

    def create_client(self, service_name: Any, /) -> Any: ...


class AioCommonOptions(SharedOptions, total=False):
    """The options of ``connect`` for every service."""

    session: AioSession | None


class AioEndpointOptions(AioCommonOptions, EndpointKeys, total=False):
    """The options of ``connect`` for a service without public hosts."""


class AioSignedEndpointOptions(AioCommonOptions, SignedEndpointKeys, total=False):
    """The same, where requests are signed with AWS credentials."""


class AioConnectOptions(AioCommonOptions, ConnectKeys, total=False):
    """The options of ``connect``: those of ``AioSession.create_client``, and a session to use."""


class Connecting(Generic[ClientT]):
    """What ``connect`` returns: ``async with connect(...) as client`` opens a client.

    The client is closed at the end of the block. Each block has a client of its own.
    """

    def __init__(
        self,
        client_class: type[ClientT],
        options: Mapping[str, Any],
        *,
        token: str | Callable[[], str] | None = None,
        cookie: str | None = None,
        cookie_peer: str | None = None,
    ) -> None:
        self._client_class = client_class
        self._options = options
        self._token = token
        self._cookie = cookie
        self._cookie_peer = cookie_peer
        self._client: ClientT | None = None

    async def __aenter__(self) -> ClientT:
        """Open a client. Raises what ``create_client`` raises, and TypeError for a session that is
        not aiobotocore's.
        """
        if self._client is not None:
            raise RuntimeError("this connect(...) is in use: call connect(...) for each client")
        opened = await open_client(
            self._client_class.service,
            self._options,
            token=self._token,
            cookie=self._cookie,
            cookie_peer=self._cookie_peer,
        )
        try:
            client = self._client_class(opened)
        except BaseException:
            await opened.close()
            raise
        client._opened()  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        self._client = client
        return client

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Close the client."""
        client, self._client = self._client, None
        if client is not None:
            await client.__aexit__(exc_type, exc_val, tb)

    if not TYPE_CHECKING:  # type checkers flag all of these

        def __await__(self) -> NoReturn:
            """Say how a client is opened."""
            raise TypeError(f"connect() is not awaited: {self._how}")

        def __enter__(self) -> NoReturn:
            """Say how a client is opened."""
            raise TypeError(f"the client is asynchronous: {self._how}")

        def __exit__(self, *_: object) -> None:
            """Never reached."""

        def __getattr__(self, name: str) -> NoReturn:
            """Say how a client is opened, for an attribute that clients have."""
            message = f"{type(self).__name__!r} object has no attribute {name!r}"
            if not name.startswith("_") and hasattr(self._client_class, name):
                message = f"{name} is an attribute of the client: {self._how}"
            raise AttributeError(message, name=name, obj=self)

        _how = "write async with connect(...) as client"


async def open_client(
    service: Service,
    options: Mapping[str, Any],
    *,
    token: str | Callable[[], str] | None = None,
    cookie: str | None = None,
    cookie_peer: str | None = None,
) -> Any:
    """An open client of aiobotocore, with checks, and with what authenticates it."""
    session: Any = options.get("session")
    if session is None:
        from aiobotocore.session import AioSession

        from botosmith_runtime.aio.emitter import AioEmitter

        session = AioSession(event_hooks=AioEmitter())
    _check_session(session)
    making = service.prepared(session, options, token=token, cookie=cookie)
    create = session.client if hasattr(session, "client") else session.create_client
    client = await create(service.name, **making.arguments).__aenter__()
    try:
        service.complete(client, making, cookie=cookie, cookie_peer=cookie_peer)
    except BaseException:
        await client.close()
        raise
    return client


def _check_session(session: Any) -> None:
    from inspect import iscoroutinefunction

    inner = getattr(session, "_session", session)
    if not iscoroutinefunction(getattr(inner, "get_credentials", None)):
        from botosmith_runtime.wording import kind_of

        raise TypeError(
            f"session: expected a session of aiobotocore, got {kind_of(session)}: pass "
            "aiobotocore.session.get_session(), or leave it out"
        )
