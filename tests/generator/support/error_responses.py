"""An error -> what travels: the counterpart of botocore's parsers, for every protocol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.model import OperationModel
from botosmith_runtime.protocols import cbor, xml
from botosmith_runtime.protocols.bodies import dumped, json_value
from botosmith_runtime.protocols.envelope import Envelope, Response
from botosmith_runtime.protocols.headers import headers_of


def error_response(
    operation: OperationModel,
    code: str,
    message: str,
    *,
    status: int,
    shape: Any = None,
    fields: Mapping[str, Any] | None = None,
    request_id: str = "",
) -> Response:
    """An error; ``shape`` is the modelled one, ``fields`` what else it holds beside its message."""
    envelope = Envelope(operation, request_id)
    headers = {"Content-Type": envelope.content_type(), **envelope.headers()}
    given = dict(fields or {})
    text = "message"
    for key, member in shape.members.items() if shape else ():
        if key.lower() == "message":
            text = key
        elif envelope.is_rest and member.serialization.get("location") == "header" and key in given:
            headers.update(headers_of(key, member, given.pop(key)))
    member = shape.members.get(text) if shape else None
    if member is None or member.type_name == "string":
        given.setdefault(text, message)
    if "json" in envelope.protocol:
        body = _json(envelope, headers, code, shape, given)
    elif "cbor" in envelope.protocol:
        body = cbor.encode({"__type": code, **given})
    else:
        body = _xml(envelope, code, given.pop(text, ""), shape, given)
    return Response(status=status, headers=headers, body=body)


def _json(
    envelope: Envelope, headers: dict[str, str], code: str, shape: Any, given: dict[str, Any]
) -> bytes:
    """The code stands in a header for rest-json, which may be a member of the shape's."""
    data: dict[str, Any] = {}
    if envelope.is_rest:
        modelled = (name for name in headers if name.lower() == "x-amzn-errortype")
        headers[next(modelled, "x-amzn-errortype")] = code
    else:
        data["__type"] = code
    unmodelled = {key: item for key, item in given.items() if not shape or key not in shape.members}
    return dumped(data | unmodelled | (json_value(shape, given) if shape else {}))


def _xml(
    envelope: Envelope, code: str, message: str, shape: Any, given: Mapping[str, Any]
) -> bytes:
    inside = xml.members(shape, given) if shape else ""
    said = xml.wrapped("Message", xml.text(message))
    error = xml.wrapped("Error", f"<Code>{xml.text(code)}</Code>{said}{inside}")
    if envelope.protocol == "ec2":
        number = envelope.id_element("RequestID")
        return f"<Response><Errors>{error}</Errors>{number}</Response>".encode()
    return f"<ErrorResponse>{error}{envelope.id_element('RequestId')}</ErrorResponse>".encode()
