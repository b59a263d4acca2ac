"""A rule as the engine keeps it: its conditions, its steps, and the calls that it answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from botosmith_runtime.fakes.failures import RuleError

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.answers import AnswerSource, Fault
    from botosmith_runtime.fakes.engine.matching import CallParameters, Conditions
    from botosmith_runtime.fakes.engine.operations import FakedOperation

PAGES = "; the pages of a paginator are one answer: .pages([...])"
UNFINISHED = "has no answer yet: add .returns(...), .raises(...)"


class RuleStep:
    """A source of answers, or a fault, and for how many calls it is.

    A ``limit`` of None is for all calls that follow; in a strict fake it is for one call.
    """

    __slots__ = ("limit", "used", "what")

    def __init__(self, what: AnswerSource | Fault, limit: int | None) -> None:
        self.what = what
        self.limit = limit
        self.used = 0

    def most(self, once: bool) -> int | None:
        """How many calls it is for, None if for any number; of pages, once is one call for each."""
        return self.what.calls if once and self.limit is None else self.limit


class RuleSteps:
    """All steps of a rule. The caller holds the fake's lock."""

    def __init__(self, *, once: bool) -> None:
        """``once`` is for the rules of a strict fake, the last step of which is not for ever."""
        self.once = once
        self._steps: list[RuleStep] = []

    def __bool__(self) -> bool:
        """Whether there is any, used up or not."""
        return bool(self._steps)

    def add(self, what: AnswerSource | Fault, limit: int | None) -> RuleStep:
        """One more, after which the one before is for use once unless it says otherwise."""
        if self._steps and self._steps[-1].limit is None:
            self._steps[-1].limit = max(self._steps[-1].what.calls, self._steps[-1].used)
        step = RuleStep(what, limit)
        self._steps.append(step)
        return step

    def limit_last(self, calls: int) -> RuleStep:
        """Let the last one be for so many calls."""
        self._steps[-1].limit = calls
        return self._steps[-1]

    def next(self) -> RuleStep | None:
        """The one whose turn it is; None if nothing is left."""
        return next(filter(self.has_left, self._steps), None)

    def has_left(self, step: RuleStep) -> bool:
        """Whether one of them is for another call."""
        most = step.most(self.once)
        return most is None or step.used < most

    @property
    def are_responses(self) -> bool:
        """Whether there are several, each a response that was written in the test."""
        return len(self._steps) > 1 and all(step.what.is_written for step in self._steps)

    def complaint(self) -> str | None:
        """What was not used."""
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
    """One rule of a fake. Who changes it, or asks what is left of it, holds the fake's lock."""

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
        """``where`` it was written; ``once`` is for the rules of a strict fake.

        ``keep_calls`` is how many calls are kept; ``paginated`` says whether an operation has a
        paginator.
        """
        self.operation = operation.name
        self.method = operation.method
        self._paginated = paginated
        self._hides = operation.has_secrets
        self.conditions = conditions
        self.steps = RuleSteps(once=once)
        self.calls: deque[dict[str, Any]] = deque(maxlen=keep_calls)
        """The parameters of the last calls that it answered, as they were passed."""
        self.call_count = 0
        self.delay: tuple[float, bool] | None = None
        """How many seconds a call takes, and whether they really pass."""
        self.retired = False
        """Whether it has no answer left, so that calls are not compared with it."""
        self.optional = False
        """Whether it is a default."""
        self._where = where

    def __repr__(self) -> str:
        return f"{self.method}({self.conditions!r})"

    @property
    def rank(self) -> tuple[tuple[int, int, int], bool, bool]:
        """How specific the rule is; a default comes last among its equals."""
        return self.conditions.specificity, self.conditions.strict, not self.optional

    @property
    def has_answer(self) -> bool:
        """Whether it was given an answer, used up or not."""
        return bool(self.steps)

    def explain(self) -> str:
        """The rule, and where it was written."""
        return f"{self!r}, written at {self._where}"

    def make_optional(self) -> None:
        """Make it a default, whose last answer is for all calls to come."""
        self.optional = True
        self.steps.once = False

    def record(self, passed: dict[str, Any]) -> None:
        """Keep what was passed to a call that it answers."""
        self.calls.append(passed)
        self.call_count += 1

    def wants_pages(self, call: CallParameters) -> bool:
        """Whether a call differs in a paginator's tokens alone, which ``pages`` would fill in."""
        return self._paginated(self.operation) and self.conditions.differ_in_additions(call)

    def accepts(self, call: CallParameters) -> bool:
        """Whether a call is as the rule says; RuleError if a predicate raises."""
        try:
            return self.conditions.accept(call)
        except Exception as error:
            # Of a secret, the error's text may be that.
            text, cause = (": <hidden>", None) if self._hides else (f": {error}", error)
            raised = f"{type(error).__name__}{text}"
            raise RuleError(f"{self.explain()}: a predicate raised {raised}") from cause

    def is_like(self, other: RuleState) -> bool:
        """Whether another rule has the very same conditions, and neither yields to the other."""
        return self.rank == other.rank and self.conditions.are_like(other.conditions)

    def complaint(self) -> str | None:
        """What was not used of the rule, on closing."""
        if not self.steps:
            return f"{self.explain()}: {UNFINISHED}"
        if self.optional:
            return None
        complaint = self.steps.complaint()
        if complaint is None:
            return None
        pages = PAGES if self.steps.are_responses and self._paginated(self.operation) else ""
        return f"{self.explain()}: {complaint}{pages}"
