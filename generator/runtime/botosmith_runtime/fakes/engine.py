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
from botosmith_runtime.fakes.failures import (
    AmbiguousRulesError,
    FakeClosedError,
    FakeError,
    UnexpectedCallError,
)
from botosmith_runtime.fakes.matching import shown
from botosmith_runtime.fakes.rules import UNFINISHED

if TYPE_CHECKING:
    from botosmith_runtime.fakes.operations import Operation
    from botosmith_runtime.fakes.rules import Rule, Step
    from botosmith_runtime.fakes.stages import Stage
    from botosmith_runtime.fakes.wire import Fault, Taken

    _Chosen = tuple[Rule[Any, Any], Step]


class Engine:
    """The rules of one fake. Any number of threads may call and write rules at once."""

    def __init__(self, name: str, stage: Stage, *, auto: bool, seed: int) -> None:
        self.name = name
        self.lock = threading.RLock()
        self.rules: list[Rule[Any, Any]] = []
        self.calls: list[Call] = []
        self.unexpected: list[str] = []
        self.elapsed = 0.0
        self.closed = ""  # where
        self._stage = stage
        self._auto = auto
        self._seed = seed
        self._by_operation: dict[str, tuple[Rule[Any, Any], ...]] = {}
        self._numbers = itertools.count(1)

    @property
    def stage(self) -> Stage:
        """The client and what belongs to it; FakeClosedError once the fake is closed."""
        if self.closed:
            raise FakeClosedError(self.ended)
        return self._stage

    @property
    def ended(self) -> str:
        """That the fake was closed, and where."""
        return f"this {self.name} was closed {self.closed}"

    def operation(self, name: str) -> Operation:
        """What is known of an operation, even once the fake is closed."""
        return self._stage.operation(name)

    def reset(self) -> None:
        """Forget all rules and calls."""
        with self.lock:
            self.rules.clear()
            self.calls.clear()
            self.unexpected.clear()
            self._by_operation.clear()
            self.elapsed = 0.0

    def sample(self, operation: Operation, seed: int) -> dict[str, Any]:
        """A valid response of an operation."""
        return sampling.response(operation, self.stage.client.service.package, seed)

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
        others = self._by_operation.get(rule.operation, ())
        for other in others:
            if other.is_like(rule) and other.next_step() is not None:
                self.forget(rule)
                raise AmbiguousRulesError(
                    f"{rule.explain()}: matches the same calls as {other.explain()}; "
                    "let one rule have both answers: .returns(...).returns(...); or make the first "
                    "a default, .optional(), that the other overrides"
                )
        self._by_operation[rule.operation] = (*others, rule)

    def take(self, model: Any, request: Request, *, again: bool = False) -> Taken | Fault:
        """What a call is answered, or what befalls it; ``again`` for a call's next attempt."""
        rules = self._by_operation.get(model.name, ())
        matching = [rule for rule in rules if rule.accepts(request)]
        copy = request if again else request.recorded()
        with self.lock:
            found = [(rule, step) for rule in matching if (step := rule.next_step()) is not None]
            chosen = found[0] if len(found) == 1 else self._best(found, request) if found else None
            if chosen is None and not self._auto:
                self._refuse(model.name, request)
            if chosen is not None:
                chosen[1].used += 1
            if not again:
                self.calls.append(Call(model.name, copy.sent))
                if chosen is not None:
                    chosen[0].record(copy.passed)
            request_id = f"00000000-0000-4000-8000-{next(self._numbers):012x}"
        if chosen is None:
            return self._automatic(model.name, request_id)
        rule, step = chosen
        if not again:
            rule.wait()
        if isinstance(step.what, Answer):
            return step.what.give(request.sent, request_id)
        return step.what

    def wait(self, seconds: float, real: bool = False) -> None:
        """Let time pass, in ``elapsed`` alone unless it is to be real."""
        with self.lock:
            self.elapsed += seconds
        if real:
            time.sleep(seconds)

    def _automatic(self, name: str, request_id: str) -> Taken:
        operation = self.operation(name)
        return success(operation, self.ended_sample(operation, self._seed, {}), request_id)

    def _best(self, found: list[_Chosen], request: Request) -> _Chosen:
        *_, second, first = sorted(found, key=lambda pair: pair[0].rank)
        if first[0].rank == second[0].rank:
            method = self.operation(first[0].operation).method
            raise self._noted(
                AmbiguousRulesError(
                    f"two rules match {_called(method, request.passed)} equally well:\n"
                    f"  {second[0].explain()}\n  {first[0].explain()}\n"
                    "the rule with more values answers: add a member to one of them; "
                    "or make one a default, .optional(), that the other overrides"
                )
            )
        return first

    def _refuse(self, name: str, request: Request) -> None:
        method = self.operation(name).method
        lines = [f"{_called(method, request.passed)} was not expected"]
        # Of those that would match, the one that its author forgot to finish tells most.
        compared = sorted(
            (differing, rule.has_answer, table, rule.explain())
            for rule in self.rules
            if rule.operation == name
            for differing, table in [rule.compared(request)]
        )
        if not compared:
            lines[0] += f": there is no rule for {method}"
            others = sorted({rule.method for rule in self.rules})
            lines += [f"  (there are some for {', '.join(others)})"] if others else []
        else:
            differing, has_answer, table, closest = compared[0]
            if differing:
                lines.append(f"the closest rule is {closest}")
                lines += table
            elif has_answer:
                lines.append(f"{closest}, would match, but has no answer left")
            else:
                lines.append(f"{closest}, would match, but {UNFINISHED}")
        raise self._noted(UnexpectedCallError("\n".join(lines)))

    def _noted(self, error: FakeError) -> FakeError:
        self.unexpected.append(str(error))
        return error


def _called(method: str, request: Mapping[str, Any]) -> str:
    return f"{method}({', '.join(f'{name}={shown(value)}' for name, value in request.items())})"
