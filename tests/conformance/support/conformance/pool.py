"""Worker processes, one to a service: its memory ends with it, and so do its failures."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from conformance.outcome import Finding, Outcome

Task = Callable[[str], Outcome]
_PRELOADED = ["conformance.preloaded"]


class Pool:
    """So many processes at a time. To be closed, which ends those that are still at work."""

    def __init__(self, jobs: int, task: Task) -> None:
        """``task`` is a function of a module, or a ``partial`` of one, so that it can travel."""
        # A server that has imported everything forks the processes: nothing is imported 439 times,
        # and no lock of a thread of ours is copied.
        self._context: Any = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(_PRELOADED)
        self._jobs = jobs
        self._task = task
        self._working: dict[Connection, tuple[str, BaseProcess]] = {}

    @property
    def working(self) -> list[str]:
        """The services that are being examined."""
        return [service for service, _ in self._working.values()]

    def outcomes(self, services: list[str]) -> Iterator[Outcome]:
        """What comes of each service, as it comes; a process that dies leaves a finding, too."""
        waiting = services[::-1]
        while waiting or self._working:
            while waiting and len(self._working) < self._jobs:
                self._start(waiting.pop())
            for connection in wait(list(self._working)):
                assert isinstance(connection, Connection)
                yield self._finished(connection)

    def _start(self, service: str) -> None:
        reader, writer = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_work, args=(self._task, service, writer))
        process.start()
        writer.close()  # so that the reader learns of the process's end
        self._working[reader] = service, process

    def _finished(self, connection: Connection) -> Outcome:
        service, process = self._working[connection]
        try:
            outcome = Outcome.from_json(connection.recv())
        except EOFError:
            process.join()
            message = f"the process died: exit code {process.exitcode}"
            outcome = Outcome(service, findings=[Finding("process", "", message)])
        process.join()
        connection.close()
        del self._working[connection]
        return outcome

    def close(self) -> None:
        """End what is still at work."""
        for _, process in self._working.values():
            process.terminate()
        for connection, (_, process) in self._working.items():
            process.join()
            connection.close()
        self._working.clear()


def _work(task: Task, service: str, writer: Connection) -> None:
    # A terminal's Ctrl-C reaches every process; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    writer.send(task(service).as_json())
    writer.close()
