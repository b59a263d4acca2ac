"""Requests and responses as text in the form of RFC 9112, with a formatted body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from http import HTTPStatus

from botosmith_runtime.protocols import Response, cbor
from botosmith_runtime.protocols.event_reading import messages
from botosmith_runtime.protocols.requests import SentRequest
from botosmith_runtime.protocols.surroundings import ELIDED

from botosmith.site.examples.comments import Comments
from botosmith.site.snippets.highlight import highlighted
from botosmith.site.snippets.layout import WIDTH, laid_out
from botosmith.site.snippets.literals import cbor_item, json_item

_UNIMPORTANT = {"content-length", "content-md5", "user-agent"}
_AUTHORIZATION = {
    "v4": f"AWS4-HMAC-SHA256 {ELIDED}",
    "v4a": f"AWS4-ECDSA-P256-SHA256 {ELIDED}",
    "bearer": f"Bearer {ELIDED}",
}
_V2 = (
    f"&AWSAccessKeyId={ELIDED}&SignatureVersion=2&SignatureMethod=HmacSHA256"
    f"&Timestamp={ELIDED}&Signature={ELIDED}"
)
_TAG = re.compile(r"<[^>]+>|[^<]+")
_BETWEEN_ATTRIBUTES = re.compile(r' (?=[\w:.-]+="[^"]*")')
_BINARY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Headers = Iterable[tuple[str, str]]
Body = tuple[str, str]
"""Text, and its language for highlighting."""


def titled(title: str, headers: Headers) -> str:
    """The title of a pane; it states if the body is shown in another form than it is sent."""
    kind = _content_type(headers)
    if "cbor" in kind:
        return f"{title} (CBOR, in diagnostic notation)"
    return f"{title} (event stream, decoded)" if "eventstream" in kind else title


def request_html(request: SentRequest) -> str:
    """The request as HTML."""
    lines = [f"{request.method} {request.path} HTTP/1.1", f"Host: {request.host}"]
    lines += [f"{name}: {value}" for name, value in shown_headers(request)]
    if value := _AUTHORIZATION.get(request.scheme):
        lines.append(f"Authorization: {value}")
    body = request.body
    if request.scheme == "v2":
        body += _V2.encode()
    return _message(lines, body, request.headers)


def shown_headers(request: SentRequest) -> list[tuple[str, str]]:
    """The headers that matter for this operation."""
    return [pair for pair in request.headers if pair[0].lower() not in _UNIMPORTANT]


def response_html(response: Response, comments: Comments | None = None) -> str:
    """The response as HTML, with comments on the members of a JSON body."""
    try:
        phrase = HTTPStatus(response.status).phrase
    except ValueError:
        phrase = ""
    lines = [f"HTTP/1.1 {response.status} {phrase}".rstrip()]
    lines += [f"{name}: {value}" for name, value in response.headers.items()]
    return _message(lines, response.body, response.headers.items(), comments)


def _message(
    lines: list[str], body: bytes, headers: Headers, comments: Comments | None = None
) -> str:
    head = highlighted("\n".join(_one_line(line) for line in lines), "head")
    if not body:
        return head
    kind = _content_type(headers)
    if "eventstream" in kind:
        return "\n\n".join([head, *map(_event, *zip(*messages(body), strict=True))])
    return f"{head}\n\n{highlighted(*body_text(body, kind, comments))}"


def _event(headers: dict[str, object], payload: bytes) -> str:
    lines = [f"{name}: {value}" for name, value in headers.items()]
    head = highlighted("\n".join(map(_one_line, lines)), "head")
    kind = str(headers.get(":content-type", ""))
    return f"{head}\n{highlighted(*body_text(payload, kind))}" if payload else head


def body_text(body: bytes, kind: str, comments: Comments | None = None, *, around: int = 0) -> Body:
    """A body, formatted by its media type, but equivalent to the sent body.

    ``around`` is the number of columns for other text, if the body is on one line.
    """
    if "cbor" in kind:
        return laid_out(cbor_item(cbor.decode(body)), WIDTH), "json"
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = "\0"
    if _BINARY.search(text):
        return f"({len(body)} bytes)", ""
    if "json" in kind:
        try:
            return laid_out(json_item(json.loads(text), comments), WIDTH, before=around), "json"
        except ValueError:
            return text, ""
    if "form" in kind:
        return text.replace("&", "\n&"), "form"
    if text.startswith("<") and text.endswith(">"):
        return _indented(text), "xml"
    return text, ""


def _indented(text: str) -> str:
    """XML with a line for each element; an element that only contains text stays on one line."""
    lines: list[str] = []
    depth = 0
    opened = False  # whether the last line is only a start tag
    for part in _TAG.findall(text):
        if part.startswith("</"):
            depth -= 1
            if opened:
                lines[-1] += part
            else:
                lines.append(f"{'  ' * depth}{part}")
            opened = False
        elif part.startswith("<"):
            lines.append(_opened(part, "  " * depth))
            opened = not part.endswith(("/>", "?>"))
            depth += opened
        else:
            lines[-1] += part
    return "\n".join(lines)


def _opened(tag: str, margin: str) -> str:
    """A tag; if it is long, its attributes are on separate lines."""
    if len(margin) + len(tag) <= WIDTH:
        return f"{margin}{tag}"
    return margin + _BETWEEN_ATTRIBUTES.sub(f"\n{margin}    ", tag)


def _content_type(headers: Headers) -> str:
    return next((value for name, value in headers if name.lower() == "content-type"), "")


def _one_line(text: str) -> str:
    return text.replace("\r", "\\r").replace("\n", "\\n")
