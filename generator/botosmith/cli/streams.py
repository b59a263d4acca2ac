"""Standard input, output and error as a shell may give them: closed, full, or without a reader.

A command whose output cannot be written still completes its work, and then says that the output is
lost; it does not say so where the reader has left, as ``head`` does.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any, TextIO

_FAILED: list[OSError] = []
_USELESS = (os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)
"""How a closed stream is opened: reading and writing fail as before, on standard error not."""


def hold() -> None:
    """Make all three usable; call it once, before anything is read or written."""
    for number, flags in enumerate(_USELESS):
        if not _is_open(number):  # the next file would get its number, and what is written there
            os.open(os.devnull, flags)
    if sys.stdin is None:
        sys.stdin = os.fdopen(0, closefd=False)
    if sys.stdout is sys.__stdout__:  # and no test's
        sys.stdout = _lenient(1, sys.stdout, _FAILED)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _lenient(2, sys.stderr, [])


def finish(status: int) -> int:
    """The exit status of a command that would end with ``status``, if all of it has been written.

    Says so on standard error where it has not.
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
    """A file that takes all that is written, whether it can be kept or not."""

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
    if stream is not None and stream.isatty():  # which Windows handles differently
        return stream
    text: Any = stream
    return io.TextIOWrapper(
        io.BufferedWriter(_Lenient(number, failed)),
        encoding=text.encoding if text else "utf-8",
        errors=text.errors if text else "backslashreplace",
        line_buffering=bool(text and text.line_buffering),
        write_through=bool(text and text.write_through),
    )
