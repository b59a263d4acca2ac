"""Secrets that authenticate with a service outside AWS: a bearer token, or a cookie.

``guard`` adds them to requests. Logs do not show their values: botocore's DEBUG lines contain the
``repr`` of each request's headers.
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
        """The header's value for the next request."""
        ...


def token_variable(service: str) -> str:
    """The environment variable for the bearer token of a service."""
    return "AWS_BEARER_TOKEN_" + service.replace("-", "_").upper()


def from_environment(service: str, *, bearer: bool) -> Secret:
    """The default secret of a client: the service's token variable, or else none."""
    return BearerToken(None, service) if bearer else NoSecret(service, "cookie= to connect()")


class BearerToken:
    """A bearer token: a string, or a callable that returns it and is called before every request.

    The default is the value of ``AWS_BEARER_TOKEN_<SERVICE>`` when the client is made.

    Raises TypeError for a token of another type, ValueError for one that a header cannot contain.
    """

    header: ClassVar[str] = "Authorization"

    def __init__(self, token: str | Callable[[], str] | None, service: str) -> None:
        self._variable = token_variable(service)
        self._service = service
        self._source = self._variable if token is None else "token"
        self._token = os.environ.get(self._variable) if token is None else token
        if token is not None and not callable(token):
            self._checked(token)  # report a bad token before the first request

    def value(self) -> str:
        """The header's value. Raises NoAuthTokenError if there is no token."""
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
            raise ValueError(f"{source} is empty: expected a token")
        if not _TOKEN.fullmatch(token):  # the HTTP client would quote it in its error message
            raise ValueError(f"{source} has a character that is not allowed in a header")
        return str.__str__(token)  # for a str enumeration, its value, which was checked


class NoSecret:
    """Used if no secret was given: each request is refused.

    ``needed`` says what to pass, for the message.
    """

    header: ClassVar[str] = "Authorization"

    def __init__(self, service: str, needed: str) -> None:
        self._service = service
        self._needed = needed

    def value(self) -> str:
        """Raise botocore's NoAuthTokenError, with a message that says what to pass."""
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

        Raises TypeError if the value is not a string, ValueError if a cookie cannot contain it.
        """
        return _CookieValue(self.name, value)

    def add_peer(self, client: BaseClient, peer: str) -> None:
        """Add the member ``peer`` to calls without it. Raises TypeError if it is not a string."""
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
                f"the cookie's value is empty, or has a character that is not allowed in {name}: "
                "expected visible ASCII without double quotes, commas, semicolons and backslashes"
            )
        self._name = name
        self._value = str.__str__(value)

    def value(self) -> str:
        return _Hidden(f"{self._name}={self._value}")


class _Hidden(str):
    """A string whose ``repr`` is hidden, also after botocore encodes it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return _HIDDEN

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        return _HiddenBytes(super().encode(encoding, errors))


class _HiddenBytes(bytes):
    __slots__ = ()

    def __repr__(self) -> str:
        return f"b{_HIDDEN}"
