"""Scalar values: strings, numbers, blobs and timestamps; and documents, which have no shape."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from random import Random
from typing import Any
from uuid import UUID

from botosmith import ir
from botosmith.ir.whole_numbers import whole_range
from botosmith.patterns import PatternError
from botosmith.patterns.sample import WORDS, sample
from botosmith.samples.problems import NoSample

_VARIANTS = 3  # strings for a pattern: they take long to make, and all samples share them
_DAYS = 365
_EPOCH = datetime(2026, 1, 1, tzinfo=timezone.utc)


def value(shape: ir.Shape, random: Random) -> Any:
    """A value of a scalar shape; raises NoSample if there is none."""
    match shape.kind:
        case "string":
            return _string(shape, random.randrange(_VARIANTS), random)
        case "integer" | "long":
            return _integer(shape, random)
        case "float" | "double":
            return _number(shape, random)
        case "boolean":
            return random.random() < 0.5
        case "timestamp":
            return _EPOCH + timedelta(seconds=random.randrange(_DAYS * 86_400))
        case "blob":
            return _words(shape, random).encode("ascii")
        case _:
            raise AssertionError(f"{shape.kind} has parts")


def distinct(shape: ir.Shape, count: int, random: Random) -> list[str]:
    """Keys of a map: ``count`` different values of a string shape; raises NoSample if too few."""
    if shape.enum:
        values = _enumerated(shape)
        if len(values) < count:
            raise NoSample(shape.name, f"a map asks for {count} different keys of it")
        return random.sample(values, count)
    found: dict[str, None] = {}
    first = random.randrange(_VARIANTS)
    for attempt in range(4 * count):
        if len(found) == count:
            break
        found[_string(shape, first + attempt, random)] = None
    if len(found) < count:
        raise NoSample(shape.name, f"a map asks for {count} different keys of it")
    return list(found)


def texts(shape: ir.Shape) -> list[str]:
    """Some values of a string shape, the shortest first; empty if none was found."""
    try:
        found = {_string(shape, variant, Random(variant)) for variant in range(_VARIANTS)}
    except NoSample:
        return []
    return sorted(found, key=lambda text: (len(text), text))


def token(shape: ir.Shape, random: Random) -> str:
    """An idempotency token: a UUID as botocore's, unless the shape does not allow one."""
    uuid = str(UUID(int=random.getrandbits(128), version=4))
    minimum, maximum = _limits(shape)
    if shape.pattern is None and not shape.enum and minimum <= len(uuid) <= maximum:
        return uuid
    text: str = value(shape, random)
    return text


def document(random: Random) -> dict[str, Any]:
    """A document with each kind of JSON value."""
    names = random.sample(WORDS, 4)
    return {names[0]: names[1], names[2]: [random.randint(1, 100), True, None, {names[3]: 0.5}]}


def _string(shape: ir.Shape, variant: int, random: Random) -> str:
    if shape.enum:
        return random.choice(_enumerated(shape))
    if shape.regex is None or shape.regex.source is None:  # then no pattern is checked
        return _words(shape, random)
    minimum, maximum = _limits(shape)
    most = None if shape.maximum is None else int(shape.maximum)
    try:
        # If the pattern allows both, a string is better than an empty one.
        text = sample(shape.pattern, max(minimum, 1), most, variant) if maximum else None
        text = text if text is not None else sample(shape.pattern, minimum, most, variant)
    except PatternError:
        text = None
    if text is not None:
        return text
    length = f"{minimum:,} to {most:,}" if most is not None else f"at least {minimum:,}"
    raise NoSample(shape.name, f"no text of {length} characters was found for {shape.pattern}")


def _enumerated(shape: ir.Shape) -> list[str]:
    values = _of_length(shape.enum, *_limits(shape))
    values = [*filter(None, values)] or values  # that nothing is set shows nothing
    if not values:
        raise NoSample(shape.name, "none of its values has an allowed length")
    return values


@lru_cache(maxsize=256)
def _of_length(values: tuple[str, ...], minimum: int, maximum: float) -> list[str]:
    return [one for one in values if minimum <= len(one) <= maximum]


def _words(shape: ir.Shape, random: Random) -> str:
    """One word or more, as long as the shape requires; safe in URLs, headers and host names."""
    minimum, maximum = _limits(shape)
    text = random.choice(WORDS)
    while len(text) < minimum:
        text = f"{text}-{random.choice(WORDS)}"
    if len(text) > maximum:
        text = text[: int(maximum)].rstrip("-").ljust(minimum, "x")
    return text


def _limits(shape: ir.Shape) -> tuple[int, float]:
    minimum = int(shape.minimum or 0)
    maximum = float("inf") if shape.maximum is None else shape.maximum
    if minimum > maximum:
        raise NoSample(shape.name, f"its minimum {minimum} is above its maximum {maximum}")
    return minimum, maximum


def _integer(shape: ir.Shape, random: Random) -> int:
    low, high = whole_range(shape.kind, shape.minimum, shape.maximum)
    if low > high:
        raise NoSample(shape.name, f"its minimum {low} is above its maximum {high}")
    nearest = min(max(low, 1), high)
    return random.randint(nearest, min(high, nearest + 99))


def _number(shape: ir.Shape, random: Random) -> float:
    low = float("-inf") if shape.minimum is None else float(shape.minimum)
    high = float("inf") if shape.maximum is None else float(shape.maximum)
    if low > high:
        raise NoSample(shape.name, f"its minimum {low} is above its maximum {high}")
    nearest = min(max(low, 0.0), high)
    number = round(random.uniform(nearest, min(high, nearest + 100)), 2)
    return min(max(number, low), high)
