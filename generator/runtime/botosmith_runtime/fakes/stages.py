"""What fakes play on: botocore clients, made once, without credentials, and used again."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from botocore import credentials, tokens
from botocore.config import Config
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES
from botocore.loaders import JSONFileLoader
from botocore.session import Session

from botosmith_runtime import checks
from botosmith_runtime.error_codes import common_errors
from botosmith_runtime.fakes.clients import shell_class
from botosmith_runtime.fakes.operations import Operation
from botosmith_runtime.fakes.stubbing import RuleStubber
from botosmith_runtime.service_facts import stated

if TYPE_CHECKING:
    from botosmith_runtime.client import Client

REGION = "us-east-1"
"""Of a fake's client, unless the test or the code under test asks for another."""

_Key = tuple[type[Any], str, bool]
POOL: dict[_Key, list[Stage]] = {}
"""The stages that no fake has at present; it may be emptied."""

_LOCK = Lock()
_KEYS = {"aws_access_key_id": "AKIDFAKE", "aws_secret_access_key": "a secret of no one's"}


class Stage:
    """A client whose machinery all shells share, and what rules need to know of its service."""

    def __init__(
        self,
        client_class: type[Client[Any]],
        endpoint_url: str | None,
        config: Config | None,
        region: str,
    ) -> None:
        self.client_class = client_class
        self.key = _key(client_class, region)  # as it is now: boto3 may yet be imported
        self.package = client_class.service.package
        self.region = region
        self.plain = _plain_client(client_class, endpoint_url, config, region)
        self.exceptions = client_class(self.plain).exceptions
        self.shell_class = shell_class(self.plain)
        self._stubber = RuleStubber(self.plain)
        self._stubber.activate()
        self._checker = checks.install(self.plain, self.package)
        self._checks = import_module(f"{self.package}.checks")
        self._operations: dict[str, Operation] = {}
        model = self.plain.meta.service_model
        service = client_class.service
        facts = stated(service.models / service.name / service.api_version)
        # A service that wants an endpoint is none of AWS's: it has what its model states.
        of_aws = endpoint_url is None
        service_id, protocol = (model.service_id, model.resolved_protocol) if of_aws else ("", "")
        common = common_errors(service_id, protocol, facts)
        self._common = {error.code: error for error in common}
        self._paginators: Mapping[str, Mapping[str, Any]] | None = None
        self._methods = {
            name: method for method, name in self.plain.meta.method_to_api_mapping.items()
        }
        self._handlers = self._registered()

    def is_for(self, region: str) -> bool:
        """Whether a client that is asked for in a region would be as this one is."""
        fixed = self.client_class.service.region is not None
        return fixed or region in (self.region, self.plain.meta.region_name)

    def operation(self, name: str) -> Operation:
        """What is known of an operation."""
        operation = self._operations.get(name)
        if operation is None:
            model = self.plain.meta.service_model.operation_model(name)
            operation = Operation(model, self._methods[name], self._checks, self._common)
            self._operations[name] = operation
        return operation

    def paginator(self, operation: str) -> Mapping[str, Any]:
        """The model's description of an operation's paginator, empty if it has none."""
        paginators = self._paginators
        if paginators is None:
            service = self.client_class.service
            path = service.models / service.name / service.api_version / "paginators-1"
            document: Any = JSONFileLoader().load_file(str(path))
            paginators = self._paginators = document["pagination"] if document else {}
        return paginators.get(operation, {})

    @property
    def is_reusable(self) -> bool:
        """Whether the client is as it was made: no more handlers, no retries spent."""
        return not self._stubber.retired and self._registered() is self._handlers

    def reset(self) -> None:
        """Forget the warnings of the last fake's test, and a check mode that it never left."""
        self._checker.reset()

    def _registered(self) -> Any:
        """What botocore replaces whenever a handler comes or goes; a test pins that."""
        return self.plain.meta.events._emitter._lookup_cache  # noqa: SLF001  # nothing public says


def borrow(
    client_class: type[Client[Any]], endpoint_url: str | None, config: Config | None, region: str
) -> Stage:
    """A stage that no other fake has; a pooled one unless it is to have a configuration."""
    if config is None:
        with _LOCK:
            free = POOL.get(_key(client_class, region), [])
            while free:
                stage = free.pop()
                if stage.is_reusable:  # still: a call of the last fake's may have been under way
                    return stage
    return Stage(client_class, endpoint_url, config, region)


def give_back(stage: Stage, config: Config | None) -> None:
    """Keep a stage for the next fake, if it is as good as new."""
    if config is None and stage.is_reusable:
        stage.reset()
        with _LOCK:
            POOL.setdefault(stage.key, []).append(stage)


def _key(client_class: type[Any], region: str) -> _Key:
    return client_class, region, "boto3" in sys.modules


class OwnSession(Session):
    """A session that makes the clients of fakes, which ``fake.patch`` leaves alone."""


def _plain_client(
    client_class: type[Client[Any]], endpoint_url: str | None, config: Config | None, region: str
) -> Any:
    """A client that knows no configuration but this one: no profile, variable or file."""
    service = client_class.service
    session: Any = OwnSession(session_vars=_VARIABLES)
    session.register_component("credential_provider", credentials.CredentialResolver([]))
    session.register_component("token_provider", _Tokens())
    if "boto3" in sys.modules:  # its clients have more methods, such as upload_file of S3
        session = sys.modules["boto3"].Session(botocore_session=session, region_name=region)
    options: dict[str, Any] = {"region_name": region, "endpoint_url": endpoint_url, **_KEYS}
    # botocore spends a third of a stubbed call on describing itself to a service.
    own = Config(user_agent="botosmith-fake")
    options |= {"session": session, "config": own if config is None else own.merge(config)}
    token = "fake" if service.bearer else None
    return service.connect(options, token=token)


class _Tokens:
    """Gives signers that want one a bearer token."""

    def load_token(self, **_: Any) -> tokens.FrozenAuthToken:
        return tokens.FrozenAuthToken("fake")


_NOWHERE = str(Path(os.devnull))
_VARIABLES = {
    name: (None, None, default, conversion)
    for name, (_, _, default, conversion) in BOTOCORE_DEFAUT_SESSION_VARIABLES.items()
} | {
    "config_file": (None, None, _NOWHERE, None),
    "credentials_file": (None, None, _NOWHERE, None),
    "ignore_configured_endpoint_urls": (None, None, True, None),
    "region": (None, None, REGION, None),
}
