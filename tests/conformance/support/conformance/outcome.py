"""What came of one service: findings and figures, in memory and as JSON."""

from __future__ import annotations

import resource
import traceback
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is not as it should be; ``subject`` is the operation, shape or waiter."""

    stage: str
    subject: str
    message: str

    def __str__(self) -> str:
        where = f"{self.stage}: {self.subject}" if self.subject else self.stage
        return f"{where}: {self.message}"


@dataclass(slots=True)
class Outcome:
    """One service's result. ``complete`` says that every stage went through to its end.

    ``counts`` are of what was tried, ``seconds`` of CPU time by stage, ``peak`` in MB.
    """

    service: str
    operations: int = 0
    complete: bool = False
    findings: list[Finding] = field(default_factory=list[Finding])
    counts: dict[str, int] = field(default_factory=dict[str, int])
    seconds: dict[str, float] = field(default_factory=dict[str, float])
    peak: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """For ``json.dumps``; ``from_json`` reads it."""
        return asdict(self)

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Outcome:
        """What ``as_json`` wrote. Raises TypeError or KeyError for anything else."""
        fields: dict[str, Any] = dict(document)
        fields["findings"] = [Finding(**finding) for finding in document["findings"]]
        return cls(**fields)


class Log:
    """Takes down what the stages of one service find, and how long each takes."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.broken = False
        """Whether a stage could not go through to its end."""
        self._stage = ""
        self._since = cpu_seconds()

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """What is said inside belongs to that stage; an exception ends it, and only it.

        A stage inside another interrupts the other one.
        """
        around = self._turn_to(name)
        try:
            yield
        except Exception as error:
            self.broken = True
            self.say("", f"stopped half-way: {_told(error)}")
        finally:
            self._turn_to(around)

    def _turn_to(self, stage: str) -> str:
        now = cpu_seconds()
        before, self._stage = self._stage, stage
        if before:
            spent = self.outcome.seconds.get(before, 0.0) + now - self._since
            self.outcome.seconds[before] = round(spent, 3)
        self._since = now
        return before

    def say(self, subject: str, message: str) -> None:
        """Take a finding down."""
        self.outcome.findings.append(Finding(self._stage, subject, message))

    def count(self, what: str, number: int = 1) -> None:
        """So many more of these were tried."""
        counts = self.outcome.counts
        counts[what] = counts.get(what, 0) + number

    @contextmanager
    def subject(self, name: str) -> Generator[None]:
        """An exception inside is a finding about that subject, and the stage goes on."""
        try:
            yield
        except Exception as error:
            self.say(name, f"raised {_told(error)}")


def cpu_seconds() -> float:
    """What this process has used, and the programs that it ran."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


def _told(error: Exception) -> str:
    """An exception, and the line of ours that it comes from."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    name = frame.filename.replace("\\", "/").rpartition("/")[2]
    return f"{type(error).__name__}: {error} ({name}, line {frame.lineno})"
