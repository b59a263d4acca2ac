"""Moments, numbers and blobs as text: what the protocols have in common."""

from __future__ import annotations

import base64
from calendar import timegm
from datetime import datetime, timezone
from email.utils import formatdate
from math import isfinite, isnan
from typing import Any


def moment(value: Any, form: str) -> str | int | float:
    """A timestamp in ``iso8601``, ``unixtimestamp`` or ``rfc822``; what is none becomes text."""
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
    """The bytes of a blob or of a streaming body, however they are given."""
    if isinstance(value, str):
        return value.encode()
    return bytes(value) if isinstance(value, bytes | bytearray) else value.read()


def scalar(value: Any) -> str:
    """A boolean, a number or text, as XML and headers have it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not isfinite(value):
        return special(value)
    return str(value)


def special(value: float) -> str:
    """A float that is no number, or an infinity, as all protocols write it."""
    if isnan(value):
        return "NaN"
    return "Infinity" if value > 0 else "-Infinity"
