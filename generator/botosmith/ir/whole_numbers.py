"""Which whole numbers a shape takes: by its own limits, which may be fractions, and its type's."""

from __future__ import annotations

import math
from collections.abc import Mapping

WHOLE: Mapping[str, tuple[int, int]] = {
    "integer": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
}
"""The kinds of whole numbers, each with its least and its greatest."""


def whole_range(kind: str, minimum: float | None, maximum: float | None) -> tuple[int, int]:
    """The least and the greatest whole number of a kind within limits; swapped if there is none."""
    low, high = WHOLE[kind]
    return (
        low if minimum is None else max(low, math.ceil(minimum)),
        high if maximum is None else min(high, math.floor(maximum)),
    )
