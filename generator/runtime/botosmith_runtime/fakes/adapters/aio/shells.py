"""The classes of the asynchronous clients that fakes return: the engine answers their calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from aiobotocore.client import AioBaseClient

from botosmith_runtime.fakes.adapters.aio.calling import CURRENT, POLLS, Calling
from botosmith_runtime.transfers import FAKED

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
        # The type stubs do not have the method.
        call = cast("Callable[..., Any]", super()._make_api_call)  # type: ignore[misc]
        before = CURRENT.get()
        CURRENT.set(Calling(engine))
        try:
            return await call(operation_name, api_params)
        finally:
            # Not reset(): a task that is destroyed ends in another context.
            CURRENT.set(before)

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


def aio_shell_class(plain: AioBaseClient) -> type[AioShell]:
    """The class of the shells around a client, with the name of the client's own class."""
    own = type(plain)
    if issubclass(own, AioShell):  # the client of another fake
        return own
    named = {"__module__": own.__module__, "__doc__": own.__doc__}
    return type(own.__name__, (AioShell, own), named)
