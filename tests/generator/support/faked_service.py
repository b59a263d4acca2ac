"""A service's fake, asked for every operation's samples and every declared error."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from botocore.exceptions import EndpointResolutionError
from botosmith import ir
from botosmith.build import build
from botosmith.faking import class_name
from botosmith.load import Library
from botosmith.names import fake_method
from botosmith.render import render
from botosmith.samples import NoSample, Sampler
from botosmith.write import write
from botosmith_runtime.fakes import stages
from imported_package import imported

SEEDS = (0, 1, 2)
TEXT = "why it failed, says the test"


def disagreements(service_name: str, directory: Path) -> Iterator[str]:
    """Where the fake of a service does not do what the model says."""
    service = build(Library().load(service_name))
    write(render(service), directory)
    with imported(directory, service.package):
        fakes = importlib.import_module(f"{service.package}.fakes")
        try:
            with getattr(fakes, class_name(service))() as fake:
                yield from _Asked(service, fake).disagreements()
                fake.reset()
        finally:
            stages.POOL.clear()


class _Asked:
    def __init__(self, service: ir.Service, fake: Any) -> None:
        self._fake = fake
        self._service = service
        self._sampler = Sampler(service)
        self._errors = {error.name: error for error in service.errors}

    def disagreements(self) -> Iterator[str]:
        for operation in self._service.operations:
            if not hasattr(self._fake.boto3_client, operation.wire_method):
                continue  # botocore has no HTTP/2
            try:
                request = self._sampler.request(operation.name, full=False)
            except NoSample:
                continue
            try:
                yield from self._responses(operation, request)
                for name in operation.errors:
                    yield from self._error(operation, request, self._errors[name])
            except EndpointResolutionError:
                continue  # the sample is no ARN that the endpoint's rules like

    def _call(self, operation: ir.Operation, request: dict[str, Any]) -> Any:
        return getattr(self._fake.boto3_client, operation.wire_method)(**request)

    def _responses(self, operation: ir.Operation, request: dict[str, Any]) -> Iterator[str]:
        try:
            self._sampler.response(operation.name)
        except NoSample:
            return
        for seed in SEEDS:
            self._fake.reset()
            rule = getattr(self._fake, fake_method(operation.method))().returns_sample(seed=seed)
            try:
                self._call(operation, request)  # strict checks are behind it
            except EndpointResolutionError:
                raise
            except Exception as error:
                yield f"{operation.name}, seed {seed}: {error!r}"
                return
            if rule.call_count != 1:
                yield f"{operation.name}: answered {rule.call_count} calls"

    def _error(
        self, operation: ir.Operation, request: dict[str, Any], error: ir.Error
    ) -> Iterator[str]:
        sample: dict[str, Any] = self._sampler.value(error.name, "output", full=True)
        fields = {k: v for k, v in sample.items() if k.lower() not in ("message", "code")}
        own = getattr(self._fake.client.exceptions, error.class_name)
        # Where errors share a code, the wire tells no more than botocore can.
        expected = self._fake.client.exceptions.from_code(error.code)
        for name in dict.fromkeys((error.name, error.code, own)):
            self._fake.reset()
            getattr(self._fake, fake_method(operation.method))().raises(
                name, message=TEXT, **fields
            )
            try:
                self._call(operation, request)
                yield f"{operation.name}: {name} was not raised"
            except expected as caught:
                status = caught.response["ResponseMetadata"]["HTTPStatusCode"]
                if (caught.message, status) != (TEXT, expected.http_status):
                    yield f"{operation.name}: {name}: {caught!r} with HTTP {status}"
