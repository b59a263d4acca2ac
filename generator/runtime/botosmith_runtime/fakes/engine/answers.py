"""Answers to calls, the faults of attempts, and the sources of answers.

Answers and faults are values that know no transport. An adapter turns an answer into what its
client expects, such as botocore's HTTP response and parsed response. It raises a fault at the place
where the network would fail.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from inspect import isawaitable
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from botosmith_runtime.errors import ServiceError
from botosmith_runtime.fakes.engine.values import copied, isa
from botosmith_runtime.fakes.failures import BlockingResponderWarning, ResponderError, RuleError
from botosmith_runtime.protocols.query_errors import query_error

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.matching import CallParameters
    from botosmith_runtime.fakes.engine.operations import FakedOperation


BLOCKING = 0.1
"""Seconds that a function may take in an event loop: asyncio's own ``slow_callback_duration``."""


class Giver(Protocol):
    """The rule that gave an answer, as messages need it."""

    def explain(self) -> str:
        """The rule, and where it was written."""
        ...


class Delivery(NamedTuple):
    """How a server sends an answer: cut off after some bytes of the body, or slowly."""

    cut_after: int | None = None
    bytes_per_second: float | None = None


class Answer(NamedTuple):
    """The answer to one call. It is a copy, so that the receiver may change its members.

    ``status`` is the HTTP status. ``members`` are those of the response, or of the error, in the
    model's types: values that botocore decodes for its clients are strings, and streams are not
    open yet (``Body``, ``Events``). ``metadata`` are the rule's values for ``ResponseMetadata``.
    ``error`` is None for a response. For an error it is what botocore's parsers put into ``Error``:
    ``Code``, ``Message`` and, if the service used the query protocol before, ``QueryErrorCode`` and
    ``Type``. ``rule`` is the rule that gave the answer; None for a sample that no rule asked for.
    """

    operation: FakedOperation
    status: int
    members: dict[str, Any]
    metadata: Mapping[str, Any]
    request_id: str
    error: dict[str, Any] | None = None
    rule: Giver | None = None
    delivery: Delivery | None = None


class Fault:
    """A simulated failure of one attempt, or of all attempts of a call."""

    calls = 1
    """How many calls it applies to if it is for one use."""
    is_written = False
    calls_code = False


class NoConnection(Fault):
    """The endpoint cannot be reached."""


class NoAnswer(Fault):
    """No response arrives: botocore's own error is raised, and botocore may retry."""

    def __init__(self, error: Any) -> None:
        """``error`` is an instance, or a class to be called with the URL of the request."""
        self.error = error

    def at(self, url: str) -> Any:
        """The error to raise."""
        if isinstance(self.error, type):
            return botocore_error(self.error, url)
        return self.error.with_traceback(None)


class Throttled(Fault):
    """The service returns a throttling error, or another one that botocore retries."""

    def __init__(self, code: str, http_status: int, message: str) -> None:
        self.code = code
        self.http_status = http_status
        self.message = message


class Chance:
    """A fault that a call gets with a probability; a seed makes the same calls fail each time."""

    def __init__(self, probability: float, seed: int, fault: Fault) -> None:
        self._probability = probability
        self._random = Random(seed)
        self.fault = fault

    def strikes(self) -> bool:
        """Whether the next call gets the fault."""
        return self._random.random() < self._probability


class AnswerSource:
    """Makes the answers of one step of a rule."""

    calls = 1
    """How many calls it answers if it is for one use."""
    is_written = False
    """Whether it is a response that the test wrote."""
    calls_code = True
    """Whether it may call code of the test, which may take long."""

    def look(self, call: CallParameters) -> None:
        """Raise UnexpectedCallError for a call that this source cannot answer."""

    def give(self, sent: dict[str, Any], request_id: str) -> Answer:
        """The answer to a call with these parameters. Raises what a responder raises."""
        raise NotImplementedError

    async def give_awaited(self, sent: dict[str, Any], request_id: str) -> Answer:
        """The same for a client that awaits."""
        return self.give(sent, request_id)


class FixedResponse(AnswerSource):
    """A response, the same for every call."""

    is_written = True
    calls_code = False

    def __init__(self, operation: FakedOperation, response: dict[str, Any]) -> None:
        self._operation = operation
        self._written = operation.written(response)

    def give(self, sent: dict[str, Any], request_id: str) -> Answer:  # noqa: ARG002
        """A copy of the response."""
        return _copied(self._operation, self._written, request_id)


class FixedError(AnswerSource):
    """An error, the same for every call."""

    calls_code = False

    def __init__(self, operation: FakedOperation, status: int, parsed: Mapping[str, Any]) -> None:
        """``parsed`` is the error as botocore's parsers return it."""
        self._operation = operation
        self._status = status
        self._parsed = parsed

    def give(self, sent: dict[str, Any], request_id: str) -> Answer:  # noqa: ARG002
        """A copy of the error; the client raises the exception."""
        return failure(self._operation, self._status, self._parsed, request_id)


class CodedError(ClientError):
    """An error by its code; the operation that answers with it adds the rest."""

    def __init__(self, code: str, message: str | None, fields: Mapping[str, Any]) -> None:
        """``fields`` are the error's fields, and options of ``raises``."""
        options = {} if message is None else {"message": message}
        self.code = code
        self.given: dict[str, Any] = {**options, **fields}
        super().__init__({"Error": {"Code": code, "Message": message or ""}}, "")


class Responder(AnswerSource):
    """Calls the test's function with the request, and answers with its result."""

    def __init__(
        self,
        operation: FakedOperation,
        function: Callable[[Any], Any],
        where: Callable[[], str],
        raised: Callable[[CodedError], Any],
    ) -> None:
        """``where`` describes the rule, for messages.

        ``raised`` turns an error by its code into a source of answers, or raises RuleError.
        """
        self._operation = operation
        self._function = function
        self._where = where
        self._raised = raised

    def give(self, sent: dict[str, Any], request_id: str) -> Answer:
        """Call the function and check its result. A ClientError becomes an error of the service.

        Raises a BotoCoreError from the function, any other exception that it returns, and
        ResponderError if it raises anything else or returns no valid response.
        """
        result: Any
        try:
            result = self._function(copied(sent))
        except Exception as error:
            result = self._caught(error)
        if isawaitable(result):
            close = getattr(result, "close", None)
            if close is not None:
                close()  # or Python warns that it was never awaited
            raise ResponderError(
                f"the responder of {self._where()} is a coroutine, which only calls of "
                "fake.aio_client await: give the code under test that client, or write def"
            )
        return self._answer(result, sent, request_id)

    async def give_awaited(self, sent: dict[str, Any], request_id: str) -> Answer:
        """The same; a coroutine is awaited. A BlockingResponderWarning follows a slow function."""
        result: Any
        began, took = monotonic(), 0.0
        try:
            result = self._function(copied(sent))
            took = monotonic() - began
            if isawaitable(result):
                result = await result
        except Exception as error:
            result = self._caught(error)
        if took > BLOCKING:
            self._warn(took)
        return self._answer(result, sent, request_id)

    def _warn(self, took: float) -> None:
        warnings.warn(
            BlockingResponderWarning(
                f"the responder of {self._where()} blocked the event loop for {took:.1f} s: write "
                "async def, and await what takes long"
            ),
            stacklevel=2,
        )

    def _caught(self, error: Exception) -> Exception:
        """An error that the code under test is to get. ResponderError for any other."""
        if isinstance(error, ClientError | BotoCoreError):
            return error
        raised = f"{type(error).__name__}: {error}"
        raise ResponderError(f"the responder of {self._where()} raised {raised}") from error

    def _answer(self, result: Any, sent: dict[str, Any], request_id: str) -> Answer:
        """The answer for what the function returned, or for an error that it raised."""
        if isinstance(result, CodedError):
            try:
                source: AnswerSource = self._raised(result)
            except RuleError as error:
                gave = f"the responder of {self._where()} returned an error that is not valid"
                raise ResponderError(f"{gave}: {error}") from None
            return source.give(sent, request_id)
        if isinstance(result, ServiceError) and self._operation.code_in == "status":
            raise ResponderError(
                f"the responder of {self._where()} gave {type(result).__name__}, but "
                f"{self._operation.without_body(result.code)}; "
                f'write error("{result.http_status}")'
            )
        if isinstance(result, ClientError):
            status = getattr(result, "http_status", 400)
            metadata: Mapping[str, Any] = result.response.get("ResponseMetadata", {})
            parsed: Any = result.response
            status = metadata.get("HTTPStatusCode", status)
            return failure(self._operation, status, parsed, request_id)
        if isinstance(result, BaseException):
            raise result
        if not isa(result, Mapping):
            raise ResponderError(
                f"the responder of {self._where()} returned {type(result).__name__}, "
                "expected a response (a dict) or an exception"
            )
        try:
            response = self._operation.checked(result)
        except RuleError as error:
            raise ResponderError(
                f"what the responder of {self._where()} returned breaks its shape:\n{error}"
            ) from error
        return success(self._operation, response, request_id)


def success(operation: FakedOperation, response: Mapping[str, Any], request_id: str) -> Answer:
    """The answer with a copy of a checked response."""
    return _copied(operation, operation.written(response), request_id)


def _copied(operation: FakedOperation, written: Mapping[str, Any], request_id: str) -> Answer:
    """The answer with a copy of what ``FakedOperation.written`` returned."""
    members = {name: copied(value) for name, value in written.items()}
    metadata = members.pop("ResponseMetadata", {})
    status = metadata.get("HTTPStatusCode", operation.status)
    return Answer(operation, status, members, metadata, request_id)


def failure(
    operation: FakedOperation, status: int, parsed: Mapping[str, Any], request_id: str
) -> Answer:
    """The answer with a copy of an error; ``parsed`` is as botocore's parsers return it."""
    members: dict[str, Any] = copied(dict(parsed))
    metadata = members.pop("ResponseMetadata", {})
    error = members.pop("Error", {})
    if "QueryErrorCode" not in error and status >= 300:
        error |= query_error(operation.model.service_model, error.get("Code", ""), status)
    return Answer(operation, status, members, metadata, request_id, error)


def botocore_error(error_class: Any, url: str) -> Any:
    """A botocore error for a request to that URL."""
    # The messages of botocore's error classes need no other arguments.
    return error_class(endpoint_url=url, proxy_url=url, error="says the fake")
