"""A service with its generated checks, held against botocore's own validation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, Literal

from botocore.model import OperationModel, ServiceModel
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator
from botosmith import ir
from botosmith.models.extras import EXTRAS
from botosmith.models.load import Model
from botosmith.samples import Sampler
from botosmith_runtime.violations import Violation
from conformance.corrected_model import as_known
from imported_package import Package
from mutants import Mutator

Side = Literal["request", "response"]
_HOST_PREFIX = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?[.-])*")
_TOKEN = "0b1f3c5e-7a92-4c1d-8e6f-123456789abc"


class CheckedService:
    """The IR, the samples, the imported ``checks`` module and botocore's model of one service."""

    def __init__(self, model: Model, service: ir.Service, package: Package) -> None:
        self.examples: dict[str, Any] = model.document("examples-1").get("examples", {})
        corrected: dict[str, dict[str, Any]] = model.document(EXTRAS).get("members", {})
        self.corrected = {member for members in corrected.values() for member in members}
        self.ir = service
        self.sampler = Sampler(service)
        self.botocore = ServiceModel(as_known(model), model.service)
        self._checks = package.modules["checks"]
        self._serializer: Any = create_serializer(
            self.botocore.resolved_protocol, include_validation=False
        )
        self._validator: Any = ParamValidator()

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
    """One sample of one side of an operation, whose input or output shape is ``shape``."""

    def __init__(
        self,
        service: CheckedService,
        operation: ir.Operation,
        side: Side,
        shape: str,
        name: str,
        value: dict[str, Any],
        mutator: Mutator,
        random: Random,
    ) -> None:
        self.name = name
        self._service = service
        self._operation = operation
        self._side: Side = side
        self._shape = shape
        self._value = value
        self._check = service.check(operation, side)
        self._mutator = mutator
        self._random = random
        members = next(one.members for one in service.ir.shapes if one.name == shape)
        self._handled = {m.name for one in service.ir.shapes for m in one.members if m.handled}
        self._filled_in = {
            one.name: one.handled.value
            for one in members
            if one.handled and one.as_handled("fills-in") and side == "request"
        }

    def _as_botocore_takes_it(self) -> dict[str, Any]:
        """With the tokens that botocore makes up; an event stands for a stream of them."""
        members = next(one.members for one in self._service.ir.shapes if one.name == self._shape)
        streams = [one.name for one in members if one.form == "events" and one.name in self._value]
        events = {name: self._value[name][0] for name in streams}
        given: dict[str, Any] = self._with_tokens({**self._value, **events})
        return given

    def _with_tokens(self, value: Any) -> Any:
        model: OperationModel = self._service.botocore.operation_model(self._operation.name)
        if self._side == "response" or not issubclass(type(value), dict):
            return value
        return {**dict.fromkeys(model.idempotent_members, _TOKEN), **self._filled_in, **value}

    def false_alarms(self) -> Iterator[str]:
        """What somebody has against the sample, although it is valid."""
        for value in (self._value, *self._mutator.with_nulls(self._shape, self._value)):
            yield from (str(violation) for violation in self._check(value))
        given = self._as_botocore_takes_it()
        if report := self._service.botocore_refuses(self._operation.name, self._side, given):
            yield f"botocore refuses it: {report}"
        if self._side == "request":
            host = self._service.serialized(self._operation.name, given).get("host_prefix") or ""
            if not _HOST_PREFIX.fullmatch(host):
                yield f"{host!r} cannot start the name of a host"

    def missed_mutants(self, count: int) -> Iterator[str]:
        """For each mutant: what is wrong with what the checks say of it, nothing if it is right."""
        for mutant in self._mutator.mutants(self._shape, self._value, self._random, count):
            found = [(one.path, one.rule) for one in self._check(mutant.payload)]
            right = found == [(mutant.path, mutant.rule)]
            yield "" if right else f"{mutant.rule} at {mutant.path} not found, but {found}"

    def lenience(self, count: int) -> Iterator[str]:
        """Odd payloads that botocore refuses and the checks let pass."""
        given = self._as_botocore_takes_it()
        for path, value in self._mutator.odd_payloads(self._shape, given, self._random, count):
            odd = self._with_tokens(value)
            report = self._service.botocore_refuses(self._operation.name, self._side, odd)
            known = path.split(".")[-1] in self._handled | self._service.corrected
            if report and not (known or self._check(odd)):
                yield f"passes at {path}, where botocore says: {report}"
