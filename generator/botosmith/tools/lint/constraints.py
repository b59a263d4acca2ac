"""Patterns and enumerations, on shapes and on references to shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from botosmith import patterns
from botosmith.models.validation.values import shown
from botosmith.patterns.implausible import implausible
from botosmith.tools.lint.rules import Findings


def findings(shapes: Mapping[str, Any]) -> Findings:
    """Patterns that cannot be checked safely, and enum values that break other constraints."""
    for where, traits in _constrained(shapes):
        pattern, values = traits.get("pattern"), traits.get("enum", ())
        least, most = traits.get("min"), traits.get("max")
        if pattern is not None:
            yield from _pattern(f"{where}.pattern", pattern, most)
        for value in values:
            if pattern is not None and _fits(pattern, value) is False:
                yield "enum-breaks-pattern", f"{where}.enum", f"{shown(value)} does not match"
            if (least is not None and len(value) < least) or (most and len(value) > most):
                length = f"{shown(value)} has {len(value)} characters"
                yield "enum-breaks-length", f"{where}.enum", f"{length}, min {least}, max {most}"


def _constrained(shapes: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Places with a pattern or an enumeration; a reference adds to its shape's traits."""
    for name, shape in shapes.items():
        if "pattern" in shape or "enum" in shape:
            yield f"shapes.{name}", shape
        for member, reference in shape.get("members", {}).items():
            if "pattern" in reference or "enum" in reference:
                merged = {**shapes[reference["shape"]], **reference}
                yield f"shapes.{name}.members.{member}", merged


def _pattern(where: str, pattern: str, most: int | None) -> Findings:
    if reason := implausible(pattern):
        yield "pattern-implausible", where, f"{reason}: {shown(pattern)}"
    try:
        threat = patterns.danger(pattern, most)
    except patterns.PatternError as error:
        place = f"{error.reason} at position {error.position} of {shown(pattern)}"
        yield "pattern-untranslatable", where, place
        return
    if threat != "safe":
        limit = f"texts of up to {most} characters" if most else "texts without a limit"
        yield "pattern-explosive", where, f"{threat} time on {limit}: {shown(pattern)}"


def _fits(pattern: str, value: str) -> bool | None:
    compiled = _compiled(pattern)
    return None if compiled is None else compiled.fullmatch(value) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(patterns.translate(pattern), re.ASCII)
    except patterns.PatternError:
        return None
