"""Decodes a body from ``aws-chunked`` and gzip, and verifies its checksums."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Mapping
from typing import Any

from botosmith_runtime.protocols import limits
from botosmith_runtime.protocols.checksums import ALGORITHMS, checksum
from botosmith_runtime.protocols.errors import RequestError
from botosmith_runtime.protocols.messages import Request, Response
from botosmith_runtime.protocols.received import Received

_CHECKSUM = "x-amz-checksum-"
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,15})(?:;[^\r\n]*)?")
_LINE = 8 * 1024  # bytes of a chunk's header, or of all trailers


def interim_response(request: Request) -> Response | None:
    """The response before the body is read: 100 for ``Expect: 100-continue``, else None.

    Raises RequestError (417) for another expectation, and for headers that are too large; do not
    read the body then.
    """
    expected = Received(request).headers.get("expect")
    if expected is None:
        return None
    if expected.strip().lower() != "100-continue":
        message = f"expected 100-continue, got {expected[:40]}"
        raise RequestError("ExpectationFailed", message, status=417, where="header Expect")
    return Response(status=100, headers={}, body=b"")


def is_encoded(received: Received) -> bool:
    """Whether the body is in chunks, or compressed."""
    headers = received.headers
    streams = headers.get("x-amz-content-sha256", "").startswith("STREAMING-")
    return streams or "content-encoding" in headers


def content(received: Received, operation: Any) -> bytes:
    """The decoded body for the operation. Trailers are added to the request's headers.

    Raises RequestError for a body that is incomplete or does not match its checksums.
    """
    headers = received.headers
    body = received.body
    trailers: dict[str, str] = {}
    codings: list[str] = []
    if "content-encoding" in headers:
        codings = [one.strip().lower() for one in headers["content-encoding"].split(",")]
    sha256 = headers.get("x-amz-content-sha256", "")
    if "aws-chunked" in codings or sha256.startswith("STREAMING-"):
        if body or headers.get("x-amz-decoded-content-length", "0") != "0":
            body, trailers = _unchunked(body)
            _check_trailers(headers, trailers)
            _check_length(headers, body)
            _verify(body, trailers, "trailer")
            headers.update(trailers)
        codings = [one for one in codings if one != "aws-chunked"]
        if any(codings):
            headers["content-encoding"] = ",".join(codings)
        else:
            headers.pop("content-encoding", None)
    elif _SHA256.fullmatch(sha256) and hashlib.sha256(body).hexdigest() != sha256.lower():
        message = "not the SHA-256 of the received body"
        raise RequestError(
            "XAmzContentSHA256Mismatch", message, where="header x-amz-content-sha256"
        )
    given: dict[str, str] = {}
    if operation.http_checksum:  # else they may be of a whole object, not of this part
        given = {
            name: headers[name]
            for name in headers
            if name.startswith(_CHECKSUM) and name not in trailers
        }
    if "content-md5" in headers:
        given[f"{_CHECKSUM}md5"] = headers["content-md5"]
    if given:
        _verify(body, given, "header")
    if "gzip" in codings and not _keeps_encoding(operation):
        return _inflated(body)
    return body


def _keeps_encoding(operation: Any) -> bool:
    """Whether the encoding is a member of the request: the service then stores the encoded body."""
    shape = operation.input_shape
    return shape is not None and any(
        member.serialization.get("name", "").lower() == "content-encoding"
        for member in shape.members.values()
    )


def _unchunked(body: bytes) -> tuple[bytes, dict[str, str]]:
    """The content of the chunks, and the trailers after them."""
    pieces: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + _LINE)
        found = _CHUNK_SIZE.fullmatch(body, at, end) if end >= 0 else None
        if found is None:
            raise _cut_off(f"expected the size of a chunk at byte {at}")
        size = int(found[1], 16)
        at = end + 2
        if size == 0:
            return b"".join(pieces), _trailers(body[at:])
        if at + size + 2 > len(body):
            raise _cut_off(f"a chunk of {size} bytes at byte {at} ends after {len(body) - at}")
        pieces.append(body[at : at + size])
        at += size
        if body[at : at + 2] != b"\r\n":
            raise _cut_off(f"expected the end of a chunk at byte {at}")
        at += 2


def _trailers(rest: bytes) -> dict[str, str]:
    if len(rest) > _LINE:
        message = f"longer than {_LINE:,} bytes"
        raise RequestError("MalformedTrailerError", message, where="trailers")
    found: dict[str, str] = {}
    for line in rest.split(b"\r\n"):
        if line:
            name, colon, value = line.partition(b":")
            if not colon or not line.isascii():
                message = f"expected a name and a value, got {line[:40]!r}"
                raise RequestError("MalformedTrailerError", message, where="trailers")
            found[name.decode().strip().lower()] = value.decode().strip()
    return found


def _check_trailers(headers: Mapping[str, str], trailers: Mapping[str, str]) -> None:
    announced = {name.strip().lower() for name in headers.get("x-amz-trailer", "").split(",")}
    missing = announced - trailers.keys() - {""}
    if missing:
        message = f"announced but missing: {', '.join(sorted(missing))[:200]}"
        raise RequestError("MalformedTrailerError", message, where="trailers")


def _check_length(headers: Mapping[str, str], body: bytes) -> None:
    length = headers.get("x-amz-decoded-content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) != len(body):
        raise _cut_off(f"expected {length[:20]} bytes in the chunks, got {len(body)}")


def _cut_off(message: str) -> RequestError:
    return RequestError("IncompleteBody", message, where="body in aws-chunked")


def _verify(body: bytes, given: Mapping[str, str], place: str) -> None:
    for name, value in given.items():
        algorithm = name.removeprefix(_CHECKSUM)
        if algorithm not in ALGORITHMS or not name.startswith(_CHECKSUM):
            continue
        expected = checksum(algorithm, body)
        if value.strip() != expected:
            shown = "Content-MD5" if algorithm == "md5" and place == "header" else name
            message = f"{value[:100]} does not match the body, whose checksum is {expected}"
            raise RequestError("BadDigest", message, where=f"{place} {shown}")


def _inflated(body: bytes) -> bytes:
    reader = zlib.decompressobj(wbits=31)
    try:
        inflated = reader.decompress(body, limits.INFLATED)
    except zlib.error as problem:
        raise RequestError("InvalidRequest", f"not gzip: {problem}", where="body") from None
    if reader.unconsumed_tail:
        message = f"more than {limits.INFLATED:,} bytes when decompressed"
        raise RequestError("RequestEntityTooLarge", message, status=413, where="body")
    if not reader.eof:
        raise RequestError("IncompleteBody", "the gzip stream ends too early", where="body")
    return inflated
