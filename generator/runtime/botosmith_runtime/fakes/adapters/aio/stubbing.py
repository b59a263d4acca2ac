"""The stubber that answers for a fake, on the events of a client of aiobotocore."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botosmith_runtime.fakes.adapters.aio.calling import CURRENT, POLLS, pause
from botosmith_runtime.fakes.adapters.aio.responses import awaited, streams_of
from botosmith_runtime.fakes.adapters.botocore import wire
from botosmith_runtime.fakes.adapters.botocore.clock import Sending
from botosmith_runtime.fakes.adapters.botocore.internals import inside
from botosmith_runtime.fakes.adapters.botocore.responses import failed, parsable, stubbed
from botosmith_runtime.fakes.adapters.botocore.stubbing import SENDING, RuleStubber, check_whole
from botosmith_runtime.fakes.engine.answers import Answer
from botosmith_runtime.fakes.failures import UnexpectedCallError

if TYPE_CHECKING:
    from botocore.client import BaseClient

    from botosmith_runtime.fakes.adapters.aio.calling import Calling
    from botosmith_runtime.fakes.engine.exchange import Exchange


class AioRuleStubber(RuleStubber):
    """The same as for botocore's clients; what takes time is awaited."""

    def __init__(self, client: BaseClient) -> None:
        super().__init__(client)
        self._streams = streams_of(client)

    async def _get_response_handler(self, model: Any, context: Any, params: Any, **_: Any) -> Any:
        calling = _current()
        engine = calling.engine  # of the client that is called: another fake may use the stage now
        exchange = self._exchange(engine, model, context)
        taken = await exchange.attempt_awaited(pause)
        polls = POLLS.get()
        if polls is not None:
            polls[0] += 1
        if isinstance(taken, Answer):
            check_whole(taken, engine)
            if engine.transport == "wire":
                return await self._parsed(calling, exchange, taken, model, params, context)
            return stubbed(taken, self._streams)
        calling.sendings.append(self._begun(exchange, model, context, taken))
        return None

    async def _parsed(
        self,
        calling: Calling,
        exchange: Exchange,
        answer: Answer,
        model: Any,
        draft: Any,
        context: Any,
    ) -> Any:
        """An answer after aiobotocore has read the bytes of it; as ``wire.parsed``."""
        sending = Sending(exchange, model, answer)
        calling.sendings.append(sending)
        try:
            endpoint = inside(self.client)["_endpoint"]
            read = endpoint._do_get_response  # noqa: SLF001  # what sends a request, and retries
            received = await read(wire.prepared(draft), model, context)
        finally:
            calling.sendings.remove(sending)
        return wire.complete(received, answer)

    async def _on_send(self, request: Any, **_: Any) -> Any:
        calling = CURRENT.get()
        if calling is None or not calling.sendings:
            raise UnexpectedCallError(f"a request would have been sent to {request.url}")
        sending = calling.sendings[-1]
        taken = sending.first or await sending.exchange.attempt_awaited(pause)
        sending.first = None
        if isinstance(taken, Answer):
            check_whole(taken, sending.exchange.engine)
            if sending.exchange.engine.transport == "wire":
                sending.metadata = taken.metadata
                return awaited(wire.written(taken, request.url))
            http, sending.parsed = stubbed(taken, self._streams)
            status = http.status_code
            return awaited(parsable(sending.model, request.url, status, sending.parsed))
        return awaited(failed(taken, sending.model, request.url))

    def _on_parse(self, customized_response_dict: dict[str, Any], **_: Any) -> None:
        sendings = _current().sendings
        if sendings and sendings[-1].parsed is not None:
            customized_response_dict.update(sendings[-1].parsed)

    def _on_end(self, context: Any, parsed: Any = None, **_: Any) -> None:
        sending = context.pop(SENDING, None)
        if sending is not None:
            if parsed is not None and sending.metadata:
                parsed["ResponseMetadata"].update(sending.metadata)
            _current().sendings.remove(sending)


def _current() -> Calling:
    calling = CURRENT.get()
    if calling is None:
        raise UnexpectedCallError("this client belongs to a fake, which does not know the call")
    return calling
