"""The classes of the asynchronous clients that fakes return: the engine answers their calls."""

from __future__ import annotations

from collections.abc import Callable
from inspect import unwrap
from typing import TYPE_CHECKING, Any, cast

from aiobotocore.client import AioBaseClient

from botosmith_runtime.fakes.adapters.aio.calling import CURRENT, POLLS, Calling
from botosmith_runtime.fakes.adapters.botocore.internals import inside
from botosmith_runtime.transfers import FAKED

_CALL: Any = vars(AioBaseClient)["_make_api_call"]
_BARE_CALL: Any = unwrap(_CALL)
"""The same without its decorator, which collects names for the User-Agent."""

ENDPOINTS = "_botosmith_endpoints"
"""The attribute of a fake's client for the endpoints of its operations, if they may be kept."""

if TYPE_CHECKING:
    from typing_extensions import Self

    from botosmith_runtime.fakes.engine.engine import Engine


class AioShell(AioBaseClient):
    """The base class of every shell, in addition to aiobotocore's client class.

    It has no connections to open or to close, and can be used in any event loop.
    """

    async def _make_api_call(self, operation_name: str, api_params: Any) -> Any:
        engine: Engine = vars(self)[FAKED]
        if engine.closed:
            engine.check_open(operation_name)
        call = cast("Any", super()._make_api_call)  # type: ignore[misc]  # not in the stubs
        before = CURRENT.get()
        CURRENT.set(Calling(engine))
        try:
            if call.__func__ is _CALL:
                return await _BARE_CALL(self, operation_name, api_params)
            return await call(operation_name, api_params)  # somebody observes all calls
        finally:
            # Not reset(): a task that is destroyed ends in another context.
            CURRENT.set(before)

    async def _resolve_endpoint_ruleset(
        self, operation_model: Any, params: Any, request_context: Any, *given: Any, **more: Any
    ) -> Any:
        """The endpoint of a call; to resolve it takes a quarter of a stubbed call.

        It is kept by operation, if neither parameters nor handlers decide about it.
        """
        resolve = cast("Callable[..., Any]", super()._resolve_endpoint_ruleset)  # type: ignore[misc]
        kept: Endpoints | None = vars(self).get(ENDPOINTS)
        if kept is None or given or more or not kept.apply(self, operation_model):
            return await resolve(operation_model, params, request_context, *given, **more)
        name: str = operation_model.name
        if name not in kept.known:
            before = {**request_context}
            found = await resolve(operation_model, params, request_context)
            changed = {n: v for n, v in request_context.items() if before.get(n) is not v}
            kept.known[name] = found, _copied(changed)
            return found
        (url, headers, properties), changed = kept.known[name]
        request_context.update(_copied(changed))
        return url, {**headers}, properties

    def get_waiter(self, waiter_name: str) -> Any:
        """aiobotocore's waiter; its pauses only add to the simulated time."""
        engine: Engine = vars(self)[FAKED]
        waiter: Any = super().get_waiter(waiter_name)
        wait = waiter.wait

        async def wait_at_once(**params: Any) -> None:
            given = params.pop("WaiterConfig", {})
            polls, before = [0], POLLS.get()
            POLLS.set(polls)
            try:
                await wait(**params, WaiterConfig={**given, "Delay": 0})
            finally:
                POLLS.set(before)
                if polls[0] > 1:
                    engine.wait((polls[0] - 1) * given.get("Delay", waiter.config.delay))

        waiter.wait = wait_at_once
        return waiter

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing is open."""

    async def close(self) -> None:  # type: ignore[override]
        """Nothing is open."""


class Endpoints:
    """The endpoints of a client's operations, with what each adds to the context of a call.

    They are used as long as the client has the handlers that it had when this was made.
    """

    def __init__(self, client: AioBaseClient) -> None:
        self.known: dict[str, tuple[Any, dict[str, Any]]] = {}
        self._handlers = _handlers(client)

    def apply(self, client: AioBaseClient, operation: Any) -> bool:
        """Whether the endpoint of an operation is the same for each call."""
        if operation.context_parameters or operation.operation_context_parameters:
            return False
        return _handlers(client) is self._handlers


def _handlers(client: AioBaseClient) -> Any:
    """An object that botocore replaces when a handler changes."""
    return inside(inside(client.meta.events)["_emitter"])["_lookup_cache"]


def _copied(changed: dict[str, Any]) -> dict[str, Any]:
    return {name: {**v} if isinstance(v, dict) else v for name, v in changed.items()}


def aio_shell_class(plain: AioBaseClient) -> type[AioShell]:
    """The class of the shells around a client, with the name of the client's own class."""
    own = type(plain)
    if issubclass(own, AioShell):  # the client of another fake
        return own
    named = {"__module__": own.__module__, "__doc__": own.__doc__}
    return type(own.__name__, (AioShell, own), named)
