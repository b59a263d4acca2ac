"""Secrets that authenticate with a service outside AWS: a bearer token, or a cookie.

``guard`` puts them on requests. Their values are hidden in logs: botocore's DEBUG lines show the
headers of each request by their ``repr``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from botocore.exceptions import NoAuthTokenError

from botosmith_runtime.wording import kind_of

if TYPE_CHECKING:
    from botocore.client import BaseClient

_COOKIE_VALUE = re.compile(r"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+")  # RFC 6265, 4.1.1
_TOKEN = re.compile(r"[\x21-\x7e]+")
_HIDDEN = "'***'"


class Secret(Protocol):
    """A header that authenticates each request of one client."""

    header: ClassVar[str]

    def value(self) -> str:
        """What the header holds on the next request."""
        ...


def token_variable(service: str) -> str:
    """The environment variable that holds the bearer token of a service."""
    return "AWS_BEARER_TOKEN_" + service.replace("-", "_").upper()


def from_environment(service: str, *, bearer: bool) -> Secret:
    """What a client authenticates with that is given nothing: a service's token variable."""
    return BearerToken(None, service) if bearer else NoSecret(service, "cookie= to connect()")


class BearerToken:
    """A bearer token: text, or a callable that is asked for it before every request.

    Without one, the token is what ``AWS_BEARER_TOKEN_<SERVICE>`` held when the client was made.

    Raises TypeError for a token that is neither, ValueError for one that no header can carry.
    """

    header: ClassVar[str] = "Authorization"

    def __init__(self, token: str | Callable[[], str] | None, service: str) -> None:
        self._variable = token_variable(service)
        self._service = service
        self._source = self._variable if token is None else "token"
        self._token = os.environ.get(self._variable) if token is None else token
        if token is not None and not callable(token):
            self._checked(token)  # known before the first request

    def value(self) -> str:
        """The header's value; NoAuthTokenError where there is no token."""
        if callable(self._token):
            return _Hidden(f"Bearer {self._checked(self._token(), 'the result of token()')}")
        if self._token is None:
            return NoSecret(self._service, f"token= to connect(), or set {self._variable}").value()
        return _Hidden(f"Bearer {self._checked(self._token)}")

    def _checked(self, token: Any, source: str = "") -> str:
        source = source or self._source
        if not isinstance(token, str):
            raise TypeError(f"{source}: expected a str, got {kind_of(token)}")
        if not token:
            raise ValueError(f"{source} is empty: no header can carry an empty token")
        if not _TOKEN.fullmatch(token):  # the HTTP client would quote it in its error message
            raise ValueError(f"{source} holds a character that no header can carry")
        return str.__str__(token)  # of an enumeration, the value that was looked at


class NoSecret:
    """Stands where nothing was given that authenticates: each request is refused.

    ``needed`` says what to pass.
    """

    header: ClassVar[str] = "Authorization"

    def __init__(self, service: str, needed: str) -> None:
        self._service = service
        self._needed = needed

    def value(self) -> str:
        """Raises botocore's NoAuthTokenError, which says what to pass."""
        error = NoAuthTokenError()
        error.args = (f"there are no credentials for {self._service}: pass {self._needed}",)
        raise error


class Cookie:
    """A cookie that authenticates together with a request member, its peer."""

    def __init__(self, name: str, *, peer_member: str) -> None:
        self.name = name
        self.peer_member = peer_member

    def secret(self, value: str) -> Secret:
        """The cookie with a value.

        Raises TypeError for a value that is no text, ValueError for one that no cookie can carry.
        """
        return _CookieValue(self.name, value)

    def add_peer(self, client: BaseClient, peer: str) -> None:
        """Fill in ``peer`` where a call of ``client`` gives none. Raises TypeError for no text."""
        if not isinstance(peer, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"cookie_peer: expected a str, got {kind_of(peer)}")

        def add(params: dict[str, Any], model: Any, **_: Any) -> None:
            members = model.input_shape.members if model.input_shape is not None else ()
            if self.peer_member in members:
                params.setdefault(self.peer_member, peer)

        service_id = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register(f"before-parameter-build.{service_id}", add)


class _CookieValue:
    header: ClassVar[str] = "Cookie"

    def __init__(self, name: str, value: Any) -> None:
        if not isinstance(value, str):
            raise TypeError(f"cookie: expected a str, got {kind_of(value)}")
        if not _COOKIE_VALUE.fullmatch(value):
            raise ValueError(
                f"the cookie's value is empty, or holds a character that {name} cannot carry: "
                "expected visible ASCII without double quotes, commas, semicolons and backslashes"
            )
        self._name = name
        self._value = str.__str__(value)

    def value(self) -> str:
        return _Hidden(f"{self._name}={self._value}")


class _Hidden(str):
    """Text that logs do not show, nor the bytes that botocore makes of it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return _HIDDEN

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return _HiddenBytes(super().encode(encoding, errors))


class _HiddenBytes(bytes):
    __slots__ = ()

    def __repr__(self) -> str:
        return f"b{_HIDDEN}"
