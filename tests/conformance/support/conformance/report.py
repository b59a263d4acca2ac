"""The report of a run, for programs and for people."""

from __future__ import annotations

import platform
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import botocore
from conformance.census import Census
from conformance.known import Known, Sorted
from conformance.outcome import Finding, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is known once a run has ended, or was ended.

    ``services`` is what there is; ``outcomes`` what there is of it. ``seconds`` is what this run
    took, which may have found much of it from earlier runs.
    """

    services: list[str]
    outcomes: list[Outcome]
    findings: Sorted
    census: Census
    seconds: float
    whole: bool

    @property
    def missing(self) -> list[str]:
        """The services of which nothing is known, or not all."""
        complete = {outcome.service for outcome in self.outcomes if outcome.complete}
        return [service for service in self.services if service not in complete]

    @property
    def changes(self) -> list[str]:
        """How botocore differs from the one that the census is of."""
        operations = {one.service: one.operations for one in self.outcomes if one.operations}
        services = self.services if self.whole else [*self.census.operations, *operations]
        return list(self.census.changes(services, operations))

    @property
    def other_botocore(self) -> bool:
        """Whether the census is of another version."""
        return self.census.botocore != botocore.__version__

    @property
    def passes(self) -> bool:
        """Another botocore may differ in what it ships, but not fail."""
        if self.missing or self.findings.unlisted:
            return False
        return self.other_botocore or not (self.findings.stale or self.changes)

    def as_json(self) -> dict[str, Any]:
        """For ``json.dumps``."""
        return {
            "botocore": botocore.__version__,
            "census_of_botocore": self.census.botocore,
            "python": platform.python_version(),
            "passes": self.passes,
            "services": len(self.services),
            "missing": self.missing,
            "changes": self.changes,
            "totals": dict(sorted(totals(self.outcomes).items())),
            "cpu_seconds": {name: round(s, 1) for name, s in spent(self.outcomes).items()},
            "wall_seconds": round(self.seconds, 1),
            "failures": [_placed(service, finding) for service, finding in self.findings.unlisted],
            "exceptions": [
                {**_placed(entry.service, finding), "reason": entry.reason}
                for entry, finding in self.findings.listed
            ],
            "stale_exceptions": [str(entry) for entry in self.findings.stale],
            "by_service": {
                outcome.service: {
                    "operations": outcome.operations,
                    "complete": outcome.complete,
                    "findings": len(outcome.findings),
                    "counts": outcome.counts,
                    "cpu_seconds": outcome.seconds,
                    "peak_mb": outcome.peak,
                }
                for outcome in sorted(self.outcomes, key=lambda outcome: outcome.service)
            },
        }

    def lines(self) -> Iterator[str]:
        """The table, and what there is to say of it."""
        counts = totals(self.outcomes)
        examined = len(self.services) - len(self.missing)
        through = counts["operations"] - counts["operations_excepted"]
        yield f"botocore {botocore.__version__}, Python {platform.python_version()}"
        yield f"{'services':<16}{examined:>10,} of {len(self.services):,}"
        yield f"{'operations':<16}{through:>10,} of {counts['operations']:,}"
        for name in sorted(counts.keys() - {"operations", "operations_excepted"}):
            yield f"{name:<16}{counts[name]:>10,}"
        yield from self._costs()
        yield from _exceptions(self.findings.listed)
        yield from self._complaints()

    def _costs(self) -> Iterator[str]:
        seconds = spent(self.outcomes)
        each = ", ".join(f"{name} {cpu:.0f}" for name, cpu in seconds.items())
        yield f"{'CPU seconds':<16}{sum(seconds.values()):>10,.0f} ({each})"
        yield f"{'this run':<16}{self.seconds:>10,.0f} s"
        if self.outcomes:
            largest = max(self.outcomes, key=lambda outcome: outcome.peak)
            slowest = max(self.outcomes, key=lambda outcome: sum(outcome.seconds.values()))
            yield f"{'peak memory':<16}{largest.peak:>10,.0f} MB ({largest.service})"
            yield f"{'slowest':<16}{sum(slowest.seconds.values()):>10.1f} s ({slowest.service})"

    def _complaints(self) -> Iterator[str]:
        if self.other_botocore:
            yield f"\nThe exceptions and the census are of botocore {self.census.botocore}."
        yield from (f"changed: {change}" for change in self.changes)
        for entry in self.findings.stale:
            yield f"listed, but no longer found: {entry}"
        for service, finding in self.findings.unlisted:
            yield textwrap.shorten(f"FAILED {service}: {finding}", 300)
        if self.missing:
            yield f"\nmissing: {len(self.missing)} of {len(self.services)} services: " + ", ".join(
                self.missing
            )


def totals(outcomes: list[Outcome]) -> Counter[str]:
    """What was tried, in all; and how many operations there was something with."""
    counts: Counter[str] = Counter()
    for outcome in outcomes:
        counts.update({**outcome.counts, "operations": outcome.operations})
        found = {one.subject for one in outcome.findings if one.stage == "calls"}
        counts["operations_excepted"] += len(found)
    return counts


def spent(outcomes: list[Outcome]) -> dict[str, float]:
    """CPU seconds by stage."""
    seconds: Counter[str] = Counter()
    for outcome in outcomes:
        seconds.update(outcome.seconds)
    return dict(seconds)


def _exceptions(listed: list[tuple[Known, Finding]]) -> Iterator[str]:
    yield f"\n{len(listed)} exceptions, all listed:"
    by_reason = sorted(listed, key=lambda pair: (pair[0].stage, pair[0].reason, pair[0]))
    for (stage, reason), group in groupby(by_reason, key=lambda p: (p[0].stage, p[0].reason)):
        subjects: dict[str, list[str]] = {}
        for entry, _ in group:
            subjects.setdefault(entry.service, []).append(entry.subject)
        places = "; ".join(
            f"{service} {', '.join(dict.fromkeys(names))}" for service, names in subjects.items()
        )
        yield f"  {stage}: {reason}: {places}"


def _placed(service: str, finding: Finding) -> dict[str, str]:
    return {
        "service": service,
        "stage": finding.stage,
        "subject": finding.subject,
        "message": finding.message,
    }
