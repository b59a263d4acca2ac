"""The engine of a fake: it has the rules, records calls, and finds a call's answer or fault."""

from __future__ import annotations

import itertools
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from botosmith_runtime.fakes.engine import pages
from botosmith_runtime.fakes.engine.answers import Answer, success
from botosmith_runtime.fakes.engine.choosing import BySpecificity, InOrder
from botosmith_runtime.fakes.engine.rules import RuleStep
from botosmith_runtime.fakes.engine.secrets import recorded
from botosmith_runtime.fakes.failures import FakeClosedError, FakeError, UnexpectedCallError

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.answers import AnswerSource, Fault
    from botosmith_runtime.fakes.engine.choosing import Chosen
    from botosmith_runtime.fakes.engine.matching import CallParameters
    from botosmith_runtime.fakes.engine.operations import AnswerMode, FakedOperation, FakedService
    from botosmith_runtime.fakes.engine.rules import RuleState

_KEPT = 100  # messages about refused calls, in a fake that keeps few calls


class Call(NamedTuple):
    """A call that reached a fake: the operation's name and the parameters that would be sent.

    botocore's event handlers, and the test's, have already changed them: they contain idempotency
    tokens that nobody passed, for example. ``rule.calls`` has what the caller passed.
    """

    operation: str
    request: dict[str, Any]


class Owed(NamedTuple):
    """The step of a rule that a call has used up, and the delay before its answer or fault.

    ``delay`` is as in ``RuleState``.
    """

    rule: RuleState
    step: RuleStep
    request_id: str
    delay: tuple[float, bool] | None


class Engine:
    """The rules of one fake. Several threads may make calls and write rules at the same time."""

    def __init__(
        self,
        name: str,
        service: FakedService,
        *,
        strict: bool = False,
        answer_checks: AnswerMode = "strict",
        auto: bool = False,
        seed: int = 0,
        keep_calls: int | None = None,
    ) -> None:
        """``name`` is the fake's name, for messages; the options are those of ``Fake``."""
        self.name = name
        self.strict = strict
        self.answer_checks: AnswerMode = answer_checks
        self.lock = threading.RLock()
        self.rules: list[RuleState] = []
        self.keep_calls = keep_calls
        self.calls: deque[Call] = deque(maxlen=keep_calls)
        self.call_count = 0
        self.unexpected: deque[str] = deque(maxlen=None if keep_calls is None else _KEPT)
        self.elapsed = 0.0
        self.closed = ""  # where it was closed; empty while it is open
        self.sleep: Callable[[float], object] = time.sleep
        """How a call waits if a rule's delay is real; a server that stops ends the wait."""
        self.may_block = False
        """Whether an answer may take long: a rule calls code of a test, or waits."""
        self.transport = "stub"
        """How answers get to the client; only adapters read it."""
        self._service = service
        self._auto = auto
        self._seed = seed
        self._choice = InOrder() if strict else BySpecificity()
        self._numbers = itertools.count(1)

    @property
    def model(self) -> Any:
        """botocore's ``ServiceModel``, even once the fake is closed."""
        return self._service.model

    @property
    def is_made_on_demand(self) -> bool:
        """Whether the first call of each operation takes long."""
        return self._service.is_made_on_demand

    @property
    def service(self) -> FakedService:
        """The facts about the service; FakeClosedError once the fake is closed."""
        self.check_open()
        return self._service

    def check_open(self, called: str = "") -> None:
        """Raise FakeClosedError once the fake is closed; ``called`` is the operation's name."""
        if self.closed:
            raise FakeClosedError(
                f"{called} was called, but {self.ended}" if called else self.ended
            )

    @property
    def ended(self) -> str:
        """The message that the fake was closed, and where."""
        return f"this {self.name} was closed {self.closed}"

    def operation(self, name: str) -> FakedOperation:
        """The facts about an operation, even once the fake is closed."""
        return self._service.operation(name).answering(self.answer_checks)

    def reset(self) -> None:
        """Forget all rules and calls."""
        with self.lock:
            self.rules.clear()
            self.calls.clear()
            self.call_count = 0
            self.unexpected.clear()
            self._choice.clear()
            self.elapsed = 0.0

    def sample(self, operation: FakedOperation, seed: int) -> dict[str, Any]:
        """A valid response of an operation."""
        samples = self.service.generated.samples(operation.name)
        return pages.sample_response(operation, samples, seed)

    def ended_sample(
        self, operation: FakedOperation, seed: int, overrides: Mapping[str, Any]
    ) -> dict[str, Any]:
        """A valid response that is the last page, unless the overrides say otherwise."""
        paginator = self.service.paginator(operation.name)
        return pages.ended_sample(operation, paginator, self.sample(operation, seed), overrides)

    def remember(self, rule: RuleState) -> None:
        """Add a rule that has no answer yet."""
        with self.lock:
            self.may_block |= rule.conditions.call_code
            self.rules.append(rule)

    def forget(self, rule: RuleState) -> None:
        """Remove a rule that turned out not to be valid."""
        with self.lock:
            self.rules = [other for other in self.rules if other is not rule]

    def add(self, rule: RuleState, what: AnswerSource | Fault, limit: int | None) -> None:
        """Add a step to a rule, for ``limit`` calls; the first step activates the rule."""
        with self.lock:
            self.may_block |= what.calls_code
            if not rule.steps:
                try:
                    self._choice.add(rule)
                except FakeError:
                    self.forget(rule)
                    raise
            self._choice.enqueue(rule, rule.steps.add(what, limit))

    def limit_last(self, rule: RuleState, calls: int) -> None:
        """Set the number of calls that the last step of a rule is for."""
        with self.lock:
            self._choice.renew(rule, rule.steps.limit_last(calls))

    def make_optional(self, rule: RuleState) -> None:
        """Make a rule a default."""
        with self.lock:
            if not rule.optional:
                rule.make_optional()
                self._choice.exempt(rule)

    def refused(self, message: str) -> None:
        """Keep the message of a refused call, in case the code under test catches the error."""
        self.unexpected.append(message)

    def take(
        self, operation: str, call: CallParameters, *, after: RuleStep | None = None
    ) -> Answer | RuleStep | Owed:
        """Record a call and use up its answer; ``Exchange`` waits, and makes what is still owed.

        For another attempt of the same call, ``after`` is the step whose fault the last attempt
        got. Returns that step if its fault applies to every attempt.
        """
        if after is not None and after.limit is None:
            self.check_open(operation)
            return after  # it applies to every attempt of the call
        copy = call if after is not None else self._recorded(operation, call)
        chosen, held = None, False
        while not held:
            with self.lock:
                candidates = self._choice.candidates(operation, call)
            # Without the lock: predicates belong to the test, may be slow, and may take locks.
            matching = [rule for rule in candidates if rule.accepts(call)]
            with self.lock:
                self.check_open(operation)
                held = self._choice.holds(operation, candidates)
                if held:
                    chosen = self._choose(operation, matching, call)
                    if chosen is not None:
                        chosen = self._used(*chosen)
                    if after is None:
                        self.calls.append(Call(operation, copy.sent))
                        self.call_count += 1
                        if chosen is not None:
                            chosen[0].record(copy.passed)
        request_id = f"00000000-0000-4000-8000-{next(self._numbers):012x}"
        if chosen is None:
            return self._automatic(operation, request_id)
        rule, step = chosen
        return Owed(rule, step, request_id, rule.delay if after is None else None)

    def wait(self, seconds: float, real: bool = False) -> None:
        """Add seconds to ``elapsed``; sleep only if ``real``."""
        with self.lock:
            self.elapsed += seconds
        if real:
            self.sleep(seconds)

    def _recorded(self, name: str, call: CallParameters) -> CallParameters:
        copy = call.recorded()
        shape = self._service.secrets(name)
        if shape is None:
            return copy
        return copy._replace(passed=recorded(copy.passed, shape), sent=recorded(copy.sent, shape))

    def why_absent(self, method: str) -> str:
        """Why the fake has no method of that name; empty if no reason is known."""
        return self._service.why_absent(method)

    def paginates(self, operation: str) -> bool:
        """Whether an operation has a paginator, even once the fake is closed."""
        return bool(self._service.paginator(operation))

    def _automatic(self, name: str, request_id: str) -> Answer:
        operation = self.operation(name)
        return success(operation, self.ended_sample(operation, self._seed, {}), request_id)

    def _used(self, rule: RuleState, step: RuleStep) -> Chosen:
        """Count the use of a step. By chance there is a fault instead: then the step stays."""
        if rule.chance is not None and rule.chance.strikes():
            return rule, RuleStep(rule.chance.fault, 1)
        step.used += 1
        if step.limit == step.used:
            self._choice.retire(rule)
        return rule, step

    def _choose(self, name: str, matching: list[RuleState], call: CallParameters) -> Chosen | None:
        try:
            chosen = self._choice.choose(matching, call)
            if chosen is None and not self._service.has(name):
                raise UnexpectedCallError(f"{name} was called: {self._service.lacks(name)}")
            if chosen is None and not self._auto:
                refusal = self._choice.refusal(self.operation(name), call, self.rules)
                raise UnexpectedCallError(refusal)
        except FakeError as error:
            self.refused(str(error))
            raise
        return chosen
