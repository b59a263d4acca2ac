"""What fakes play on: botocore clients, made once, without credentials, and used again.

What a fake hands out is a shell around one of these (``clients``), of the class that is made here.
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
from botosmith_runtime.fakes.adapters.botocore.sessions import KEYS, own_session
from botosmith_runtime.fakes.adapters.botocore.shells import shell_class
from botosmith_runtime.fakes.adapters.botocore.stubbing import RuleStubber
from botosmith_runtime.fakes.engine.operations import FakedService
from botosmith_runtime.service_facts import stated

if TYPE_CHECKING:
    from botosmith_runtime.client import Client
    from botosmith_runtime.service import Service

_Key = tuple[type[Any], str, bool]
POOL: dict[_Key, list[Stage]] = {}
"""The stages that no fake has at present; it may be emptied."""

_LOCK = Lock()


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
        self.region = region
        self.plain = _plain_client(client_class, endpoint_url, config, region)
        exceptions = client_class(self.plain).exceptions
        self.shell_class = shell_class(self.plain)
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
            of_aws=endpoint_url is None,  # a service that wants an endpoint is none of AWS's
            why_absent=lambda name: why_absent(
                service, name, meta.service_model, meta.method_to_api_mapping
            ),
        )
        self._handlers = self._registered()

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


def _paginators(service: Service) -> Mapping[str, Mapping[str, Any]]:
    """The model's description of a service's paginators, by operation."""
    path = service.models / service.name / service.api_version / "paginators-1"
    document: Any = JSONFileLoader().load_file(str(path))
    return document["pagination"] if document else {}


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


def _plain_client(
    client_class: type[Client[Any]], endpoint_url: str | None, config: Config | None, region: str
) -> Any:
    """A client that knows no configuration but this one: no profile, variable or file."""
    service = client_class.service
    session = own_session()
    if "boto3" in sys.modules:  # its clients have more methods, such as upload_file of S3
        session = sys.modules["boto3"].Session(botocore_session=session, region_name=region)
    options: dict[str, Any] = {"region_name": region, "endpoint_url": endpoint_url, **KEYS}
    # botocore spends a third of a stubbed call on describing itself to a service.
    own = Config(user_agent="botosmith-fake")
    options |= {"session": session, "config": own if config is None else own.merge(config)}
    token = "fake" if service.bearer else None
    return service.connect(options, token=token)
