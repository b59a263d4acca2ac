"""The guard of services outside AWS: they never get credentials from botocore's chains.

The model of such a service states its authentication in ``botosmith-1.json``. The guard applies to
all versions of the service, and to every way to make a client:

================================ =================================================================
``connect``, fakes               ``Service.connect`` passes the token or the cookie to the guard
``register(session)``,           ``watching`` adds a guard to each client of such a service that
``plugin.enable``, ``register``  the session makes from then on
wrapping a plain client          ``Service.adopt`` adds a guard to it
================================ =================================================================

It uses two events. On ``choose-signer`` it switches signing off, whatever the model or an operation
states: no signature, and no token of AWS's single sign-on. On ``request-created`` it sets the
header that authenticates, only over TLS, and only for an endpoint that was set for the service.
"""

from __future__ import annotations

from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from botocore import UNSIGNED
from botocore.client import BaseClient

from botosmith_runtime.credentials import Secret, from_environment
from botosmith_runtime.endpoints import configured_endpoints, endpoint_variable, is_of_aws
from botosmith_runtime.errors import (
    EndpointNotGivenError,
    InsecureEndpointError,
    SignatureRefusedError,
)
from botosmith_runtime.path_labels import keep_labels

GUARD = "_botosmith_guard"
"""The attribute of a client for its guard."""

_INSTALLING = Lock()


class Guard:
    """Authenticates the requests of one client.

    The default secret is the environment's token if the model takes one (``bearer``), or none if
    the client has ``signature_version=UNSIGNED``. ``admit`` sets another one.
    """

    def __init__(self, client: BaseClient, session: Any, *, bearer: bool) -> None:
        self._model = client.meta.service_model
        self._service: str = self._model.service_name
        self._endpoint = str(client.meta.endpoint_url)
        self._configured = configured_endpoints(self._service, session)
        self._given = self._configured.is_for_service(self._endpoint)
        config: Any = client.meta.config
        anonymous = config.signature_version is UNSIGNED
        self._secret = None if anonymous else from_environment(self._service, bearer=bearer)
        service_id = self._model.service_id.hyphenize()
        events = client.meta.events
        events.register_first(f"choose-signer.{service_id}", _sign_nothing)
        events.register_last(f"before-sign.{service_id}", self._refuse_signature)
        events.register(f"before-endpoint-resolution.{service_id}", self._see_endpoint)
        events.register(f"request-created.{service_id}", self._authenticate)
        keep_labels(client)

    def admit(self, secret: Secret | None, *, endpoint_given: bool) -> None:
        """Send ``secret`` with each request, or nothing if it is None.

        ``endpoint_given`` means that the caller passed the client's endpoint as an argument.
        """
        self._secret = secret
        self._given = self._given or endpoint_given

    def _refuse_signature(self, signature_version: Any, **_: Any) -> None:
        if signature_version is not UNSIGNED:  # a handler of the user chose it first
            raise SignatureRefusedError(service=self._service, version=signature_version)

    def _see_endpoint(self, builtins: Any, **_: Any) -> None:
        """Note whether the endpoint was set for this client, not by a setting for all services."""
        url = builtins.get("SDK::Endpoint")
        if url is not None and not self._configured.shared_by_all(url):
            self._given = True

    def _authenticate(self, request: Any, operation_name: str, **_: Any) -> None:
        secret = self._secret
        if secret is None or _needs_nothing(self._model.operation_model(operation_name)):
            return
        value = secret.value()
        self._check_endpoint(str(request.url))
        del request.headers[secret.header]
        request.headers[secret.header] = value

    def _check_endpoint(self, requested: str) -> None:
        url = urlsplit(requested)
        # Without parts that may be secret: a password before the host, and the query.
        shown = f"{url.scheme}://{url.netloc.rpartition('@')[2]}{url.path}"
        if not self._given:
            hosts = (url.hostname, urlsplit(self._endpoint).hostname)
            if setting := self._configured.shared_by_all(self._endpoint):
                self._refuse(
                    shown,
                    f"the endpoint comes from {setting}, which is for all "
                    "services and usually names an emulator of AWS",
                )
            if any(is_of_aws(host or "") for host in hosts):
                self._refuse(shown, "this is a host of AWS, and no endpoint was given")
        if url.scheme != "https":
            raise InsecureEndpointError(url=shown)

    def _refuse(self, url: str, reason: str) -> None:
        variable = endpoint_variable(self._service)
        raise EndpointNotGivenError(
            service=self._service, url=url, reason=reason, variable=variable
        )


def install(client: BaseClient, *, bearer: bool, session: Any = None) -> Guard:
    """The guard of a client; adds one if it has none.

    ``session`` is the session that made the client, if it is known.
    """
    attributes = vars(client)
    with _INSTALLING:
        found: Guard | None = attributes.get(GUARD)
        if found is None:
            found = attributes[GUARD] = Guard(client, session, bearer=bearer)
        return found


def _needs_nothing(operation: Any) -> bool:
    """Whether an operation needs no authentication, such as a log-in."""
    return bool(operation.auth == ["smithy.api#noAuth"] or operation.auth_type == "none")


def _sign_nothing(**_: Any) -> Any:
    return UNSIGNED
