"""Who the caller is, for services outside AWS: a bearer token, or a cookie.

botocore signs nothing for them. So it looks for no AWS credentials, and a single sign-on token of
AWS, which its own bearer signer would take, never reaches a host outside AWS. What authenticates is
put on every request of one client instead, by that client's events.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from botosmith_runtime.errors import InsecureEndpointError

if TYPE_CHECKING:
    from botocore.client import BaseClient

_COOKIE_VALUE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+")  # RFC 6265, 4.1.1
_TOKEN = re.compile(r"[\x21-\x7e]+")


class BearerToken:
    """A bearer token: text, or a callable that is asked for it before every request.

    Without one, the token is what ``AWS_BEARER_TOKEN_<SERVICE>`` held when the client was made.
    """

    def __init__(self, token: str | Callable[[], str] | None, service: str) -> None:
        variable = "AWS_BEARER_TOKEN_" + service.replace("-", "_").upper()
        self._token = os.environ.get(variable) if token is None else token
        if isinstance(self._token, str):
            self._header()  # what is wrong with it should be known before the first request

    def install(self, client: BaseClient) -> None:
        """Send the token with every request of ``client``."""
        _send(client, "Authorization", self._header)

    def _header(self) -> str:
        token = self._token() if callable(self._token) else self._token
        if token is None:
            from botocore.exceptions import NoAuthTokenError

            raise NoAuthTokenError
        if not _TOKEN.fullmatch(token):  # the HTTP client would quote it in its error message
            raise ValueError("the token is empty, or holds a character that no header can carry")
        return f"Bearer {token}"


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
                f"the cookie's value is empty, or holds a character that {self.name} cannot carry: "
                "expected visible ASCII without double quotes, commas, semicolons and backslashes"
            )

        def add_peer(params: dict[str, Any], model: Any, **_: Any) -> None:
            members = model.input_shape.members if model.input_shape is not None else ()
            if peer is not None and self.peer_member in members:
                params.setdefault(self.peer_member, peer)

        service_id = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register(f"before-parameter-build.{service_id}", add_peer)
        _send(client, "Cookie", lambda: f"{self.name}={value}")


def _send(client: BaseClient, header: str, value: Callable[[], str]) -> None:
    """Put a secret header on every request of ``client``, retries included, over TLS alone."""

    def authenticate(request: Any, **_: Any) -> None:
        url = urlsplit(str(request.url))
        if url.scheme != "https":
            # Without what may be secret in it: a password before the host, the query.
            raise InsecureEndpointError(url=f"{url.scheme}://{url.hostname}{url.path}")
        del request.headers[header]
        request.headers[header] = value()

    service_id = client.meta.service_model.service_id.hyphenize()
    client.meta.events.register(f"request-created.{service_id}", authenticate)
