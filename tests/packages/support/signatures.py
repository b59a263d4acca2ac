"""AWS signatures, computed from a request and a secret key as their specifications say."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, quote, urlsplit


def signature_v2(method: str, url: str, form: str, secret_key: str) -> str:
    """HMAC-SHA256 over method, host, path and the sorted parameters, percent-encoded."""
    pairs = [pair for pair in parse_qsl(form, keep_blank_values=True) if pair[0] != "Signature"]
    canonical = "&".join(
        f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}" for name, value in sorted(pairs)
    )
    parts = urlsplit(url)
    text = "\n".join((method, parts.netloc.lower(), parts.path or "/", canonical))
    digest = hmac.new(secret_key.encode(), text.encode(), hashlib.sha256).digest()
    return b64encode(digest).decode()


def signature_v4(
    method: str,
    url: str,
    headers: Mapping[str, str],
    signed_headers: Sequence[str],
    payload: bytes | None,
    scope: str,
    date: str,
    secret_key: str,
) -> str:
    """AWS4-HMAC-SHA256; ``scope`` is date/region/service/aws4_request, no payload is unsigned."""
    parts = urlsplit(url)
    query = sorted(
        (quote(name, safe="-_.~"), quote(value, safe="-_.~"))
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name != "X-Amz-Signature"
    )
    lines = {name.lower(): " ".join(value.split()) for name, value in headers.items()}
    lines.setdefault("host", parts.netloc)
    canonical = "\n".join(
        (
            method,
            parts.path or "/",
            "&".join(f"{name}={value}" for name, value in query),
            *(f"{name}:{lines[name]}" for name in signed_headers),
            "",
            ";".join(signed_headers),
            hashlib.sha256(payload or b"").hexdigest(),
        )
    )
    text = "\n".join(
        ("AWS4-HMAC-SHA256", date, scope, hashlib.sha256(canonical.encode()).hexdigest())
    )
    key = f"AWS4{secret_key}".encode()
    for part in scope.split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
