"""One JSON document: bytes -> an object, or one sentence about what is wrong with them."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterable
from typing import Any, NoReturn, TypeGuard

_DEEPEST = 200  # objects and lists one inside the other; AWS's deepest rule set has 41

UNREADABLE = (OSError, EOFError, zlib.error, ValueError, RecursionError)
"""What reading and parsing a document can raise; ``reason`` puts each in words."""


class RepeatedNameError(ValueError):
    """Two members of one object have the same name."""


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a JSON object."""
    return type(value) is dict


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a JSON list."""
    return type(value) is list


def parse(content: bytes, *, gzipped: bool, trusted: bool) -> dict[str, Any]:
    """The object that a document holds. A trusted one is not searched for what JSON forbids."""
    text = (gzip.decompress(content) if gzipped else content).decode("utf-8")
    document: object
    if trusted:
        document = json.loads(text)
    else:
        # Python's parser lets the last of two equal names win, which would lose a shape in silence.
        document = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
        _refuse_depth(document)
    if not is_object(document):
        raise ValueError("expected a JSON object at the top")
    if type(document.get("merge", {})) is not dict:  # of X.sdk-extras
        raise ValueError("merge: expected an object")
    return document


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _refuse_depth(document: object) -> None:
    """Python's own limit varies with its version, and with who calls."""
    level: list[object] = [document]
    for _ in range(_DEEPEST):
        level = [child for value in level for child in _children(value)]
        if not level:
            return
    raise RecursionError


def _children(value: object) -> Iterable[object]:
    if is_object(value):
        return value.values()
    return value if is_list(value) else ()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
        raise RepeatedNameError(f"{', '.join(map(repr, twice))} stands twice in one object")
    return members


def reason(error: Exception) -> str:
    """Why a document cannot be read, for the user who has to mend it."""
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8: byte {error.start} is {error.object[error.start]:#04x}"
    if isinstance(error, RecursionError):
        return f"nested too deeply: more than {_DEEPEST} objects and lists, one inside the other"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    if isinstance(error, EOFError | gzip.BadGzipFile | zlib.error):
        return f"not gzip: {error}"
    return str(error)


def advice(error: Exception) -> str:
    """How to mend such a document, where more can be said than that it has to be mended."""
    return "rename one" if isinstance(error, RepeatedNameError) else ""
