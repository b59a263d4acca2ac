"""``min`` and ``max``: they must be numbers, and a value must be able to obey them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botosmith.ir.whole_numbers import WHOLE, whole_range
from botosmith.models.validation.shape_types import BOUNDED, COUNTED, a
from botosmith.models.validation.values import Flaw, Found, is_number, unexpected


def wrong_limits(where: str, given: Mapping[str, Any], kind: str) -> Found:
    """The problems of the limits of a shape of a ``kind``, or of a reference to one."""
    limits = {trait: given[trait] for trait in ("min", "max") if trait in given}
    wrong = [trait for trait, value in limits.items() if not _is_limit(value, kind)]
    for trait in wrong:
        place, value = f"{where}.{trait}", limits[trait]
        if kind in COUNTED:
            yield unexpected(place, f"a whole number for {a(kind)}, 0 or more", value)
        elif kind in BOUNDED:
            yield unexpected(place, "a number", value)
        else:
            message = f"is on {a(kind)}, which has no limits"
            yield Flaw(place, message, advice="leave it out")
    if not wrong and len(limits) == 2 and limits["min"] > limits["max"]:
        low, high = limits["min"], limits["max"]
        message = f"min {low} is above max {high}: no value can be valid"
        yield Flaw(f"{where}.min", message, rule="min-above-max")
    elif limits and not wrong and kind in WHOLE:
        low, high = whole_range(kind, limits.get("min"), limits.get("max"))
        if low > high:
            words = {"min": "at least", "max": "at most"}
            said = " and ".join(f"{words[trait]} {value}" for trait, value in limits.items())
            bits = WHOLE[kind][1].bit_length() + 1
            message = f"no {kind} of {bits} bits is {said}: no value can be valid"
            yield Flaw(f"{where}.{next(iter(limits))}", message, rule="min-above-max")


def _is_limit(value: object, kind: str) -> bool:
    if kind in COUNTED:
        return type(value) is int and value >= 0
    return kind in BOUNDED and is_number(value)
