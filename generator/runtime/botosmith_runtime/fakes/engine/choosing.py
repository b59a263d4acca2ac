"""Which rule answers a call, and what is said of a call that none answers.

In an ordinary fake it is the most specific of those that match the call and have answers left; in a
strict one the rule whose turn it is.
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
_PAGES = (
    "  (the pages of a paginator are one answer: .pages([...]), which also fills in its tokens)"
)
_OPEN = "  (in a strict fake a rule says strict=False where any parameters will do)"
_USED_ONCE = "has no answer left; .times(n) lets a rule of a strict fake answer more than one call"


class RuleIndex:
    """The rules of one operation that count, found by the texts that they ask for.

    It spares most rules of a long list a comparison with the call: they ask for another name or id.
    Rules that ask for texts of the same members are a group; those that ask for none are one, too.
    """

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], dict[_Texts, list[RuleState]]] = {}

    def add(self, rule: RuleState) -> None:
        """One more rule."""
        names, texts = rule.conditions.texts
        self._groups.setdefault(names, {}).setdefault(texts, []).append(rule)

    def remove(self, rule: RuleState) -> None:
        """One that has no answer left."""
        self.with_texts_of(rule).remove(rule)

    def with_texts_of(self, rule: RuleState) -> list[RuleState]:
        """The rules that ask for the same texts."""
        names, texts = rule.conditions.texts
        return self._groups.get(names, {}).get(texts, [])

    def candidates(self, call: CallParameters) -> list[RuleState]:
        """The rules that may match a call; no other does."""
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
    """The one text that a member of a call can match; None if there is no such member.

    Undecided where it is a file or bytes, or botocore's handlers made another text of it.
    """
    sent = call.sent.get(name)
    if sent is not None and type(sent) is not str:
        return _UNDECIDED
    passed = call.passed.get(name)
    return sent if passed is sent or passed is None else _UNDECIDED


class BySpecificity:
    """Any rule may answer, whichever was written first. The caller holds the fake's lock."""

    def __init__(self) -> None:
        self._by_operation: dict[str, RuleIndex] = {}

    def add(self, rule: RuleState) -> None:
        """Activate a rule on its first answer; AmbiguousRulesError if another one is like it."""
        index = self._index(rule.operation)
        for other in index.with_texts_of(rule):
            if other.is_like(rule) and other.steps.next() is not None:
                raise AmbiguousRulesError(
                    f"{rule.explain()}: matches the same calls as {other.explain()}; "
                    "let one rule have both answers: .returns(...).returns(...); or make the first "
                    "a default, .optional(), that the other overrides"
                )
        index.add(rule)

    def enqueue(self, rule: RuleState, step: RuleStep) -> None:  # noqa: ARG002
        """A rule has got another answer."""
        self._put_back(rule)

    def renew(self, rule: RuleState, step: RuleStep) -> None:  # noqa: ARG002
        """An answer is for more calls than before."""
        self._put_back(rule)

    def retire(self, rule: RuleState) -> None:
        """A rule has answered a call: the next ones pass it by, if that was its last."""
        if rule.steps.next() is None:
            rule.retired = True
            self._by_operation[rule.operation].remove(rule)

    def _put_back(self, rule: RuleState) -> None:
        if rule.retired:
            rule.retired = False
            self._index(rule.operation).add(rule)

    def exempt(self, rule: RuleState) -> None:
        """A rule has become a default."""

    def clear(self) -> None:
        """Forget all rules."""
        self._by_operation.clear()

    def candidates(self, operation: str, call: CallParameters) -> list[RuleState]:
        """The rules that may answer a call, if they match it."""
        index = self._by_operation.get(operation)
        return index.candidates(call) if index is not None else []

    def holds(self, operation: str, candidates: list[RuleState]) -> bool:  # noqa: ARG002
        """Whether these are the candidates still, whatever other threads have called since."""
        return True

    def choose(self, matching: list[RuleState], call: CallParameters) -> Chosen | None:
        """The one of the matching candidates that answers; AmbiguousRulesError if two are equal."""
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
        """Why none of all rules answers a call: the one it is most like, member by member."""
        lines = [f"{call.written(operation.method, operation.hide)} was not expected"]
        # Of the rules that would match, an unfinished one is the most likely cause.
        compared = sorted(
            (differing, rule.has_answer, table, rule.explain())
            for rule in rules
            if rule.operation == operation.name
            for differing, table in [rule.conditions.compared(call)]
        )
        if not compared:
            lines[0] += f": there is no rule for {operation.method}"
            others = sorted({rule.method for rule in rules})
            lines += [f"  (there are some for {', '.join(others)})"] if others else []
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
    """Answers have their turns in the order in which they were written, over all rules.

    Defaults (``optional``) stand outside: of these the most specific one answers what the rule
    whose turn it is does not match.
    """

    def __init__(self) -> None:
        super().__init__()
        self._turns: list[Chosen] = []
        self._places: dict[int, int] = {}  # of steps, in the list of turns
        self._passed = 0  # so many of them have had their turn

    def add(self, rule: RuleState) -> None:
        """Activate a rule. It may be equal to others, since the order decides between them."""
        if rule.optional:
            self._index(rule.operation).add(rule)

    def enqueue(self, rule: RuleState, step: RuleStep) -> None:
        """A rule has got another answer, whose turn comes after those of all others so far."""
        self._places[id(step)] = len(self._turns)
        self._turns.append((rule, step))

    def retire(self, rule: RuleState) -> None:
        """A rule has answered a call: a default stays one."""

    def renew(self, rule: RuleState, step: RuleStep) -> None:  # noqa: ARG002
        """An answer is for more calls than before: it may be one that had its turn."""
        self._passed = min(self._passed, self._places[id(step)])

    def exempt(self, rule: RuleState) -> None:
        """A rule has become a default, which has no turn."""
        if rule.has_answer:  # without one, it is yet to be added
            self._index(rule.operation).add(rule)

    def clear(self) -> None:
        """Forget all rules."""
        super().clear()
        self._turns.clear()
        self._places.clear()
        self._passed = 0

    def candidates(self, operation: str, call: CallParameters) -> list[RuleState]:
        """The rule whose turn it is, and the defaults; no predicate of another is to be asked."""
        defaults = super().candidates(operation, call)
        turn = self._turn()
        return [turn[0], *defaults] if turn and turn[0].operation == operation else defaults

    def holds(self, operation: str, candidates: list[RuleState]) -> bool:
        """Whether no other thread's call has ended the turn."""
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
        """What was expected in a call's place, member by member if it is the same operation.

        And the rule that would match, if it were its turn.
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
        # A rule that waits is a better hint than one that has had its turn.
        for rule in sorted(would_match, key=lambda rule: rule.steps.next() is None)[:1]:
            lines.append(f"{rule.explain()}, would match, but {_reason(rule)}")
        return "\n".join(lines)

    def _turn(self) -> Chosen | None:
        """The first answer that is left, and its rule."""
        while self._passed < len(self._turns):
            rule, step = self._turns[self._passed]
            if not rule.optional and rule.steps.has_left(step):
                return rule, step
            self._passed += 1
        return None


def _reason(rule: RuleState) -> str:
    """Why a rule of a strict fake that matches a call does not answer it."""
    if not rule.has_answer:
        return UNFINISHED
    return _USED_ONCE if rule.steps.next() is None else "its turn comes later"
