"""What a rule answers, in order: each step an answer or a fault, and how often it is for use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botosmith_runtime.fakes.answers import Answer
    from botosmith_runtime.fakes.wire import Fault

UNFINISHED = "has no answer yet: add .returns(...), .raises(...)"


class Step:
    """An answer or a fault of a rule's. A limit of None is for ever, in a strict fake for once."""

    def __init__(self, what: Answer | Fault, limit: int | None) -> None:
        self.what = what
        self.limit = limit
        self.used = 0

    def most(self, once: bool) -> int | None:
        """How many calls it is for, None if for any number; of pages, once is one call for each."""
        return self.what.calls if once and self.limit is None else self.limit


class Steps:
    """All steps of a rule. The caller holds the fake's lock."""

    def __init__(self, *, once: bool) -> None:
        """``once`` is for the rules of a strict fake, the last step of which is not for ever."""
        self.once = once
        self._steps: list[Step] = []

    def __bool__(self) -> bool:
        """Whether there is any, used up or not."""
        return bool(self._steps)

    def add(self, what: Answer | Fault, limit: int | None) -> Step:
        """One more, after which the one before is for use once unless it says otherwise."""
        if self._steps and self._steps[-1].limit is None:
            self._steps[-1].limit = max(self._steps[-1].what.calls, self._steps[-1].used)
        step = Step(what, limit)
        self._steps.append(step)
        return step

    def limit_last(self, calls: int) -> None:
        """Let the last one be for so many calls."""
        self._steps[-1].limit = calls

    def next(self) -> Step | None:
        """The one whose turn it is; None if nothing is left."""
        return next(filter(self.has_left, self._steps), None)

    def has_left(self, step: Step) -> bool:
        """Whether one of them is for another call."""
        most = step.most(self.once)
        return most is None or step.used < most

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
