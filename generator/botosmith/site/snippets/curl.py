"""A request as a command line for curl, which signs with ``--aws-sigv4`` since 7.75."""

from __future__ import annotations

from botosmith_runtime.protocols.requests import SentRequest

from botosmith.site.snippets.http import body_text, shown_headers
from botosmith.site.snippets.layout import WIDTH

_KEYS = '--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"'
_DATA = "--data-raw"
_CURL_OWN = {"expect", "host"}
_PAIR = WIDTH - 16  # the most characters of a form in one piece


def command(request: SentRequest) -> str:
    """The command; empty if curl cannot do it: another signature, or a body that is not text."""
    if request.scheme not in ("", "bearer", "v4"):
        return ""
    kind = next((value for name, value in request.headers if name.lower() == "content-type"), "")
    body = _text(request.body, kind)
    if body is None:
        return ""
    url = request.origin + request.path
    parts = [
        f"curl{_method(request, body)}{' -g' if set(url) & set('[]{}') else ''} {_quoted(url)}"
    ]
    if request.scheme == "v4":
        parts += [
            _KEYS,
            f"--aws-sigv4 {_quoted(f'aws:amz:{request.region}:{request.signing_name}')}",
        ]
    elif request.scheme == "bearer":
        parts.append('-H "Authorization: Bearer $TOKEN"')
    for name, value in shown_headers(request):
        if name.lower() not in _CURL_OWN:
            parts.append(f"-H {_quoted(f'{name}: {value}' if value else f'{name};')}")
    if request.scheme == "bearer" and "accept" not in {n.lower() for n, _ in request.headers}:
        parts.append("-H 'Accept: application/json'")
    if body and not kind:
        parts.append("-H 'Content-Type:'")  # else curl sends the type of a form
    return " \\\n  ".join([*parts, *_data(body, kind)])


def _method(request: SentRequest, body: str) -> str:
    if request.method == "HEAD":
        return " --head"
    implied = "POST" if body else "GET"
    return "" if request.method == implied else f" -X {request.method}"


def _text(body: bytes, kind: str) -> str | None:
    if "cbor" in kind:
        return None
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _data(body: str, kind: str) -> list[str]:
    if not body:
        return []
    if "json" in kind:
        body = body_text(body.encode(), kind, around=len(_DATA) + 4)[0]
    pieces = body.split("&") if "form" in kind and len(body) > _PAIR else [body]
    return [f"{_DATA} {_quoted(piece)}" for piece in pieces]


def _quoted(text: str) -> str:
    escaped = text.replace("'", "'\\''")
    return f"'{escaped}'"
