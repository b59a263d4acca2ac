"""A service with its generated checks, held against botocore's own validation and samples."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, Literal

from botocore.model import OperationModel, ServiceModel
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator
from botosmith import ir
from botosmith.build import build
from botosmith.load import Library
from botosmith.render import render_module
from botosmith.samples import NoSample, Sampler
from botosmith_runtime.violations import Violation
from mutants import Mutator

Side = Literal["request", "response"]
_DIRECTIONS: dict[Side, ir.Direction] = {"request": "input", "response": "output"}
_HOST_PREFIX = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.-])*")
_TOKEN = "0b1f3c5e-7a92-4c1d-8e6f-123456789abc"


class CheckedService:
    """The IR, the samples, the executed ``checks`` module and botocore's model of one service."""

    def __init__(self, service: str, models: tuple[Path, ...] = (), *, seed: int = 0) -> None:
        model = Library(models).load(service)
        self.name = service
        self.examples: dict[str, Any] = model.document("examples-1").get("examples", {})
        self.ir = build(model)
        self.sampler = Sampler(self.ir, seed)
        self.botocore = ServiceModel(model.document("service-2"), service)
        self.seed = seed
        self._checks = types.ModuleType(f"{self.ir.package}.checks")
        source = render_module(self.ir, "checks")
        exec(compile(source, self._checks.__name__, "exec"), vars(self._checks))
        self._serializer: Any = create_serializer(
            self.botocore.resolved_protocol, include_validation=False
        )
        self._validator: Any = ParamValidator()

    def payloads(self) -> Iterator[Payload]:
        """A full and a minimal sample of every request and response that has a shape."""
        for operation in self.ir.operations:
            for side, direction in _DIRECTIONS.items():
                shape = operation.input if side == "request" else operation.output
                for full in (True, False) if shape else ():
                    try:
                        value = getattr(self.sampler, side)(operation.name, full=full)
                    except NoSample:
                        continue  # `unsampled` tells
                    mutator = Mutator(self.sampler, direction)
                    yield Payload(self, operation, side, shape, full, value, mutator)

    def check(self, operation: ir.Operation, side: Side) -> Callable[[Any], list[Violation]]:
        """The generated function for one side of an operation."""
        function: Callable[[Any], list[Violation]]
        function = getattr(self._checks, f"{operation.method}_{side}")
        return function

    def botocore_refuses(self, operation: str, side: Side, value: Any) -> str:
        """What botocore's validation has against a payload; Stubber asks it about responses."""
        model = self.botocore.operation_model(operation)
        shape = model.input_shape if side == "request" else model.output_shape
        report: str = self._validator.validate(value, shape).generate_report()
        return report

    def serialized(self, operation: str, value: Any) -> dict[str, Any]:
        """What botocore would send."""
        request: dict[str, Any] = self._serializer.serialize_to_request(
            value, self.botocore.operation_model(operation)
        )
        return request


class Payload:
    """One sample of one side of an operation."""

    def __init__(
        self,
        service: CheckedService,
        operation: ir.Operation,
        side: Side,
        shape: str,
        full: bool,
        value: dict[str, Any],
        mutator: Mutator,
    ) -> None:
        self.service = service
        self.operation = operation
        self.side: Side = side
        self.value = value
        self.check = service.check(operation, side)
        self.name = f"{service.ir.name}.{operation.name} {'full' if full else 'minimal'} {side}"
        self._shape = shape
        self._mutator = mutator
        self._random = Random(f"{service.seed} {self.name}")

    def as_botocore_takes_it(self) -> dict[str, Any]:
        """With the tokens that botocore makes up; an event stands for a stream of them."""
        members = next(one.members for one in self.service.ir.shapes if one.name == self._shape)
        streams = [one.name for one in members if one.event_stream and one.name in self.value]
        events = {name: self.value[name][0] for name in streams}
        given: dict[str, Any] = self._with_tokens({**self.value, **events})
        return given

    def _with_tokens(self, value: Any) -> Any:
        model: OperationModel = self.service.botocore.operation_model(self.operation.name)
        if self.side == "response" or not issubclass(type(value), dict):
            return value
        return {**dict.fromkeys(model.idempotent_members, _TOKEN), **value}

    def false_alarms(self) -> Iterator[str]:
        """What somebody has against the sample, although it is valid."""
        for value in (self.value, *self._mutator.with_nulls(self._shape, self.value)):
            yield from (f"{self.name}: {violation}" for violation in self.check(value))
        given = self.as_botocore_takes_it()
        if report := self.service.botocore_refuses(self.operation.name, self.side, given):
            yield f"{self.name}: botocore refuses it: {report}"
        if self.side == "request":
            host = self.service.serialized(self.operation.name, given).get("host_prefix") or ""
            if not _HOST_PREFIX.fullmatch(host):
                yield f"{self.name}: {host!r} cannot start the name of a host"

    def missed_mutants(self, count: int) -> Iterator[str]:
        """Mutants of which something else is said than what is wrong with them."""
        for mutant in self._mutator.mutants(self._shape, self.value, self._random, count):
            found = [(one.path, one.rule) for one in self.check(mutant.payload)]
            if found != [(mutant.path, mutant.rule)]:
                yield f"{self.name}: {mutant.rule} at {mutant.path} not found, but {found}"

    def lenience(self, count: int) -> Iterator[str]:
        """Odd payloads that botocore refuses and the checks let pass."""
        given = self.as_botocore_takes_it()
        for path, value in self._mutator.odd_payloads(self._shape, given, self._random, count):
            odd = self._with_tokens(value)
            report = self.service.botocore_refuses(self.operation.name, self.side, odd)
            if report and not self.check(odd):
                yield f"{self.name}: passes at {path}, where botocore says: {report}"
