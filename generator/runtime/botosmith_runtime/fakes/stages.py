"""The clients that fakes play on: made once, without credentials, and used again."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
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
from botosmith_runtime.fakes.calls import THREAD
from botosmith_runtime.fakes.operations import Operation
from botosmith_runtime.fakes.stubbing import RuleStubber

if TYPE_CHECKING:
    from botosmith_runtime.client import Client

POOL: dict[tuple[type[Any], bool], list[Stage]] = {}
"""The stages that no fake has at present; it may be emptied."""

_LOCK = Lock()
_KEYS = {"aws_access_key_id": "AKIDFAKE", "aws_secret_access_key": "a secret of no one's"}


class Stage:
    """A typed client, its stubber, and what rules need to know of the service's operations."""

    def __init__(
        self, client_class: type[Client[Any]], endpoint_url: str | None, config: Config | None
    ) -> None:
        self.plain = _plain_client(client_class, endpoint_url, config)
        self.client = client_class(self.plain, request_checks="strict", response_checks="strict")
        self.stubber = RuleStubber(self.plain)
        self.stubber.activate()
        self._checks = import_module(f"{client_class.service.package}.checks")
        self._operations: dict[str, Operation] = {}
        self._paginators: Mapping[str, Mapping[str, Any]] | None = None
        self._methods = {
            name: method for method, name in self.plain.meta.method_to_api_mapping.items()
        }
        self._get_waiter: Callable[[str], Any] = self.plain.get_waiter
        vars(self.plain)["get_waiter"] = self._waiter_without_delay
        self._handlers = self._registered()

    def operation(self, name: str) -> Operation:
        """What is known of an operation."""
        operation = self._operations.get(name)
        if operation is None:
            model = self.plain.meta.service_model.operation_model(name)
            operation = Operation(model, self._methods[name], self._checks)
            self._operations[name] = operation
        return operation

    def paginator(self, operation: str) -> Mapping[str, Any]:
        """The model's description of an operation's paginator, empty if it has none."""
        paginators = self._paginators
        if paginators is None:
            service = self.client.service
            path = service.models / service.name / service.api_version / "paginators-1"
            document: Any = JSONFileLoader().load_file(str(path))
            paginators = self._paginators = document["pagination"] if document else {}
        return paginators.get(operation, {})

    @property
    def is_reusable(self) -> bool:
        """Whether the client is as it was made: no more handlers, no retries spent."""
        return not self.stubber.retired and self._registered() is self._handlers

    def reset(self) -> None:
        """Forget the check modes that the last fake's test may have set, and its warnings."""
        package = self.client.service.package
        checks.install(self.plain, package, "strict", "strict").warnings.clear()

    def _registered(self) -> Any:
        """What botocore replaces whenever a handler comes or goes; a test pins that."""
        return self.plain.meta.events._emitter._lookup_cache  # noqa: SLF001  # nothing public says

    def _waiter_without_delay(self, waiter_name: str) -> Any:
        """botocore's waiter, whose pauses are only counted."""
        waiter = self._get_waiter(waiter_name)
        wait = waiter.wait

        def wait_at_once(**params: Any) -> None:
            given = params.pop("WaiterConfig", {})
            before = THREAD.polls
            try:
                wait(**params, WaiterConfig={**given, "Delay": 0})
            finally:
                engine = self.stubber.engine
                pauses = THREAD.polls - before - 1
                if engine is not None and pauses > 0:
                    engine.wait(pauses * given.get("Delay", waiter.config.delay))

        waiter.wait = wait_at_once
        return waiter


def borrow(
    client_class: type[Client[Any]], endpoint_url: str | None, config: Config | None
) -> Stage:
    """A stage that no other fake has; a pooled one unless it is to have a configuration."""
    if config is None:
        with _LOCK:
            free = POOL.get(_key(client_class))
            if free:
                return free.pop()
    return Stage(client_class, endpoint_url, config)


def give_back(stage: Stage, config: Config | None) -> None:
    """Keep a stage for the next fake, if it is as good as new."""
    stage.stubber.engine = None
    if config is None and stage.is_reusable:
        stage.reset()
        with _LOCK:
            POOL.setdefault(_key(type(stage.client)), []).append(stage)


def _key(client_class: type[Any]) -> tuple[type[Any], bool]:
    return client_class, "boto3" in sys.modules


def _plain_client(
    client_class: type[Client[Any]], endpoint_url: str | None, config: Config | None
) -> Any:
    """A client that knows no configuration but this one: no profile, variable or file."""
    service = client_class.service
    session: Any = Session(session_vars=_VARIABLES)
    session.register_component("credential_provider", credentials.CredentialResolver([]))
    session.register_component("token_provider", _Tokens())
    if "boto3" in sys.modules:  # its clients have more methods, such as upload_file of S3
        session = sys.modules["boto3"].Session(botocore_session=session, region_name=_REGION)
    options: dict[str, Any] = {"region_name": _REGION, "endpoint_url": endpoint_url, **_KEYS}
    # botocore spends a third of a stubbed call on describing itself to a service.
    own = Config(user_agent="botosmith-fake")
    options |= {"session": session, "config": own if config is None else own.merge(config)}
    token = "fake" if service.bearer else None
    return service.connect(options, token=token)


class _Tokens:
    """Gives signers that want one a bearer token."""

    def load_token(self, **_: Any) -> tokens.FrozenAuthToken:
        return tokens.FrozenAuthToken("fake")


_REGION = "us-east-1"
_NOWHERE = str(Path(os.devnull))
_VARIABLES = {
    name: (None, None, default, conversion)
    for name, (_, _, default, conversion) in BOTOCORE_DEFAUT_SESSION_VARIABLES.items()
} | {
    "config_file": (None, None, _NOWHERE, None),
    "credentials_file": (None, None, _NOWHERE, None),
    "ignore_configured_endpoint_urls": (None, None, True, None),
    "region": (None, None, _REGION, None),
}
