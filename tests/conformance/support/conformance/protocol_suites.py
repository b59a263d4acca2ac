"""botocore's own suites of its protocols: their cases, and what comes of each with ours."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from botocore.awsrequest import HeadersDict
from botocore.eventstream import EventStream
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botocore.serialize import create_serializer
from botocore.utils import percent_encode_sequence
from botosmith.models.documents import is_list, is_object
from botosmith_runtime.protocols import (
    ErrorAnswer,
    Request,
    Response,
    parse_request,
    serialise_response,
)
from botosmith_runtime.protocols.texts import epoch
from conformance.canonical import canonical

Kind = Literal["request", "response", "error"]
_IGNORED = "protocol-tests-ignore-list.json"
isa: Callable[[Any, Any], bool] = isinstance  # without a type checker's narrowing
_parser: Any = create_parser
_serializer: Any = create_serializer
_encoded: Any = percent_encode_sequence


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a suite. ``name`` is its file, with the numbers of suite and case."""

    name: str
    kind: Kind
    description: dict[str, Any]
    given: dict[str, Any]

    def model(self) -> ServiceModel:
        """A service of this one operation."""
        document = deepcopy(self.description)
        operation = deepcopy(self.given["given"])
        operation.setdefault("name", self.operation)
        document["operations"] = {self.operation: operation}
        document["metadata"].setdefault("serviceId", "Suite")
        return ServiceModel(document, "suite")

    @property
    def operation(self) -> str:
        """The name of the operation."""
        name: str = self.given["given"].get("name", "OperationName")
        return name


def cases(folder: Path) -> Iterator[Case]:
    """The cases of ``tests/unit/protocols``, without those that botocore passes over itself."""
    ignored = json.loads((folder / _IGNORED).read_text(encoding="utf-8"))
    for file in sorted(folder.rglob("*.json")):
        if file.name == _IGNORED:
            continue
        place = file.relative_to(folder).with_suffix("").as_posix()
        for number, suite in enumerate(json.loads(file.read_text(encoding="utf-8"))):
            for index, given in enumerate(suite.pop("cases")):
                direction = "input" if "params" in given else "output"
                passed_over = [
                    part.get(direction, {})
                    for part in (ignored["general"], ignored["protocols"].get(file.stem, {}))
                ]
                suites = {one for part in passed_over for one in part.get("suites", ())}
                single = {one for part in passed_over for one in part.get("cases", ())}
                if suite.get("description") in suites or given.get("id") in single:
                    continue
                kind: Kind = "request"
                if "params" not in given:
                    kind = "error" if "error" in given else "response"
                if kind == "response" and "response" not in given:
                    continue
                name = f"{place}:{number}:{index} {given.get('id', '')}".strip()
                yield Case(name, kind, suite, given)


def fault(case: Case) -> str:
    """What is not as the case has it, or nothing."""
    try:
        match case.kind:
            case "request":
                return _request(case)
            case "response":
                return _response(case)
            case _:
                return _error(case)
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"


def _request(case: Case) -> str:
    model: Any = case.model()
    operation = model.operation_model(case.operation)
    params = _floats(deepcopy(case.given["params"]))
    draft = _serializer(model.resolved_protocol, include_validation=False)
    written = draft.serialize_to_request(params, operation)
    expected = case.given["serialized"]
    body = written["body"]
    if is_object(body):
        body = _encoded(body).encode()
    if "body" in expected:
        body = expected["body"].encode()
        if model.resolved_protocol == "smithy-rpc-v2-cbor":
            body = base64.b64decode(body)
    headers = HeadersDict(written["headers"])
    headers.update(expected.get("headers", {}))
    request = Request(
        method=expected.get("method", written["method"]),
        path=expected.get("uri") or "/",
        headers=tuple((str(name), str(value)) for name, value in headers.items()),
        body=body,
    )
    parsed = parse_request(model, request)
    shape = operation.input_shape
    given = canonical(shape, params) if shape is not None else params
    found = canonical(shape, parsed.parameters) if shape is not None else parsed.parameters
    if (parsed.operation, found) == (case.operation, given):
        return ""
    return f"read {found}, given {given}"


def _response(case: Case) -> str:
    model: Any = case.model()
    operation = model.operation_model(case.operation)
    output = operation.output_shape
    if model.resolved_protocol == "query" and output is not None and output.members:
        output.serialization["resultWrapper"] = f"{case.operation}Result"
    expected = case.given["result"]
    given: Any = _as_users_have_it(output, _floats(deepcopy(expected))) if output else {}
    written = serialise_response(
        model, case.operation, given, status=case.given["response"].get("status_code")
    )
    parsed = parsed_response(model, output, written, case.operation)
    found = canonical(output, parsed) if output else parsed
    wanted = canonical(output, given) if output else expected
    return "" if found == wanted else f"parsed {found}, given {wanted}"


def _error(case: Case) -> str:
    model: Any = case.model()
    operation = model.operation_model(case.operation)
    code: str = case.given.get("errorCode", "")
    fields = case.given["error"]
    shape = model.shape_for_error_code(code)
    answer = ErrorAnswer(
        code=code,
        message=case.given.get("errorMessage", ""),
        status=case.given["response"]["status_code"],
        fields=_as_users_have_it(shape, fields) if shape is not None else fields,
    )
    written = serialise_response(model, case.operation, answer)
    parsed = parsed_response(model, operation.output_shape, written, case.operation)
    error = {key: parsed.get("Error", {}).get(key) or "" for key in ("Code", "Message")}
    wanted = {"Code": code, "Message": answer.message}
    if error != wanted:
        return f"parsed {error}, given {wanted}"
    if shape is None:
        return ""
    found = canonical(shape, parsed_response(model, shape, written, case.operation))
    missing = {
        key: value for key, value in canonical(shape, fields).items() if found.get(key) != value
    }
    return f"parsed {found}, given {missing}" if missing else ""


class _Raw:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self._content


def parsed_response(model: Any, shape: Any, response: Response, operation: str) -> dict[str, Any]:
    """What botocore's parser makes of a response; event streams are read to their end."""
    streams = shape is not None and shape.type_name == "structure" and shape.event_stream_name
    body: Any = _Raw(response.body) if streams and response.status < 301 else response.body
    parsed: dict[str, Any] = _parser(model.resolved_protocol).parse(
        {
            "status_code": response.status,
            "headers": HeadersDict(response.headers),
            "body": body,
            "context": {"operation_name": operation},
        },
        shape,
    )
    parsed.pop("ResponseMetadata", None)
    for key, item in parsed.items():
        if isa(item, EventStream):
            parsed[key] = [*item]
    return parsed


def _floats(value: Any) -> Any:
    """Floats that JSON has no number for are texts in the suites."""
    special = {"NaN", "Infinity", "-Infinity"}
    if is_object(value):
        pairs: dict[str, Any] = value
        return {
            key: float(one) if isinstance(one, str) and one in special else one
            for key, one in pairs.items()
        }
    return value


def _as_users_have_it(shape: Any, value: Any) -> Any:
    """Moments, which are numbers in the suites, as botocore's users have them; blobs as bytes."""
    moment: Any = value  # which the guards below leave as it is
    match shape.type_name:
        case "structure" if is_list(value):
            events: list[Any] = value
            return [_as_users_have_it(shape, event) for event in events]
        case "structure" if is_object(value) and not shape.is_document_type:
            members: dict[str, Any] = value
            return {
                key: _as_users_have_it(shape.members[key], item) if key in shape.members else item
                for key, item in members.items()
            }
        case "list" if is_list(value):
            items: list[Any] = value
            return [
                None if item is None else _as_users_have_it(shape.member, item) for item in items
            ]
        case "map" if is_object(value):
            entries: dict[str, Any] = value
            return {
                key: None if item is None else _as_users_have_it(shape.value, item)
                for key, item in entries.items()
            }
        case "timestamp":
            return epoch(moment)
        case "blob":
            return value.encode() if isinstance(value, str) else value
        case _:
            return value
