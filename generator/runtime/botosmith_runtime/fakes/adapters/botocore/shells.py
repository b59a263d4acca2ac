"""The classes of the clients that fakes return: a fake's engine answers their calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from botocore.client import BaseClient

from botosmith_runtime.fakes.adapters.botocore.clock import THREAD
from botosmith_runtime.transfers import FAKED

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.engine import Engine


class Shell(BaseClient):
    """The base class of every shell, in addition to botocore's client class."""

    def _make_api_call(self, operation_name: str, api_params: Any) -> Any:
        engine: Engine = vars(self)[FAKED]
        if engine.closed:
            engine.check_open(operation_name)
        sendings = len(THREAD.sendings)
        # The type stubs do not have the method.
        call = cast("Callable[..., Any]", super()._make_api_call)  # type: ignore[misc]
        THREAD.engines.append(engine)
        try:
            return call(operation_name, api_params)
        finally:
            THREAD.engines.pop()
            del THREAD.sendings[sendings:]  # one remains if the fake was closed during the call

    def get_waiter(self, waiter_name: str) -> Any:
        """botocore's waiter; its pauses only add to the simulated time."""
        engine: Engine = vars(self)[FAKED]
        waiter: Any = super().get_waiter(waiter_name)
        wait = waiter.wait

        def wait_at_once(**params: Any) -> None:
            given = params.pop("WaiterConfig", {})
            before = THREAD.polls
            try:
                wait(**params, WaiterConfig={**given, "Delay": 0})
            finally:
                pauses = THREAD.polls - before - 1
                if pauses > 0:
                    engine.wait(pauses * given.get("Delay", waiter.config.delay))

        waiter.wait = wait_at_once
        return waiter


def shell_class(plain: BaseClient) -> type[Shell]:
    """The class of the shells around a client, with the name of the client's own class."""
    own = type(plain)
    if issubclass(own, Shell):  # the client of another fake
        return own
    named = {"__module__": own.__module__, "__doc__": own.__doc__}
    return type(own.__name__, (Shell, own), named)
