"""No false alarm, no true one missed: what services were seen to send, to take and to refuse."""

from __future__ import annotations

import pytest
from aws_services import few_or_all
from seen_payloads import Seen, SeenService, seen

SENT_OR_TAKEN = seen("seen.jsonl")
REFUSED = seen("refused.jsonl")


@pytest.mark.parametrize("service", few_or_all(SENT_OR_TAKEN))
def test_by_default_nobody_is_told(service: str) -> None:
    rows = SENT_OR_TAKEN[service]
    checks = checks_of(service, rows)
    told = [(row, violations) for row in rows if (violations := alarms(checks, row))]
    assert told == []


@pytest.mark.parametrize("service", REFUSED)
def test_what_services_refuse_is_found_in_its_place(service: str) -> None:
    rows = REFUSED[service]
    checks = checks_of(service, rows)
    missed = [
        row
        for row in rows
        if (row.at.replace("[]", "[0]"), row.rule)
        not in [(one.path, one.rule) for one in checks.violations(row)]
    ]
    assert missed == []


def checks_of(service: str, rows: list[Seen]) -> SeenService:
    return SeenService(service, {row.operation for row in rows})


def alarms(checks: SeenService, row: Seen) -> list[str]:
    """What is found against what the row says: nothing, or the one rule that is kept silently."""
    found = checks.violations(row)
    if [one.rule for one in found] != [row.rule] * bool(row.rule):
        return [*map(str, found)] or [f"{row.rule} is no longer found"]
    silent = row.side == "response" and all(one.tier == "likely" for one in found)
    return [] if silent or not found else [*map(str, found)]
