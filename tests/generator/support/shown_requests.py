"""A request as its pane shows it, held against the one that botocore sends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

from botosmith.models.documents import is_list, is_object
from botosmith_runtime.protocols.cbor import Epoch, decode
from botosmith_runtime.protocols.surroundings import ELIDED

# What botocore adds to every request, or what depends on time, keys and body alone.
_EVERYWHERE = re.compile(
    r"(?i)user-agent|x-amz-date|date|authorization|amz-sdk-.*|content-(length|md5|encoding)"
    r"|x-amz-(content-sha256|trailer|sdk-checksum-algorithm|decoded-content-length|te)"
    r"|x-amz-checksum-.*|transfer-encoding|x-amz-security-token|x-amzn-trace-id"
)


def differences(shown: str, sent: Any) -> Iterator[str]:
    """Where a request's pane and the request that botocore sends are not the same."""
    head, _, body = shown.partition("\n\n")
    first, *lines = head.split("\n")
    url = urlsplit(str(sent.url))
    path = f"{url.path or '/'}{'?' if url.query else ''}{url.query}"
    if first != f"{sent.method} {path} HTTP/1.1":
        yield f"{first} instead of {sent.method} {path}"
    pairs = [(name.lower(), value) for name, _, value in (line.partition(": ") for line in lines)]
    real = {(name.lower(), _text(value)) for name, value in sent.headers.items()}
    real.add(("host", url.netloc))
    for name, value in pairs:
        if name == "authorization":
            start = value.removesuffix(ELIDED)
            if not any(n == name and v.startswith(start) for n, v in real):
                yield f"Authorization: {value}, sent {sorted(real)}"
        elif (name, value) not in real:
            yield f"{name}: {value} was not sent: {sorted(real)}"
    names = {name for name, _ in pairs}
    if ("authorization" in dict(real)) != ("authorization" in names):
        yield "Authorization is shown or sent, not both"
    for name, value in real:
        if name not in names and not _EVERYWHERE.fullmatch(name):
            yield f"{name}: {value} is not shown"
    content = _content(sent.body)
    if dict(real).get("content-encoding") == "aws-chunked":
        content = _unchunked(content)
    kind = dict(real).get("content-type", "")
    if not _same_body(body, content, kind):
        yield f"the body {body!r} instead of {content!r}"


def _unchunked(content: bytes) -> bytes:
    """What a body of one chunk holds: botocore sends a stream so, with its checksum behind it."""
    size, _, rest = content.partition(b"\r\n")
    return rest[: int(size, 16)]


def _same_body(shown: str, sent: bytes, kind: str) -> bool:
    if not sent:
        return not shown
    if "cbor" in kind:
        return re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", diagnostic(decode(sent)))
    if "json" in kind and sent[:1] in b"{[":
        return bool(json.loads(shown) == json.loads(sent))
    if "x-www-form" in kind:
        given = parse_qsl(shown.replace("\n", ""), keep_blank_values=True)
        real = dict(parse_qsl(sent.decode(), keep_blank_values=True))
        return given == [(name, ELIDED if (name, ELIDED) in given else real[name]) for name in real]
    text = sent.decode(errors="replace")
    if text.startswith("<"):
        canonical: Any = ElementTree.canonicalize
        return bool(canonical(shown, strip_text=True) == canonical(text, strip_text=True))
    return shown == text


def diagnostic(value: Any) -> str:
    """CBOR in diagnostic notation, the plain way."""
    if is_object(value):
        return "{" + ",".join(f"{diagnostic(k)}:{diagnostic(v)}" for k, v in value.items()) + "}"
    if is_list(value):
        return "[" + ",".join(map(diagnostic, value)) + "]"
    if isinstance(value, bytes):
        return f"h'{value.hex()}'"
    if isinstance(value, Epoch):
        return f"1({value.seconds})"
    return json.dumps(value)


def _content(body: Any) -> bytes:
    if hasattr(body, "read"):
        body = body.read()
    return body.encode() if isinstance(body, str) else bytes(body or b"")


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
