"""No false alarm: what services were seen to send and to take passes, though models forbid it."""

from __future__ import annotations

import pytest
from aws_services import few_or_all
from seen_payloads import Seen, SeenService, seen

ROWS = seen()


@pytest.mark.parametrize("service", few_or_all(ROWS))
def test_by_default_nobody_is_told(service: str) -> None:
    rows = ROWS[service]
    checks = SeenService(service, {row.operation for row in rows})
    told = [(row, violations) for row in rows if (violations := alarms(checks, row))]
    assert told == []


def alarms(checks: SeenService, row: Seen) -> list[str]:
    """What is found against what the row says: nothing, or the one rule that is kept silently."""
    found = checks.violations(row)
    if [one.rule for one in found] != [row.kept] * bool(row.kept):
        return [*map(str, found)] or [f"{row.kept} is no longer found"]
    silent = row.side == "response" and all(one.tier == "likely" for one in found)
    return [] if silent or not found else [*map(str, found)]
