"""Stages: botocore clients without credentials, which are made once and used by many fakes.

A fake returns a shell around a stage's client (``clients``). The shell's class is made here.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.loaders import JSONFileLoader

from botosmith_runtime import checks
from botosmith_runtime.absent_methods import why_absent
from botosmith_runtime.fakes.adapters.botocore.internals import inside
from botosmith_runtime.fakes.adapters.botocore.sessions import KEYS, own_session
from botosmith_runtime.fakes.adapters.botocore.shells import shell_class
from botosmith_runtime.fakes.adapters.botocore.stubbing import RuleStubber
from botosmith_runtime.fakes.engine.operations import FakedService
from botosmith_runtime.service_facts import stated

if TYPE_CHECKING:
    from botosmith_runtime.client import Client
    from botosmith_runtime.service import Service

_Key = tuple[type[Any], str, bool]
_ONLY_ASYNCHRONOUS = frozenset({"connector_args", "http_session_cls", "warm_up_loader_caches"})
"""Options of aiobotocore's configuration that botocore's does not have."""

POOL: dict[_Key, list[Stage]] = {}
"""The stages that no fake uses at the moment. It may be emptied."""

_LOCK = Lock()


class Stage:
    """A client whose internals its shells share, and the service's facts that rules need."""

    def __init__(
        self,
        client_class: type[Client[Any]],
        endpoint_url: str | None,
        config: Config | None,
        region: str,
    ) -> None:
        self.client_class = client_class
        self.key = key_of(client_class, region)  # now: boto3 may be imported later
        self.region = region
        self.plain = _plain_client(client_class, endpoint_url, config, region)
        exceptions = client_class(self.plain).exceptions
        self.shell_class: type[Any] = shell_class(self.plain)
        self._stubber = RuleStubber(self.plain)
        self._stubber.activate()
        service = client_class.service
        self._checker = checks.install(self.plain, service.package)
        meta = self.plain.meta
        self.service = FakedService(
            meta.service_model,
            service.package,
            {name: method for method, name in meta.method_to_api_mapping.items()},
            exceptions,
            lambda: _paginators(service),
            stated(service.models / service.name / service.api_version),
            of_aws=endpoint_url is None,  # only services outside AWS need an endpoint
            why_absent=lambda name: why_absent(
                service, name, meta.service_model, meta.method_to_api_mapping
            ),
        )
        self._handlers = self._registered()

    @property
    def is_reusable(self) -> bool:
        """Whether the client is still as it was made: the same handlers, an unused retry quota."""
        return not self._stubber.retired and self._registered() is self._handlers

    def reset(self) -> None:
        """Forget the last test's warnings, and the check modes of blocks that it left open."""
        self._checker.reset()

    def _registered(self) -> Any:
        """An object that botocore replaces when a handler changes; a test checks that."""
        return self.plain.meta.events._emitter._lookup_cache  # noqa: SLF001  # no public API


def _paginators(service: Service) -> Mapping[str, Mapping[str, Any]]:
    """The model's description of a service's paginators, by operation."""
    path = service.models / service.name / service.api_version / "paginators-1"
    document: Any = JSONFileLoader().load_file(str(path))
    return document["pagination"] if document else {}


def borrow(
    client_class: type[Client[Any]],
    endpoint_url: str | None,
    config: Config | None,
    region: str,
    make: type[Stage] = Stage,
) -> Stage:
    """A stage that no other fake uses; without a configuration, one from the pool."""
    if config is None:
        with _LOCK:
            free = POOL.get(key_of(client_class, region), [])
            while free:
                stage = free.pop()
                if stage.is_reusable:  # another thread may have ended a call only after give_back
                    return stage
    return make(client_class, endpoint_url, config, region)


def give_back(stage: Stage, config: Config | None) -> None:
    """Put a stage back into the pool, if it is reusable."""
    if config is None and stage.is_reusable:
        stage.reset()
        with _LOCK:
            POOL.setdefault(stage.key, []).append(stage)


def key_of(client_class: type[Any], region: str) -> _Key:
    """What stages are pooled by."""
    return client_class, region, "boto3" in sys.modules


def _plain_client(
    client_class: type[Client[Any]], endpoint_url: str | None, config: Config | None, region: str
) -> Any:
    """A client with only this configuration: no profile, environment variable or file."""
    service = client_class.service
    session = own_session()
    if "boto3" in sys.modules:  # its clients have more methods, such as upload_file of S3
        session = sys.modules["boto3"].Session(botocore_session=session, region_name=region)
    options: dict[str, Any] = {"region_name": region, "endpoint_url": endpoint_url, **KEYS}
    # botocore spends a third of a stubbed call on the User-Agent header.
    own = Config(user_agent="botosmith-fake")
    own = own if config is None else own.merge(_synchronous(config))
    options |= {"session": session, "config": own}
    token = "fake" if service.bearer else None
    return service.connect(options, token=token)


def _synchronous(config: Config) -> Config:
    """A configuration without the options that only aiobotocore has."""
    given = inside(config)["_user_provided_options"]
    if _ONLY_ASYNCHRONOUS.isdisjoint(given):
        return config
    kept = {name: value for name, value in given.items() if name not in _ONLY_ASYNCHRONOUS}
    return Config(**kept)
