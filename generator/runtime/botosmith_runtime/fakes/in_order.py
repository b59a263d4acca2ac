"""Which rule answers a call of a strict fake: the one whose turn it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botosmith_runtime.fakes.choosing import BySpecificity
from botosmith_runtime.fakes.refusals import out_of_turn

if TYPE_CHECKING:
    from botosmith_runtime.fakes.calls import Request
    from botosmith_runtime.fakes.choosing import Chosen
    from botosmith_runtime.fakes.rules import Rule
    from botosmith_runtime.fakes.steps import Step


class InOrder(BySpecificity):
    """Answers have their turns in the order in which they were written, over all rules.

    Defaults (``optional``) stand outside: of these the most specific one answers what the rule
    whose turn it is does not match.
    """

    def __init__(self) -> None:
        super().__init__()
        self._turns: list[Chosen] = []
        self._passed = 0  # so many of them have had their turn

    def add(self, rule: Rule[Any, Any]) -> None:
        """Let a rule count; it may be like others, since the order tells them apart."""
        self._index(rule.operation).add(rule)

    def enqueue(self, rule: Rule[Any, Any], step: Step) -> None:
        """A rule has got another answer, whose turn comes after those of all others so far."""
        self._turns.append((rule, step))

    def renew(self) -> None:
        """An answer is for more calls than before: it may be one that had its turn."""
        self._passed = 0

    def clear(self) -> None:
        """Forget all rules."""
        super().clear()
        self._turns.clear()
        self._passed = 0

    def candidates(self, operation: str, request: Request) -> list[Rule[Any, Any]]:
        """The rule whose turn it is, and the defaults; no predicate of another is to be asked."""
        defaults = [rule for rule in super().candidates(operation, request) if rule.is_optional]
        turn = self._turn()
        return [turn[0], *defaults] if turn and turn[0].operation == operation else defaults

    def holds(self, operation: str, candidates: list[Rule[Any, Any]]) -> bool:
        """Whether no other thread's call has ended the turn."""
        turn = self._turn()
        return turn is None or turn[0].operation != operation or turn[0] in candidates

    def choose(self, matching: list[Rule[Any, Any]], request: Request) -> Chosen | None:
        """The rule whose turn it is, or else a default."""
        turn = self._turn()
        if turn is not None and turn[0] in matching:
            return turn
        return super().choose([rule for rule in matching if rule.is_optional], request)

    def refusal(
        self, operation: str, method: str, request: Request, rules: list[Rule[Any, Any]]
    ) -> str:
        """What was expected in the place of a call."""
        turn = self._turn()
        return out_of_turn(operation, method, request, rules, turn[0] if turn else None)

    def _turn(self) -> Chosen | None:
        """The first answer that is left, and its rule."""
        while self._passed < len(self._turns):
            rule, step = self._turns[self._passed]
            if not rule.is_optional and rule.has_left(step):
                return rule, step
            self._passed += 1
        return None
