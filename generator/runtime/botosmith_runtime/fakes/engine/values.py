"""Copies of values in requests and responses, in the types that the client returns.

``Body`` and ``Events`` stand for streams until an adapter opens them for its transport.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any, NamedTuple

from botocore.utils import parse_timestamp

from botosmith_runtime.plain_values import ODD_NUMBERS
from botosmith_runtime.violations import UNKNOWN_MEMBER

isa: Callable[[Any, Any], bool] = isinstance
"""``isinstance`` without narrowing: type checkers would narrow to types with unknown parts."""

type_of: Callable[[Any], Any] = type

_parse: Any = parse_timestamp  # takes more than its stubs say
_SECONDS = re.compile(r"\d{10}(\.\d+)?")  # since 1970: from 2001 to 2286
_ATOMS = frozenset({str, int, float, bool, bytes, datetime, type(None)})


class Body:
    """The content of a streaming body; every answer opens its own stream."""

    __slots__ = ("content",)

    def __init__(self, content: bytes) -> None:
        self.content = content

    def read(self) -> bytes:
        """The content. Because of this method, checks accept the object as a file."""
        return self.content


class Events:
    """The events of a stream that is not open yet; ``errors`` names the events that end it."""

    __slots__ = ("errors", "events")

    def __init__(self, events: list[Any], errors: frozenset[str]) -> None:
        self.events = events
        self.errors = errors


def copied(value: Any) -> Any:
    """A deep copy of a payload's data; other objects, such as files, are not copied."""
    kind = type_of(value)
    if kind in _ATOMS:
        return value
    if isa(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isa(value, list | tuple):
        return [copied(item) for item in value]
    return bytes(value) if kind is bytearray else value


def recorded(value: Any) -> Any:
    """A copy of a request's value for the record; for a file, its remaining content."""
    kind = type_of(value)
    if kind in _ATOMS:
        return value
    if isa(value, dict):
        return {key: recorded(item) for key, item in value.items()}
    if isa(value, list | tuple):
        return [recorded(item) for item in value]
    return content_of(value)


def content_of(value: Any) -> Any:
    """The remaining content of a seekable file; any other value is returned unchanged."""
    try:
        position = value.tell()
        content = value.read()
        value.seek(position)
    except Exception:  # not a file, or not seekable
        return value
    return content


class Reading(NamedTuple):
    """How botocore's parser reads the values of a protocol.

    ``epoch``: timestamps are numbers, unless the model sets another format. ``texts``: NaN and
    Infinity are strings, as in JSON. ``newer_unions``: a union member that is not in the model
    becomes what botocore's parser returns for it.
    """

    epoch: bool
    texts: bool
    newer_unions: bool = False


def reading(protocol: str) -> Reading:
    """The ``Reading`` of a protocol."""
    return Reading(epoch="json" in protocol or "cbor" in protocol, texts=protocol == "json")


def prepared(value: Any, shape: Any, reading: Reading) -> Any:
    """A copy of a response's value in the client's types: datetimes, bytes, lists, numbers.

    Values that do not fit the shape are copied unchanged; the check reports them.
    """
    if shape is None or value is None:
        return copied(value)
    match shape.type_name:
        case "structure":
            if isa(value, Mapping) and not shape.is_document_type:
                return _structure(value, shape, reading)
        case "list":
            if isa(value, list | tuple):
                return [prepared(item, shape.member, reading) for item in value]
        case "map":
            if isa(value, Mapping):
                return {key: prepared(item, shape.value, reading) for key, item in value.items()}
        case "timestamp":
            return _in_zone(_moment(value), shape, reading.epoch)
        case "blob":
            return value.encode() if isa(value, str) else copied(value)
        case "float" | "double":
            return _number(value, reading)
        case _:
            pass
    return copied(value)


def _structure(value: Mapping[Any, Any], shape: Any, reading: Reading) -> dict[Any, Any]:
    members = shape.members
    given = {key: prepared(item, members.get(key), reading) for key, item in value.items()}
    if reading.newer_unions and shape.is_tagged_union and len(given) == 1:
        (name,) = given
        if name not in members and name != UNKNOWN_MEMBER:
            return {UNKNOWN_MEMBER: {"name": name}}
    return given


def _number(value: Any, reading: Reading) -> Any:
    """A number; NaN and Infinity as strings, if botocore's parser returns them so."""
    if not reading.texts and type_of(value) is str and value in ODD_NUMBERS:
        return float(value)
    if not reading.texts or type_of(value) is not float or math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


def body(value: Any) -> Any:
    """A streaming body from bytes, text, a file or another streaming body."""
    if isa(value, str):
        return Body(value.encode())
    if isa(value, bytes | bytearray):
        return Body(bytes(value))
    content = value.read() if hasattr(value, "read") else None
    return body(content) if isa(content, str | bytes | bytearray) else value


def _moment(value: Any) -> Any:
    if isa(value, str | int | float) and not isa(value, bool):
        if isa(value, str) and _is_number(value) and not _SECONDS.fullmatch(value):
            # Probably a year or a day; the check reports how botocore would read it.
            return f"{value} (a number of seconds)"
        try:
            return _parse(value)
        except Exception:  # dateutil raises errors of many classes; the check reports the value
            return value
    return value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _in_zone(moment: Any, shape: Any, epoch: bool) -> Any:
    """A datetime in the time zone that botocore's parser sets: the local one for epoch seconds."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:  # botocore sends naive datetimes as UTC
        moment = moment.replace(tzinfo=timezone.utc)
    serialization: Mapping[str, Any] = shape.serialization
    if "timestampFormat" in serialization:
        epoch = serialization["timestampFormat"] == "unixTimestamp"
    elif serialization.get("location") == "header":
        epoch = False
    try:
        return moment.astimezone(_parse(0 if epoch else "1970-01-01T00:00:00Z").tzinfo)
    except OverflowError:  # near the first or the last datetime
        return moment
