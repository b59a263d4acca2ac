"""Every operation called through the typed client, and answered by the fake."""

from __future__ import annotations

import importlib
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import Any

from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from botosmith import ir
from botosmith.models.documents import is_list, is_object
from botosmith.names import fake_class, fake_method
from botosmith.samples import NoSample, Sampler
from botosmith_runtime.fakes import RuleError
from botosmith_runtime.fakes.adapters.botocore import stages
from conformance.given_values import GIVEN, UNSIGNED_SERVICES
from conformance.outcome import Log
from handled_members import same

TEXT = "why it failed, says the test"


class Called:
    """A service's fake, its typed client, and samples to call it with."""

    def __init__(self, service: ir.Service, fake: Any) -> None:
        self.service = service
        self.fake = fake
        self.client = fake.client
        self.samplers = [Sampler(service, seed) for seed in range(2)]
        self.operations = {operation.name: operation for operation in service.operations}

    def can_call(self, operation: ir.Operation) -> bool:
        """botocore leaves out the operations that it cannot send."""
        return hasattr(self.fake.boto3_client, operation.wire_method)

    def request(self, operation: ir.Operation, *, full: bool = False) -> dict[str, Any]:
        """Parameters to call an operation with; raises NoSample."""
        sample = self.samplers[0].request(operation.name, full=full)
        given = {**sample, **GIVEN.get(self.service.name, {})}
        return {name: given[name] for name in sample if given[name] is not None}

    def call(self, operation: ir.Operation, request: Mapping[str, Any]) -> Any:
        """Call the typed client's method; its checks are strict."""
        return getattr(self.client, operation.method)(**request)

    def rule(self, operation: ir.Operation) -> Any:
        """A rule for any call of the operation, on a fake that has no others."""
        self.fake.reset()
        return getattr(self.fake, fake_method(operation.method))()


@contextmanager
def opened(service: ir.Service) -> Generator[Called]:
    """The fake of a service whose package can be imported."""
    module = importlib.import_module(f"{service.package}.fakes")
    try:
        config = Config(signature_version=UNSIGNED) if service.name in UNSIGNED_SERVICES else None
        with getattr(module, fake_class(service.class_name))(config=config) as fake:
            yield Called(service, fake)
            fake.reset()
    finally:
        stages.POOL.clear()


def examine(called: Called, log: Log) -> None:
    """Report the operations whose answers or errors do not come back as they were given."""
    errors = {error.name: error for error in called.service.errors}
    for operation in called.service.operations:
        log.count("operations")
        if not called.can_call(operation):
            log.say(operation.name, "botocore's client has no such method")
            continue
        with log.subject(operation.name):
            try:
                request = called.request(operation)
            except NoSample as problem:
                log.say(operation.name, f"no request: {problem}")
                continue
            _answers(called, operation, request, log)
            examined = _bare_error if operation.error_code_in == "status" else _error
            for name in operation.errors:
                examined(called, operation, request, errors[name], log)


def _answers(called: Called, operation: ir.Operation, request: dict[str, Any], log: Log) -> None:
    """Ask for samples that the package has and for ones made here, full and minimal."""
    try:
        answers = [
            readable(sampler.response(operation.name, full=full))
            for sampler, full in zip(called.samplers, (False, True), strict=True)
        ]
    except NoSample as problem:
        log.say(operation.name, f"no response: {problem}")
        return
    requests = [request, called.request(operation, full=True)]
    for request, answer in zip(requests, answers, strict=True):
        rule = called.rule(operation).returns(**answer)
        given = readable(called.call(operation, request))
        log.count("answers")
        for name, value in answer.items():
            if not same(given.get(name), value):
                log.say(operation.name, f"{name} is {given.get(name)!r}, the answer was {value!r}")
        if rule.call_count != 1:
            log.say(operation.name, f"one call, answered {rule.call_count} times")
    for seed in (0, 1):
        called.rule(operation).returns_sample(seed=seed)
        called.call(operation, request)  # strict checks are behind it
        log.count("answers")


def _error(
    called: Called, operation: ir.Operation, request: dict[str, Any], error: ir.Error, log: Log
) -> None:
    """Let the error be raised by its name, its code and its class, and catch it by its class."""
    sample: dict[str, Any] = called.samplers[0].value(error.name, "output", full=True)
    fields = {k: v for k, v in sample.items() if k.lower() not in ("message", "code")}
    exceptions = called.client.exceptions
    own = getattr(exceptions, error.class_name)
    # Where errors share a code, the wire tells no more than botocore can.
    expected = exceptions.from_code(error.code)
    text = TEXT if operation.error_code_in == "body" else ""  # which no header brings
    fields = fields if text else {}
    for name in dict.fromkeys((error.name, error.code, own)):
        called.rule(operation).raises(name, message=text, **fields)
        try:
            called.call(operation, request)
            log.say(operation.name, f"{name} was not raised")
        except expected as caught:
            status = caught.response["ResponseMetadata"]["HTTPStatusCode"]
            if (caught.message, status) != (text, expected.http_status):
                log.say(operation.name, f"{name}: {caught!r} with HTTP {status}")
    log.count("errors")


def _bare_error(
    called: Called, operation: ir.Operation, request: dict[str, Any], error: ir.Error, log: Log
) -> None:
    """Let the error be raised by its status alone, as what has no body to name it."""
    status = HTTPStatus(error.http_status)
    code = str(status.value)
    with suppress(RuleError):
        called.rule(operation).raises(error.name)
        log.say(operation.name, f"{error.name} was taken, of which no more than {code} arrives")
    called.rule(operation).raises(code)
    try:
        called.call(operation, request)
        log.say(operation.name, f"{code} was not raised")
    except ClientError as caught:
        told = caught.response.get("Error")
        if told != {"Code": code, "Message": status.phrase}:
            log.say(operation.name, f"{code}: {told}")
    log.count("errors")


def readable(value: Any) -> Any:
    """A payload that can be compared: streams are read."""
    if is_object(value):
        return {name: readable(item) for name, item in value.items()}
    if is_list(value):
        return [readable(item) for item in value]
    if hasattr(value, "read"):
        return value.read()
    if hasattr(value, "__next__") or hasattr(value, "get_initial_response"):
        return [readable(item) for item in value]
    return value
