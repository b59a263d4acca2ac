"""Values of unknown type in a JSON document: tests of their types, and how messages show them.

JSON's types are distinguished strictly: ``true`` is not an integer here, as it is in Python.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

import jmespath
from jmespath.exceptions import JMESPathError

from botosmith.models.documents import is_list, is_object
from botosmith.models.limits import JMESPATH_DEPTH, JMESPATH_LENGTH
from botosmith.problems import ErrorRule, OddRule


@dataclass(frozen=True, slots=True)
class Flaw:
    """One problem of a file: a ``problems.Problem`` without the file's name."""

    where: str
    message: str
    rule: ErrorRule | OddRule = "wrong-value"
    advice: str = ""


Found = Iterator[Flaw]
"""The problems of one file."""

LOCATIONS = ("header", "headers", "querystring", "statusCode", "uri")
"""The locations of a member in an HTTP message, other than the body."""

STATUSES = range(100, 600)
"""The statuses of HTTP."""

_LONGEST = 60  # the most characters of a wrong value in a message
_JMESPATH = re.compile(r"invalid jmespath expression: ", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def is_identifier(name: str) -> bool:
    """Whether a name is a Python identifier in ASCII; Python normalises other letters."""
    return _IDENTIFIER.fullmatch(name) is not None


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number that is also finite as a float, unlike ``1e999``."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= sys.float_info.max


def expected(phrase: str, value: object) -> str:
    """``expected a string, found 5``."""
    return f"expected {phrase}, found {shown(value)}"


def unexpected(where: str, phrase: str, value: object) -> Flaw:
    """The flaw of a value that does not match the phrase, or is missing."""
    if value is None:
        return missing(where, f"expected {phrase}")
    return Flaw(where, expected(phrase, value))


def missing(where: str, advice: str) -> Flaw:
    """The flaw of a missing value that the format requires."""
    return Flaw(where, "missing", rule="missing-value", advice=advice)


def dangling(where: str, message: str) -> Flaw:
    """The flaw of a name of something that does not exist."""
    return Flaw(where, message, rule="dangling-name", advice="fix the name, or leave it out")


def not_an_identifier(where: str, what: str) -> Flaw:
    """The flaw of a name that is no identifier; ``what`` is the thing with it: "a method is"."""
    advice = f"{what} named after it: use letters, digits, _"
    return Flaw(where, "not an identifier", rule="unnameable", advice=advice)


def clash(where: str, what: str, other: str) -> Flaw:
    """The flaw of a Python name that another thing of the same kind has, too."""
    message = f"its {what} clashes with that of {other}"
    return Flaw(where, message, rule="naming-clash", advice="rename one")


def shown(value: object) -> str:
    """A value in JSON, cut if it is long."""
    if is_object(value):
        return "an object"
    if is_list(value):
        return "a list"
    text = json.dumps(value[:_LONGEST] if isinstance(value, str) else value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def target(reference: object, shapes: Mapping[str, Any]) -> dict[str, Any] | None:
    """The shape that a reference names; None if either is not valid."""
    if not is_object(reference) or not isinstance(reference.get("shape"), str):
        return None
    shape = shapes.get(reference["shape"])
    return shape if is_object(shape) else None


def members(shape: object) -> dict[str, Any]:
    """The members of a structure; empty if there are none, or if the shape is not valid."""
    found = shape.get("members") if is_object(shape) else None
    return found if is_object(found) else {}


def side(service: Mapping[str, Any], operation: object, name: str) -> dict[str, Any]:
    """The members of an operation's ``input`` or ``output``."""
    found = service["operations"].get(operation) if isinstance(operation, str) else None
    return members(target(found.get(name), service["shapes"])) if is_object(found) else {}


def swallowed(where: str, service: Mapping[str, Any], operation: object, parameter: str) -> Found:
    """The flaw of a parameter that botocore uses itself, but that is also in the input."""
    if parameter in side(service, operation, "input"):
        shape = service["operations"][operation]["input"]["shape"]
        yield Flaw(
            where,
            f"member {parameter} of the input, {shape}, would never be sent: botocore takes a "
            "parameter of that name for itself",
            advice="rename the member, or leave this out",
        )


def expression(where: str, value: object) -> Found:
    """The problems of a JMESPath expression."""
    if not isinstance(value, str):
        yield unexpected(where, "a JMESPath expression, a string", value)
        return
    try:
        if len(value) > JMESPATH_LENGTH:
            raise RecursionError
        tree: Any = jmespath.compile(value).parsed
        if _depth(tree) > JMESPATH_DEPTH:
            raise RecursionError
    except (JMESPathError, RecursionError) as error:
        reason = _JMESPATH.sub("", str(error).partition("\n")[0]).rstrip(":.")
        reason = reason or f"more than {JMESPATH_LENGTH:,} characters, or nested too deeply"
        yield Flaw(where, f"{shown(value)} is not a JMESPath expression: {reason}")


def _depth(tree: Any) -> int:
    """How many levels a parsed expression has, up to the limit."""
    level, depth = [tree], 0
    while level and depth <= JMESPATH_DEPTH:
        level = [one for node in level if is_object(node) for one in node.get("children", ())]
        depth += 1
    return depth
