"""What stands behind a fake: its rules, its record of calls, and which rule answers a call."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from botosmith_runtime.fakes import sampling
from botosmith_runtime.fakes.answers import Answer, success
from botosmith_runtime.fakes.calls import Call, Request
from botosmith_runtime.fakes.choosing import BySpecificity
from botosmith_runtime.fakes.failures import (
    FakeClosedError,
    FakeError,
    UnexpectedCallError,
)
from botosmith_runtime.fakes.in_order import InOrder

if TYPE_CHECKING:
    from botosmith_runtime.fakes.choosing import Chosen
    from botosmith_runtime.fakes.operations import Operation
    from botosmith_runtime.fakes.rules import Rule
    from botosmith_runtime.fakes.stages import Stage
    from botosmith_runtime.fakes.steps import Step
    from botosmith_runtime.fakes.types import AnswerMode
    from botosmith_runtime.fakes.wire import Taken


class Engine:
    """The rules of one fake. Any number of threads may call and write rules at once."""

    def __init__(
        self,
        name: str,
        stage: Stage,
        *,
        strict: bool,
        answer_checks: AnswerMode,
        auto: bool,
        seed: int,
    ) -> None:
        self.name = name
        self.strict = strict
        self.answer_checks: AnswerMode = answer_checks
        self.lock = threading.RLock()
        self.rules: list[Rule[Any, Any]] = []
        self.calls: list[Call] = []
        self.unexpected: list[str] = []
        self.elapsed = 0.0
        self.closed = ""  # where
        self._stage = stage
        self._auto = auto
        self._seed = seed
        self._choice = InOrder() if strict else BySpecificity()
        self._numbers = itertools.count(1)

    @property
    def stage(self) -> Stage:
        """What is known of the service; FakeClosedError once the fake is closed."""
        self.check_open()
        return self._stage

    def check_open(self, called: str = "") -> None:
        """Raise FakeClosedError once the fake is closed; ``called`` is the operation, if any is."""
        if self.closed:
            raise FakeClosedError(
                f"{called} was called, but {self.ended}" if called else self.ended
            )

    @property
    def ended(self) -> str:
        """That the fake was closed, and where."""
        return f"this {self.name} was closed {self.closed}"

    def operation(self, name: str) -> Operation:
        """What is known of an operation, even once the fake is closed."""
        return self._stage.operation(name).answering(self.answer_checks)

    def reset(self) -> None:
        """Forget all rules and calls."""
        with self.lock:
            self.rules.clear()
            self.calls.clear()
            self.unexpected.clear()
            self._choice.clear()
            self.elapsed = 0.0

    def sample(self, operation: Operation, seed: int) -> dict[str, Any]:
        """A valid response of an operation."""
        return sampling.response(operation, self.stage.package, seed)

    def ended_sample(
        self, operation: Operation, seed: int, overrides: Mapping[str, Any]
    ) -> dict[str, Any]:
        """A valid response after which no page follows, unless the overrides say so."""
        paginator = self.stage.paginator(operation.name)
        return sampling.ended(operation, paginator, self.sample(operation, seed), overrides)

    def remember(self, rule: Rule[Any, Any]) -> None:
        """Take a rule, which has no answer yet."""
        with self.lock:
            self.rules.append(rule)

    def forget(self, rule: Rule[Any, Any]) -> None:
        """Do without a rule that could not be written."""
        with self.lock:
            self.rules = [other for other in self.rules if other is not rule]

    def publish(self, rule: Rule[Any, Any]) -> None:
        """Let a rule count, which gets its first answer; with the lock held."""
        try:
            self._choice.add(rule)
        except FakeError:
            self.forget(rule)
            raise

    def enqueue(self, rule: Rule[Any, Any], step: Step) -> None:
        """Give another answer of a rule its place; with the lock held."""
        self._choice.enqueue(rule, step)

    def renew(self) -> None:
        """Let an answer be for more calls than before; with the lock held."""
        self._choice.renew()

    def take(self, model: Any, request: Request, *, after: Step | None = None) -> Taken | Step:
        """The answer to a call, or the step whose simulated failure applies.

        ``after`` is for a call's next attempt: the step whose fault befell the one before.
        """
        if after is not None and after.limit is None:
            self.check_open(model.name)
            return after  # it applies to every attempt of the call
        copy = request if after is not None else request.recorded()
        chosen, held = None, False
        while not held:
            with self.lock:
                candidates = self._choice.candidates(model.name, request)
            # Predicates are a test's own: they may take their time, and locks.
            matching = [rule for rule in candidates if rule.accepts(request)]
            with self.lock:
                self.check_open(model.name)
                held = self._choice.holds(model.name, candidates)
                if held:
                    chosen = self._choose(model.name, matching, request)
                    if chosen is not None:
                        chosen[1].used += 1
                    if after is None:
                        self.calls.append(Call(model.name, copy.sent))
                        if chosen is not None:
                            chosen[0].record(copy.passed)
        request_id = f"00000000-0000-4000-8000-{next(self._numbers):012x}"
        if chosen is None:
            return self._automatic(model.name, request_id)
        rule, step = chosen
        if after is None:
            rule.wait()
        if isinstance(step.what, Answer):
            return step.what.give(request.sent, request_id)
        return step

    def wait(self, seconds: float, real: bool = False) -> None:
        """Let time pass, in ``elapsed`` alone unless it is to be real."""
        with self.lock:
            self.elapsed += seconds
        if real:
            time.sleep(seconds)

    def _automatic(self, name: str, request_id: str) -> Taken:
        operation = self.operation(name)
        return success(operation, self.ended_sample(operation, self._seed, {}), request_id)

    def _choose(self, name: str, matching: list[Rule[Any, Any]], request: Request) -> Chosen | None:
        try:
            chosen = self._choice.choose(matching, request)
            if chosen is None and not self._auto:
                method = self.operation(name).method
                refusal = self._choice.refusal(name, method, request, self.rules)
                raise UnexpectedCallError(refusal)
        except FakeError as error:
            self.unexpected.append(str(error))
            raise
        return chosen
