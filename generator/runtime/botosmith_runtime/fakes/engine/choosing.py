"""Which rule answers a call, and the error message if no rule does.

In an ordinary fake, the most specific rule answers, of those that match the call and have an answer
left. In a strict fake, it is the rule whose turn it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botosmith_runtime.fakes.engine.rules import UNFINISHED
from botosmith_runtime.fakes.failures import AmbiguousRulesError

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.matching import CallParameters
    from botosmith_runtime.fakes.engine.operations import FakedOperation
    from botosmith_runtime.fakes.engine.rules import RuleState, RuleStep

    Chosen = tuple[RuleState, RuleStep]

_Texts = tuple[Any, ...]
_UNDECIDED: Any = object()
_USED_UP = "has no answer left"
_PAGES = "  (all pages of a paginator are one answer: .pages([...]) also fills in the tokens)"
_OPEN = "  (in a strict fake, a rule with strict=False and no members accepts any parameters)"
_USED_ONCE = "has no answer left; .times(n) lets a rule of a strict fake answer more than one call"


class RuleIndex:
    """The active rules of one operation, indexed by those conditions that are plain strings.

    With many rules, most of them require another name or id, and are not compared with the call.
    Rules with strings for the same members form a group; those without any string form one, too.
    """

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], dict[_Texts, list[RuleState]]] = {}

    def add(self, rule: RuleState) -> None:
        """Add a rule."""
        names, texts = rule.conditions.texts
        self._groups.setdefault(names, {}).setdefault(texts, []).append(rule)

    def remove(self, rule: RuleState) -> None:
        """Remove a rule, which has no answer left."""
        self.with_texts_of(rule).remove(rule)

    def with_texts_of(self, rule: RuleState) -> list[RuleState]:
        """The rules with the same strings for the same members."""
        names, texts = rule.conditions.texts
        return self._groups.get(names, {}).get(texts, [])

    def candidates(self, call: CallParameters) -> list[RuleState]:
        """All rules that may match a call."""
        found: list[RuleState] = []
        for names, by_texts in self._groups.items():
            texts = tuple([_text(name, call) for name in names])
            if _UNDECIDED in texts:
                for rules in by_texts.values():
                    found += rules
            else:
                found += by_texts.get(texts, ())
        return found


def _text(name: str, call: CallParameters) -> Any:
    """The string that a member of a call has; None if the call has no such member.

    Undecided if it is a file or bytes, or if botocore's handlers changed it.
    """
    sent = call.sent.get(name)
    if sent is not None and type(sent) is not str:
        return _UNDECIDED
    passed = call.passed.get(name)
    return sent if passed is sent or passed is None else _UNDECIDED


class BySpecificity:
    """The most specific rule answers, in any order. The caller holds the fake's lock."""

    def __init__(self) -> None:
        self._by_operation: dict[str, RuleIndex] = {}

    def add(self, rule: RuleState) -> None:
        """Activate a rule on its first answer; AmbiguousRulesError if an active one is the same."""
        index = self._index(rule.operation)
        for other in index.with_texts_of(rule):
            if other.is_like(rule) and other.steps.next() is not None:
                raise AmbiguousRulesError(
                    f"{rule.explain()}: matches the same calls as {other.explain()}; "
                    "give both answers to one rule: .returns(...).returns(...); or make the first "
                    "a default, .optional(), that the other overrides"
                )
        index.add(rule)

    def enqueue(self, rule: RuleState, step: RuleStep) -> None:  # noqa: ARG002
        """Note that a rule has another answer."""
        self._put_back(rule)

    def renew(self, rule: RuleState, step: RuleStep) -> None:  # noqa: ARG002
        """Note that an answer is for more calls than before."""
        self._put_back(rule)

    def retire(self, rule: RuleState) -> None:
        """Remove a rule from the index if it has given its last answer."""
        if rule.steps.next() is None:
            rule.retired = True
            self._by_operation[rule.operation].remove(rule)

    def _put_back(self, rule: RuleState) -> None:
        if rule.retired:
            rule.retired = False
            self._index(rule.operation).add(rule)

    def exempt(self, rule: RuleState) -> None:
        """Note that a rule is now a default."""

    def clear(self) -> None:
        """Forget all rules."""
        self._by_operation.clear()

    def candidates(self, operation: str, call: CallParameters) -> list[RuleState]:
        """The rules to compare with a call."""
        index = self._by_operation.get(operation)
        return index.candidates(call) if index is not None else []

    def holds(self, operation: str, candidates: list[RuleState]) -> bool:  # noqa: ARG002
        """Whether the candidates are still valid, after other threads may have made calls."""
        return True

    def choose(self, matching: list[RuleState], call: CallParameters) -> Chosen | None:
        """The matching candidate that answers; AmbiguousRulesError if two are equally specific."""
        found = [(rule, step) for rule in matching if (step := rule.steps.next()) is not None]
        if len(found) < 2:
            return found[0] if found else None
        *_, second, first = sorted(found, key=lambda pair: pair[0].rank)
        if first[0].rank == second[0].rank:
            raise AmbiguousRulesError(
                f"two rules match {call.written(first[0].method, first[0].conditions.hide)} "
                "equally well:\n"
                f"  {second[0].explain()}\n  {first[0].explain()}\n"
                "the rule with more values answers: add a member to one of them; "
                "or make one a default, .optional(), that the other overrides"
            )
        return first

    def refusal(
        self, operation: FakedOperation, call: CallParameters, rules: list[RuleState]
    ) -> str:
        """The message why no rule answers: a comparison with the closest rule, by member."""
        lines = [f"{call.written(operation.method, operation.hide)} was not expected"]
        # Among rules that would match, one without any answer is the most likely cause.
        compared = sorted(
            (differing, rule.has_answer, table, rule.explain())
            for rule in rules
            if rule.operation == operation.name
            for differing, table in [rule.conditions.compared(call)]
        )
        if not compared:
            lines[0] += f": there is no rule for {operation.method}; write "
            lines[0] += f"fake.{operation.method}(...).returns(...)"
            others = sorted({rule.method for rule in rules})
            lines += [f"  (there are rules for {', '.join(others)})"] if others else []
        else:
            differing, has_answer, table, explained = compared[0]
            if differing:
                lines.append(f"the closest rule is {explained}")
                lines += table
            else:
                reason = _USED_UP if has_answer else UNFINISHED
                lines.append(f"{explained}, would match, but {reason}")
        return "\n".join(lines)

    def _index(self, operation: str) -> RuleIndex:
        index = self._by_operation.get(operation)
        if index is None:
            index = self._by_operation[operation] = RuleIndex()
        return index


class InOrder(BySpecificity):
    """The answers of all rules are used in the order in which they were written.

    Defaults (``optional``) are not part of this order. If the rule whose turn it is does not match
    a call, the most specific default answers.
    """

    def __init__(self) -> None:
        super().__init__()
        self._turns: list[Chosen] = []
        self._places: dict[int, int] = {}  # by id of a step: its index in the turns
        self._passed = 0  # how many turns are over

    def add(self, rule: RuleState) -> None:
        """Activate a rule. Equal rules are allowed, since the order decides between them."""
        if rule.optional:
            self._index(rule.operation).add(rule)

    def enqueue(self, rule: RuleState, step: RuleStep) -> None:
        """Put another answer at the end of the order."""
        self._places[id(step)] = len(self._turns)
        self._turns.append((rule, step))

    def retire(self, rule: RuleState) -> None:
        """Do nothing: defaults stay in the index, and other rules are not in it."""

    def renew(self, rule: RuleState, step: RuleStep) -> None:  # noqa: ARG002
        """Note that an answer is for more calls than before; its turn may have been over."""
        self._passed = min(self._passed, self._places[id(step)])

    def exempt(self, rule: RuleState) -> None:
        """Take a rule that is now a default out of the order."""
        if rule.has_answer:  # without one, ``add`` is still to come
            self._index(rule.operation).add(rule)

    def clear(self) -> None:
        """Forget all rules."""
        super().clear()
        self._turns.clear()
        self._places.clear()
        self._passed = 0

    def candidates(self, operation: str, call: CallParameters) -> list[RuleState]:
        """The rule whose turn it is, and the defaults; predicates of other rules are not called."""
        defaults = super().candidates(operation, call)
        turn = self._turn()
        return [turn[0], *defaults] if turn and turn[0].operation == operation else defaults

    def holds(self, operation: str, candidates: list[RuleState]) -> bool:
        """Whether the turn is still the same, after other threads may have made calls."""
        turn = self._turn()
        return turn is None or turn[0].operation != operation or turn[0] in candidates

    def choose(self, matching: list[RuleState], call: CallParameters) -> Chosen | None:
        """The rule whose turn it is, or else a default."""
        turn = self._turn()
        if turn is not None and turn[0] in matching:
            return turn
        return super().choose([rule for rule in matching if rule.optional], call)

    def refusal(
        self, operation: FakedOperation, call: CallParameters, rules: list[RuleState]
    ) -> str:
        """The message why no rule answers: what is expected next, and a rule that would match.

        It compares the members if the same operation is expected.
        """
        lines = [f"{call.written(operation.method, operation.hide)} was not expected"]
        turn = self._turn()
        expected = turn[0] if turn else None
        if expected is not None:
            lines.append(f"expected next is {expected.explain()}")
            if expected.operation == operation.name:
                lines += expected.conditions.compared(call)[1]
                lines += [] if expected.conditions.values else [_OPEN]
                lines += [_PAGES] if expected.wants_pages(call) else []
        else:
            lines[0] += ": no rule has an answer left" if rules else ": there is no rule"
        others = [
            rule for rule in rules if rule is not expected and rule.operation == operation.name
        ]
        would_match = [rule for rule in others if not rule.conditions.compared(call)[0]]
        # A rule whose turn is still to come is a better hint than one that is used up.
        for rule in sorted(would_match, key=lambda rule: rule.steps.next() is None)[:1]:
            lines.append(f"{rule.explain()}, would match, but {_reason(rule)}")
        return "\n".join(lines)

    def _turn(self) -> Chosen | None:
        """The rule whose turn it is, and its answer; None if all turns are over."""
        while self._passed < len(self._turns):
            rule, step = self._turns[self._passed]
            if not rule.optional and rule.steps.has_left(step):
                return rule, step
            self._passed += 1
        return None


def _reason(rule: RuleState) -> str:
    """Why a rule of a strict fake does not answer a call that it matches."""
    if not rule.has_answer:
        return UNFINISHED
    return _USED_ONCE if rule.steps.next() is None else "its turn comes later"
