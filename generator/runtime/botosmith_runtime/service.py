"""One service: where its model is, how a session learns of it, and how a client is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypedDict

from botosmith_runtime import wire
from botosmith_runtime.credentials import Cookie, bearer_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.client import BaseClient
    from botocore.config import Config
    from botocore.session import Session

    from botosmith_runtime.errors import ServiceExceptions


class Boto3Session(Protocol):
    """A ``boto3.Session``, which this library uses but never imports."""

    @property
    def events(self) -> Any: ...

    def client(self, service_name: Any, /) -> Any: ...


class CommonOptions(TypedDict, total=False):
    """What ``connect`` takes for every service."""

    verify: bool | str | None
    config: Config | None
    session: Session | Boto3Session | None


class EndpointOptions(CommonOptions, total=False):
    """What ``connect`` takes for a service without public hosts."""

    endpoint_url: str | None


class ConnectOptions(CommonOptions, total=False):
    """What ``connect`` takes: all that ``boto3.Session().client`` does, and a session to use."""

    region_name: str | None
    api_version: str | None
    use_ssl: bool | None
    endpoint_url: str | None
    aws_access_key_id: str | None
    aws_secret_access_key: str | None
    aws_session_token: str | None
    aws_account_id: str | None


class Service:
    """What generated code knows about its service.

    ``models`` is a directory in botocore's loader layout. ``region`` is told to botocore where the
    service has none. ``signature_version`` replaces what botocore would choose. ``error_message``
    is a JMESPath expression that finds an error's text, ``repeated_headers`` names request members
    whose items travel as header lines of their own, and ``cookie`` the request member that pairs
    with a cookie of that name.
    """

    def __init__(
        self,
        name: str,
        *,
        api_version: str,
        package: str,
        models: Path,
        region: str | None = None,
        signature_version: str | None = None,
        error_message: str | None = None,
        repeated_headers: frozenset[str] = frozenset(),
        cookie: Cookie | None = None,
    ) -> None:
        self.name = name
        self.api_version = api_version
        self.package = package
        self.models = models
        self.region = region
        self.signature_version = signature_version
        self.error_message = error_message
        self.repeated_headers = repeated_headers
        self.cookie = cookie

    def register(self, session: Session | Boto3Session) -> None:
        """Make the model known to a session, before its first client or after.

        A loader remembers what it has listed, so the session gets a fresh one that searches this
        package first and then wherever the old one did. Registering twice changes nothing.
        """
        botocore_session: Any = getattr(session, "_session", session)
        loader = botocore_session.get_component("data_loader")
        if str(self.models) in loader.search_paths:
            return
        from botocore.loaders import Loader

        fresh = Loader(include_default_search_paths=False)
        fresh.search_paths.extend([str(self.models), *loader.search_paths])
        botocore_session.register_component("data_loader", fresh)

    def connect(
        self,
        options: Mapping[str, Any],
        *,
        token: str | Callable[[], str] | None = None,
        cookie: str | None = None,
        cookie_peer: str | None = None,
    ) -> BaseClient:
        """Make a botocore client of this service; ``connect`` of a generated package calls this."""
        given = {name: value for name, value in options.items() if value is not None}
        session: Any = given.pop("session", None)
        if session is None:
            from botocore.session import Session

            session = Session()
        self.register(session)
        if self.region is not None:
            given["region_name"] = self.region
        given.setdefault("api_version", self.api_version)
        if cookie is not None:
            if token is not None:
                raise ValueError("pass token or cookie, not both: only one can authenticate")
            given["config"] = _unsigned(given.get("config"))
        create = session.client if hasattr(session, "client") else session.create_client
        with bearer_token(session, self.name, token):
            client: BaseClient = create(self.name, **given)
        if cookie is not None and self.cookie is not None:
            self.cookie.install(client, cookie, cookie_peer)
        if self.signature_version is not None:
            wire.sign_with(client, self.signature_version, given.get("config"))
        return client

    def adopt(self, client: BaseClient, exceptions: type[ServiceExceptions]) -> None:
        """Give a client of this service the generated error classes and the wire's peculiarities.

        Raises ValueError for a client of another service. Adopting twice changes nothing.
        """
        found = client.meta.service_model.service_name
        if found != self.name:
            raise ValueError(f"expected a client of {self.name}, got one of {found}")
        if not isinstance(client.exceptions, exceptions):
            # botocore looks an error's class up here, for calls, paginators and waiters alike; it
            # has no public way to put other classes there (tests/runtime pins this).
            vars(client)["_exceptions"] = exceptions()
        if self.error_message is not None:
            wire.normalise_error_messages(client, self.error_message)
        if self.repeated_headers:
            wire.repeat_headers(client, self.repeated_headers)


def _unsigned(config: Config | None) -> Config:
    from botocore import UNSIGNED
    from botocore.config import Config

    unsigned = Config(signature_version=UNSIGNED)
    return config.merge(unsigned) if config is not None else unsigned
