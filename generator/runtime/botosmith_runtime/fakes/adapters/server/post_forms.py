"""Answers to S3's uploads from browsers, which differ from those to PutObject."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from botosmith_runtime.protocols.messages import Request, Response
from botosmith_runtime.protocols.received import MULTIPART

_STATUS = re.compile(rb'name="success_action_status"\r\n\r\n(20[014])\r\n')


def is_post(request: Request) -> bool:
    """Whether a request is an upload from a browser, if it is for PutObject."""
    if request.method != "POST":
        return False
    kinds = (value for name, value in request.headers if name.lower() == "content-type")
    return any(kind.lower().startswith(MULTIPART) for kind in kinds)


def as_posted(response: Response, request: Request, parameters: dict[str, Any]) -> Response:
    """PutObject's response as the answer to a form: status 204, or the status in the form.

    With 201 there is a body that names the object. Errors stay as they are.
    """
    if response.status != 200:
        return response
    found = _STATUS.search(request.body)
    status = int(found[1]) if found else 204
    if status != 201:
        return replace(response, status=status, body=b"")
    bucket, key = str(parameters.get("Bucket", "")), str(parameters.get("Key", ""))
    etag = response.headers.get("ETag", "")
    host = next((value for name, value in request.headers if name.lower() == "host"), "localhost")
    place = f"http://{host}/{quote(bucket)}/{quote(key, safe='')}"
    members = {"Location": place, "Bucket": bucket, "Key": key, "ETag": etag}
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in members.items())
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>{inner}</PostResponse>'
    headers = {**response.headers, "Content-Type": "application/xml", "Location": place}
    return Response(status=201, headers=headers, body=body.encode())
