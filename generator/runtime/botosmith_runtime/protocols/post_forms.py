"""S3's uploads from browsers: a form posted to a bucket, read as a PutObject."""

from __future__ import annotations

import re
from urllib.parse import quote

from botosmith_runtime.protocols.errors import RequestError
from botosmith_runtime.protocols.received import MULTIPART, Received

_BOUNDARY = re.compile(r'boundary="?([^\s";,]{1,70})"?', re.IGNORECASE)
_FIELD = re.compile(rb'\bname="([^"]{0,1000})"')
_FILE = re.compile(rb'\bfilename="([^"]{0,1000})"')
_PARTS = 1_000
_HEAD = 8 * 1024  # bytes of a part's headers
# Fields that are only for the form: its signature, its policy, and the browser's next page.
_OWN = re.compile(r"(?:x-amz-(?:algorithm|credential|date|signature|security-token)|x-ignore-.*)")
_AS_HEADERS = (
    "cache-control",
    "content-type",
    "content-disposition",
    "content-encoding",
    "expires",
)


def is_post_form(received: Received) -> bool:
    """Whether a request is a form for a bucket."""
    return received.method == "POST" and received.media_type == MULTIPART


def as_put(received: Received) -> Received:
    """The form as a PutObject. Raises RequestError for an invalid form."""
    fields, filename, content = _fields(received)
    key = fields.get("key", "")
    if not key:
        message = "a form for a bucket needs the field 'key'"
        raise RequestError("InvalidArgument", message, where="form")
    if filename is None:
        message = "a form for a bucket needs the field 'file' as its last one"
        raise RequestError("InvalidArgument", message, where="form")
    key = key.replace("${filename}", filename)
    path = f"{received.path.rstrip('/')}/{quote(key, safe='/~')}"
    put = received.changed(method="PUT", path=path, body=content, media_type="")
    headers = put.headers
    for name in ("content-type", "content-md5", "content-encoding"):
        headers.pop(name, None)
    for name, value in fields.items():
        if name == "acl":
            headers["x-amz-acl"] = value
        elif name in _AS_HEADERS or (name.startswith("x-amz-") and not _OWN.fullmatch(name)):
            headers[name] = value
    return put


def _fields(received: Received) -> tuple[dict[str, str], str | None, bytes]:
    """The fields by their names in lower case, the name of the file and its content."""
    found = _BOUNDARY.search(received.headers.get("content-type", ""))
    if found is None:
        raise _malformed("the header Content-Type has no boundary")
    mark = b"--" + found[1].encode()
    parts = (b"\r\n" + received.body).split(b"\r\n" + mark, _PARTS + 1)
    if len(parts) > _PARTS or not parts[-1].startswith(b"--"):
        raise _malformed(f"the form does not end, or has more than {_PARTS:,} fields")
    fields: dict[str, str] = {}
    for part in parts[1:-1]:
        head, blank, content = part.partition(b"\r\n\r\n")
        named = _FIELD.search(head) if blank and len(head) <= _HEAD else None
        if named is None:
            raise _malformed(f"a field has no name: {head[:60]!r}")
        name = named[1].decode("utf-8", "replace").lower()
        if name == "file":
            filename = _FILE.search(head)
            return fields, filename[1].decode("utf-8", "replace") if filename else "", content
        try:
            fields[name] = content.decode()
        except UnicodeDecodeError:
            raise _malformed(f"the field {name[:60]!r} is not UTF-8") from None
    return fields, None, b""


def _malformed(message: str) -> RequestError:
    return RequestError("MalformedPOSTRequest", message, where="form")
