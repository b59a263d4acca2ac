"""What a fake keeps of calls: the record for the test, and what a thread is in the middle of."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

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
