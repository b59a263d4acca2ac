"""The range of whole numbers of a shape: from its limits, which may be fractions, and its type."""

from __future__ import annotations

import math
from collections.abc import Mapping

WHOLE: Mapping[str, tuple[int, int]] = {
    "integer": (-(2**31), 2**31 - 1),
    "long": (-(2**63), 2**63 - 1),
}
"""The kinds of whole numbers, each with its smallest and its largest."""


def whole_range(kind: str, minimum: float | None, maximum: float | None) -> tuple[int, int]:
    """The smallest and the largest whole number of a kind within limits.

    If there is none, the first is larger than the second.
    """
    low, high = WHOLE[kind]
    return (
        low if minimum is None else max(low, math.ceil(minimum)),
        high if maximum is None else min(high, math.floor(maximum)),
    )
