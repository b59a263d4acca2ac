"""What a fake keeps of calls: the record for the test, and what a thread is in the middle of."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

from botosmith_runtime.fakes.values import recorded

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine import Engine
    from botosmith_runtime.fakes.steps import Step


class Call(NamedTuple):
    """A call that reached a fake: the operation's name and the parameters as they were sent.

    botocore's handlers have been at them, and a test's own: they hold idempotency tokens that
    nobody passed. What was passed is in ``rule.calls``.
    """

    operation: str
    request: dict[str, Any]


class Request(NamedTuple):
    """A call's parameters: as the caller ``passed`` them, and as botocore ``sent`` them on."""

    passed: dict[str, Any]
    sent: dict[str, Any]

    def recorded(self) -> Request:
        """Copies for the record; a file is read once."""
        sent: dict[str, Any] = recorded(self.sent)
        passed = {
            name: sent[name] if name in sent and self.sent[name] is value else recorded(value)
            for name, value in self.passed.items()
        }
        return Request(passed, sent)


class Exchange:
    """A call that goes through botocore's sending, retries and parsing, one attempt at a time."""

    def __init__(self, engine: Engine, model: Any, request: Request, step: Step) -> None:
        """``step`` is the one whose simulated failure applies to the first attempt."""
        self.engine = engine
        self.model = model
        self.request = request
        self.step = step
        self.struck = False
        self.answer: tuple[Any, dict[str, Any]] | None = None


class _Thread(threading.local):
    def __init__(self) -> None:
        self.engines: list[Engine] = []
        self.exchanges: list[Exchange] = []
        self.polls = 0


THREAD = _Thread()
"""What this thread is in the middle of: calls (the engine of each) and those of them that are
exchanges, innermost last; and how many calls it has made so far."""
