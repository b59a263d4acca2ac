"""The engine's state of a rule: its conditions, its steps, and the calls that it answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from botosmith_runtime.fakes.failures import RuleError

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.answers import AnswerSource, Chance, Delivery, Fault
    from botosmith_runtime.fakes.engine.matching import CallParameters, Conditions
    from botosmith_runtime.fakes.engine.operations import FakedOperation

PAGES = "; the pages of a paginator are one answer: .pages([...])"
UNFINISHED = "has no answer yet: add .returns(...), .raises(...)"


class RuleStep:
    """A source of answers, or a fault, with the number of calls that it is for.

    A ``limit`` of None means all further calls, or one call in a strict fake.
    """

    __slots__ = ("delivery", "limit", "used", "what")

    def __init__(self, what: AnswerSource | Fault, limit: int | None) -> None:
        self.what = what
        self.limit = limit
        self.used = 0
        self.delivery: Delivery | None = None
        """How a server sends the answer, if it does not send it whole and at once."""

    def most(self, once: bool) -> int | None:
        """The largest number of calls; None if there is no limit.

        With ``once``, a step without a limit is for one call, and pages for one call each.
        """
        return self.what.calls if once and self.limit is None else self.limit


class RuleSteps:
    """All steps of a rule. The caller holds the fake's lock."""

    def __init__(self, *, once: bool) -> None:
        """``once`` is for the rules of a strict fake: their last step has a limit, too."""
        self.once = once
        self._steps: list[RuleStep] = []

    def __bool__(self) -> bool:
        """Whether there is any step, used up or not."""
        return bool(self._steps)

    def add(self, what: AnswerSource | Fault, limit: int | None) -> RuleStep:
        """Add a step; the step before, if it has no limit, is now for one use only."""
        if self._steps and self._steps[-1].limit is None:
            self._steps[-1].limit = max(self._steps[-1].what.calls, self._steps[-1].used)
        step = RuleStep(what, limit)
        self._steps.append(step)
        return step

    def limit_last(self, calls: int) -> RuleStep:
        """Set the number of calls that the last step is for."""
        self._steps[-1].limit = calls
        return self._steps[-1]

    def deliver_last(self, delivery: Delivery) -> None:
        """Set how a server sends the answers of the last step."""
        self._steps[-1].delivery = delivery

    def next(self) -> RuleStep | None:
        """The step that answers the next call; None if all are used up."""
        for step in self._steps:  # a loop, as this is done for every rule and call
            if self.has_left(step):
                return step
        return None

    def has_left(self, step: RuleStep) -> bool:
        """Whether a step can answer another call."""
        most = step.most(self.once)
        return most is None or step.used < most

    @property
    def are_responses(self) -> bool:
        """Whether there are several steps, and each is a response that the test wrote."""
        return len(self._steps) > 1 and all(step.what.is_written for step in self._steps)

    def complaint(self) -> str | None:
        """What was not used, for a message; None if all was."""
        counted = [
            (most, step.used) for step in self._steps if (most := step.most(self.once)) is not None
        ]
        missed = sum(most - used for most, used in counted)
        if missed:
            meant = sum(most for most, _ in counted)
            return f"used {meant - missed} of {meant} times"
        if self._steps[-1].used or len(counted) == len(self._steps):
            return None
        return f"{'its last answer was ' if counted else ''}never used"


class RuleState:
    """One rule of a fake. To change it, or to read its steps, hold the fake's lock."""

    def __init__(
        self,
        operation: FakedOperation,
        conditions: Conditions,
        where: str,
        *,
        once: bool,
        keep_calls: int | None = None,
        paginated: Callable[[str], bool] = bool,
    ) -> None:
        """``where`` is the line of the test that made the rule, for messages.

        ``once`` is for the rules of a strict fake. ``keep_calls`` is how many calls are kept.
        ``paginated`` returns whether an operation has a paginator.
        """
        self.operation = operation.name
        self.method = operation.method
        self._paginated = paginated
        self._hides = operation.has_secrets
        self.conditions = conditions
        self.steps = RuleSteps(once=once)
        self.calls: deque[dict[str, Any]] = deque(maxlen=keep_calls)
        """The parameters of the last calls that the rule answered, as the callers passed them."""
        self.call_count = 0
        self.delay: tuple[float, bool] | None = None
        """How many seconds a call takes, and whether the call really sleeps."""
        self.retired = False
        """Whether no answer is left, so that calls are not compared with the rule."""
        self.optional = False
        """Whether the rule is a default."""
        self.chance: Chance | None = None
        """A fault that some calls get by chance, instead of the rule's answer."""
        self._where = where

    def __repr__(self) -> str:
        return f"{self.method}({self.conditions!r})"

    @property
    def rank(self) -> tuple[tuple[int, int, int], bool, bool]:
        """How specific the rule is; a default comes last among its equals."""
        return self.conditions.specificity, self.conditions.strict, not self.optional

    @property
    def has_answer(self) -> bool:
        """Whether the rule has an answer, used up or not."""
        return bool(self.steps)

    def explain(self) -> str:
        """The rule, and where it was written."""
        return f"{self!r}, written at {self._where}"

    def make_optional(self) -> None:
        """Make the rule a default; its last answer has no limit."""
        self.optional = True
        self.steps.once = False

    def record(self, passed: dict[str, Any]) -> None:
        """Keep the parameters of a call that the rule answers, and count it."""
        self.calls.append(passed)
        self.call_count += 1

    def wants_pages(self, call: CallParameters) -> bool:
        """Whether a call only has more members than the rule, such as tokens of ``pages``."""
        return self._paginated(self.operation) and self.conditions.differ_in_additions(call)

    def accepts(self, call: CallParameters) -> bool:
        """Whether a call matches the conditions; RuleError if a predicate raises."""
        try:
            return self.conditions.accept(call)
        except Exception as error:
            # The error's text may contain the secret.
            text, cause = (": <hidden>", None) if self._hides else (f": {error}", error)
            raised = f"{type(error).__name__}{text}"
            raise RuleError(f"{self.explain()}: a predicate raised {raised}") from cause

    def is_like(self, other: RuleState) -> bool:
        """Whether another rule has the same conditions and the same rank."""
        return self.rank == other.rank and self.conditions.are_like(other.conditions)

    def complaint(self) -> str | None:
        """Which answers were not used, for the message on closing; None if there is nothing."""
        if not self.steps:
            return f"{self.explain()}: {UNFINISHED}"
        if self.optional:
            return None
        complaint = self.steps.complaint()
        if complaint is None:
            return None
        pages = PAGES if self.steps.are_responses and self._paginated(self.operation) else ""
        return f"{self.explain()}: {complaint}{pages}"
