"""Timestamps, numbers and blobs as text, the same in all protocols."""

from __future__ import annotations

import base64
from calendar import timegm
from datetime import datetime, timezone
from email.utils import formatdate
from math import isfinite, isnan
from typing import Any


def moment(value: Any, form: str) -> str | int | float:
    """A timestamp in ``iso8601``, ``unixtimestamp`` or ``rfc822``; other values become text."""
    if not isinstance(value, datetime):
        return str(value)
    seconds = timegm(value.utctimetuple())
    match form.lower():
        case "unixtimestamp":
            return seconds + value.microsecond / 1_000_000 if value.microsecond else seconds
        case "rfc822":
            return formatdate(seconds, usegmt=True)
        case _:
            text = f"{value.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%S}"
            fraction = f".{value.microsecond:06}".rstrip("0") if value.microsecond else ""
            return f"{text}{fraction}Z"


def encoded(value: Any) -> str:
    """A blob in Base64."""
    return base64.b64encode(content(value)).decode("ascii")


def content(value: Any) -> bytes:
    """The bytes of a blob or of a streaming body, from bytes, text or a file."""
    if isinstance(value, str):
        return value.encode()
    return bytes(value) if isinstance(value, bytes | bytearray) else value.read()


def scalar(value: Any) -> str:
    """A boolean, a number or text, in the form for XML and headers."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not isfinite(value):
        return special(value)
    return str(value)


def special(value: float) -> str:
    """NaN or an infinity, in the form of all protocols."""
    if isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"
