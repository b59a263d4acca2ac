"""Programs that use everything of a service's resources once, with a fake's resource.

What there is to use comes from boto3's own models, not from the generated package: if the package
lacks a method, type checkers flag the program.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, cast

import boto3
from boto3.resources.model import ResourceModel
from botocore import xform_name
from botosmith import ir, names
from botosmith.samples import Sampler

FAULTS = {
    "iam": {"create_signing_certificate": "boto3 does not pass on the name of the user"},
}
"""By service, methods of its resource that fail in boto3, whatever the service answers."""

_NEEDS_MORE = {"ChecksumAlgorithm"}
"""A member for some of whose values botocore needs the AWS Common Runtime."""

_HEAD = '''"""Everything of the resources of {service}, used once."""

import datetime as datetime
import io as io
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress

from botocore.exceptions import WaiterError
from {package} import service_resource as all_of
from {package}.fakes import {fake}


def used(value: object) -> None:
    """What a method returns, or a property is."""


def looked_at(values: Iterable[object]) -> None:
    """All of a collection."""
    used([*values])


def polled(wait: Callable[[], None]) -> None:
    """A waiter, whose condition a sample need not meet."""
    with suppress(WaiterError):
        wait()


def broken(call: Callable[[], object]) -> None:
    """What boto3 itself cannot do."""
    with suppress(ValueError):
        call()
        sys.exit("boto3 can do it now")


'''


class ResourceProgram:
    """The program of one service."""

    def __init__(self, service: ir.Service) -> None:
        self._service = service
        self._sampler = Sampler(service)
        session: Any = boto3.Session(
            region_name="eu-north-1", aws_access_key_id="a", aws_secret_access_key="b"
        )
        resource: Any = session.resource(service.name)
        self._model: Any = resource.meta.client.meta.service_model
        self._of_service: Any = resource.meta.resource_model
        document: Any = session._loader.load_service_model(service.name, "resources-1")
        self._definitions: Any = document["resources"]

    def text(self) -> str:
        """The program. It prints how many calls its fake answered."""
        client = self._service.class_name
        fake = names.fake_class(client)
        name = names.resource_class(client, "ServiceResource")
        head = {"service": self._service.name, "package": self._service.package, "fake": fake}
        parts = [_HEAD.format(**head), self._function("of_service", name, self._of_service)]
        calls = ["of_service(fake.resource)"]
        for resource in sorted(self._definitions):
            model = self._resource_model(resource)
            parts.append(self._function(f"of_{resource.lower()}", resource, model))
            calls.append(f"of_{resource.lower()}({self._made(resource, model)})")
        parts.append(f'with {fake}(auto=True, answer_checks="structural") as fake:\n')
        parts += [f"    {call}\n" for call in calls]
        return "".join([*parts, "    print(fake.call_count)\n"])

    def _resource_model(self, name: str) -> Any:
        model: Any = ResourceModel(name, self._definitions[name], self._definitions)
        model.load_rename_map(self._model.shape_for(model.shape) if model.shape else None)
        return model

    def _made(self, name: str, model: Any) -> str:
        """How the resource of the service makes a resource of this kind."""
        for one in self._of_service.subresources:
            if one.resource.type == name:
                values = [repr(self._identifier(model, each.name)) for each in model.identifiers]
                return f"fake.resource.{one.name}({', '.join(values)})"
        arguments = self._arguments(f"Create{name}", set())
        return f"fake.resource.create_{xform_name(name)}({arguments})"

    def _identifier(self, model: Any, name: str) -> str | int:
        """A value that a request of the resource takes for the identifier."""
        requests = [one.request for one in (*model.actions, *model.collections)]
        if model.load is not None:
            requests.insert(0, model.load.request)
        for request in requests:
            for one in request.params:
                if one.source == "identifier" and xform_name(one.name) == name:
                    sample: Any = self._sampler.request(request.operation).get(one.target)
                    if isinstance(sample, str | int):
                        return sample
        return "example"

    def _function(self, function: str, class_name: str, model: Any) -> str:
        body = "".join(f"    {line}\n" for line in self._uses(model))
        return f"def {function}(one: all_of.{class_name}) -> None:\n{body}\n\n"

    def _uses(self, model: Any) -> Iterator[str]:
        yield "used(one.get_available_subresources())"
        yield "used(one.meta.client)"
        for one in model.identifiers:
            yield f"used(one.{one.name})"
        if model.load:
            yield "one.load()"
            yield "one.reload()"
        if model.shape and model.load:
            for name in model.get_attributes(self._model.shape_for(model.shape)):
                yield f"used(one.{name})"
            for one in model.references:
                yield f"used(one.{one.name})"
        for one in model.collections:
            yield from self._uses_of_collection(one)
        for one in model.actions:
            called = f"one.{one.name}({self._arguments_of(one)})"
            is_broken = one.name in FAULTS.get(model.name, {})
            yield f"broken(lambda: {called})" if is_broken else f"used({called})"
        for one in model.waiters:
            yield f'polled(lambda: one.{one.name}(WaiterConfig={{"MaxAttempts": 2}}))'

    def _uses_of_collection(self, collection: Any) -> Iterator[str]:
        name = f"one.{collection.name}"
        yield f"looked_at({name}.all().limit(3))"
        yield f"looked_at({name}.limit(3).pages())"
        yield f"looked_at({name}.filter({self._arguments_of(collection)}).limit(1))"
        yield f"used({name}.page_size(5).all())"  # not all paginators have sizes
        for action in collection.resource.model.batch_actions:
            called = self._arguments_of(action, full=False)
            yield f"used({name}.limit(3).{xform_name(action.name)}({called}))"

    def _arguments_of(self, action: Any, *, full: bool = True) -> str:
        roots = {one.target.partition("[")[0] for one in action.request.params}
        filled = {root.partition(".")[0] for root in roots}
        return self._arguments(action.request.operation, filled, full=full)

    def _arguments(self, operation: str, filled: set[str], *, full: bool = True) -> str:
        sample = self._sampler.request(operation, full=full)
        given = {name: sample[name] for name in sample if name not in filled | _NEEDS_MORE}
        return ", ".join(f"{name}={_literal(value)}" for name, value in given.items())


def _literal(value: Any) -> str:
    if isinstance(value, io.BytesIO):
        return f"io.BytesIO({value.getvalue()!r})"
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value)
        return "{" + ", ".join(f"{key!r}: {_literal(one)}" for key, one in items.items()) + "}"
    if isinstance(value, list):
        listed: Any = value  # pyright: ignore[reportUnknownVariableType]  # of anything
        return f"[{', '.join(map(_literal, listed))}]"
    return repr(value)
