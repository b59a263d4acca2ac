"""A request taken apart: path, query, headers, and the body as its sender had it before sending."""

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


class Received:
    """A request, whose parts are worked out once. Raises RequestError where they are too large.

    ``headers`` are by their names in lower case: those that stand there more than once are joined
    by commas, as HTTP has it.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.method = request.method
        _check_sizes(request)
        self.headers: dict[str, str] = {}
        headers = self.headers
        for name, value in request.headers:
            key = name.lower()
            headers[key] = f"{headers[key]},{value}" if key in headers else value
        path = request.path
        if not path.startswith("/"):  # as proxies get it: http://host/path
            _, found, rest = path.partition("://")
            if found:
                host, slash, rest = rest.partition("/")
                headers.setdefault("host", host)
                path = slash + rest
        path = path.partition("#")[0]
        self.path, _, self.query_text = path.partition("?")
        self.path = self.path or "/"
        self.body = request.body

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        """The pairs of the query string."""
        try:
            return forms.pairs(self.query_text)
        except Wrong as wrong:
            raise RequestError("MalformedQueryString", str(wrong), where="query string") from None

    def changed(self, **parts: Any) -> Received:
        """A copy in which some attributes are others."""
        other = copy(self)
        other.headers = dict(self.headers)
        for name in ("media_type", "query_names"):  # which follow from those
            vars(other).pop(name, None)
        vars(other).update(parts)
        return other

    def with_form(self) -> Received:
        """A copy in which the pairs of a form in the body are more of the query string."""
        try:
            more = forms.pairs(self.body.decode())
        except (Wrong, UnicodeDecodeError) as wrong:
            raise RequestError("MalformedQueryString", str(wrong), where="body") from None
        return self.changed(query=[*self.query, *more], body=b"")

    @cached_property
    def query_names(self) -> dict[str, str]:
        """The values of the query string, by name."""
        return dict(self.query)

    @cached_property
    def media_type(self) -> str:
        """The type of the body, in lower case and without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @cached_property
    def host(self) -> str:
        """The host that was asked, in lower case and without a port."""
        host = self.headers.get("host", "").strip().lower()
        return host if host.endswith("]") else re.sub(r":[0-9]*$", "", host)

    @cached_property
    def signing_name(self) -> str:
        """The service of the credential scope, from wherever a signature is; or nothing."""
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
        """Raise RequestError for a body that says it is not UTF-8."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        if found and found[1].lower() not in ("utf-8", "utf8", "us-ascii"):
            message = f"expected charset=utf-8, got {found[1][:40]}"
            raise RequestError(
                "UnsupportedMediaType", message, status=415, where="header Content-Type"
            )


_SCOPE_V4A = re.compile(r"/[0-9]{8}/([^/]+)/aws4_request")  # which is for no single region


def _check_sizes(request: Request) -> None:
    if len(request.path) > limits.TARGET:
        message = f"longer than {limits.TARGET:,} characters"
        raise RequestError("RequestURITooLong", message, status=414, where="path and query")
    if len(request.headers) > limits.HEADER_LINES:
        message = f"more than {limits.HEADER_LINES:,} lines"
        raise RequestError("RequestHeaderSectionTooLarge", message, where="headers")
    if sum(len(name) + len(value) for name, value in request.headers) > limits.HEADERS:
        message = f"longer than {limits.HEADERS:,} characters"
        raise RequestError("RequestHeaderSectionTooLarge", message, where="headers")
