"""How a long command shows its progress: a bar on a terminal, plain lines elsewhere.

Both go to standard error, and only after some time: most commands end before ``rich`` would be
loaded.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

from botosmith.cli import interrupts

if TYPE_CHECKING:
    from rich.progress import Progress

_BAR_AFTER = 0.5  # seconds
_LINE_EVERY = 2.0  # seconds


class Steps:
    """Counts the steps of a command, and prints a line every few seconds."""

    def __init__(self, verb: str, total: int) -> None:
        self._verb = verb
        self._total = total
        self._done: int = 0
        self._said = time.monotonic()

    def done(self, name: str) -> None:
        """Count one step, with this name."""
        self._done += 1
        if time.monotonic() - self._said >= _LINE_EVERY:
            self._said = time.monotonic()
            line = f"{self._verb} {self._done} of {self._total}: {name}"
            print(line, file=sys.stderr, flush=True)
        interrupts.mind()

    def of(self, total: int) -> None:
        """Set the total number of steps."""
        self._total = total

    def close(self) -> None:
        """End the display."""


class _Bar(Steps):
    """A progress bar in a second thread, which also moves during a long step."""

    def __init__(self, verb: str, total: int) -> None:
        super().__init__(verb, total)
        self._latest = ""
        self._lock = Lock()
        self._progress: Progress | None = None
        self._timer = Timer(_BAR_AFTER, self._show)
        self._timer.daemon = True
        self._timer.start()

    def done(self, name: str) -> None:
        with self._lock:
            self._done += 1
            self._latest = name
            self._update()
        interrupts.mind()

    def close(self) -> None:
        self._timer.cancel()
        self._timer.join()
        if self._progress is not None:
            self._progress.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        with self._lock:
            self._progress = Progress(
                SpinnerColumn(),
                TextColumn(self._verb),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.description}", style="dim", markup=False),
                console=Console(stderr=True),
                transient=True,
            )
            self._progress.add_task("", total=self._total)
            self._update()
            self._progress.start()

    def _update(self) -> None:
        if self._progress is not None:
            (task,) = self._progress.task_ids
            self._progress.update(
                task, completed=self._done, total=self._total, description=self._latest
            )


@contextmanager
def steps(verb: str, total: int) -> Generator[Steps]:
    """Steps as a bar if standard error is a terminal, else as lines."""
    shown = _Bar(verb, total) if sys.stderr.isatty() else Steps(verb, total)
    try:
        yield shown
    finally:
        shown.close()


def tracked(verb: str) -> Callable[[list[str]], Iterator[str]]:
    """A function that yields names and counts each as a step; the list may grow meanwhile."""

    def track(names: list[str]) -> Iterator[str]:
        with steps(verb, len(names)) as progress:
            for name in names:
                yield name
                progress.of(len(names))
                progress.done(name)

    return track
