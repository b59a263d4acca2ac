"""Handles Ctrl-C and termination: a command ends immediately, and runs every ``finally`` block."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

_seen: list[int] = []


def handle() -> None:
    """Handle both signals from now on."""
    signal.signal(signal.SIGTERM, _terminate)
    signal.signal(signal.SIGINT, _interrupt)


def mind() -> None:
    """Raise KeyboardInterrupt if an earlier one was lost.

    Python loses the exception if the signal arrives in a callback, such as a weak reference's.
    """
    if _seen:
        raise KeyboardInterrupt


def _interrupt(number: int, _: object) -> NoReturn:
    _seen.append(number)
    raise KeyboardInterrupt


def _terminate(*_: object) -> NoReturn:
    sys.exit(128 + signal.SIGTERM)  # the default would skip every `finally`
