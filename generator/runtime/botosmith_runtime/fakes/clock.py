"""Time under a fake: what botocore would sleep between attempts is counted instead.

botocore sleeps in two places: between retries, and, in the retry mode ``adaptive``, before an
attempt that its rate limiter holds back. Within a fake's call both only count; all else is real.
"""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace
from typing import Any

from botocore import endpoint
from botocore.exceptions import CapacityNotAvailableError
from botocore.retries import adaptive, bucket

from botosmith_runtime.fakes.calls import THREAD


class _Time:
    """Stands for the ``time`` module where botocore sleeps between retries."""

    def sleep(self, seconds: float) -> None:
        if THREAD.exchanges:
            THREAD.exchanges[-1].engine.wait(seconds)
        else:
            time.sleep(seconds)

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


class _Clock(bucket.Clock):
    """The rate limiter's clock, to which time passes that is only counted."""

    def current_time(self) -> float:
        now = time.time()
        return now + THREAD.exchanges[-1].engine.elapsed if THREAD.exchanges else now


class _TokenBucket(bucket.TokenBucket):
    """The rate limiter's bucket, which waits on the clock above."""

    def acquire(self, amount: int = 1, block: bool = True) -> Any:
        while block and THREAD.exchanges:
            try:
                return super().acquire(amount, block=False)
            except CapacityNotAvailableError:  # noqa: PERF203  # it waits anyhow
                lacking = amount - self.available_capacity
                THREAD.exchanges[-1].engine.wait(lacking / self.max_rate)
        return super().acquire(amount, block)


_endpoint: Any = endpoint  # whose stubs do not know what it imports
_adaptive: Any = adaptive
_TIME: Any = _Time()
_BUCKET = SimpleNamespace(Clock=_Clock, TokenBucket=_TokenBucket)
_LOCK = threading.Lock()
_open = 0


def start() -> None:
    """Put these in botocore, when the first fake opens; before its client is made."""
    global _open
    with _LOCK:
        _open += 1
        if _endpoint.time is time:
            _endpoint.time = _TIME
        if _adaptive.bucket is bucket:
            _adaptive.bucket = _BUCKET


def stop() -> None:
    """Give botocore its own back, when the last fake closes."""
    global _open
    with _LOCK:
        _open -= 1
        if not _open:
            if _endpoint.time is _TIME:
                _endpoint.time = time
            if _adaptive.bucket is _BUCKET:
                _adaptive.bucket = bucket
