"""The calls in progress in a thread, and their simulated time: botocore does not really sleep.

botocore sleeps in two places: between retries, and, in the retry mode ``adaptive``, before an
attempt that its rate limiter delays. In a fake's call, both only add to ``fake.elapsed``. Other
code sleeps as usual.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from botocore import endpoint
from botocore.exceptions import CapacityNotAvailableError
from botocore.retries import adaptive, bucket

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.answers import Answer, Fault
    from botosmith_runtime.fakes.engine.engine import Engine
    from botosmith_runtime.fakes.engine.exchange import Exchange


class Sending:
    """An exchange that goes through botocore's sending, retries and parsing."""

    def __init__(self, exchange: Exchange, model: Any, first: Answer | Fault) -> None:
        """``first`` is the fault, or the answer, of the first attempt, until that is made."""
        self.exchange = exchange
        self.model = model
        self.first: Answer | Fault | None = first
        self.parsed: dict[str, Any] | None = None
        self.metadata: Mapping[str, Any] = {}
        """What the rule says about the metadata of an answer that was parsed."""


class _Thread(threading.local):
    def __init__(self) -> None:
        self.engines: list[Engine] = []
        self.sendings: list[Sending] = []
        self.polls = 0


THREAD = _Thread()
"""The calls in progress in this thread: the engine of each, innermost last, and those that go
through botocore's sending. ``polls`` is the number of calls so far, for waiters."""


def _engine() -> Engine:
    return THREAD.sendings[-1].exchange.engine


class _Time:
    """Replaces the ``time`` module in botocore's code that sleeps between retries."""

    def sleep(self, seconds: float) -> None:
        if THREAD.sendings:
            _engine().wait(seconds)
        else:
            time.sleep(seconds)

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


class _Clock(bucket.Clock):
    """The rate limiter's clock, which includes the simulated time."""

    def current_time(self) -> float:
        now = time.time()
        return now + _engine().elapsed if THREAD.sendings else now


class _TokenBucket(bucket.TokenBucket):
    """The rate limiter's bucket, which waits in simulated time."""

    def acquire(self, amount: int = 1, block: bool = True) -> Any:
        while block and THREAD.sendings:
            try:
                return super().acquire(amount, block=False)
            except CapacityNotAvailableError:  # noqa: PERF203  # it has to wait here
                lacking = amount - self.available_capacity
                _engine().wait(lacking / self.max_rate)
        return super().acquire(amount, block)


_endpoint: Any = endpoint  # its type stubs do not have the modules that it imports
_adaptive: Any = adaptive
_TIME: Any = _Time()
_BUCKET = SimpleNamespace(Clock=_Clock, TokenBucket=_TokenBucket)
_LOCK = threading.Lock()
_open = 0


def start() -> None:
    """Replace botocore's time functions when the first fake opens, before its client is made."""
    global _open
    with _LOCK:
        _open += 1
        if _endpoint.time is time:
            _endpoint.time = _TIME
        if _adaptive.bucket is bucket:
            _adaptive.bucket = _BUCKET


def stop() -> None:
    """Restore botocore's time functions when the last fake closes."""
    global _open
    with _LOCK:
        _open -= 1
        if not _open:
            if _endpoint.time is _TIME:
                _endpoint.time = time
            if _adaptive.bucket is _BUCKET:
                _adaptive.bucket = bucket
