"""A request -> the fake that it is for -> the bytes of the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ReadTimeoutError

from botosmith_runtime.fakes.adapters.server.post_forms import as_posted, is_post
from botosmith_runtime.fakes.adapters.server.replies import Record, Reply, Verdict
from botosmith_runtime.fakes.adapters.server.signatures import check_signature
from botosmith_runtime.fakes.adapters.written import response_of
from botosmith_runtime.fakes.engine.answers import Answer, NoAnswer, Throttled
from botosmith_runtime.fakes.engine.exchange import Exchange
from botosmith_runtime.fakes.engine.matching import CallParameters
from botosmith_runtime.fakes.engine.secrets import has_secrets
from botosmith_runtime.fakes.failures import (
    AmbiguousRulesError,
    FakeError,
    RuleError,
    UnexpectedCallError,
)
from botosmith_runtime.protocols.calls import serialise_response
from botosmith_runtime.protocols.errors import ErrorAnswer, RequestError
from botosmith_runtime.protocols.messages import Request, Response
from botosmith_runtime.protocols.routing import Router
from botosmith_runtime.protocols.transfer import interim_response
from botosmith_runtime.violations import RequestShapeError

if TYPE_CHECKING:
    from botosmith_runtime.fakes.engine.engine import Engine
    from botosmith_runtime.fakes.engine.operations import FakedOperation
    from botosmith_runtime.protocols.routes import Route
    from botosmith_runtime.violations import Violation

Kind = tuple[Any, ...]
_KINDS = 10_000  # far more than there are operations in a program
_SCOPE = re.compile(r"/([^/]+)/aws4_request")
_ACTION = re.compile(rb"(?:^|&)Action=([A-Za-z0-9]+)")
_NOTED = (UnexpectedCallError, AmbiguousRulesError)  # the engine has kept their messages


class Answering:
    """Answers requests for several fakes, whose engines it is given.

    Several threads may call ``reply`` at the same time. A request that a fake refuses is kept in
    its engine, so that the fake fails when it is closed.
    """

    def __init__(self, engines: Sequence[Engine], *, compares_all: bool = True) -> None:
        """``compares_all`` is that of ``Router``.

        Raises ValueError if two fakes are for the same service.
        """
        names = [engine.model.service_name for engine in engines]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two fakes of {name}: serve the second one on a port of its own")
        self.engines = tuple(engines)
        self._by_service = dict(zip(names, engines, strict=True))
        self._router = Router((engine.model for engine in engines), compares_all=compares_all)
        self._on_demand = any(engine.is_made_on_demand for engine in engines)
        self._ready: set[Kind] = set()
        self._added: dict[tuple[str, str], frozenset[str]] = {}

    def is_quick(self, request: Request) -> bool:
        """Whether an event loop may answer a request itself.

        It must not if a rule calls code of a test or waits, or if the model and the checks of an
        operation are still to be read.
        """
        if any(engine.may_block for engine in self.engines):
            return False
        return not self._on_demand or _kind(request) in self._ready

    def reply(self, request: Request) -> Reply:
        """The reply to a whole request. It raises nothing."""
        started = perf_counter()
        call = _Call(request)
        try:
            if any(name.lower() == "expect" for name, _ in request.headers):
                interim_response(request)
            call.route = self._router.route(request)
            engine = self._by_service[call.service]
            reply = call.replied(self._answered(engine, call), started)
            if self._on_demand and len(self._ready) < _KINDS:
                self._ready.add(_kind(request))
            return reply
        except RequestError as error:
            known = call.route is not None
            return self.refuse(request, error, call, "unreadable" if known else "unrouted", started)
        except Exception as error:  # a model that cannot be read, or a fault in botosmith
            where = type(error).__name__
            failure = RequestError("InternalFailure", str(error), status=500, where=where)
            return self.refuse(request, failure, call, "failed", started)

    def refuse(
        self,
        request: Request,
        error: RequestError,
        call: _Call | None = None,
        verdict: Verdict = "unreadable",
        started: float | None = None,
    ) -> Reply:
        """The reply to a request that cannot be read, in the protocol of its service."""
        call = call or _Call(request)
        route = call.route
        service = route.service if route is not None else self._router.likely(request)
        engine = self._by_service[service.service_name]
        operation = route.operation if route is not None else None
        name = operation.name if operation is not None else "a request"
        # The problem may quote a value. Where the model has secrets, only its place is shown.
        secret = operation is not None and has_secrets(operation.input_shape)
        message = f"{name}: {error.code}: {error.where if secret else error}"
        _note(engine, message)
        response = serialise_response(service, operation, error, request=request)
        outcome = _Outcome(verdict, response, message=message)
        return call.replied(outcome, perf_counter() if started is None else started, service)

    def _answered(self, engine: Engine, call: _Call) -> _Outcome:
        """What becomes of a request that has a route. Raises RequestError."""
        route = call.route
        assert route is not None
        received = route.received
        check_signature(received.headers, received.query_names, route.protocol.name)
        call.parameters = parameters = route.parameters()
        name = route.operation.name
        operation = engine.operation(name)
        if wrong := _wrong(operation, parameters, engine):
            message = str(RequestShapeError(name, tuple(wrong)))
            _note(engine, message)
            code = route.protocol.invalid
            return _Outcome("invalid", call.error(code, message), message=message)
        added = self._added_by_clients(route)
        try:
            sent = CallParameters(parameters, parameters, added)
            taken = Exchange(engine, name, sent).attempt()
            if isinstance(taken, Answer):
                return call.outcome(taken)
            fault: Any = taken
        except FakeError as error:
            if not isinstance(error, _NOTED):
                _note(engine, str(error))
            code = type(error).__name__
            return _Outcome("unmatched", call.error(code, str(error)), message=str(error))
        except BotoCoreError as error:  # a responder gave it: no response arrives
            fault = NoAnswer(error)
        except Exception as error:  # a responder returned it, for its caller to see
            message = f"the responder of {name} returned {type(error).__name__}"
            _note(engine, message)
            return _Outcome("unmatched", call.error("ResponderError", message), message=message)
        if isinstance(fault, Throttled):
            refused = call.error(fault.code, fault.message, fault.http_status)
            return _Outcome("fault", refused, message=fault.code)
        return _Outcome("fault", None, message=_described(fault), silent=_is_silent(fault))

    def _added_by_clients(self, route: Route) -> frozenset[str]:
        """The members that SDKs add for their callers: tokens and checksums. Rules ignore them."""
        key = (route.service.service_name, route.operation.name)
        found = self._added.get(key)
        if found is None:
            model = route.operation
            members = model.input_shape.members if model.input_shape is not None else ()
            checksums = [one for one in members if one.startswith("Checksum")]
            if not model.http_checksum:
                checksums = []
            found = self._added[key] = frozenset([*model.idempotent_members, *checksums])
        return found


class _Outcome:
    """What becomes of a request: a response or none, and what the record says."""

    def __init__(
        self,
        verdict: Verdict,
        response: Response | None,
        *,
        answer: Answer | None = None,
        message: str = "",
        silent: bool = False,
    ) -> None:
        self.verdict: Verdict = verdict
        self.response = response
        self.answer = answer
        self.message = message
        self.silent = silent


class _Call:
    """A request, with what is known about it so far."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.route: Route | None = None
        self.parameters: dict[str, Any] = {}

    @property
    def service(self) -> str:
        name: str = self.route.service.service_name if self.route is not None else ""
        return name

    def error(self, code: str, message: str, status: int | None = 400) -> Response:
        """An error in the protocol of the request."""
        assert self.route is not None
        answer = ErrorAnswer(code=code, message=message, status=status)
        service, operation = self.route.service, self.route.operation
        return serialise_response(
            service, operation, answer, protocol=self.route.protocol.name, request=self.request
        )

    def outcome(self, answer: Answer) -> _Outcome:
        """The outcome of an answer. RuleError if it has no place in the protocol."""
        response = response_of(answer, self.request)
        for name, value in response.headers.items():
            if any(one in value for one in "\r\n\0"):
                raise RuleError(f"{answer.operation.name}: the header {name} would break its line")
        if answer.operation.name == "PutObject" and is_post(self.request):
            response = as_posted(response, self.request, self.parameters)
        verdict: Verdict = "error" if answer.error is not None else "answered"
        if answer.rule is None:
            verdict = "sampled"
        return _Outcome(verdict, response, answer=answer)

    def replied(self, outcome: _Outcome, started: float, service: Any = None) -> Reply:
        answer, route = outcome.answer, self.route
        rule = answer.rule.explain() if answer is not None and answer.rule is not None else ""
        name = self.service or (service.service_name if service is not None else "")
        record = Record(
            service=name,
            operation=route.operation.name if route is not None else "",
            verdict=outcome.verdict,
            protocol=route.protocol.name if route is not None else "",
            rule=rule,
            status=outcome.response.status if outcome.response is not None else 0,
            seconds=perf_counter() - started,
            message=outcome.message,
        )
        return Reply(
            record=record,
            response=outcome.response,
            delivery=answer.delivery if answer is not None else None,
            silent=outcome.silent,
            in_parts=route is not None and bool(route.operation.has_event_stream_output),
        )


def _kind(request: Request) -> Kind:
    """What requests of one operation mostly have in common."""
    headers = {name.lower(): value for name, value in request.headers}
    if (target := headers.get("x-amz-target")) is not None:
        return (target,)
    path, _, query = request.path.partition("?")
    scope = _SCOPE.search(headers.get("authorization", ""))
    action = _ACTION.search(request.body, 0, 1000) if request.method == "POST" else None
    names = frozenset(pair.partition("=")[0] for pair in query.split("&")[:100])
    service = scope[1] if scope else headers.get("host", "")
    return request.method, path.count("/"), names, service, action[1] if action else b""


def _wrong(
    operation: FakedOperation, parameters: dict[str, Any], engine: Engine
) -> list[Violation]:
    """What makes a fake refuse a request: in strict mode all, else what is certainly wrong."""
    found = operation.violations(parameters)
    if engine.answer_checks != "strict":
        found = [violation for violation in found if violation.tier == "certain"]
    return found


def _note(engine: Engine, message: str) -> None:
    with engine.lock:
        engine.refused(message)


def _is_silent(fault: Any) -> bool:
    error = fault.error if isinstance(fault, NoAnswer) else None
    kind = error if isinstance(error, type) else type(error)
    return issubclass(kind, ReadTimeoutError)


def _described(fault: Any) -> str:
    return "no answer" if _is_silent(fault) else "connection reset"
