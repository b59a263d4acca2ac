"""Every waiter, to success: by each of the acceptors that mean it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from botocore.waiter import AcceptorConfig
from botosmith import ir
from botosmith.samples import Sampler
from botosmith_runtime.fakes.failures import RuleError
from conformance.calls import Called, readable
from conformance.outcome import Log
from conformance.wishes import grant

_SEEDS = 10


def examine(called: Called, log: Log) -> None:
    """Report the waiters that do not end well."""
    for waiter in called.service.waiters:
        with log.subject(waiter.name):
            waiting = called.client.get_waiter(waiter.method)
            for acceptor in waiting.config.acceptors:
                if acceptor.state == "success":
                    for message in _waited(called, waiter, waiting, acceptor):
                        log.say(waiter.name, message)
                    log.count("acceptors")
        log.count("waiters")


def _waited(
    called: Called, waiter: ir.Waiter, waiting: Any, acceptor: AcceptorConfig
) -> Iterator[str]:
    operation = called.operations[waiter.operation]
    sample = next(_samples(called, operation.name))
    rule = called.rule(operation)
    polls = 1
    if _means_nothing(sample, waiting):
        rule.returns(**sample).times(1)
        polls = 2
    if acceptor.matcher in ("path", "pathAll", "pathAny"):
        _fulfil(called, operation.name, rule, acceptor)
    else:
        _answer(rule, acceptor, sample)
    waiting.wait(**called.request(operation))
    if rule.call_count != polls:
        yield f"{rule.call_count} polls, {polls} expected"


def _samples(called: Called, operation: str) -> Iterator[dict[str, Any]]:
    for seed in range(_SEEDS):
        for full in (True, False):
            sample = readable(Sampler(called.service, seed).response(operation, full=full))
            sample.pop("Error", None)  # botocore's waiters take such a response for an error
            yield sample


def _fulfil(called: Called, operation: str, rule: Any, acceptor: AcceptorConfig) -> None:
    """Let the rule answer what the acceptor waits for, in a sample that can hold it.

    Other members may speak against a value, or a minimal sample may not reach so far.
    """
    for response in _samples(called, operation):
        with suppress(RuleError, KeyError, TypeError):
            grant(response, acceptor.argument, acceptor.expected)
            rule.returns(**response)
            return
    first = next(_samples(called, operation))  # whose problem is the one to tell
    grant(first, acceptor.argument, acceptor.expected)
    rule.returns(**first)


def _means_nothing(sample: dict[str, Any], waiting: Any) -> bool:
    """Whether the waiter goes on after such a response."""
    response = {**sample, "ResponseMetadata": {"HTTPStatusCode": 200}}
    acceptors: list[AcceptorConfig] = waiting.config.acceptors
    means = [acceptor.state for acceptor in acceptors if acceptor.matcher_func(response)]
    return not means or means[0] == "retry"


def _answer(rule: Any, acceptor: AcceptorConfig, sample: dict[str, Any]) -> None:
    """Let the rule answer what the acceptor waits for."""
    expected: Any = acceptor.expected
    match acceptor.matcher:
        case "error" if expected is True:
            rule.raises("SomeError", unmodelled=True)
        case "error" if isinstance(expected, str):
            rule.raises(expected, unmodelled=True)
        case "status" if expected >= 300:
            rule.raises("SomeError", unmodelled=True, http_status=expected)
        case _:
            rule.returns(**sample)
