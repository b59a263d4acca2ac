"""The exceptions: what is known not to be as it should, with its cause upstream."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from conformance.outcome import Finding, Outcome

FILE = Path(__file__).parents[2] / "exceptions.json"


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """One exception: a finding of a service whose message has ``says`` in it, and its cause."""

    service: str
    stage: str
    subject: str
    says: str
    reason: str

    def covers(self, service: str, finding: Finding) -> bool:
        """Whether this is what was found."""
        place = (self.service, self.stage, self.subject)
        return place == (service, finding.stage, finding.subject) and self.says in finding.message

    def __str__(self) -> str:
        return f"{self.service}: {self.stage}: {self.subject}: {self.says}"


@dataclass(frozen=True, slots=True)
class Sorted:
    """Findings, by what is known of them; ``stale`` exceptions are no longer found."""

    unlisted: list[tuple[str, Finding]]
    listed: list[tuple[Known, Finding]]
    stale: list[Known]


def read(path: Path = FILE) -> list[Known]:
    """The committed list."""
    return [Known(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def sort_out(outcomes: Iterable[Outcome], known: Iterable[Known]) -> Sorted:
    """Hold the findings of some services against the list."""
    by_service: dict[str, list[Known]] = {}
    for entry in known:
        by_service.setdefault(entry.service, []).append(entry)
    unlisted: list[tuple[str, Finding]] = []
    listed: list[tuple[Known, Finding]] = []
    stale: list[Known] = []
    for outcome in outcomes:
        entries = by_service.get(outcome.service, [])
        used: set[Known] = set()
        for finding in outcome.findings:
            found = next((one for one in entries if one.covers(outcome.service, finding)), None)
            if found is None:
                unlisted.append((outcome.service, finding))
            else:
                listed.append((found, finding))
                used.add(found)
        if outcome.complete:
            stale += [entry for entry in entries if entry not in used]
    return Sorted(unlisted, listed, stale)
