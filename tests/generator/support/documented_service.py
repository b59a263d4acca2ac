"""A service's examples as the docs show them: code taken out of the HTML and run."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from botocore.awsrequest import AWSResponse, HeadersDict
from botocore.endpoint import convert_to_response_dict
from botocore.parsers import create_parser
from botosmith import ir
from botosmith.build.service import build
from botosmith.models.documents import is_list, is_object
from botosmith.models.load import Library
from botosmith.samples import Sampler
from botosmith.site.context import Context
from botosmith.site.examples.examples import Example, Examples
from botosmith.site.snippets import Call, Pane, Snippets
from botosmith.site.testing.guide import Section, sections
from botosmith_runtime.protocols import ErrorAnswer, Response, serialise_response
from botosmith_runtime.protocols.decoded_members import encoded
from botosmith_runtime.protocols.surroundings import hooks

TEXT = "why it failed"
TOKEN = "00000000-0000-4000-8000-000000000000"
_SPAN = re.compile(r"<[^<>]*>")


def code_of(pane: Pane) -> str:
    """The code as a reader copies it."""
    return html.unescape(_SPAN.sub("", pane.html))


class DocumentedService:
    """The IR, the examples and the snippets of one service."""

    def __init__(self, service: str, models: tuple[Path, ...] = ()) -> None:
        self.model = Library(models).load(service)
        self.ir = build(self.model)
        self.examples = Examples(self.ir, self.model)
        self.snippets = Snippets(self.ir, self.model, self.examples)
        self.errors = {error.name: error for error in self.ir.errors}
        self.sampler = Sampler(self.ir)

    def each(self) -> Iterator[tuple[ir.Operation, Example, dict[str, Pane]]]:
        """Every example with its panes."""
        for operation in self.ir.operations:
            for example in self.examples.of(operation):
                panes = self.snippets.panes(operation, example)
                yield operation, example, {pane.key: pane for pane in panes}

    def calls(self, operation: ir.Operation) -> list[Call]:
        """An operation's calls as its page shows them."""
        examples = self.examples.of(operation)
        return self.snippets.calls([(one, self.snippets.panes(operation, one)) for one in examples])

    def guide(self) -> list[Section]:
        """The sections of the testing page."""
        return list(sections(Context(self.ir, self.model, (), "/")))

    def unparsed(self) -> Iterator[str]:
        """Responses of which botocore's parsers do not make the example again."""
        parser: Any = create_parser(self.examples.model.resolved_protocol)
        events, decoded = hooks(), self.ir.decoded
        for operation, example, panes in self.each():
            if example.problems:
                continue
            if "response" not in panes:
                yield f"{operation.name}: no response"
            model: Any = self.examples.model.operation_model(operation.name)
            text = encoded(example.response, model.output_shape, decoded)
            written: Any = http_response(serialise_response(model.service_model, model, text))
            parsed = parser.parse(convert_to_response_dict(written, model), model.output_shape)
            if decoded:  # by a handler, for the client
                event = f"after-call.{model.service_model.service_id.hyphenize()}.{model.name}"
                events.emit(event, parsed=parsed, model=model)
            parsed.pop("ResponseMetadata", None)
            expected = self._completed(operation, example.response)
            if plain(parsed) != expected:
                yield f"{operation.name}: {plain(parsed)} instead of {expected}"

    def unparsed_errors(self) -> Iterator[str]:
        """Errors whose code, text or fields botocore's parsers do not give again."""
        parser: Any = create_parser(self.examples.model.resolved_protocol)
        raising = {name: o.name for o in self.ir.operations for name in o.errors}
        for name, operation in raising.items():
            error = self.errors[name]
            model: Any = self.examples.model.operation_model(operation)
            shape: Any = self.examples.model.shape_for(name)
            sample: dict[str, Any] = self.sampler.value(name, "output", full=True)
            told = {"message", "code"} | {
                member.name.lower()
                for member in self.sampler.shapes[name].members
                if member.wire_name.lower() == "x-amzn-errortype"  # which is the code
            }
            fields = {k: v for k, v in sample.items() if k.lower() not in told}
            status = error.http_status if error.http_status > 300 else 400
            answer = ErrorAnswer(code=error.code, message=TEXT, status=status, fields=fields)
            written: Any = http_response(serialise_response(model.service_model, model, answer))
            taken = convert_to_response_dict(written, model)
            parsed = parser.parse(taken, model.output_shape)["Error"]
            structured = any(is_object(sample.get(key)) for key in ("message", "Message"))
            code = parsed.get("QueryErrorCode", parsed["Code"])  # SQS's codes of old are others
            if code not in (error.code, error.name) or not (
                structured or parsed["Message"] == TEXT
            ):
                yield f"{name}: {parsed}"
            given = plain(parser.parse(taken, shape))
            if {key: given.get(key) for key in fields} != fields:
                yield f"{name}: {given} instead of {fields}"

    def _completed(self, operation: ir.Operation, value: Mapping[str, Any]) -> dict[str, Any]:
        """With the members that every response has: its status, its body."""
        shape = self.sampler.shapes.get(operation.output)
        always: dict[str, Any] = {}
        for member in shape.members if shape else ():
            if member.form == "status":
                always[member.name] = operation.success_status
            elif member.form == "headers":
                always[member.name] = {}
            elif member.form == "stream":
                always[member.name] = b""
        return {**always, **value}


def http_response(written: Response) -> AWSResponse:
    """What botocore's HTTP session would give."""
    kind: Any = AWSResponse
    headers = HeadersDict(written.headers)
    found: AWSResponse = kind("https://test", written.status, headers, _Raw(written.body))
    return found


class _Raw(io.BytesIO):
    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        yield self.read()


def plain(value: Any) -> Any:
    """A parsed value with its streams read."""
    if hasattr(value, "read"):
        return value.read()
    if is_object(value):
        return {key: plain(item) for key, item in value.items()}
    is_stream = type(value).__name__ == "EventStream"
    return [plain(item) for item in value] if is_list(value) or is_stream else value
