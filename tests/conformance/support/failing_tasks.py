"""Tasks for worker processes that do not do as they should."""

from __future__ import annotations

import os

from conformance.outcome import Finding, Outcome


def dies_over_sqs(service: str) -> Outcome:
    """The process ends without a word."""
    if service == "sqs":
        os._exit(7)
    return Outcome(service, complete=True)


def stops_half_way(service: str) -> Outcome:
    """A stage was not gone through."""
    found = [Finding("calls", "", "stopped half-way")] if service == "sqs" else []
    return Outcome(service, complete=not found, findings=found)
