"""Values of a JSON document whose types nobody vouches for: what they are, and how they are told.

JSON's types are told apart exactly: ``true`` is no integer here, though Python thinks so.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

import jmespath
from jmespath.exceptions import JMESPathError

from botosmith.documents import is_list, is_object

MEND = "mend the name, or leave it out"

Found = Iterator[tuple[str, str]]
"""Problems of one file: the path inside it and the message."""

_LONGEST = 60  # characters of a wrong value that a message repeats
_JMESPATH = re.compile(r"invalid jmespath expression: ", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type that a document's format asks for, and how a message calls it."""

    phrase: str
    types: tuple[type, ...]


STRING = Kind("a string", (str,))
FLAG = Kind("true or false", (bool,))
INTEGER = Kind("an integer", (int,))
LIST = Kind("a list", (list,))
OBJECT = Kind("an object", (dict,))

Traits = Mapping[str, Kind]


def is_identifier(name: str) -> bool:
    """Whether Python takes a name as it stands; in ASCII, since Python folds other letters."""
    return _IDENTIFIER.fullmatch(name) is not None


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a finite number: ``1e999`` is infinite to Python."""
    return type(value) is int or (type(value) is float and math.isfinite(value))


def wrong_traits(where: str, given: Mapping[str, Any], traits: Traits) -> Found:
    """The traits that are there and not of the type that the format asks for."""
    for name, value in given.items():
        kind = traits.get(name)
        if kind is not None and type(value) not in kind.types:
            yield f"{where}.{name}" if where else name, unexpected(kind.phrase, value)


def unexpected(phrase: str, value: object) -> str:
    """``expected a string, found 5``."""
    if value is None:
        return f"missing; expected {phrase}"
    return f"expected {phrase}, found {shown(value)}"


def shown(value: object) -> str:
    """A value as its document writes it, cut short where it is long."""
    if is_object(value):
        return "an object"
    if is_list(value):
        return "a list"
    text = json.dumps(value[:_LONGEST] if isinstance(value, str) else value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def target(reference: object, shapes: Mapping[str, Any]) -> dict[str, Any] | None:
    """The shape that a reference leads to; None where either is broken."""
    if not is_object(reference) or not isinstance(reference.get("shape"), str):
        return None
    shape = shapes.get(reference["shape"])
    return shape if is_object(shape) else None


def members(shape: object) -> dict[str, Any]:
    """The members of a structure; empty where there is none, or it is broken."""
    found = shape.get("members") if is_object(shape) else None
    return found if is_object(found) else {}


def side(service: Mapping[str, Any], operation: object, name: str) -> dict[str, Any]:
    """The members of an operation's ``input`` or ``output``."""
    found = service["operations"].get(operation) if isinstance(operation, str) else None
    return members(target(found.get(name), service["shapes"])) if is_object(found) else {}


def swallowed(where: str, service: Mapping[str, Any], operation: object, parameter: str) -> Found:
    """A parameter that botocore takes for itself, where the operation's input has it, too."""
    if parameter in side(service, operation, "input"):
        shape = service["operations"][operation]["input"]["shape"]
        yield (
            where,
            f"member {parameter} of the input, {shape}, would never be sent: botocore takes a "
            "parameter of that name for itself; rename the member, or leave this out",
        )


def expression(where: str, value: object) -> Found:
    """What is wrong with a JMESPath expression."""
    if not isinstance(value, str):
        yield where, unexpected("a JMESPath expression, a string", value)
        return
    try:
        jmespath.compile(value)
    except (JMESPathError, RecursionError) as error:
        reason = _JMESPATH.sub("", str(error).partition("\n")[0]).rstrip(":.")
        yield where, f"{shown(value)} is no JMESPath expression: {reason or 'nested too deeply'}"
