"""The parts of a request: path, query, headers, and body."""

from __future__ import annotations

import re
from copy import copy
from functools import cached_property
from typing import Any

from botosmith_runtime.protocols import forms, limits
from botosmith_runtime.protocols.errors import RequestError, Wrong
from botosmith_runtime.protocols.messages import Request

_SCOPE = re.compile(r"/([0-9]{8})/([^/]*)/([^/]+)/aws4_request")
_FORM = re.compile(rb'name="[Xx]-[Aa]mz-[Cc]redential"\r\n\r\n([^\r\n]{1,300})')
_CHARSET = re.compile(r"charset\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE)

MULTIPART = "multipart/form-data"
FORM = "application/x-www-form-urlencoded"
_ACTION = ("Action", "Version")
_ACTION_IN_BODY = re.compile(rb"(?:^|&)(Action|Version)=([^&]{0,200})")


class Received:
    """A request whose parts are computed once. Raises RequestError if they are too large.

    ``headers`` are by their names in lower case; repeated headers are joined by commas, as in
    HTTP.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.method = request.method
        self.headers: dict[str, str] = {}
        headers = self.headers
        size = 0
        for name, value in request.headers:
            key = name.lower()
            headers[key] = f"{headers[key]},{value}" if key in headers else value
            size += len(name) + len(value)
            if size > limits.HEADERS:
                raise _too_large(f"longer than {limits.HEADERS:,} characters")
        if len(request.headers) > limits.HEADER_LINES:
            raise _too_large(f"more than {limits.HEADER_LINES:,} lines")
        path = request.path
        if len(path) > limits.TARGET:
            message = f"longer than {limits.TARGET:,} characters"
            raise RequestError("RequestURITooLong", message, status=414, where="path and query")
        if not path.startswith("/"):  # the form for proxies: http://host/path
            _, found, rest = path.partition("://")
            if found:
                host, slash, rest = rest.partition("/")
                headers.setdefault("host", host)
                path = slash + rest
        path, _, query = path.partition("#")[0].partition("?")
        self.path = path or "/"
        self.body = request.body
        self.media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        """The type of the body, in lower case and without parameters."""
        self.query: list[tuple[str, str]] = _pairs(query) if query else []
        """The pairs of the query string."""
        self.query_names: dict[str, str] = dict(self.query) if query else {}
        """The values of the query string, by name."""

    def changed(self, **parts: Any) -> Received:
        """A copy with other values for some attributes."""
        other = copy(self)
        other.headers = dict(self.headers)
        vars(other).update(parts)
        return other

    def with_form(self) -> Received:
        """A copy that has the form in the body as part of the query string."""
        try:
            more = self.query + _pairs(self.body.decode())
        except UnicodeDecodeError as wrong:
            raise RequestError("MalformedQueryString", str(wrong), where="body") from None
        return self.changed(query=more, query_names=dict(more), body=b"")

    @cached_property
    def action(self) -> dict[str, str]:
        """``Action`` and ``Version`` of a form, from the query string or the body."""
        names = self.query_names
        if "Action" in names:
            return {name: names[name] for name in _ACTION if name in names}
        found: dict[str, str] = {}
        if self.media_type in (FORM, ""):
            for one in _ACTION_IN_BODY.finditer(self.body):
                found[one[1].decode()] = one[2].decode("ascii", "replace")
                if len(found) == len(_ACTION):
                    break
        return found

    @cached_property
    def host(self) -> str:
        """The requested host, in lower case and without a port."""
        host = self.headers.get("host", "").strip().lower()
        return host if ":" not in host or host.endswith("]") else host.rpartition(":")[0]

    @cached_property
    def signing_name(self) -> str:
        """The service in the credential scope of the signature, wherever that is; or empty."""
        given = self.headers.get("authorization", "")
        if "aws4_request" not in given:
            given = self.query_names.get("X-Amz-Credential", "")
            if not given and self.media_type == MULTIPART and (in_form := _FORM.search(self.body)):
                given = in_form[1].decode("ascii", "replace")
        found = _SCOPE.search(given)
        if found is None and (found := _SCOPE_V4A.search(given)) is not None:
            return found[1]
        return found[3] if found else ""

    def check_charset(self) -> None:
        """Raise RequestError if the request declares another charset than UTF-8."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        if found and found[1].lower() not in ("utf-8", "utf8", "us-ascii"):
            message = f"expected charset=utf-8, got {found[1][:40]}"
            raise RequestError(
                "UnsupportedMediaType", message, status=415, where="header Content-Type"
            )


_SCOPE_V4A = re.compile(r"/[0-9]{8}/([^/]+)/aws4_request")  # its signatures have no region


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return forms.pairs(text)
    except Wrong as wrong:
        raise RequestError("MalformedQueryString", str(wrong), where="query string") from None


def _too_large(message: str) -> RequestError:
    return RequestError("RequestHeaderSectionTooLarge", message, where="headers")
