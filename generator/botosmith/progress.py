"""How a long command tells where it is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Self

_PATIENCE = 2.0  # seconds from one line to the next


class Steps:
    """Counts the steps of a command and says so every few seconds."""

    def __init__(self, verb: str, total: int) -> None:
        self._verb = verb
        self._total = total
        self._done = 0
        self._said = time.monotonic()

    def done(self, name: str) -> None:  # noqa: ARG002 - the bar shows it
        """One step is done."""
        self._done += 1
        if time.monotonic() - self._said >= _PATIENCE:
            self._said = time.monotonic()
            print(f"{self._verb} {self._done} of {self._total}", file=sys.stderr, flush=True)


class _Bar(Steps):
    def __init__(self, verb: str, total: int) -> None:
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        super().__init__(verb, total)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            transient=True,
        )
        self._task = self._progress.add_task(verb, total=total)

    def done(self, name: str) -> None:
        self._progress.update(self._task, advance=1, description=f"{self._verb} {name}")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


@contextmanager
def steps(verb: str, total: int) -> Generator[Steps]:
    """Steps that show themselves as standard error allows."""
    if sys.stderr.isatty() and total > 1:
        with _Bar(verb, total) as bar:
            yield bar
    else:
        yield Steps(verb, total)
