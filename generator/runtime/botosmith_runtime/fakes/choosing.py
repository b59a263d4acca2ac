"""Which rule answers a call: the most specific one of those that match it and have answers left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botosmith_runtime.fakes.failures import AmbiguousRulesError
from botosmith_runtime.fakes.index import Index
from botosmith_runtime.fakes.refusals import called, closest

if TYPE_CHECKING:
    from botosmith_runtime.fakes.calls import Request
    from botosmith_runtime.fakes.rules import Rule
    from botosmith_runtime.fakes.steps import Step

    Chosen = tuple[Rule[Any, Any], Step]


class BySpecificity:
    """Any rule may answer, whichever was written first. The caller holds the fake's lock."""

    def __init__(self) -> None:
        self._by_operation: dict[str, Index] = {}

    def add(self, rule: Rule[Any, Any]) -> None:
        """Let a rule count, which gets its first answer."""
        index = self._index(rule.operation)
        for other in index.beside(rule):
            if other.is_like(rule) and other.next_step() is not None:
                raise AmbiguousRulesError(
                    f"{rule.explain()}: matches the same calls as {other.explain()}; "
                    "let one rule have both answers: .returns(...).returns(...); or make the first "
                    "a default, .optional(), that the other overrides"
                )
        index.add(rule)

    def enqueue(self, rule: Rule[Any, Any], step: Step) -> None:
        """A rule has got another answer."""

    def renew(self) -> None:
        """An answer is for more calls than before."""

    def clear(self) -> None:
        """Forget all rules."""
        self._by_operation.clear()

    def candidates(self, operation: str, request: Request) -> list[Rule[Any, Any]]:
        """The rules that may answer a call, if they match it."""
        index = self._by_operation.get(operation)
        return index.candidates(request) if index is not None else []

    def holds(self, operation: str, candidates: list[Rule[Any, Any]]) -> bool:  # noqa: ARG002
        """Whether these are the candidates still, whatever other threads have called since."""
        return True

    def choose(self, matching: list[Rule[Any, Any]], request: Request) -> Chosen | None:
        """The one of the matching candidates that answers; AmbiguousRulesError if two are equal."""
        found = [(rule, step) for rule in matching if (step := rule.next_step()) is not None]
        if len(found) < 2:
            return found[0] if found else None
        *_, second, first = sorted(found, key=lambda pair: pair[0].rank)
        if first[0].rank == second[0].rank:
            raise AmbiguousRulesError(
                f"two rules match {called(first[0].method, request)} equally well:\n"
                f"  {second[0].explain()}\n  {first[0].explain()}\n"
                "the rule with more values answers: add a member to one of them; "
                "or make one a default, .optional(), that the other overrides"
            )
        return first

    def refusal(
        self, operation: str, method: str, request: Request, rules: list[Rule[Any, Any]]
    ) -> str:
        """Why no rule answers a call, of all those that were written."""
        return closest(operation, method, request, rules)

    def _index(self, operation: str) -> Index:
        return self._by_operation.setdefault(operation, Index())
