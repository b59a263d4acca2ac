"""Constraints and conditions as text, the same in docstrings, errors and docs."""

from __future__ import annotations

from collections.abc import Iterator

from botosmith_runtime.constraints import CONSTRAINTS
from botosmith_runtime.wording import printable

from botosmith import ir

_EXACT = 2**53  # above it, floats skip whole numbers
_COUNTED = {
    "string": ("character", "characters"),
    "blob": ("byte", "bytes"),
    "list": ("item", "items"),
    "map": ("entry", "entries"),
}


def constraints(shape: ir.Shape) -> Iterator[str]:
    """The constraints of a shape without its bounds, a phrase for each: ``matches ...``."""
    if shape.pattern is not None:
        yield f"matches {shape.pattern}"
    yield from further(shape)


def further(shape: ir.Shape) -> Iterator[str]:
    """The constraints of a shape without limits, pattern and enumeration."""
    return (CONSTRAINTS[trait].expected(said) for trait, said in shape.further)


def bounds(shape: ir.Shape) -> str:
    """The smallest and the largest size or value as text; empty if the shape has no limits."""
    low, high = shape.minimum, shape.maximum
    if low is None and high is None:
        return ""
    units = _COUNTED.get(shape.kind)
    if units is None:
        return _range(low, high)
    if low == high:
        return f"exactly {_number(low)} {units[low != 1]}"
    if not low:
        return f"at most {_number(high)} {units[high != 1]}" if high is not None else ""
    if high is None:
        return f"at least {_number(low)} {units[low != 1]}"
    return f"{_number(low)} to {_number(high)} {units[1]}"


def _range(low: float | None, high: float | None) -> str:
    if high is None:
        return f"at least {_number(low)}"
    if low is None:
        return f"at most {_number(high)}"
    return f"{_number(low)} to {_number(high)}"


def _number(value: float | None) -> str:
    """The exact number in the model; a whole number without a fraction."""
    if isinstance(value, float):
        return f"{int(value):,}" if value.is_integer() and abs(value) < _EXACT else repr(value)
    return f"{value:,}"


def handled(member: ir.Member, side: ir.Direction, place: ir.MemberPlace) -> Iterator[str]:
    """What botocore does with a member of a structure in that place; it is not in the model."""
    facts = member.handled_in(side)
    if facts is None:
        if member.filled_in and place == "request":
            yield "filled in by botocore when left out"
        return
    match facts.does:
        case "decodes":
            if facts.encoding == "base64":
                yield "Base64, which botocore decodes"
            elif facts.type.startswith("Union"):
                yield "a dict where botocore decodes it from JSON text"
            else:
                yield "decoded by botocore from JSON text"
        case "gives-none":
            yield "None where the response is empty"
        case "fills-in":
            yield printable(f'botocore gives "{facts.value}" when left out')
        case "takes-bytes":
            yield "text or bytes, which botocore encodes"
        case "takes-fields":
            *others, last = (name for name, _ in facts.fields)
            yield f"or a dict of {', '.join(others)} and {last}, from which botocore makes the text"
        case "takes-path":
            yield "of a path, botocore takes the part after the last slash"
        case "takes-alias":
            other = member.name if member.arguments[0] != member.name else facts.alias
            yield printable(f"botocore knows it as {other}, too")


def presence(rule: ir.Presence) -> str:
    """A presence rule as text: ``present when LocationCode is "Returned"``."""
    verb = {
        "presentWhen": "present when",
        "absentWhen": "absent when",
        "onlyWhen": "only present when",
    }[rule.rule]
    values = " or ".join(f'"{value}"' for value in rule.values)
    return printable(f"{verb} {rule.sibling} is {values}")
