"""Stages: clients of aiobotocore, which are made once and used by many fakes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiobotocore.config import AioConfig

from botosmith_runtime import checks
from botosmith_runtime.fakes.adapters.aio.calling import driven, simulate, simulating_rates
from botosmith_runtime.fakes.adapters.aio.copies import handlers_of
from botosmith_runtime.fakes.adapters.aio.sessions import ASYNCHRONOUS, made
from botosmith_runtime.fakes.adapters.aio.shells import ENDPOINTS, Endpoints, aio_shell_class
from botosmith_runtime.fakes.adapters.aio.stubbing import AioRuleStubber
from botosmith_runtime.fakes.adapters.botocore.internals import inside
from botosmith_runtime.fakes.adapters.botocore.sessions import KEYS, own_session
from botosmith_runtime.fakes.adapters.botocore.stages import Stage, key_of

if TYPE_CHECKING:
    from botocore.config import Config

    from botosmith_runtime.client import Client


class AioStage(Stage):
    """A client whose internals its shells share."""

    def __init__(
        self,
        client_class: type[Client[Any]],
        endpoint_url: str | None,
        config: Config | None,
        region: str,
    ) -> None:
        self.client_class = client_class
        self.key = key_of(client_class, region)
        self.region = region
        self.plain = _plain_client(client_class, endpoint_url, config, region)
        client_class(self.plain)
        self.shell_class = aio_shell_class(self.plain)
        self._stubber = AioRuleStubber(self.plain)
        self._stubber.activate()
        self._checker = checks.install(self.plain, client_class.service.package)
        self._handlers = self._registered()
        if self._endpoint_is_alone():
            vars(self.plain)[ENDPOINTS] = Endpoints(self.plain)

    def _endpoint_is_alone(self) -> bool:
        """Whether no handler but the stubber's has a part in resolving an endpoint."""
        emitter = inside(self.plain.meta.events)["_emitter"]
        service = self.plain.meta.service_model.service_id.hyphenize()
        found = inside(emitter)["_handlers"].prefix_search(f"before-endpoint-resolution.{service}")
        return all(getattr(one, "__self__", None) is self._stubber for one in found)


def _plain_client(
    client_class: type[Client[Any]], endpoint_url: str | None, config: Config | None, region: str
) -> Any:
    """A client with only this configuration: no profile, environment variable or file."""
    service = client_class.service
    session = own_session(ASYNCHRONOUS)
    own: Any = AioConfig(user_agent="botosmith-fake")
    own = own if config is None else own.merge(config)
    options = {"region_name": region, "endpoint_url": endpoint_url, **KEYS, "config": own}
    token = "fake" if service.bearer else None
    making = service.prepared(session, options, token=token, cookie=None)
    with simulating_rates():
        plain = driven(made(session, service.name, making.arguments))
    service.complete(plain, making, cookie=None, cookie_peer=None)
    simulate(plain, handlers_of(plain))
    return plain
