"""The asynchronous clients of a fake: its own, and those for code that makes its own clients."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aiobotocore.hooks import AioHierarchicalEmitter
from aiobotocore.session import AioSession

from botosmith_runtime.fakes.adapters.aio.calling import simulate, simulating_rates
from botosmith_runtime.fakes.adapters.aio.copies import AioCopier, handlers_of
from botosmith_runtime.fakes.adapters.aio.sessions import ASYNCHRONOUS, made
from botosmith_runtime.fakes.adapters.aio.shells import aio_shell_class
from botosmith_runtime.fakes.adapters.aio.stubbing import AioRuleStubber
from botosmith_runtime.fakes.adapters.botocore import sessions, sources
from botosmith_runtime.fakes.adapters.botocore.clients import Clients, Pair

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.engine import Engine


class _Ended(AioHierarchicalEmitter):
    """The events of a client whose fake is closed: handlers may register, but none is called."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine

    async def emit(self, event_name: str, **kwargs: Any) -> list[Any]:
        """Refuse to presign a URL: the handlers that complete it are not called."""
        if event_name.startswith("provide-client-params"):
            self._engine.check_open(kwargs["model"].name)
        return []

    async def emit_until_response(self, event_name: str, **kwargs: Any) -> Any:
        """Refuse to continue a call that was in flight."""
        if event_name.startswith("before-call"):
            self._engine.check_open(kwargs["model"].name)
        return None, None


class AioClients(Clients):
    """All asynchronous clients of one fake."""

    _kind = ASYNCHRONOUS
    _ended: Any = _Ended

    def pair(self) -> Pair:
        """``fake.aio_client`` and the plain client inside it; FakeClosedError after closing."""
        pair = super().pair()
        vars(pair.typed)["_stays_open"] = True
        return pair

    async def made_for(self, session: AioSession, asked: Mapping[str, Any]) -> Any:
        """A plain client, as the caller's session would make it with these arguments."""
        given = self.given(session, asked)
        own = sessions.credentials_of(session, ASYNCHRONOUS)
        key = sources.key_of(self._stage.client_class, session, given, own)
        source = sources.kept(session, key)
        if source is None:
            source = await self._source(session, given)
            sources.keep(session, key, given, source)
        return self._taken(source.copy())

    async def _source(self, caller: Any, asked: Mapping[str, Any]) -> sources.Source:
        session = sessions.stand_in(caller, str(self.service.models), ASYNCHRONOUS)
        arguments, validates = sources.arguments_for(session, asked)
        name = arguments.pop("service_name")
        with simulating_rates():
            plain = await made(session, name, arguments)
        simulate(plain, handlers_of(plain))
        AioRuleStubber(plain).activate()
        shell = aio_shell_class(plain)
        return sources.Source(plain, self.service.package, AioCopier, shell, validates=validates)

    def _copied(self, plain: Any) -> Any:
        own = AioCopier(plain, aio_shell_class(plain)).copy()
        simulate(own, handlers_of(own))
        AioRuleStubber(own).activate()
        return own
