"""One call to a fake: it waits as its rule says, and makes the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, cast

from botosmith_runtime.fakes.engine.answers import Answer, AnswerSource
from botosmith_runtime.fakes.engine.engine import Owed
from botosmith_runtime.fakes.failures import FakeClosedError, UnexpectedCallError

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.answers import Fault
    from botosmith_runtime.fakes.engine.engine import Engine
    from botosmith_runtime.fakes.engine.matching import CallParameters
    from botosmith_runtime.fakes.engine.rules import RuleStep

Sleep = Callable[[float], Awaitable[None]]
"""Sleeps for some seconds, in the caller's event loop; 0 lets other tasks run."""


class Exchange:
    """One call to a fake, with the attempts that a retrying client makes.

    The call is recorded at the first attempt. The client decides whether another attempt follows.
    """

    __slots__ = ("_step", "call", "engine", "operation")

    def __init__(self, engine: Engine, operation: str, call: CallParameters) -> None:
        self.engine = engine
        self.operation = operation
        self.call = call
        self._step: RuleStep | None = None

    def attempt(self) -> Answer | Fault:
        """The answer to this attempt, or its fault.

        Raises what a responder raises, and FakeError if no rule matches, if two match equally
        well, or if the fake is closed.
        """
        taken = self.engine.take(self.operation, self.call, after=self._step)
        if isinstance(taken, Owed):
            step = taken.step
            if taken.delay is not None:
                self.engine.wait(*taken.delay)
            if isinstance(step.what, AnswerSource):
                try:
                    step.what.look(self.call)
                    answer = step.what.give(self.call.sent, taken.request_id)
                except UnexpectedCallError as error:
                    self._refuse(error)
                    raise
                return answer._replace(rule=taken.rule, delivery=step.delivery)
            taken = step
        return self._seen(taken)

    async def attempt_awaited(self, sleep: Sleep) -> Answer | Fault:
        """The same for a client that awaits: delays and responders do not block other tasks.

        The answer is used up before other tasks run. So a call that is cancelled has used it up,
        as a service would have received the request. Other tasks always run once, as they do while
        a real client waits for a response. Raises FakeClosedError if one of them closes the fake.
        """
        taken = self.engine.take(self.operation, self.call, after=self._step)
        pause = 0.0
        if isinstance(taken, Owed) and taken.delay is not None:
            seconds, real = taken.delay
            self.engine.wait(seconds)
            pause = seconds if real else 0.0
        await sleep(pause)
        self._check_open()
        if isinstance(taken, Owed):
            step = taken.step
            if isinstance(step.what, AnswerSource):
                try:
                    step.what.look(self.call)
                    answer = await step.what.give_awaited(self.call.sent, taken.request_id)
                except UnexpectedCallError as error:
                    self._refuse(error)
                    raise
                self._check_open()
                return answer._replace(rule=taken.rule, delivery=step.delivery)
            taken = step
        return self._seen(taken)

    def _seen(self, taken: Answer | RuleStep) -> Answer | Fault:
        """An answer, or the fault of a step, which is kept for the next attempt."""
        if isinstance(taken, Answer):
            return taken
        self._step = taken
        return cast("Fault", taken.what)

    def _refuse(self, error: UnexpectedCallError) -> None:
        with self.engine.lock:
            self.engine.refused(str(error))

    def _check_open(self) -> None:
        """Raise FakeClosedError if the fake was closed while the call was in flight."""
        if self.engine.closed:
            raise FakeClosedError(
                f"{self.operation} was in flight when {self.engine.ended}: await the call, or "
                "cancel its task and await that, before the fake is closed"
            )
