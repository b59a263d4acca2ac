"""``Range`` (RFC 9110): the part of a body that a request asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from botosmith_runtime.protocols.messages import Request, Response

_RANGE = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))")


def asked_range(text: str, length: int) -> range | None:
    """The bytes of ``length`` that a Range header asks for; None if the header is ignored.

    A header of another form, or with several ranges, is ignored: the answer is the whole body. An
    empty range cannot be served.
    """
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        return range(max(0, length - int(suffix)), length) if int(suffix) else range(0)
    if last and int(last) < int(first):
        return None
    return range(min(int(first), length), min(int(last) + 1 if last else length, length))


def ranged(operation: Any, response: Response, request: Request) -> Response:
    """A response with the part of its body that the request's ``Range`` asks for.

    The response is unchanged unless its body is a stream, is complete, and the operation takes a
    ``Range``.
    """
    given = next((value for name, value in request.headers if name.lower() == "range"), "")
    if not given or response.status != 200 or not operation.has_streaming_output:
        return response
    if not _takes_range(operation):
        return response
    length = len(response.body)
    asked = asked_range(given, length)
    if asked is None:
        return response
    headers = {
        name: value for name, value in response.headers.items() if name.lower() != "content-length"
    }
    if not asked:
        return Response(status=416, headers={"Content-Range": f"bytes */{length}"}, body=b"")
    headers["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{length}"
    body = response.body[asked.start : asked.stop]
    return replace(response, status=206, headers=headers, body=body)


def _takes_range(operation: Any) -> bool:
    shape = operation.input_shape
    return shape is not None and any(
        member.serialization.get("location") == "header"
        and member.serialization.get("name", key).lower() == "range"
        for key, member in shape.members.items()
    )
