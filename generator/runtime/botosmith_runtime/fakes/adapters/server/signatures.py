"""Signatures that cannot be read. No signature is verified: a fake accepts any key."""

from __future__ import annotations

import re
from collections.abc import Mapping

from botosmith_runtime.protocols.errors import RequestError

_HEADER = re.compile(
    r"AWS4-[A-Z0-9-]+ +Credential=[^\s,/]+(/[^\s,/]*){2,4}/aws4_request *, *"
    r"SignedHeaders=[^\s,]+ *, *Signature=[0-9a-f]+"
)
_CREDENTIAL = re.compile(r"[^\s,/]+(/[^\s,/]*){2,4}/aws4_request")
_IN_QUERY = ("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders")
_SIGNATURE = "X-Amz-Signature"


def check_signature(headers: Mapping[str, str], query: Mapping[str, str], protocol: str) -> None:
    """Raise RequestError for a signature of version 4 that cannot be read.

    The error names no part of the signature. ``headers`` are by their names in lower case.
    """
    given = headers.get("authorization", "")
    if given.startswith("AWS4-") and not _HEADER.fullmatch(given):
        expected = "expected 'AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...'"
        code = "IncompleteSignature" if "json" not in protocol else "IncompleteSignatureException"
        if protocol == "rest-xml":
            code = "AuthorizationHeaderMalformed"
        raise RequestError(code, expected, where="header Authorization")
    if _SIGNATURE in query or "X-Amz-Algorithm" in query:
        missing = [name for name in (*_IN_QUERY, _SIGNATURE) if not query.get(name)]
        code = "AuthorizationQueryParametersError"
        if missing:
            message = f"a presigned URL needs {', '.join(missing)}, too"
            raise RequestError(code, message, where="query string")
        if not _CREDENTIAL.fullmatch(query["X-Amz-Credential"]):
            message = "expected <key>/<date>/<region>/<service>/aws4_request in X-Amz-Credential"
            raise RequestError(code, message, where="query string")
