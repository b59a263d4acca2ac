"""What a fake keeps of calls: the record for the test, and what a thread is in the middle of."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from botocore import endpoint

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine import Engine


class Call(NamedTuple):
    """A call that reached a fake: the operation's name and the parameters, as botocore had them."""

    operation: str
    request: dict[str, Any]


class Exchange:
    """A call that goes through botocore's sending, retries and parsing, and its next fault."""

    def __init__(self, engine: Engine, model: Any, params: Any, fault: Any) -> None:
        self.engine = engine
        self.model = model
        self.params = params
        self.fault = fault
        self.answer: tuple[Any, dict[str, Any]] | None = None


class _Thread(threading.local):
    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.polls = 0


THREAD = _Thread()
"""What this thread is in the middle of: exchanges, innermost last, and calls made so far."""


class _Clock:
    """Stands for the ``time`` module where botocore sleeps between retries.

    Within a fake's call a sleep is only counted; all others are real.
    """

    def sleep(self, seconds: float) -> None:
        if THREAD.exchanges:
            THREAD.exchanges[-1].engine.wait(seconds)
        else:
            time.sleep(seconds)

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


_endpoint: Any = endpoint  # whose stubs do not know what it imports
_CLOCK: Any = _Clock()
_LOCK = threading.Lock()
_open = 0


def start_clock() -> None:
    """Put the clock in botocore's retries, when the first fake opens."""
    global _open
    with _LOCK:
        _open += 1
        if _endpoint.time is time:
            _endpoint.time = _CLOCK


def stop_clock() -> None:
    """Give botocore its own clock back, when the last fake closes."""
    global _open
    with _LOCK:
        _open -= 1
        if not _open and _endpoint.time is _CLOCK:
            _endpoint.time = time
