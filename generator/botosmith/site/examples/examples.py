"""The examples of a service's operations: the only source of all code panes of the docs.

An example comes from the model's ``examples-1.json``. An operation without one gets a sample of its
shapes. In both cases, its values are those of Python code: datetimes and bytes, not JSON's strings
for them. All examples are checked like payloads. A user's own example that breaks its shape ends
the build. One that AWS ships is shown with its violations.
"""

from __future__ import annotations

import base64
import binascii
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timezone
from typing import Any

from botocore.model import ServiceModel
from botocore.utils import parse_timestamp
from botosmith_runtime.protocols.requests import Requests, SentRequest

from botosmith import ir
from botosmith.ir.graph import reached
from botosmith.models.documents import is_list, is_object
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.package.payloads import PayloadChecker, Side
from botosmith.problems import ModelError, Problem
from botosmith.samples import NoSample
from botosmith.samples.realistic import RealisticSampler
from botosmith.site.examples.comments import PlacedComments, placed
from botosmith.site.examples.decoding import Decoding

UNIT = "https://unit.example/"
"""The endpoint of services without public hosts in examples."""

_FILE = "examples-1"
_parse: Any = parse_timestamp  # takes more types than its type stubs say


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One call: its request and response, as the client takes and returns them.

    A streaming body is ``bytes`` here, and an event stream is a list of events. ``upstream`` means
    that botocore ships the example, ``sampled`` that it is a sample. ``problems`` is empty if both
    payloads are valid. ``replaced`` has the places where a sample replaces a placeholder of AWS.
    ``sent`` is the HTTP request that botocore sends; None if it sends none. ``asked`` and ``given``
    are the author's comments on the request and the response.
    """

    title: str
    description: str
    request: dict[str, Any]
    response: dict[str, Any]
    upstream: bool = False
    sampled: bool = False
    problems: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    sent: SentRequest | None = None
    asked: PlacedComments = field(default_factory=PlacedComments)
    given: PlacedComments = field(default_factory=PlacedComments)


class Examples:
    """The examples of one service; raises ModelError if an example of the user breaks its shape."""

    def __init__(self, service: ir.Service, model: Model) -> None:
        self._shapes = {shape.name: shape for shape in service.shapes}
        self.sampler = RealisticSampler(service)
        self._upstream = model.shipped
        self.model = ServiceModel(own_copy(model.document(SERVICE_MODEL)), service.name)
        self._requests = _requests(service, model, self.model)
        documents: dict[str, list[dict[str, Any]]] = model.document(_FILE).get("examples", {})
        operations = [one for one in service.operations if documents.get(one.name)]
        self._written: dict[str, tuple[Example, ...]] = {}
        self._found: dict[str, tuple[Example, ...]] = {}  # including samples
        broken: list[Problem] = []
        shown = _only(service, operations, self._shapes)
        checker = PayloadChecker(shown, plain_bytes=True) if operations else None
        for operation in operations:
            examples: list[Example] = []
            for index, written in enumerate(documents[operation.name]):
                document, replaced = self._decoded(operation, written)
                problems = list(_problems(checker, operation, document)) if checker else []
                example = self._example(operation, document, problems)
                examples.append(replace(example, replaced=replaced))
                for problem in examples[-1].problems:
                    where = f"examples.{operation.name}.{index}"
                    broken.append(
                        Problem(file=model.file_name(_FILE), where=where, message=problem)
                    )
            self._written[operation.name] = tuple(examples)
        if broken and not self._upstream:
            raise ModelError(service.name, broken)

    def of(self, operation: ir.Operation) -> tuple[Example, ...]:
        """An operation's examples: at least one that can be called, if that is possible."""
        if operation.name not in self._found:
            written = self._written.get(operation.name, ())
            if all(example.problems for example in written):
                written = (*written, *self._sampled(operation))
            self._found[operation.name] = written
        return self._found[operation.name]

    def _sampled(self, operation: ir.Operation) -> Iterator[Example]:
        try:
            request = self.sampler.request(operation.name)
            response = self.sampler.response(operation.name)
        except NoSample:
            return
        sent, problem = self.sent(operation, request)
        yield Example(
            title="Example",
            description="",
            request=request,
            response=response,
            sampled=True,
            problems=problem,
            sent=sent,
        )

    def _decoded(
        self, operation: ir.Operation, document: dict[str, Any]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """An example with the response that the client returns, and the places of samples in it."""
        if not operation.output or "output" not in document:
            return document, ()
        decoding = Decoding(self._shapes, replaces=self._upstream)
        given = decoding.value(document["output"], operation.output)
        return {**document, "output": given}, tuple(decoding.replaced)

    def _example(
        self, operation: ir.Operation, document: dict[str, Any], problems: list[str]
    ) -> Example:
        asked, given = document.get("input", {}), document.get("output", {})
        request: dict[str, Any] = self._value(asked, operation.input) if operation.input else {}
        response: dict[str, Any] = self._value(given, operation.output) if operation.output else {}
        sent, problem = self.sent(operation, request)
        said = document.get("comments")
        comments: dict[str, Any] = said if is_object(said) else {}
        model: Any = self.model.operation_model(operation.name)
        return Example(
            title=document.get("title") or operation.name,
            description=document.get("description") or "",
            request=request,
            response=response,
            upstream=self._upstream,
            problems=tuple(problems) or problem,
            sent=sent,
            asked=placed(comments.get("input"), request, model.input_shape),
            given=placed(comments.get("output"), response, model.output_shape),
        )

    def sent(
        self, operation: ir.Operation, request: dict[str, Any]
    ) -> tuple[SentRequest | None, tuple[str, ...]]:
        """The HTTP request that botocore sends, or why it refuses the parameters."""
        model: Any = self.model.operation_model(operation.name)
        if model.has_event_stream_input:  # botocore has no HTTP/2
            return None, ()
        try:
            return self._requests.request(model, request), ()
        except Exception as error:  # serialisers raise any error for an invalid request
            reason = " ".join(str(error).split())
            return None, (f"request: botocore does not send it: {reason}",)

    def _value(self, value: Any, name: str) -> Any:
        """The Python value for a JSON value; values that break the shape are unchanged."""
        shape = self._shapes[name]
        match shape.kind:
            case "structure" if is_object(value) and shape.structured:
                shapes = {m.name: m.shape for m in shape.members if m.form != "json"}
                return {
                    key: self._value(item, shapes[key]) if key in shapes else item
                    for key, item in value.items()
                }
            case "structure" if shape.event_stream and is_list(value):
                return [self._value(item, name) for item in value]
            case "list" if is_list(value):
                return [self._value(item, shape.element) for item in value]
            case "map" if is_object(value):
                return {key: self._value(item, shape.element) for key, item in value.items()}
            case "timestamp" if isinstance(value, str | int | float):
                return _moment(value)
            case "blob" if isinstance(value, str):
                return self._bytes(value)
            case _:
                return value

    def _bytes(self, text: str) -> bytes:
        """Base64 decoded. AWS's examples often have plain text, which can look like Base64."""
        try:
            content = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            return text.encode()
        plain = all(32 <= byte < 127 for byte in content)
        return content if plain or not self._upstream else text.encode()


def _only(
    service: ir.Service, operations: list[ir.Operation], shapes: dict[str, ir.Shape]
) -> ir.Service:
    """The part of a service that its examples need, since to make all checks takes long."""
    roots = [name for one in operations for name in (one.input, one.output) if name]
    streams = [events for name in roots for events in ir.events_of(shapes[name].members)]
    kept = reached(shapes, [*roots, *streams])
    return replace(
        service,
        operations=tuple(operations),
        shapes=tuple(shape for shape in service.shapes if shape.name in kept),
        errors=(),
    )


def _problems(
    checker: PayloadChecker, operation: ir.Operation, document: dict[str, Any]
) -> Iterator[str]:
    """How an example breaks its shapes. A response may be left out for brevity."""
    sides: tuple[tuple[Side, str], ...] = (("request", "input"), ("response", "output"))
    for side, part in sides:
        if part in document or side == "request":
            with warnings.catch_warnings(action="ignore"):  # from dateutil, about time zones
                violations = checker.violations(operation, side, document.get(part, {}))
            for violation in violations or ():
                yield f"{side}: {violation}"


def _requests(service: ir.Service, model: Model, botocore_model: ServiceModel) -> Requests:
    authentication = service.authentication
    return Requests(
        botocore_model,
        endpoint_rules=model.document("endpoint-rule-set-1") or None,
        endpoint_url=UNIT if authentication.endpoint_required else "",
        signature_version=authentication.scheme,
        repeated_headers=frozenset(service.repeated_headers),
    )


def own_copy(document: dict[str, Any]) -> dict[str, Any]:
    """The model with copies of the parts that botocore's handlers change, such as host prefixes."""
    operations = {
        name: {
            key: dict(value) if key in ("http", "endpoint") else value
            for key, value in operation.items()
        }
        for name, operation in document["operations"].items()
    }
    return {**document, "operations": operations}


def _moment(value: str | float) -> Any:
    try:
        with warnings.catch_warnings(action="ignore"):
            moment = _parse(value)
    except Exception:  # dateutil raises errors of many classes; the check reports the value
        return value
    return moment.astimezone(timezone.utc) if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
