"""Handles standard streams that are closed, full, or without a reader.

A command whose output cannot be written still completes its work, and then reports that the output
is lost. It does not report that if the reader has closed the pipe, as ``head`` does.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, TextIO

_FAILED: list[OSError] = []
_USELESS = (os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)
"""How closed streams are opened: reading and writing still fail, except on standard error."""


def hold() -> None:
    """Make all three streams usable. Call it once, before anything is read or written."""
    for number, flags in enumerate(_USELESS):
        if not _is_open(number):  # the next opened file would get its number, and its output
            os.open(os.devnull, flags)
    if sys.stdin is None:
        sys.stdin = os.fdopen(0, closefd=False)
    if sys.stdout is sys.__stdout__:  # not replaced by a test
        sys.stdout = _lenient(1, sys.stdout, _FAILED)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _lenient(2, sys.stderr, [])


def finish(status: int) -> int:
    """The exit status of a command that ends with ``status``; 2 if its output was lost.

    Reports lost output on standard error.
    """
    sys.stdout.flush()
    failed = [error for error in _FAILED if error.errno != errno.EPIPE]
    if not failed:
        return status
    print(f"botosmith: cannot write standard output: {failed[0].strerror}", file=sys.stderr)
    return max(status, 2)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


class _Lenient(io.RawIOBase):
    """A file that never fails to write; it keeps the first error and drops further output."""

    def __init__(self, number: int, failed: list[OSError]) -> None:
        self._number = number
        self._failed = failed

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number

    def write(self, content: Any) -> int:
        try:
            return os.write(self._number, content) if not self._failed else len(content)
        except OSError as error:
            self._failed.append(error)
            return len(content)


def _lenient(number: int, stream: TextIO | None, failed: list[OSError]) -> TextIO:
    if stream is not None and stream.isatty():  # Windows handles terminals differently
        return stream
    text: Any = stream
    return io.TextIOWrapper(
        io.BufferedWriter(_Lenient(number, failed)),
        encoding=text.encoding if text else "utf-8",
        errors=text.errors if text else "backslashreplace",
        line_buffering=bool(text and text.line_buffering),
        write_through=bool(text and text.write_through),
    )
