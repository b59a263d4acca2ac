"""Samples of every operation as bytes, both ways, in every protocol that a service lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from botocore.model import ServiceModel
from botocore.serialize import create_serializer
from botosmith import ir
from botosmith.models.documents import is_list, is_object
from botosmith.models.load import SERVICE_MODEL, Model
from botosmith.samples import NoSample, Sampler
from botosmith_runtime.protocols import (
    ErrorAnswer,
    Request,
    parse_request,
    serialise_response,
)
from botosmith_runtime.protocols.decoded_members import encoded
from botosmith_runtime.protocols.registry import names
from botosmith_runtime.service_facts import filled_in_members, handled_members
from conformance.canonical import canonical, comparable, filled, without_flat_lists
from conformance.outcome import Log
from conformance.protocol_suites import parsed_response

_TEXT = "why it failed"
_DIGESTS = ("content-md5", "x-amz-content-sha256")
_serializer: Any = create_serializer


def in_protocol(document: Mapping[str, Any], protocol: str, name: str) -> Any:
    """A service's model, as botocore has it that speaks this protocol alone."""
    metadata = {**document["metadata"], "protocol": protocol, "protocols": [protocol]}
    return ServiceModel({**document, "metadata": metadata}, name)


def request_of(model: Any, operation: Any, params: Mapping[str, Any]) -> Request:
    """The request as botocore serialises it, with the credential scope that its signature has."""
    writer = _serializer(model.resolved_protocol, include_validation=False)
    draft = writer.serialize_to_request(params, operation)
    body = draft["body"]
    if is_object(body):
        pairs: dict[str, Any] = body
        body = urlencode({key: _utf8(item) for key, item in pairs.items()}).encode()
    elif hasattr(body, "read"):
        body = body.read()
    path = draft["url_path"] or "/"
    if draft["query_string"]:
        query = urlencode(draft["query_string"], doseq=True)
        path += f"{'&' if '?' in path else '?'}{query}"
    scope = f"AKID/20261129/us-east-1/{model.signing_name}/aws4_request"
    host = f"{draft.get('host_prefix', '')}{model.endpoint_prefix}.us-east-1.amazonaws.com"
    headers = {
        "Host": host,
        "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
        **draft["headers"],
    }
    lines = tuple((name, str(value)) for name, value in headers.items())
    return Request(method=draft["method"], path=path, headers=lines, body=body)


def _utf8(value: Any) -> Any:
    return value.encode() if isinstance(value, str) else value


def examine(model: Model, service: ir.Service, log: Log) -> None:
    """Report what does not come back as it was given."""
    document = model.document(SERVICE_MODEL)
    whole: Any = ServiceModel(document, service.name)
    samplers = [Sampler(service, seed) for seed in range(2)]
    for protocol in names(whole):
        spoken = in_protocol(document, protocol, service.name)
        for operation in service.operations:
            subject = f"{operation.name} in {protocol}"
            with log.subject(subject):
                for full, sampler in zip((False, True), samplers, strict=True):
                    _request(spoken, operation, sampler, full, subject, log)
                    _response(spoken, service, operation, sampler, full, subject, log)
        for operation, error in _errors(service):
            subject = f"{error.name} in {protocol}"
            with log.subject(subject):
                _error(spoken, operation, error, samplers[0], subject, log)


def _request(
    model: Any, operation: ir.Operation, sampler: Sampler, full: bool, subject: str, log: Log
) -> None:
    try:
        sample = sampler.request(operation.name, full=full)
    except NoSample:
        return  # which another stage reports
    called = model.operation_model(operation.name)
    shape = called.input_shape
    if called.has_event_stream_input:
        return  # botocore writes none
    sample = _sent(shape, sample) | dict.fromkeys(filled_in_members(model.service_id), "-")
    given: dict[str, Any] = canonical(shape, sample) if shape is not None else {}
    parsed = parse_request(model, request_of(model, called, sample))
    found = canonical(shape, parsed.parameters) if shape is not None else parsed.parameters
    log.count("requests on the wire")
    if parsed.operation != operation.name:
        log.say(subject, f"routed to {parsed.operation}")
        return
    wanted, found = comparable(called, given), comparable(called, found)
    if found != wanted:
        log.say(subject, f"request: {_difference(wanted, found)}")


def _sent(shape: Any, sample: Mapping[str, Any]) -> dict[str, Any]:
    """A sample with streams read, and without checksums, which would be wrong ones."""
    found = _read(sample)
    for key, member in shape.members.items() if shape is not None else ():
        name = str(member.serialization.get("name", "")).lower()
        if name in _DIGESTS or name.startswith("x-amz-checksum-"):
            found.pop(key, None)
    return found


def _read(sample: Mapping[str, Any]) -> dict[str, Any]:
    return {key: one.read() if hasattr(one, "read") else one for key, one in sample.items()}


def _response(
    model: Any,
    service: ir.Service,
    operation: ir.Operation,
    sampler: Sampler,
    full: bool,
    subject: str,
    log: Log,
) -> None:
    try:
        sample = sampler.response(operation.name, full=full)
    except NoSample:
        return
    if operation.name in handled_members(model.service_id, "gives-none"):
        return  # a handler of botocore's reads it, and not the parser
    called = model.operation_model(operation.name)
    shape = called.output_shape
    written = encoded(_read(sample), shape, service.decoded)
    response = serialise_response(model, operation.name, written, request_id="0001")
    if shape is None:
        log.count("responses on the wire")
        return
    given = without_flat_lists(shape, canonical(shape, written))
    found = canonical(shape, parsed_response(model, shape, response, operation.name))
    log.count("responses on the wire")
    for key, member in shape.members.items():
        location = member.serialization.get("location")
        name = str(member.serialization.get("name")).lower()
        if key not in given and (location == "statusCode" or name == "content-type"):
            found.pop(key, None)
        elif location == "headers":  # where all headers are, if they have no prefix
            found[key] = {name: found[key].get(name) for name in given.get(key, ())}
            found = {name: one for name, one in found.items() if name != key or key in given}
        elif key not in given and found.get(key) in (b"", "", {}, []):
            found.pop(key)  # an absent payload is an empty one
    if shape.event_stream_name:
        found, given = filled(found), filled(given)
    if found != given:
        log.say(subject, f"response: {_difference(given, found)}")


def _errors(service: ir.Service) -> Iterator[tuple[ir.Operation, ir.Error]]:
    """Each error, with an operation that has a body to bring it."""
    operations = {name: one for one in service.operations for name in one.errors}
    for one in service.operations:
        if one.error_code_in == "body":
            operations |= dict.fromkeys(one.errors, one)
    for error in service.errors:
        if (found := operations.get(error.name)) is not None and found.error_code_in == "body":
            yield found, error


def _error(
    model: Any, operation: ir.Operation, error: ir.Error, sampler: Sampler, subject: str, log: Log
) -> None:
    try:
        sample = sampler.value(error.name, "output", full=True)
    except NoSample:
        return
    shape: Any = model.shape_for(error.name)
    told = {"message", "code"} | {
        key.lower()
        for key, member in shape.members.items()
        if str(member.serialization.get("name")).lower() == "x-amzn-errortype"  # which is the code
    }
    given_text: Any = sample.get("message", sample.get("Message"))
    if is_object(given_text):  # in place of a text
        told.discard("message")
    else:
        given_text = _TEXT
    fields = {key: item for key, item in sample.items() if key.lower() not in told}
    status = error.http_status if error.http_status > 300 else 400
    answer = ErrorAnswer(code=error.name, message=_TEXT, status=status, fields=fields)
    response = serialise_response(model, operation.name, answer, request_id="0001")
    called = model.operation_model(operation.name)
    parsed = parsed_response(model, called.output_shape, response, operation.name)
    log.count("errors on the wire")
    error_told = parsed.get("Error", {})
    code = error_told.get("QueryErrorCode") or error_told.get("Code")
    if code not in (error.code, error.name) or error_told.get("Message") != given_text:
        log.say(subject, f"error: {error_told}")
    found = canonical(shape, parsed_response(model, shape, response, operation.name))
    given = canonical(shape, fields)
    missing = {key: item for key, item in given.items() if found.get(key) != item}
    if missing:
        log.say(subject, f"error: {_difference(missing, found)}")


def _difference(given: Any, found: Any, path: str = "") -> str:
    """The first place where two values differ."""
    if is_object(given) and is_object(found):
        before: dict[str, Any] = given
        after: dict[str, Any] = found
        for key in [*before, *after]:
            if key not in before or key not in after or before[key] != after[key]:
                return _difference(
                    before.get(key, "nothing"), after.get(key, "nothing"), f"{path}.{key}"
                )
    if is_list(given) and is_list(found):
        pairs = zip(given, found, strict=False)
        for index, (one, other) in enumerate(pairs):
            if one != other:
                return _difference(one, other, f"{path}[{index}]")
    return f"{path} is {found!r:.150}, given {given!r:.150}"
