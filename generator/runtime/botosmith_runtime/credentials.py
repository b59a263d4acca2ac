"""Who the caller is, for services outside AWS: a bearer token, or a cookie."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from botosmith_runtime.errors import InsecureEndpointError

if TYPE_CHECKING:
    from botocore.client import BaseClient

_COOKIE_VALUE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*")  # RFC 6265, 4.1.1
_SWAPPING = Lock()


@contextmanager
def bearer_token(
    session: Any, signing_name: str, token: str | Callable[[], str] | None
) -> Generator[None]:
    """While it lasts, a client of ``signing_name`` made by ``session`` is given ``token``.

    botocore reads a client's token when it makes the client, and only from the session. The
    session's own providers are asked for every other service and stand again afterwards, so the
    token reaches this one client and no other.
    """
    if token is None:
        yield
        return
    botocore_session = getattr(session, "_session", session)
    with _SWAPPING:
        provider = botocore_session.get_component("token_provider")
        scoped = _ScopedTokenProvider(provider, signing_name, token)
        botocore_session.register_component("token_provider", scoped)
        try:
            yield
        finally:
            botocore_session.register_component("token_provider", provider)


class _ScopedTokenProvider:
    """Gives one token for one signing name; otherwise asks the session's own provider."""

    def __init__(self, provider: Any, signing_name: str, token: str | Callable[[], str]) -> None:
        self._provider = provider
        self._signing_name = signing_name
        self._token = token

    def load_token(self, **options: Any) -> Any:
        if options.get("signing_name") == self._signing_name:
            return Token(self._token)
        return self._provider.load_token(**options)


class Token:
    """A bearer token as botocore's signer asks for it: anew for every request."""

    def __init__(self, token: str | Callable[[], str]) -> None:
        self._token = token

    def get_frozen_token(self) -> Any:
        """The token of this moment; a callable is called, and should cache what is costly."""
        from botocore.tokens import FrozenAuthToken

        return FrozenAuthToken(self._token() if callable(self._token) else self._token)

    def __repr__(self) -> str:
        return "Token(...)"  # never the secret


class Cookie:
    """A cookie that authenticates together with a request member, its peer."""

    def __init__(self, name: str, *, peer_member: str) -> None:
        self.name = name
        self.peer_member = peer_member

    def install(self, client: BaseClient, value: str, peer: str | None) -> None:
        """Send the cookie with every request of ``client``, and ``peer`` where a call gives none.

        Raises ValueError for a value that cannot stand in a cookie.
        """
        if not _COOKIE_VALUE.fullmatch(value):
            raise ValueError(
                f"the cookie's value holds a character that {self.name} cannot carry: expected "
                "visible ASCII without double quotes, commas, semicolons and backslashes"
            )

        def add_peer(params: dict[str, Any], model: Any, **_: Any) -> None:
            if peer is not None and self.peer_member in model.input_shape.members:
                params.setdefault(self.peer_member, peer)

        def add_cookie(params: dict[str, Any], **_: Any) -> None:
            if not params["url"].startswith("https://"):
                raise InsecureEndpointError(url=params["url"])
            params["headers"]["Cookie"] = f"{self.name}={value}"

        service_id = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register(f"before-parameter-build.{service_id}", add_peer)
        client.meta.events.register(f"before-call.{service_id}", add_cookie)
