"""Answers as bytes: what a fake with ``transport="wire"`` lets botocore's own parser read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse, HeadersDict

from botosmith_runtime.fakes.adapters.botocore.clock import THREAD, Sending
from botosmith_runtime.fakes.adapters.botocore.internals import inside
from botosmith_runtime.fakes.adapters.written import response_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from botosmith_runtime.fakes.engine.answers import Answer
    from botosmith_runtime.fakes.engine.exchange import Exchange

_AWSResponse: Any = AWSResponse  # which takes more than its stubs say
_Prepared: Any = AWSPreparedRequest


def parsed(
    client: Any, exchange: Exchange, answer: Answer, model: Any, draft: Any, context: Any
) -> tuple[Any, dict[str, Any]]:
    """An answer as the Stubber hands it on, after botocore has read the bytes of it.

    botocore's endpoint does all that it does with a response: events, checksums, parsing, the
    members of errors. No request is signed, and no answer is one to retry.
    """
    sending = Sending(exchange, model, answer)
    THREAD.sendings.append(sending)
    try:
        # What sends a request, and retries.
        read = inside(client)["_endpoint"]._do_get_response  # noqa: SLF001
        received = read(prepared(draft), model, context)
    finally:
        THREAD.sendings.remove(sending)
    return complete(received, answer)


def prepared(draft: Any) -> Any:
    """A request that is not signed, and never sent."""
    return _Prepared(draft["method"], draft["url"], draft["headers"], b"", False)


def complete(received: Any, answer: Answer) -> tuple[Any, dict[str, Any]]:
    """What botocore's endpoint has read, with the rule's metadata; raises its error."""
    success, error = received
    if error is not None:
        raise error
    http, members = success
    metadata = members.setdefault("ResponseMetadata", {})
    metadata.update({"RetryAttempts": 0, **answer.metadata})
    return http, members


def written(answer: Answer, url: str) -> AWSResponse:
    """The HTTP response of an answer. RuleError for one that has no place in the protocol."""
    response = response_of(answer)
    found: AWSResponse = _AWSResponse(
        url, response.status, HeadersDict(response.headers), _Raw(response.body)
    )
    return found


class _Raw:
    """What botocore reads a response's content from."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, amt: int | None = None, **_: Any) -> Iterator[bytes]:  # noqa: ARG002
        """All of it at once."""
        yield self.read()

    def read(self, amt: int | None = None, **_: Any) -> bytes:
        """The next bytes, or all that are left."""
        size = len(self._content) if amt is None or amt < 0 else amt
        taken, self._content = self._content[:size], self._content[size:]
        return taken

    def close(self) -> None:
        """Nothing is open."""
