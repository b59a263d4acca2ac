"""Ctrl-C and termination, as a command takes them: immediately, running every ``finally`` block."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

_seen: list[int] = []


def handle() -> None:
    """Take both signals from here on."""
    signal.signal(signal.SIGTERM, _terminate)
    signal.signal(signal.SIGINT, _interrupt)


def mind() -> None:
    """Raise KeyboardInterrupt if there was one that got lost.

    Python loses the exception where a signal falls into a callback, a weak reference's say.
    """
    if _seen:
        raise KeyboardInterrupt


def _interrupt(number: int, _: object) -> NoReturn:
    _seen.append(number)
    raise KeyboardInterrupt


def _terminate(*_: object) -> NoReturn:
    sys.exit(128 + signal.SIGTERM)  # the default would skip every `finally`
