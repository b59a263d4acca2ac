"""The guard of services outside AWS: what botocore's credential chains find never reaches them.

A model states another authentication in its ``botosmith-1.json``. The guard goes by the service
and not by the version of its model, and holds for each way in which a client is made:

================================ =================================================================
``connect``, fakes               ``Service.connect`` passes the token or the cookie to the guard
``register(session)``,           ``watching`` puts a guard into each client of such a service that
``plugin.enable``, ``register``  the session makes from then on
wrapping a plain client          ``Service.adopt`` puts a guard into it
================================ =================================================================

Two events do it. ``choose-signer`` says that botocore signs nothing, whatever the model or one of
its operations asks for: no signature, and no token of AWS's single sign-on. ``request-created``
sets the header that authenticates, over TLS alone, and only for an endpoint that was given for
the service.
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
"""The attribute of a client that holds its guard."""

_INSTALLING = Lock()


class Guard:
    """What authenticates the requests of one client.

    Until ``admit`` says otherwise that is the environment's token, if the model takes one
    (``bearer``), and nothing where the client has ``signature_version=UNSIGNED``.
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
        """Send ``secret``, or nothing where it is None, with each request.

        ``endpoint_given`` says that the caller passed the endpoint of this client as an argument.
        """
        self._secret = secret
        self._given = self._given or endpoint_given

    def _refuse_signature(self, signature_version: Any, **_: Any) -> None:
        if signature_version is not UNSIGNED:  # a handler of the user's came first
            raise SignatureRefusedError(service=self._service, version=signature_version)

    def _see_endpoint(self, builtins: Any, **_: Any) -> None:
        """What botocore was given as an endpoint, be it an argument or a setting for all."""
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
        # Without what may be secret in it: a password before the host, the query.
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
    """The guard of a client, which gets one if it has none.

    ``session`` is the one that made the client, if it is known.
    """
    attributes = vars(client)
    with _INSTALLING:
        found: Guard | None = attributes.get(GUARD)
        if found is None:
            found = attributes[GUARD] = Guard(client, session, bearer=bearer)
        return found


def _needs_nothing(operation: Any) -> bool:
    """Whether an operation, such as a log-in, is for callers who have not authenticated."""
    return bool(operation.auth == ["smithy.api#noAuth"] or operation.auth_type == "none")


def _sign_nothing(**_: Any) -> Any:
    return UNSIGNED
