"""Constraints in words, as docstrings and docs say them."""

from __future__ import annotations

from typing import Any

import pytest
from botosmith import ir
from botosmith.ir import phrases

BOUNDS: list[tuple[ir.Kind, dict[str, Any], str]] = [
    ("double", {"minimum": 0.1234567, "maximum": 1e16}, "0.1234567 to 1e+16"),
    ("double", {"minimum": -2.0, "maximum": 1234567.5}, "-2 to 1234567.5"),
    ("float", {"minimum": 1e-7}, "at least 1e-07"),
    ("long", {"maximum": 2**53 + 1}, "at most 9,007,199,254,740,993"),
    ("integer", {"minimum": 0, "maximum": 1000}, "0 to 1,000"),
    ("string", {"minimum": 1, "maximum": 1024}, "1 to 1,024 characters"),
]


@pytest.mark.parametrize(("kind", "limits", "said"), BOUNDS)
def test_bounds(kind: ir.Kind, limits: dict[str, Any], said: str) -> None:
    shape = ir.Shape(name="Limited", kind=kind, **limits)
    assert phrases.bounds(shape) == said
