"""The values in rules: matchers in conditions, bytes and files in answers.

A table whose only key begins with ``$`` is not a structure: ``{"$regex" = "J-[0-9]+"}``.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from botosmith_runtime.fakes.engine.matching import ABSENT, ANY
from botosmith_runtime.wording import nearest

from botosmith.models.documents import is_list, is_object
from botosmith.problems import did_you_mean

_TRUE = "expected true"


class ValueProblem(Exception):
    """A value that cannot be read, with its place in the rule."""


def conditions(value: Any) -> Any:
    """The conditions of a rule, with its matchers. Raises ValueProblem."""
    return _read(value, {"$absent": _absent, "$any": _any, "$base64": _base64, "$regex": _regex})


def answer(value: Any, directory: Path) -> Any:
    """The members of an answer. ``directory`` is where files are searched. Raises ValueProblem."""

    def file(name: Any) -> bytes:
        if not isinstance(name, str):
            raise ValueProblem(f"expected the path of a file, got {type(name).__name__}")
        try:
            return (directory / name).read_bytes()
        except OSError as error:
            raise ValueProblem(f"{directory / name} cannot be read: {error.strerror}") from error

    return _read(value, {"$base64": _base64, "$file": file})


def _read(value: Any, known: dict[str, Callable[[Any], Any]], where: str = "") -> Any:
    if is_list(value):
        return [_read(item, known, f"{where}[{n}]") for n, item in enumerate(value)]
    if not is_object(value):
        return value
    if len(value) == 1 and (name := next(iter(value))).startswith("$"):
        try:
            if name not in known:
                hint = did_you_mean(nearest(name, tuple(known)))
                raise ValueProblem(f"{name} is unknown{hint}; here are {', '.join(known)}")
            return known[name](value[name])
        except ValueProblem as problem:
            raise ValueProblem(
                f"{where.lstrip('.')}: {problem}" if where else str(problem)
            ) from None
    return {name: _read(item, known, f"{where}.{name}") for name, item in value.items()}


def _regex(pattern: Any) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except (re.error, TypeError, RecursionError) as error:
        raise ValueProblem(f"not a regular expression of Python: {error}") from None


def _base64(text: Any) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise ValueProblem(f"not Base64: {error}") from None


def _any(value: Any) -> Any:
    if value is not True:
        raise ValueProblem(_TRUE)
    return ANY


def _absent(value: Any) -> Any:
    if value is not True:
        raise ValueProblem(_TRUE)
    return ABSENT
