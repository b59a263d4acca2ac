"""Rules, as tests write them: which calls a rule matches, and how it answers them.

These are the base classes of generated rules. The engine keeps the state of each in a
``RuleState``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, cast, overload

from botosmith_runtime.errors import ServiceError
from botosmith_runtime.fakes.engine.answers import FixedResponse, Responder
from botosmith_runtime.fakes.engine.errors import raised
from botosmith_runtime.fakes.engine.matching import Conditions, shown
from botosmith_runtime.fakes.engine.pages import PagedResponse
from botosmith_runtime.fakes.engine.rules import RuleState
from botosmith_runtime.fakes.engine.values import type_of
from botosmith_runtime.fakes.failures import FakeClosedError, RuleError, where_written
from botosmith_runtime.fakes.faults import Explained, Faults
from botosmith_runtime.fakes.keywords import keywords_alone, one_list

if TYPE_CHECKING:
    from typing_extensions import Self

    from botosmith_runtime.fakes.engine.answers import AnswerSource, CodedError, Fault
    from botosmith_runtime.fakes.engine.operations import FakedOperation
    from botosmith_runtime.fakes.fake import Fake
    from botosmith_runtime.fakes.types import HTTPFailure

RequestT = TypeVar("RequestT")
AnswerT = TypeVar("AnswerT")
ErrorT = TypeVar("ErrorT")
PageT = TypeVar("PageT")


class Rule(Faults, Generic[RequestT, AnswerT]):
    """A fake's answers to those calls of one operation that match the conditions.

    A rule gives its answers in the order in which they are written. Each answers one call, and the
    last one answers all further calls; ``times`` changes that. So
    ``.throttles(times=2).returns(...)`` fails two attempts, which botocore retries, and then
    answers. A rule takes effect with its first answer.

    If several rules match a call and have an answer left, the most specific one answers: the one
    with the most values. If that is equal, the one with the most predicates and regular
    expressions, then the one with the most ``ANY``, then a strict one, then one that is not
    ``optional``. The order in which rules are written does not matter.

    In a strict fake (``strict=True``) it does matter. The answers of all rules form one sequence,
    in the order in which they are written. Each answers one call unless ``times`` sets another
    number; ``pages`` answers one call for each page.
    """

    def __init__(
        self,
        fake: Fake[Any],
        operation: str,
        conditions: Mapping[str, Any],
        strict: bool | None,
        *,
        where: str = "",
    ) -> None:
        """With ``strict`` None, the fake's own ``strict`` applies.

        ``where`` is the place where the rule was written; by default it is the caller's line.
        """
        self._engine = engine = fake.engine
        where = where or where_written()
        self._operation = engine.operation(operation)
        exact, said = (engine.strict, "") if strict is None else (strict, f"{strict=}")
        self._state = RuleState(
            self._operation,
            Conditions(
                conditions,
                strict=exact,
                said=said,
                hide=self._operation.hide,
                read=self._operation.read,
            ),
            where,
            once=engine.strict,
            keep_calls=engine.keep_calls,
            paginated=engine.paginates,
        )
        with self._explained():
            self._operation.check_conditions(self._state.conditions.values)
        engine.remember(self._state)

    @property
    def calls(self) -> tuple[RequestT, ...]:
        """The requests that this rule answered, in order: only the parameters that callers passed.

        Parameters that boto3's transfers add, such as a checksum algorithm, are in ``fake.calls``.
        """
        with self._engine.lock:
            return cast("tuple[RequestT, ...]", tuple(self._state.calls))

    @property
    def call_count(self) -> int:
        """How many calls this rule answered."""
        return self._state.call_count

    def times(self, calls: int) -> Self:
        """Give the last answer to exactly this many calls; closing fails if there were fewer."""
        self._check_number("times", calls)
        if not self._state.steps:
            raise self._error("times() must follow an answer")
        self._engine.limit_last(self._state, calls)
        return self

    def optional(self) -> Self:
        """Make this rule a default, which need not be used: for a fixture, for example.

        A rule with the same conditions that is not optional, for example in a test, takes
        precedence. In a strict fake, a default is not part of the order, and its last answer
        answers all further calls.
        """
        self._engine.make_optional(self._state)
        return self

    def __repr__(self) -> str:
        return repr(self._state)

    def returns_each(self, *responses: AnswerT) -> Self:
        """Answer one call with each of these responses, which are validated now.

        A call after the last response fails, since no answer is left. The last ``returns`` of a
        rule, in contrast, answers all further calls.
        """
        each: Any = responses
        with self._explained():
            checked = [self._operation.checked(response) for response in each]
        if not checked:
            raise self._error("returns_each() needs at least one response")
        for response in checked:
            self._add(FixedResponse(self._operation, response), 1)
        return self

    def responds(
        self, responder: Callable[[RequestT], AnswerT | Exception | Awaitable[AnswerT | Exception]]
    ) -> Self:
        """Answer with what a function returns for the request: a response or an exception.

        Each response is validated against the model when the call is made. For calls of
        ``fake.aio_client``, the function may be a coroutine (``async def``).
        """
        if not callable(responder):
            raise self._error(f"responds() needs a function, got {shown(responder)}")
        exceptions = self._engine.service.exceptions

        def by_code(error: CodedError) -> AnswerSource | Fault:
            return raised(self._operation, exceptions, error, {})

        return self._add(Responder(self._operation, responder, self._state.explain, by_code), None)

    def answered_by(self, make: Callable[[FakedOperation, Any], AnswerSource]) -> Self:
        """Answer from the source that ``make`` returns for the operation; ``Store`` calls this."""
        with self._explained():
            source = make(self._operation, self._engine.service.exceptions)
        return self._add(source, None)

    if not TYPE_CHECKING:  # type checkers know what the methods take

        def __init_subclass__(cls, **more: Any) -> None:
            """Give the methods that take a response a helpful error for a positional dict."""
            super().__init_subclass__(**more)
            keywords_alone(cls, ("returns", "returns_sample"))

    # Generated rules call these; their own methods have typed signatures.

    def _returns(self, response: Mapping[str, Any]) -> Self:
        with self._explained():
            checked = self._operation.checked(response)
        return self._add(FixedResponse(self._operation, checked), None)

    def _returns_sample(self, seed: int, overrides: Mapping[str, Any]) -> Self:
        if type_of(seed) is not int:
            raise self._error(f"seed={shown(seed)}: expected a whole number")
        with self._explained():
            checked = self._engine.ended_sample(self._operation, seed, overrides)
        return self._add(FixedResponse(self._operation, checked), None)

    def _pages(self, contents: Any) -> Self:
        with self._explained():
            paginator = self._engine.service.paginator(self._operation.name)
            sample = self._engine.sample(self._operation, 0)
            answer = PagedResponse(self._operation, paginator, contents, sample)
            self._state.conditions.tokens = answer.inputs
        return self._add(answer, None)

    def _raises(self, error: Any, given: dict[str, Any]) -> Self:
        """``given`` are the keywords of ``raises``: its options and the error's fields."""
        with self._explained():
            exceptions = self._engine.service.exceptions
            what = raised(self._operation, exceptions, error, given)
        return self._add(what, None)

    def _add(self, what: AnswerSource | Fault, limit: int | None) -> Self:
        if limit is not None:
            self._check_number("times", limit)
        self._check_open()
        self._engine.add(self._state, what, limit)
        return self

    def _check_number(self, name: str, calls: Any) -> None:
        if type_of(calls) is not int or calls < 1:
            raise self._error(f"{name}={shown(calls)}: expected a number of calls, at least 1")

    def _check_open(self) -> None:
        if self._engine.closed:
            raise FakeClosedError(f"{self._state.explain()}: {self._engine.ended}")

    def _explained(self) -> Explained:
        """A block in which a RuleError names this rule."""
        self._check_open()
        return Explained(self._error)

    def _error(self, message: str) -> RuleError:
        if not self._state.steps:
            self._engine.forget(self._state)  # this error is enough: no complaint on closing
        return RuleError(f"{self._state.explain()}: {message}")


class Raises(Generic[ErrorT]):
    """``raises`` for rules whose errors have no fields of their own."""

    if TYPE_CHECKING:

        def _raises(self, error: Any, given: dict[str, Any]) -> Self: ...

    @overload
    def raises(self, error: ErrorT, /, *, message: str = ...) -> Self: ...

    @overload
    def raises(self, error: HTTPFailure, /) -> Self: ...

    @overload
    def raises(
        self,
        error: str | type[ServiceError],
        /,
        *,
        unmodelled: Literal[True],
        message: str = ...,
        http_status: int = ...,
        **fields: Any,
    ) -> Self: ...

    def raises(self, error: Any, /, **given: Any) -> Self:
        """Answer with an error that the operation declares, a common one, or an ``unmodelled`` one.

        This is the final error, after retries, whatever its status; ``throttles`` gives an error
        that botocore retries. botocore's own errors, such as ``ReadTimeoutError``, are retried:
        every attempt fails with it, or as many as ``times`` says.

        Some services used the query protocol before (SQS, CloudWatch). There, ``Error`` has the old
        ``Code``, such as ``AWS.SimpleQueueService.NonExistentQueue``, and the model's name as
        ``QueryErrorCode``, as botocore reads them from the service's header.
        """
        return self._raises(error, given)


class Pages(Generic[PageT]):
    """A rule for an operation that has a paginator."""

    if TYPE_CHECKING:

        def _pages(self, contents: Any) -> Self: ...

    @one_list
    def pages(self, contents: Sequence[PageT]) -> Self:
        """Answer each call with the page that it requests; the pages' tokens are filled in."""
        return self._pages(contents)
