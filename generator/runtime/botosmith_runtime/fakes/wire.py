"""Faults that strike where the network would begin, and HTTP responses for botocore to parse.

What stands in these responses is no more than botocore needs to get to the end of its parsing:
the code of an error, an empty document. The answer's members are added behind the parser.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from botocore.awsrequest import AWSResponse
from botocore.exceptions import EndpointConnectionError

from botosmith_runtime.service_facts import built_in, handled_members

_AWSResponse: Any = AWSResponse  # which takes more than its stubs say

Taken = tuple[Any, dict[str, Any]]
"""An answer as botocore hands it on: the HTTP response and what was parsed from it."""


class Fault:
    """What goes wrong with one attempt, or with all of a call's."""

    calls = 1
    """How many calls it applies to, where it is for use once."""

    def strike(self, model: Any, url: str) -> Any:
        """Raise botocore's error, or give the HTTP response that stands for the fault."""
        raise NotImplementedError


class NoConnection(Fault):
    """The endpoint cannot be reached."""

    def strike(self, model: Any, url: str) -> Any:  # noqa: ARG002
        """Raise what botocore's HTTP session would."""
        raise EndpointConnectionError(endpoint_url=url)


class Throttled(Fault):
    """The service says that it is asked too often."""

    def __init__(self, code: str, http_status: int, message: str) -> None:
        self.code = code
        self.http_status = http_status
        self.message = message

    def strike(self, model: Any, url: str) -> Any:
        """The service's error response."""
        return error_response(model, url, self.http_status, self.code, self.message)


def response(model: Any, url: str, taken: Taken) -> AWSResponse:
    """An HTTP response whose parsing succeeds; an error's has its code and message."""
    http, parsed = taken
    if http.status_code >= 300:
        error = parsed["Error"]
        code = error.get("QueryErrorCode", error["Code"])
        # No text: what holds it is for the model to say, and it is added behind the parser.
        return error_response(model, url, http.status_code, code, None)
    wrapper = model.output_shape.serialization.get("resultWrapper") if model.output_shape else None
    match _format(model):
        case "json":
            content = b"{}"
        case "cbor":
            content = b"\xa0"
        case _ if member := _read_by_handler(model):
            content = f"<r>{escape(parsed.get(member) or '')}</r>".encode()
        case _:
            content = f"<r><{wrapper}/></r>".encode() if wrapper else b"<r/>"
    if model.has_streaming_output:
        content = b""
    return _http(url, http.status_code, {}, content)


def _read_by_handler(model: Any) -> str:
    """The member that a handler of botocore's reads from the text of the response, or ""."""
    service_id: str = model.service_model.service_id
    return handled_members(service_id, "gives-none").get(model.name, "")


def error_response(
    model: Any, url: str, status: int, code: str, message: str | None
) -> AWSResponse:
    """An error response in the service's protocol, without a body where a real one has none."""
    body = {"__type": code, "code": code} | ({} if message is None else {"message": message})
    match _format(model):
        case "json":
            content, headers = json.dumps(body).encode(), {"x-amzn-errortype": code}
        case "cbor":
            content, headers = _cbor(body), {}
        case _:
            text = "" if message is None else f"<Message>{escape(message)}</Message>"
            error = f"<Error><Code>{escape(code)}</Code>{text}</Error>"
            if model.service_model.resolved_protocol == "ec2":
                content = f"<Response><Errors>{error}</Errors></Response>".encode()
            else:
                content = f"<ErrorResponse>{error}</ErrorResponse>".encode()
            headers = {}
    protocol: str = model.service_model.resolved_protocol
    if model.http["method"] == "HEAD" or (code == str(status) and protocol == "rest-xml"):
        content = b""
    if told := query_error(model, code, status):
        headers["x-amzn-query-error"] = f"{told['Code']};{told['Type']}"
    return _http(url, status, headers, content)


def query_compatible(model: Any, taken: Taken) -> Taken:
    """An answer; if it is an error, with what ``query_error`` adds."""
    http, parsed = taken
    error = parsed.get("Error", {})
    if http.status_code < 300 or "QueryErrorCode" in error:
        return taken
    told = query_error(model, error.get("Code", ""), http.status_code)
    return (http, {**parsed, "Error": {**error, **told}}) if told else taken


def query_error(model: Any, error: str, status: int) -> dict[str, str]:
    """What an error has beside its text where the service once spoke the query protocol.

    ``error`` is its name in the model, or its code. Such a service (SQS, CloudWatch) sends a header
    of which botocore makes ``Code`` (the error's of old), ``QueryErrorCode`` (the model's name) and
    ``Type`` (whose fault it is). Other services have nothing of the kind.
    """
    service = model.service_model
    if "awsQueryCompatible" not in service.metadata:
        return {}
    codes: Mapping[str, str] = {}
    if facts := built_in(service.service_id, "queryErrorCodes"):
        codes = facts["codes"]
    names = {shape.name: shape for shape in service.error_shapes}
    shape = names.get(error) or service.shape_for_error_code(error)
    if shape is None:
        shape = next((names.get(name) for name, code in codes.items() if code == error), None)
    receiver = status >= 500 or (shape is not None and shape.metadata.get("fault", False))
    code, name = error, error
    if shape is not None:
        code, name = shape.error_code, shape.name
    code = codes.get(name, code)
    return {"Code": code, "QueryErrorCode": name, "Type": "Receiver" if receiver else "Sender"}


class _Raw:
    """What botocore reads a response's content from."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self._content

    def read(self, *_: Any) -> bytes:
        return self._content


def bare(status: int) -> AWSResponse:
    """The HTTP response of an answer that no parser sees, as botocore's Stubber has it."""
    response: AWSResponse = _AWSResponse(None, status, {}, None)
    return response


def _http(url: str, status: int, headers: dict[str, str], content: bytes) -> AWSResponse:
    response: AWSResponse = _AWSResponse(url, status, headers, _Raw(content))
    return response


def _format(model: Any) -> str:
    protocol: str = model.service_model.resolved_protocol
    if "cbor" in protocol:
        return "cbor"
    return "json" if "json" in protocol else "xml"


def _cbor(texts: dict[str, str]) -> bytes:
    """A CBOR map of texts (RFC 8949, major types 5 and 3)."""
    parts = [bytes([0xA0 | len(texts)])]
    for text in (text for pair in texts.items() for text in pair):
        encoded = text.encode()
        parts += [b"\x79", len(encoded).to_bytes(2, "big"), encoded]
    return b"".join(parts)
