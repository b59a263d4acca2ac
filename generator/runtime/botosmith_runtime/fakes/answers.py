"""What a rule can answer: a response, an error, what a function says, a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from botosmith_runtime.errors import ServiceError
from botosmith_runtime.fakes.failures import ResponderError, RuleError
from botosmith_runtime.fakes.values import copied, isa
from botosmith_runtime.fakes.wire import bare

if TYPE_CHECKING:
    from botosmith_runtime.fakes.operations import Operation
    from botosmith_runtime.fakes.wire import Taken


class Answer:
    """One answer, for a step of a rule's."""

    calls = 1
    """How many calls it answers where it is for use once."""

    def give(self, request: dict[str, Any], request_id: str) -> Taken:
        """The answer to a request: HTTP response and parsed response; or an exception's raise."""
        raise NotImplementedError


class Response(Answer):
    """A response, the same for every call."""

    def __init__(self, operation: Operation, response: dict[str, Any]) -> None:
        self._operation = operation
        self._response = response

    def give(self, request: dict[str, Any], request_id: str) -> Taken:  # noqa: ARG002
        """A copy of the response."""
        return success(self._operation, self._response, request_id)


class Error(Answer):
    """An error, the same for every call."""

    def __init__(self, status: int, parsed: dict[str, Any]) -> None:
        self._status = status
        self._parsed = parsed

    def give(self, request: dict[str, Any], request_id: str) -> Taken:  # noqa: ARG002
        """The error response; botocore makes the exception of it."""
        return failure(self._status, self._parsed, request_id)


class CodedError(ClientError):
    """An error by its code; what it is beside that, the operation says that is answered with it."""

    def __init__(self, code: str, message: str | None, fields: Mapping[str, Any]) -> None:
        """``fields`` are those of the error, and the options of ``raises``."""
        told = {} if message is None else {"message": message}
        self.code = code
        self.given: dict[str, Any] = {**told, **fields}
        super().__init__({"Error": {"Code": code, "Message": message or ""}}, "")


class Responder(Answer):
    """Whatever a function makes of the request."""

    def __init__(
        self,
        operation: Operation,
        function: Callable[[Any], Any],
        where: Callable[[], str],
        raised: Callable[[CodedError], Any],
    ) -> None:
        """``raised`` makes an answer of an error by its code; RuleError if it cannot be."""
        self._operation = operation
        self._function = function
        self._where = where
        self._raised = raised

    def give(self, request: dict[str, Any], request_id: str) -> Taken:
        """Call the function and check what it returns."""
        try:
            result: Any = self._function(copied(request))
        except (ClientError, BotoCoreError) as error:
            result = error
        except Exception as error:
            raised = f"{type(error).__name__}: {error}"
            raise ResponderError(f"the responder of {self._where()} raised {raised}") from error
        if isinstance(result, CodedError):
            try:
                answer: Answer = self._raised(result)
            except RuleError as error:
                gave = f"the responder of {self._where()} gave an error that cannot be"
                raise ResponderError(f"{gave}: {error}") from None
            return answer.give(request, request_id)
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
            return failure(metadata.get("HTTPStatusCode", status), parsed, request_id)
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


def success(operation: Operation, response: Mapping[str, Any], request_id: str) -> Taken:
    """A response that was checked, copied and completed as botocore would."""
    parsed = {name: copied(value) for name, value in operation.written(response).items()}
    given = parsed.get("ResponseMetadata", {})
    status = given.get("HTTPStatusCode", operation.status)
    for member in operation.status_members:
        parsed.setdefault(member, status)
    for member in operation.header_maps:
        parsed.setdefault(member, {})
    parsed["ResponseMetadata"] = _metadata(given, status, request_id)
    return bare(status), parsed


def failure(status: int, parsed: Mapping[str, Any], request_id: str) -> Taken:
    """An error response, copied and completed as botocore would."""
    response: dict[str, Any] = copied(dict(parsed))
    given = response.get("ResponseMetadata", {})
    response["ResponseMetadata"] = _metadata(given, status, request_id)
    return bare(status), response


def _metadata(given: Mapping[str, Any], status: int, request_id: str) -> dict[str, Any]:
    return {
        "RequestId": request_id,
        "HTTPStatusCode": status,
        "HTTPHeaders": {"x-amzn-requestid": request_id},
        "RetryAttempts": 0,
        **given,
    }
