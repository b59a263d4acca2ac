"""Values of requests and responses: copied, and in the types that the client gives them.

Two stay as they are until an adapter opens them for its transport: ``Body`` and ``Events``.
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
"""``isinstance``, without a type checker's narrowing to types whose parts are unknown."""

type_of: Callable[[Any], Any] = type

_parse: Any = parse_timestamp  # takes more than its stubs say
_SECONDS = re.compile(r"\d{10}(\.\d+)?")  # since 1970: from 2001 to 2286
_ATOMS = frozenset({str, int, float, bool, bytes, datetime, type(None)})


class Body:
    """A streaming body that is not open yet: every answer gets a stream of its own."""

    __slots__ = ("content",)

    def __init__(self, content: bytes) -> None:
        self.content = content

    def read(self) -> bytes:
        """What makes a check take it for a file."""
        return self.content


class Events:
    """An event stream that is not open yet; ``errors`` names the events that end it."""

    __slots__ = ("errors", "events")

    def __init__(self, events: list[Any], errors: frozenset[str]) -> None:
        self.events = events
        self.errors = errors


def copied(value: Any) -> Any:
    """A deep copy of what a payload holds; what is no plain data stays what it is."""
    kind = type_of(value)
    if kind in _ATOMS:
        return value
    if isa(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isa(value, list | tuple):
        return [copied(item) for item in value]
    return bytes(value) if kind is bytearray else value


def recorded(value: Any) -> Any:
    """A copy of a request's value for the record: of a file, what could be read from it."""
    kind = type_of(value)
    if kind in _ATOMS:
        return value
    if isa(value, dict):
        return {key: recorded(item) for key, item in value.items()}
    if isa(value, list | tuple):
        return [recorded(item) for item in value]
    return content_of(value)


def content_of(value: Any) -> Any:
    """What lies ahead in a file that can be rewound; any other value as it is."""
    try:
        position = value.tell()
        content = value.read()
        value.seek(position)
    except Exception:  # no file, or none that can go back
        return value
    return content


class Reading(NamedTuple):
    """How botocore reads the values of a protocol.

    ``epoch``: moments are numbers, unless a model says otherwise. ``texts``: NaN and Infinity are
    the texts that JSON has for them. ``newer_unions``: members of unions that the model does not
    know are given as botocore gives them.
    """

    epoch: bool
    texts: bool
    newer_unions: bool = False


def reading(protocol: str) -> Reading:
    """How botocore reads the values of a protocol."""
    return Reading(epoch="json" in protocol or "cbor" in protocol, texts=protocol == "json")


def prepared(value: Any, shape: Any, reading: Reading) -> Any:
    """A copy of a response's value, as the client gives it: dates, bytes, lists, odd numbers.

    What breaks the shape is left to the check.
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
    """A number, or the name of one that is not finite, where botocore's parser leaves that."""
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
            # A year was meant, or a day; the check says what it finds in its place.
            return f"{value} (a number of seconds)"
        try:
            return _parse(value)
        except Exception:  # dateutil raises what it likes; the check says what is wrong
            return value
    return value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _in_zone(moment: Any, shape: Any, epoch: bool) -> Any:
    """A moment in the zone that botocore's parser gives it: the local one if a number is sent."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:  # botocore sends such as UTC
        moment = moment.replace(tzinfo=timezone.utc)
    serialization: Mapping[str, Any] = shape.serialization
    if "timestampFormat" in serialization:
        epoch = serialization["timestampFormat"] == "unixTimestamp"
    elif serialization.get("location") == "header":
        epoch = False
    try:
        return moment.astimezone(_parse(0 if epoch else "1970-01-01T00:00:00Z").tzinfo)
    except OverflowError:  # at the ends of time
        return moment
