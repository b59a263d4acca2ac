"""The stubber that answers for a fake, on botocore's own events."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from botocore.stub import Stubber

from botosmith_runtime.fakes.adapters.botocore import wire
from botosmith_runtime.fakes.adapters.botocore.clock import THREAD, Sending
from botosmith_runtime.fakes.adapters.botocore.responses import STREAMS, failed, parsable, stubbed
from botosmith_runtime.fakes.engine.answers import Answer
from botosmith_runtime.fakes.engine.exchange import Exchange
from botosmith_runtime.fakes.engine.matching import CallParameters
from botosmith_runtime.fakes.engine.values import copied
from botosmith_runtime.fakes.failures import UnexpectedCallError
from botosmith_runtime.transfers import ADDED
from botosmith_runtime.transfers import added as transfers_added

if TYPE_CHECKING:
    from types import FrameType

    from botocore.client import BaseClient

    from botosmith_runtime.fakes.engine.engine import Engine

_BETWEEN = ("aiobotocore.", "botocore.", "botosmith_")
_PASSED = "botosmith_fake_passed"
_PARAMS = "botosmith_fake_params"
SENDING = "botosmith_fake_sending"


def _calling_module() -> str:
    """The name of the module that called the client."""
    frame = sys._getframe(1)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
    while frame.f_back is not None and _module(frame).startswith(_BETWEEN):
        frame = frame.f_back
    return _module(frame)


def _module(frame: FrameType) -> str:
    name: str = frame.f_globals.get("__name__", "")
    return name


def check_whole(answer: Answer, engine: Engine) -> None:
    """Raise UnexpectedCallError for an answer that only a server can send."""
    if answer.delivery is not None:
        rule = answer.rule.explain() if answer.rule is not None else "a rule"
        message = f"{rule}, cuts off or slows its answer, as only a server can: use fake.serve()"
        with engine.lock:
            engine.refused(message)
        raise UnexpectedCallError(message)


class RuleStubber(Stubber):
    """A Stubber whose answers come from a fake's rules, instead of a queue.

    Where botocore's Stubber compares the parameters, this one only keeps them in the context of the
    call. Just before a request would be sent, it calls the fake's engine. By then the request has
    been checked, by botocore as well, so that a refused request uses up no rule. A test checks the
    two methods and three event names that this relies on.

    A call whose first attempt has a fault goes through botocore's sending, retries and parsing.
    """

    client: BaseClient

    def __init__(self, client: BaseClient) -> None:
        super().__init__(client)
        # The user's own Stubbers on the same client are independent, and answer first.
        self._event_id = "botosmith_fake"
        self._expected_params_event_id = "botosmith_fake_params"
        self._stub_account_id_event_id = "botosmith_fake_account"

    def activate(self) -> None:
        """Listen to the client's events permanently; pooled clients keep their Stubber."""
        super().activate()
        events = self.client.meta.events
        events.unregister("before-call.*.*", self._get_response_handler, unique_id=self._event_id)
        # First: botocore's handlers, and a test's, add and change parameters.
        passed = f"{self._event_id}-passed"
        events.register_first("provide-client-params.*.*", self._on_passed, unique_id=passed)
        for event, handler in (
            ("before-call", self._get_response_handler),
            ("before-send", self._on_send),
            ("before-parse", self._on_parse),
            ("after-call", self._on_end),
            ("after-call-error", self._on_end),
        ):
            events.register_last(event, handler, unique_id=f"{self._event_id}-{event}")

    def _on_passed(self, params: Any, context: Any, **_: Any) -> None:
        context[_PASSED] = copied(params)  # files are not read

    def _assert_expected_params(self, params: Any, context: Any, **_: Any) -> None:
        context[_PARAMS] = params  # the dict itself: botocore's own handlers add to it

    def _exchange(self, engine: Engine, model: Any, context: Any) -> Exchange:
        passed = context[_PASSED]
        added: frozenset[str] = frozenset()
        if model.name in ADDED and model.service_model.service_id == "S3":
            added = transfers_added(model.name, _calling_module(), passed)
            for name in added.difference(model.input_shape.required_members):
                passed.pop(name, None)
        return Exchange(engine, model.name, CallParameters(passed, context[_PARAMS], added))

    def _begun(self, exchange: Exchange, model: Any, context: Any, taken: Any) -> Sending:
        """The sending of a call whose first attempt has a fault."""
        self.retired = True  # the client's retry quota will be used
        context.pop("discovery", None)  # endpoint discovery would send a request
        sending = context[SENDING] = Sending(exchange, model, taken)
        return sending

    def _get_response_handler(self, model: Any, context: Any, params: Any, **_: Any) -> Any:
        # The engine of the client that is called: another fake may use this stage now.
        engine = THREAD.engines[-1]
        exchange = self._exchange(engine, model, context)
        taken = exchange.attempt()
        THREAD.polls += 1
        if isinstance(taken, Answer):
            check_whole(taken, engine)
            if engine.transport == "wire":
                return wire.parsed(self.client, exchange, taken, model, params, context)
            return stubbed(taken, STREAMS)
        THREAD.sendings.append(self._begun(exchange, model, context, taken))
        return None

    def _on_send(self, request: Any, **_: Any) -> Any:
        if not THREAD.sendings:
            raise UnexpectedCallError(f"a request would have been sent to {request.url}")
        sending = THREAD.sendings[-1]
        taken = sending.first or sending.exchange.attempt()
        sending.first = None
        if isinstance(taken, Answer):
            check_whole(taken, sending.exchange.engine)
            if sending.exchange.engine.transport == "wire":
                sending.metadata = taken.metadata
                return wire.written(taken, request.url)
            http, sending.parsed = stubbed(taken, STREAMS)
            return parsable(sending.model, request.url, http.status_code, sending.parsed)
        return failed(taken, sending.model, request.url)

    def _on_parse(self, customized_response_dict: dict[str, Any], **_: Any) -> None:
        if THREAD.sendings and THREAD.sendings[-1].parsed is not None:
            customized_response_dict.update(THREAD.sendings[-1].parsed)

    def _on_end(self, context: Any, parsed: Any = None, **_: Any) -> None:
        sending = context.pop(SENDING, None)
        if sending is not None:
            if parsed is not None and sending.metadata:
                parsed["ResponseMetadata"].update(sending.metadata)
            THREAD.sendings.remove(sending)

    retired = False
    """Whether no other fake may use the client."""
