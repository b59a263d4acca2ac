"""Text -> a boolean, number, blob or timestamp: the same in forms, headers, paths, JSON and XML.

The counterpart of ``formats``. Each function raises Wrong with the expected form.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from botosmith_runtime.protocols.errors import Wrong, shown

Read = Callable[[Any], Any]

_INTEGER = re.compile(r"[+-]?[0-9]{1,40}", re.ASCII)
_FLOAT = re.compile(r"[+-]?([0-9]{1,400}\.?[0-9]{0,400}|\.[0-9]{1,400})([eE][+-]?[0-9]{1,5})?")
_SPECIAL = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?"
    r"([Zz]|[+-][0-9]{2}:?[0-9]{2})"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HTTP_DATE = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), ([0-9]{2}) (" + "|".join(_MONTHS) + ") ([0-9]{4}) "
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))? GMT"
)


def utf8(content: bytes) -> str:
    """The text of a body; raises Wrong with the first place that is not UTF-8."""
    try:
        return content.decode()
    except UnicodeDecodeError as problem:
        at = f"byte 0x{content[problem.start]:02x} at {problem.start}"
        raise Wrong(f"not UTF-8: {at}") from None


def boolean(text: str) -> bool:
    """``true`` or ``false``."""
    if text == "true":
        return True
    if text == "false":
        return False
    raise Wrong(f"expected true or false, got {shown(text)}")


def integer(text: str) -> int:
    """A whole number."""
    if text.isdigit() and text.isascii() and len(text) <= 40:
        return int(text)
    if _INTEGER.fullmatch(text) is None:
        raise Wrong(f"expected a whole number, got {shown(text)}")
    return int(text)


def floating(text: str) -> float:
    """A number, or one of the three words for NaN and the infinities."""
    if text in _SPECIAL:
        return _SPECIAL[text]
    if _FLOAT.fullmatch(text) is None:
        raise Wrong(f"expected a number, got {shown(text)}")
    return float(text)


def blob(text: str) -> bytes:
    """Bytes in Base64."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong(f"expected Base64, got {shown(text)}") from None


def string(text: str) -> str:
    """The text, unchanged."""
    return text


def moment(form: str) -> Read:
    """A reader of timestamps: ``iso8601``, ``rfc822`` or ``unixtimestamp``."""
    match form.lower():
        case "unixtimestamp":
            return _epoch_text
        case "rfc822":
            return _http_date
        case _:
            return _iso


def epoch(seconds: float) -> datetime:
    """The datetime that many seconds after the start of 1970, to the microsecond."""
    try:
        if isinstance(seconds, int):
            return _EPOCH + timedelta(seconds=seconds)
        return _EPOCH + timedelta(microseconds=round(seconds * 1_000_000))
    except (OverflowError, ValueError):  # an infinity, NaN, or a year out of range
        raise Wrong(f"expected a timestamp in seconds, got {shown(seconds)}") from None


def _epoch_text(text: str) -> datetime:
    if _INTEGER.fullmatch(text):
        return epoch(int(text))
    return epoch(floating(text))


def _iso(text: str) -> datetime:
    found = _ISO.fullmatch(text)
    if found is None:
        raise Wrong(f"expected a date like 2026-01-31T23:59:59Z, got {shown(text)}")
    *numbers, fraction, zone = found.groups()
    offset = timedelta()
    if zone not in "Zz":
        hours, minutes = int(zone[1:3]), int(zone[-2:])
        offset = timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
    return _dated(text, [int(number) for number in numbers], fraction, offset)


def _http_date(text: str) -> datetime:
    found = _HTTP_DATE.fullmatch(text)
    if found is None:
        raise Wrong(f"expected a date like Sat, 31 Jan 2026 23:59:59 GMT, got {shown(text)}")
    day, month, year, *times, fraction = found.groups()
    numbers = [int(year), _MONTHS.index(month) + 1, int(day), *(int(number) for number in times)]
    return _dated(text, numbers, fraction, timedelta())


def _dated(text: str, numbers: list[int], fraction: str | None, offset: timedelta) -> datetime:
    year, month, day, hour, minute, second = numbers
    micros = int(fraction[:6].ljust(6, "0")) if fraction else 0
    try:
        local = datetime(year, month, day, hour, minute, second, micros, tzinfo=timezone.utc)
        return local - offset
    except (ValueError, OverflowError):
        raise Wrong(f"no such date and time: {shown(text)}") from None


_SCALARS: dict[str, Read] = {
    "boolean": boolean,
    "integer": integer,
    "long": integer,
    "float": floating,
    "double": floating,
    "blob": blob,
}


def scalar(shape: Any, timestamps: str) -> Read:
    """The reader of a scalar shape; ``timestamps`` is the default form of timestamps."""
    if shape.type_name == "timestamp":
        return moment(shape.serialization.get("timestampFormat", timestamps))
    return _SCALARS.get(shape.type_name, string)
