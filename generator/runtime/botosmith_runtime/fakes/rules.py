"""Rules: what a call has to look like, and what it is answered."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from botosmith_runtime.fakes import errors, wire
from botosmith_runtime.fakes.answered_errors import throttled
from botosmith_runtime.fakes.answers import Answer, CodedError, Responder, Response
from botosmith_runtime.fakes.conditions import Conditions
from botosmith_runtime.fakes.failures import FakeClosedError, RuleError, where_written
from botosmith_runtime.fakes.matching import shown
from botosmith_runtime.fakes.pages import PagedAnswer
from botosmith_runtime.fakes.steps import UNFINISHED, Steps

if TYPE_CHECKING:
    from typing_extensions import Self

    from botosmith_runtime.fakes.calls import Request
    from botosmith_runtime.fakes.fake import Fake
    from botosmith_runtime.fakes.steps import Step

RequestT = TypeVar("RequestT")
AnswerT = TypeVar("AnswerT")


class Rule(Generic[RequestT, AnswerT]):
    """What a fake answers to the calls of one operation that are as this rule says.

    Answers are given in the order in which they are written: each to one call, the last one to all
    that follow; ``times`` says otherwise. So ``.throttles(times=2).returns(...)`` fails two
    attempts, which botocore retries, and then answers. A rule counts from its first answer on.

    Of the rules that match a call and have an answer left, the most specific one answers: the one
    with most values; among equals the one with most predicates and regular expressions, then with
    most ``ANY``, then a strict one, then one that is not ``optional``. It does not matter which was
    written first.

    In a strict fake (``strict=True``) it does: the answers of all rules are given in the order in
    which they are written, one after the other, and each is for one call unless ``times`` says
    otherwise, with ``pages`` for one call of each page.
    """

    def __init__(
        self, fake: Fake[Any], operation: str, conditions: Mapping[str, Any], strict: bool | None
    ) -> None:
        """``strict`` is None where the rule leaves that to the fake."""
        self._engine = fake.engine
        self._where = where_written()
        self._operation = self._engine.operation(operation)
        exact, said = (self._engine.strict, "") if strict is None else (strict, f"{strict=}")
        self.conditions = Conditions(conditions, strict=exact, said=said)
        self._steps = Steps(once=self._engine.strict)
        self._calls: list[dict[str, Any]] = []
        self._delay: tuple[float, bool] | None = None
        self._optional = False
        with self._explained():
            self._operation.check_conditions(self.conditions.values)
        self._engine.remember(self)

    @property
    def calls(self) -> tuple[RequestT, ...]:
        """The requests that this rule answered, in order, with what the caller passed alone."""
        with self._engine.lock:
            return cast("tuple[RequestT, ...]", tuple(self._calls))

    @property
    def call_count(self) -> int:
        """How many calls this rule answered."""
        return len(self._calls)

    def times(self, calls: int) -> Self:
        """Answer so many calls with the last answer, no more, and fail on closing if it is less."""
        if not self._steps or calls < 1:
            raise self._error("times() follows an answer, and is 1 at least")
        with self._engine.lock:
            self._steps.limit_last(calls)
            self._engine.renew()
        return self

    def optional(self) -> Self:
        """Make this a default, such as a fixture's, which need not be used.

        A rule with the same conditions that is none, such as a test's, answers in its place. In a
        strict fake it stands outside the order, and its last answer is for all calls to come.
        """
        with self._engine.lock:
            self._optional = True
            self._steps.once = False
        return self

    def delays(self, seconds: float, *, real: bool = False) -> Self:
        """Let every call take that long, on ``fake.elapsed`` alone unless ``real``."""
        self._delay = (seconds, real)
        return self

    def fails_connection(self, *, times: int | None = None) -> Self:
        """Let attempts, all or the next few, find no connection; botocore's retries follow."""
        return self._add(wire.NoConnection(), times)

    def throttles(
        self,
        code: str | None = None,
        *,
        times: int | None = None,
        http_status: int | None = None,
        message: str = "Rate exceeded",
    ) -> Self:
        """Let attempts, all or the next few, be refused as too many; botocore's retries follow.

        Any error that botocore retries will do, where ``raises`` is what is left after retries:
        ``throttles("InternalServiceException", times=1, http_status=500).returns(...)`` is a 500
        once, then success. Without a code it is ``ThrottlingException``; the status is what AWS's
        services have for the code, or 400.
        """
        with self._explained():
            refused = throttled(self._operation, code, http_status, message)
        return self._add(refused, times)

    def __repr__(self) -> str:
        return f"{self._operation.method}({self.conditions!r})"

    def returns_each(self, *responses: AnswerT) -> Self:
        """Answer one call with each of these responses, which are checked now.

        A call after the last one finds no answer left, and fails; ``returns`` goes on for ever.
        """
        each: Any = responses
        with self._explained():
            checked = [self._operation.checked(response) for response in each]
        if not checked:
            raise self._error("returns_each() wants one response at least")
        for response in checked:
            self._add(Response(self._operation, response), 1)
        return self

    def responds(self, responder: Callable[[RequestT], AnswerT | Exception]) -> Self:
        """Answer with what a function makes of the request: a response or an exception."""
        if not callable(responder):
            raise self._error(f"responds() wants a function, got {shown(responder)}")
        exceptions = self._engine.stage.exceptions

        def raised(coded: CodedError) -> Answer | wire.Fault:
            return errors.raised(self._operation, exceptions, coded, {})

        return self._add(Responder(self._operation, responder, self.explain, raised), None)

    # What generated rules call, whose signatures are typed.

    def _returns(self, response: Mapping[str, Any]) -> Self:
        with self._explained():
            checked = self._operation.checked(response)
        return self._add(Response(self._operation, checked), None)

    def _returns_sample(self, seed: int, overrides: Mapping[str, Any]) -> Self:
        with self._explained():
            checked = self._engine.ended_sample(self._operation, seed, overrides)
        return self._add(Response(self._operation, checked), None)

    def _pages(self, contents: Any) -> Self:
        with self._explained():
            paginator = self._engine.stage.paginator(self._operation.name)
            sample = self._engine.sample(self._operation, 0)
            answer = PagedAnswer(self._operation, paginator, contents, sample)
            self.conditions.tokens = answer.inputs
        return self._add(answer, None)

    def _raises(self, error: Any, given: dict[str, Any]) -> Self:
        """``given`` is what ``raises`` was called with: options, and the error's fields."""
        with self._explained():
            exceptions = self._engine.stage.exceptions
            raised = errors.raised(self._operation, exceptions, error, given)
        return self._add(raised, None)

    def _add(self, what: Answer | wire.Fault, limit: int | None) -> Self:
        if limit is not None and limit < 1:
            raise self._error(f"times={limit}: expected 1 at least")
        self._check_open()
        with self._engine.lock:
            if not self._steps:
                self._engine.publish(self)
            self._engine.enqueue(self, self._steps.add(what, limit))
        return self

    def _check_open(self) -> None:
        if self._engine.closed:
            raise FakeClosedError(f"{self.explain()}: {self._engine.ended}")

    # What the fake calls.

    @property
    def operation(self) -> str:
        """The operation's name."""
        return self._operation.name

    @property
    def method(self) -> str:
        """The client's method for the operation."""
        return self._operation.method

    @property
    def rank(self) -> tuple[tuple[int, int, int], bool, bool]:
        """How specific the rule is; a default comes last among its equals."""
        return self.conditions.specificity, self.conditions.strict, not self._optional

    @property
    def is_optional(self) -> bool:
        """Whether it is a default."""
        return self._optional

    @property
    def has_answer(self) -> bool:
        """Whether it was given an answer, used up or not."""
        return bool(self._steps)

    def explain(self) -> str:
        """The rule, and where it was written."""
        return f"{self!r}, written at {self._where}"

    def accepts(self, request: Request) -> bool:
        """Whether a request is as the rule says; RuleError if a predicate raises."""
        try:
            return self.conditions.accept(request)
        except Exception as error:
            raised = f"{type(error).__name__}: {error}"
            raise self._error(f"a predicate raised {raised}") from error

    def is_like(self, other: Rule[Any, Any]) -> bool:
        """Whether another rule has the very same conditions, and neither yields to the other."""
        return self.rank == other.rank and self.conditions.are_like(other.conditions)

    def next_step(self) -> Step | None:
        """What comes next, if anything is left; to be called with the fake's lock held."""
        return self._steps.next()

    def has_left(self, step: Step) -> bool:
        """Whether a step of this rule's is for another call; with the fake's lock held."""
        return self._steps.has_left(step)

    def record(self, request: dict[str, Any]) -> None:
        """Remember a call; with the fake's lock held."""
        self._calls.append(request)

    def wait(self) -> None:
        """Let time pass, as ``delays`` says."""
        if self._delay is not None:
            self._engine.wait(*self._delay)

    def complaint(self) -> str | None:
        """What was not used of the rule, on closing."""
        if not self._steps:
            return f"{self.explain()}: {UNFINISHED}"
        if self._optional:
            return None
        complaint = self._steps.complaint()
        return None if complaint is None else f"{self.explain()}: {complaint}"

    @contextmanager
    def _explained(self) -> Generator[None]:
        """Let an error say which rule it is about."""
        self._check_open()
        try:
            yield
        except RuleError as error:
            raise self._error(str(error)) from None

    def _error(self, message: str) -> RuleError:
        if not self._steps:
            self._engine.forget(self)  # its author knows already
        return RuleError(f"{self.explain()}: {message}")
