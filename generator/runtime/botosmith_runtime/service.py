"""One service: where its model is, how a session finds it, and how a client is made."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import iscoroutinefunction, unwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore import UNSIGNED
from botocore.client import BaseClient

# ``connect`` imports what it needs: a program that only uses the types needs none of it.

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.config import Config

    from botosmith_runtime.credentials import Cookie, Secret
    from botosmith_runtime.errors import ServiceExceptions
    from botosmith_runtime.options import Boto3Session as Boto3Session
    from botosmith_runtime.options import ConnectOptions as ConnectOptions
    from botosmith_runtime.options import EndpointOptions as EndpointOptions
    from botosmith_runtime.options import SignedEndpointOptions as SignedEndpointOptions


class Making:
    """How a client is to be made: what ``Service.prepared`` worked out.

    ``arguments`` are those of ``create_client``. ``modes`` are the check modes that were given, and
    ``validates`` is that of ``checks.install``. ``signs`` means that the model's own signature
    version applies.
    """

    __slots__ = ("arguments", "modes", "secret", "session", "signs", "validates")

    def __init__(
        self,
        session: Any,
        arguments: dict[str, Any],
        modes: list[Any],
        validates: bool,
        secret: Secret | None,
        signs: bool,
    ) -> None:
        self.session = session
        self.arguments = arguments
        self.modes = modes
        self.validates = validates
        self.secret = secret
        self.signs = signs


class Service:
    """The facts about a service, from its generated code.

    ``models`` is a directory in botocore's loader layout. ``region`` is passed to botocore if
    the service has none. ``signature_version`` replaces botocore's choice. ``error_message``
    is a JMESPath expression that finds an error's text, ``repeated_headers`` names request members
    whose items are sent as separate header lines. ``bearer`` means that requests have a bearer
    token instead of a signature, and ``cookie`` names a cookie that can replace it. ``botocore`` is
    the version that ships the model; it is empty for all other models.
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
        bearer: bool = False,
        cookie: Cookie | None = None,
        botocore: str = "",
    ) -> None:
        self.name = name
        self.api_version = api_version
        self.package = package
        self.models = models
        self.region = region
        self.signature_version = signature_version
        self.error_message = error_message
        self.repeated_headers = repeated_headers
        self.bearer = bearer
        self.cookie = cookie
        self.botocore = botocore

    def register(self, session: Any) -> None:
        """Add the model to a session, before or after its first client.

        Registering twice changes nothing.
        """
        from botosmith_runtime import loader, watching

        inner: Any = getattr(session, "_session", session)
        loader.register(inner, str(self.models))
        watching.watch(inner)

    def connect(
        self,
        options: Mapping[str, Any],
        *,
        token: str | Callable[[], str] | None = None,
        cookie: str | None = None,
        cookie_peer: str | None = None,
    ) -> BaseClient:
        """Make a botocore client of this service; ``connect`` of a generated package calls this."""
        from botosmith_runtime import remaking

        session: Any = options.get("session")
        if session is None:
            from botocore.session import Session

            from botosmith_runtime.emitter import Emitter

            session = Session(event_hooks=Emitter())
        making = self.prepared(session, options, token=token, cookie=cookie)
        create = session.client if hasattr(session, "client") else session.create_client
        client: BaseClient = create(self.name, **making.arguments)
        self._refuse(client, asynchronous=True)
        self.complete(client, making, cookie=cookie, cookie_peer=cookie_peer)
        more = {"token": token, "cookie": cookie, "cookie_peer": cookie_peer}
        remaking.remember(client, options, more)
        return client

    def prepared(
        self,
        session: Any,
        options: Mapping[str, Any],
        *,
        token: str | Callable[[], str] | None,
        cookie: str | None,
    ) -> Making:
        """Work out how ``session`` is to make a client, and register the model with it.

        Raises what ``connect`` raises for its arguments.
        """
        from botosmith_runtime import checks

        given = {n: value for n, value in options.items() if value is not None and n != "session"}
        self.register(session)
        inner = getattr(session, "_session", session)
        if self.region is not None:
            given["region_name"] = self.region
        given.setdefault("api_version", self.api_version)
        names = ("request_checks", "response_checks", "ignore_checks")
        modes = [given.pop(name, None) for name in names]
        version = _signature_version(session, self.name, given.get("config"))
        secret = self._secret(token, cookie, anonymous=version is UNSIGNED)
        if self.is_outside_aws:
            given["config"] = _unsigned(given.get("config"))
        validates = False
        if modes[0] not in ("warn", "off"):
            config = given.get("config")
            given["config"] = checks.without_validation(config)
            validates = checks.is_without_validation(inner, config, given["config"])
        signs = self.signature_version is not None and version is None
        return Making(session, given, modes, validates, secret, signs)

    def complete(
        self, client: BaseClient, making: Making, *, cookie: str | None, cookie_peer: str | None
    ) -> None:
        """Give a new client its checks, and what authenticates it."""
        from botosmith_runtime import checks, client_hooks

        checks.install(client, self.package, *making.modes, validates=making.validates)
        if self.is_outside_aws:
            from botosmith_runtime import guard

            inner = getattr(making.session, "_session", making.session)
            guard.install(client, bearer=self.bearer, session=inner).admit(
                making.secret, endpoint_given="endpoint_url" in making.arguments
            )
            if self.cookie is not None and cookie is not None and cookie_peer is not None:
                self.cookie.add_peer(client, cookie_peer)
        elif making.signs:
            client_hooks.sign_with(client, self.signature_version or "")

    @property
    def is_outside_aws(self) -> bool:
        """Whether the model states an authentication that is not AWS's."""
        return self.bearer or self.cookie is not None

    def _secret(
        self, token: str | Callable[[], str] | None, cookie: str | None, *, anonymous: bool
    ) -> Secret | None:
        """The secret that a client authenticates with; None if it needs none."""
        if token is not None and cookie is not None:
            raise ValueError("pass token or cookie, not both: only one can authenticate")
        if self.cookie is not None and cookie is not None:
            return self.cookie.secret(cookie)
        if not self.is_outside_aws or (anonymous and token is None):
            return None
        from botosmith_runtime import credentials

        if token is None:
            return credentials.from_environment(self.name, bearer=self.bearer)
        return credentials.BearerToken(token, self.name)

    def waiter(self, name: str, client: BaseClient, create: Callable[..., Any]) -> Any:
        """botocore's waiter of that name, always from the model of this package.

        ``create`` is ``create_waiter_with_client`` of botocore or aiobotocore.
        """
        from botocore import xform_name
        from botocore.loaders import JSONFileLoader
        from botocore.waiter import WaiterModel

        path = self.models / self.name / self.api_version / "waiters-2"
        model = WaiterModel(JSONFileLoader().load_file(str(path)))
        names = {xform_name(waiter): waiter for waiter in model.waiter_names}
        return create(names[name], model, client)

    def adopt(
        self,
        client: BaseClient,
        exceptions: type[ServiceExceptions],
        *,
        asynchronous: bool = False,
    ) -> None:
        """Give a client of this service the generated error classes and the handlers that it needs.

        Raises TypeError for a client that is not ``asynchronous`` as the caller is, and ValueError
        for a client of another service. Adopting twice changes nothing.
        """
        self._refuse(client, asynchronous=not asynchronous)
        found = client.meta.service_model.service_name
        if found != self.name:
            raise ValueError(f"expected a client of {self.name}, got one of {found}")
        if self.is_outside_aws:
            from botosmith_runtime import guard

            guard.install(client, bearer=self.bearer)
        # botocore looks up an error's class here, for calls, paginators and waiters. It has no
        # public way to replace the classes (tests/packages/test_client.py pins this). Reading
        # client.exceptions would make its own classes first, from all shapes.
        if not isinstance(vars(client).get("_exceptions"), exceptions):
            vars(client)["_exceptions"] = exceptions()
        from botosmith_runtime import client_hooks

        if self.error_message is not None:
            client_hooks.normalise_error_messages(client, self.error_message)
        if self.repeated_headers:
            client_hooks.repeat_headers(client, self.repeated_headers)

    def _refuse(self, client: Any, *, asynchronous: bool) -> None:
        """Raise TypeError for a client whose calls are coroutines, or for one whose calls are not.

        The types of each package declare one of the two. aiobotocore's clients are ``BaseClient``s
        too, and its sessions return a context manager.
        """
        call = unwrap(getattr(client, "_make_api_call", TypeError))
        if isinstance(client, BaseClient) and iscoroutinefunction(call) != asynchronous:
            return
        from botosmith_runtime.wording import kind_of

        if asynchronous:
            raise TypeError(
                f"expected a synchronous botocore client of {self.name}, got {kind_of(client)}: "
                "calls of an asynchronous client, such as aiobotocore's, return coroutines; "
                f"{self.package}.aio is for these"
            )
        raise TypeError(
            f"expected an asynchronous client of {self.name}, such as aiobotocore's, got "
            f"{kind_of(client)}: its calls return no coroutines; {self.package} is for these"
        )


def _unsigned(config: Config | None) -> Config:
    """The configuration that turns off botocore's signatures and its search for credentials."""
    from botocore.config import Config

    unsigned = Config(signature_version=UNSIGNED)
    return config.merge(unsigned) if config is not None else unsigned


def _signature_version(session: Any, service: str, config: Config | None) -> Any:
    """The signature version that the user sets, in code or in the configuration file."""
    botocore_session = getattr(session, "_session", session)
    configs: list[Any] = [config, botocore_session.get_default_client_config()]
    for given in configs:
        if given is not None and given.signature_version is not None:
            return given.signature_version
    section = botocore_session.get_scoped_config().get(service)
    return section.get("signature_version") if hasattr(section, "get") else None
