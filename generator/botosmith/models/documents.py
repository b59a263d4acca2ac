"""One JSON document: bytes -> an object, or one sentence about the problem."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, TypeGuard

from botosmith.models.limits import JSON_DEPTH, JSON_DIGITS, MODEL_BYTES, MODEL_FILES, MODEL_VALUES
from botosmith.models.links import OutsideLinkError
from botosmith.problems import ErrorRule

Document = Mapping[str, Any]
"""A parsed JSON object."""

_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)

UNREADABLE = (OSError, EOFError, zlib.error, ValueError, RecursionError)
"""The errors of reading and parsing a document; ``reason`` has a text for each."""


class RepeatedNameError(ValueError):
    """Two members of one object have the same name."""


class FileNameError(ValueError):
    """A file name that is not valid on every file system."""


class OversizedError(ValueError):
    """The files of a model are too large together, or too many."""


_RULES: tuple[tuple[type[Exception], ErrorRule], ...] = (
    (FileNameError, "reserved-file-name"),
    (OutsideLinkError, "outside-link"),
    (OversizedError, "oversized-model"),
)


class Allowance:
    """The rest of the limits for the files of one model."""

    def __init__(self) -> None:
        self.bytes = MODEL_BYTES
        self._values = MODEL_VALUES
        self._files = MODEL_FILES

    def take(self, content: bytes) -> None:
        """Subtract the unpacked content of a file; raises OversizedError if a limit is exceeded."""
        self._files -= 1
        self.bytes -= len(content)
        if self._files < 0:
            raise OversizedError(_too_many(f"{MODEL_FILES} files"))
        if self.bytes < 0:
            raise OversizedError(_too_many(f"{MODEL_BYTES / 2**20:.0f} MiB of unpacked files"))
        if _marks(content) > self._values:  # this count includes marks inside strings
            content = _STRING.sub(b"", content)
        self._values -= _marks(content)
        if self._values < 0:
            raise OversizedError(_too_many(f"{MODEL_VALUES:,} JSON values"))


def _too_many(what: str) -> str:
    return f"with this file, the model has more than {what}, which is the limit"


def _marks(content: bytes) -> int:
    """An upper bound for the number of values: each follows one of these marks."""
    return sum(map(content.count, (b",", b"[", b"{")))


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Whether a value is a JSON object."""
    return type(value) is dict


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a JSON list."""
    return type(value) is list


def parse(
    content: bytes, *, gzipped: bool, trusted: bool, allowance: Allowance | None = None
) -> dict[str, Any]:
    """The object in a document, within the limits of its model.

    Trusted documents skip strict validation and limits.
    """
    document: object
    if trusted:
        document = json.loads((gzip.decompress(content) if gzipped else content).decode("utf-8"))
    else:
        allowance = allowance or Allowance()
        plain = _unpacked(content, allowance.bytes) if gzipped else content
        allowance.take(plain)
        text = plain.decode("utf-8")
        # For two equal names, Python's parser keeps only the last, so a shape would be lost.
        document = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_int=_integer
        )
        _refuse_depth(document)
    if not is_object(document):
        raise ValueError("expected a JSON object at the top")
    if type(document.get("merge", {})) is not dict:  # a key of X.sdk-extras
        raise ValueError("merge: expected an object")
    return document


def _unpacked(content: bytes, most: int) -> bytes:
    """The unpacked content; at most one byte more than ``most``."""
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
        return file.read(most + 1)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _integer(digits: str) -> int:
    if len(digits) > JSON_DIGITS:
        raise ValueError(f"a number of {len(digits):,} digits; the limit is {JSON_DIGITS}")
    return int(digits)


def _refuse_depth(document: object) -> None:
    """Raise RecursionError for a fixed depth: Python's own limit depends on version and caller."""
    level: list[object] = [document]
    for _ in range(JSON_DEPTH):
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
        raise RepeatedNameError(f"{', '.join(map(repr, twice))} occurs twice in one object")
    return members


def reason(error: Exception) -> str:
    """Why a document cannot be read, for the user who has to fix it."""
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8: byte {error.start} is {error.object[error.start]:#04x}"
    if isinstance(error, RecursionError):
        return f"nested too deeply: more than {JSON_DEPTH} nested objects and arrays"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be read: {error.strerror}"
    if isinstance(error, EOFError | gzip.BadGzipFile | zlib.error):
        return f"not gzip: {error}"
    return str(error)


def advice(error: Exception) -> str:
    """How to fix such a document; empty if there is no specific advice."""
    return "rename one" if isinstance(error, RepeatedNameError) else ""


def rule(error: Exception) -> ErrorRule:
    """The rule that such a document breaks."""
    for kind, broken in _RULES:
        if isinstance(error, kind):
            return broken
    return "unreadable-file"
